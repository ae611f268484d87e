package assets

import (
	_ "embed"
	"sync"
)

//go:embed browser_pages.json
var browserPagesJSON []byte

// BrowserPage is what Microsoft's page may show while a sign-in is waited for.
type BrowserPage struct {
	// ID is the stable name, as "need-approval".
	ID string `json:"id"`
	// Shows is what stands on the page, in its own words where it has any.
	Shows string `json:"shows"`
	// Means is what it means here; Do is what to do now.
	Means string `json:"means"`
	Do    string `json:"do"`
	// Ways are the ids of the ways on, the best first.
	Ways []string `json:"ways"`
}

// SignInWay is one way on from a page that a sign-in is stuck on.
type SignInWay struct {
	ID string `json:"id"`
	// Title and Detail are its line in a menu.
	Title  string `json:"title"`
	Detail string `json:"detail"`
	// Text is what is said before it is gone, a paragraph each. It may hold {{tenantName}} and {{client}}.
	Text []string `json:"text"`
}

// Stuck is all that is known about such pages. Standings say what a sign-in with one's name alone
// has shown; Shows is empty there.
type Stuck struct {
	Pages     []BrowserPage `json:"pages"`
	Standings []BrowserPage `json:"standings"`
	Ways      []SignInWay   `json:"ways"`
}

// BrowserPages returns what Microsoft's pages may show during a sign-in, and the ways on. The
// slices are shared and must not be changed. It panics when the embedded file cannot be parsed.
// Sources: Microsoft's list of authentication error codes, its documentation of consent and of
// Conditional Access, and pages as people have quoted them.
var BrowserPages = sync.OnceValue(func() Stuck {
	return embedded[Stuck]("browser_pages.json", browserPagesJSON)
})
