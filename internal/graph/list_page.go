package graph

import (
	"context"
	"strconv"
	"strings"
)

// Page is a part of a list that is too long to be read whole, for a person to
// look through.
type Page[T any] struct {
	Items []T
	Total int // of all pages, where the service counted; else -1
	next  call
}

// More reports whether Next has a further page.
func (p Page[T]) More() bool { return p.next.link != "" }

// Next reads the page after one for which More is true. The errors are those of
// the list it belongs to.
func Next[T any](ctx context.Context, c *Client, p Page[T]) (Page[T], error) {
	if !p.More() {
		return Page[T]{}, refused("read the next page", "there is no further page")
	}
	return readPage[T](ctx, c, p.next)
}

func readPage[T any](ctx context.Context, c *Client, r call) (Page[T], error) {
	a, l, err := c.list(ctx, r)
	if err != nil {
		return Page[T]{}, err
	}
	page := Page[T]{Total: -1}
	if page.Items, err = decode[[]T](joined(*l.Value)); err != nil {
		return Page[T]{}, c.badAnswer(r, a, err.Error())
	}
	if l.Count != nil {
		page.Total = *l.Count
	}
	if l.NextLink != "" {
		if page.next, err = c.nextCall(r, a, l.NextLink); err != nil {
			return Page[T]{}, err
		}
	}
	return page, nil
}

// list reads one page of a collection.
func (c *Client) list(ctx context.Context, r call) (*answer, listing, error) {
	a, err := c.send(ctx, r)
	if err != nil {
		return nil, listing{}, err
	}
	l, err := decodeListing(a.body)
	if err != nil {
		return nil, listing{}, c.badAnswer(r, a, err.Error())
	}
	return a, l, nil
}

// topOption limits a page; Microsoft Graph takes 1 to 999.
func topOption(top int) option { return option{"$top", strconv.Itoa(min(max(top, 1), 999))} }

// quotePhrase quotes a $search phrase.
func quotePhrase(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
