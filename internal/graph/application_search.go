package graph

import (
	"context"
	"errors"
	"strings"
)

// SearchApplications lists registrations whose display name holds words that
// begin with those of text, or all of them in the order of their names when text
// is blank, top (1 to 999) on a page, with ID, AppID, DisplayName and
// CreatedDateTime only. Where the tenant has no search (B2C), the beginning of
// the name is compared instead. New registrations may be missing for minutes.
// Errors: ErrDenied. Source: Microsoft Graph docs, application-list,
// search-query-parameter and aad-advanced-queries.
func (c *Client) SearchApplications(ctx context.Context, text string, top int) (Page[Application], error) {
	text = strings.Join(strings.Fields(text), " ")
	fields := selectFields("id,appId,displayName,createdDateTime")
	r := call{op: "list registrations", method: "GET", eventual: true}
	plain := []option{fields, topOption(top)} // where the index of advanced queries is not to be had
	if text == "" {
		r.path = withOptions("/applications", fields, topOption(top), option{"$count", "true"},
			option{"$orderby", "displayName"})
	} else {
		r.path = withOptions("/applications", option{"$search", quotePhrase("displayName:" + text)}, fields,
			topOption(top), option{"$count", "true"})
		plain = append(plain, option{"$filter", "startswith(displayName," + literal(text) + ")"})
	}
	page, err := readPage[Application](ctx, c, r)
	if errors.Is(err, ErrUnsupportedQuery) {
		r.eventual, r.path = false, withOptions("/applications", plain...)
		return readPage[Application](ctx, c, r)
	}
	return page, err
}
