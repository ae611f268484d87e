package walked

import (
	"slices"

	"ssowizard/internal/steps"
	"ssowizard/internal/tui/screen"
)

// Is tells whether a screen is that page of the walk.
func Is(s screen.Screen, id steps.PageID) bool {
	w, is := s.(*Page)
	return is && w.Frame.ID == id
}

// SignInOf is what a page of a sign-in is for; false for all others.
func SignInOf(s screen.Screen) (*steps.SignIn, bool) {
	if SignsIn(s) || Is(s, steps.PageReading) {
		return s.(*Page).Frame.Local.(*steps.SignIn), true
	}
	return &steps.SignIn{}, false
}

// SignsIn tells whether a screen waits for a sign-in.
func SignsIn(s screen.Screen) bool { return Is(s, steps.PageCode) || Is(s, steps.PageBrowser) }

// homes are the pages of the walk to which a task leads back.
var homes = []steps.PageID{steps.PageUndo, steps.PageGround, steps.PageRenew, steps.PageRenewOver,
	steps.PageRepairs, steps.PageReport}

// Homely pages stay below the pages of steps that are opened from them.
func Homely(s screen.Screen) bool {
	w, walk := s.(*Page)
	return walk && slices.Contains(homes, w.Frame.ID)
}
