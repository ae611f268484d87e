package graph

import (
	"context"
	"errors"
	"strings"
)

// User is a person in the directory. Source: Microsoft Graph docs, user.
type User struct {
	ID                string `json:"id" text:"required"`
	DisplayName       string `json:"displayName"`
	UserPrincipalName string `json:"userPrincipalName"`
	Mail              string `json:"mail"`
	UserType          string `json:"userType"` // Member or Guest; "" when it was not asked or not told
}

// MeQuery reads who is signed in: User.
func MeQuery() Query {
	return Query{op: "read who is signed in",
		path: withOptions("/me", selectFields("id,displayName,userPrincipalName,mail,userType"))}
}

const userFields = "id,displayName,userPrincipalName,mail"

// SearchUsers lists users whose name or address holds a word that begins with
// text, or all users when text is blank, top (1 to 999) on a page. Where the
// tenant has no search (B2C), the beginning of name and sign-in name is compared
// instead. New users may be missing for minutes. Guests may not call it
// (ErrDenied). Source: Microsoft Graph docs, user-list and search-query-parameter.
func (c *Client) SearchUsers(ctx context.Context, text string, top int) (Page[User], error) {
	text = strings.Join(strings.Fields(text), " ")
	limit := topOption(top)
	r := call{op: "list users", method: "GET"}
	if text == "" {
		r.path = withOptions("/users", selectFields(userFields), limit)
		return readPage[User](ctx, c, r)
	}
	var terms, begins []string
	for _, f := range []string{"displayName", "userPrincipalName", "mail"} {
		terms = append(terms, quotePhrase(f+":"+text))
		begins = append(begins, "startswith("+f+","+literal(text)+")")
	}
	r.eventual = true
	r.path = withOptions("/users", option{"$search", strings.Join(terms, " OR ")}, selectFields(userFields),
		limit, option{"$count", "true"})
	page, err := readPage[User](ctx, c, r)
	if errors.Is(err, ErrUnsupportedQuery) {
		r.eventual = false
		r.path = withOptions("/users", option{"$filter", strings.Join(begins, " or ")},
			selectFields(userFields), limit)
		return readPage[User](ctx, c, r)
	}
	return page, err
}

// ErrNobody says that a read of one user brought none. Every tenant has a user, so
// it shows nothing about the right to read them.
var ErrNobody = errors.New("no user was shown")

// OneUser reads one user's id: the proof that a token carries User.Read.All.
// ErrDenied means that the permission is not granted or not effective yet,
// ErrNobody that the list was empty.
func (c *Client) OneUser(ctx context.Context) error {
	r := call{op: "read one user", method: "GET",
		path: withOptions("/users", option{"$top", "1"}, selectFields("id"))}
	list, err := readPage[User](ctx, c, r)
	if err == nil && len(list.Items) == 0 {
		return ErrNobody
	}
	return err
}

// Organization is the tenant. With User.Read alone, all but ID, DisplayName and
// VerifiedDomains is empty, which then means "not told". Source: Microsoft Graph
// docs, organization-list.
type Organization struct {
	ID              string   `json:"id" text:"required"`
	DisplayName     string   `json:"displayName"`
	TenantType      string   `json:"tenantType"` // "AAD", "AAD B2C" or "CIAM"
	VerifiedDomains []Domain `json:"verifiedDomains"`
}

// Domain is one verified domain of a tenant; the initial one ends in
// onmicrosoft.com or its like.
type Domain struct {
	Name      string `json:"name"`
	IsDefault bool   `json:"isDefault"`
	IsInitial bool   `json:"isInitial"`
}

// OrganizationQuery reads the tenant: []Organization with one entry.
func OrganizationQuery() Query {
	return Query{op: "read the company", many: true,
		path: withOptions("/organization", selectFields("id,displayName,verifiedDomains,tenantType"))}
}
