package engine

import (
	"context"

	"ssowizard/internal/graph"
)

// lookPage is how many entries of a long list are read at a time: what a screen
// holds, and little enough to come at once from a tenant of any size.
const lookPage = 25

// SearchUsers looks users up on the server, to compare with those in the MTP
// portal. An empty text gives the first page of all.
func (r *Session) SearchUsers(ctx context.Context, text string) (graph.Page[graph.User], error) {
	return looked(r, func(c *graph.Client) (graph.Page[graph.User], error) { return c.SearchUsers(ctx, text, lookPage) })
}

// NextUsers reads the page after one.
func (r *Session) NextUsers(ctx context.Context, page graph.Page[graph.User]) (graph.Page[graph.User],
	error) {
	return looked(r, func(c *graph.Client) (graph.Page[graph.User], error) { return graph.Next(ctx, c, page) })
}

// SearchRegistrations looks registrations up on the server by the words of
// their names, for a person to choose from: none is taken by its name alone. An
// empty text gives the first page of all, in the order of their names.
func (r *Session) SearchRegistrations(ctx context.Context, text string) (graph.Page[graph.Application],
	error) {
	return looked(r, func(c *graph.Client) (graph.Page[graph.Application], error) {
		return c.SearchApplications(ctx, text, lookPage)
	})
}

// NextRegistrations reads the page after one.
func (r *Session) NextRegistrations(ctx context.Context,
	page graph.Page[graph.Application]) (graph.Page[graph.Application], error) {
	return looked(r, func(c *graph.Client) (graph.Page[graph.Application], error) { return graph.Next(ctx, c, page) })
}

func looked[T any](r *Session, read func(*graph.Client) (graph.Page[T], error)) (graph.Page[T], error) {
	client, err := r.GraphClient()
	if err != nil {
		return graph.Page[T]{}, err
	}
	page, err := read(client)
	return page, r.remember(err)
}
