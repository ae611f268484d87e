package engine

import (
	"context"
	"time"

	"ssowizard/internal/graph"
)

// lookPage is how many entries of a long list are read at a time: what a screen
// holds, and little enough to come at once from a tenant of any size.
const lookPage = 25

// Person is one of the tenant's people: the name, the address under which they sign in,
// and that of their mail.
type Person struct{ Name, Address, Mail string }

// SearchUsers looks users up on the server, to compare with those in the MTP
// portal. An empty text gives the first part of all.
func (r *Session) SearchUsers(ctx context.Context, text string) (Listed[Person], error) {
	return listed(r, func(c *graph.Client) (graph.Page[graph.User], error) {
		return c.SearchUsers(ctx, text, lookPage)
	}, func(u graph.User) Person { return Person{u.DisplayName, u.UserPrincipalName, u.Mail} })
}

// Listed is a part of a list that may be long.
type Listed[T any] struct {
	Items []T
	Total int // -1: not counted
	// Next reads the part after this one; nil: this is the last.
	Next func(context.Context) (Listed[T], error)
}

// Registration is one of a list: its name, which is not unique, and its id.
type Registration struct {
	Name, AppID string
	Made        *time.Time
}

// SearchRegistrations looks registrations up on the server by the words of
// their names, for a person to choose from: none is taken by its name alone. An
// empty text gives the first part of all, in the order of their names.
func (r *Session) SearchRegistrations(ctx context.Context, text string) (Listed[Registration], error) {
	return listed(r, func(c *graph.Client) (graph.Page[graph.Application], error) {
		return c.SearchApplications(ctx, text, lookPage)
	}, func(a graph.Application) Registration {
		return Registration{a.DisplayName, a.AppID, a.CreatedDateTime}
	})
}

// listed is a page of Graph's list as the one who asked for it takes it.
func listed[F, T any](r *Session, read func(*graph.Client) (graph.Page[F], error),
	as func(F) T) (Listed[T], error) {
	page, err := looked(r, read)
	if err != nil {
		return Listed[T]{}, err
	}
	out := Listed[T]{Total: page.Total}
	for _, x := range page.Items {
		out.Items = append(out.Items, as(x))
	}
	if page.More() {
		out.Next = func(ctx context.Context) (Listed[T], error) {
			return listed(r,
				func(c *graph.Client) (graph.Page[F], error) { return graph.Next(ctx, c, page) }, as)
		}
	}
	return out, nil
}

func looked[T any](r *Session, read func(*graph.Client) (graph.Page[T], error)) (graph.Page[T], error) {
	client, err := r.GraphClient()
	if err != nil {
		return graph.Page[T]{}, err
	}
	page, err := read(client)
	return page, r.remember(err)
}
