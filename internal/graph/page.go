package graph

import (
	"cmp"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/url"
	"strings"

	"ssowizard/internal/text"
	"ssowizard/internal/wire"
)

// maxPages bounds how many pages of one collection are read, so that a service
// that never ends a list cannot hold the program.
const maxPages = 200

// allPages reads a collection from its first page on to its end and keeps what
// the query wants. A page that cannot be read makes the whole an error: half a
// list would be taken for all of it.
func (c *Client) allPages(ctx context.Context, q Query, first outcome) outcome {
	var kept []json.RawMessage
	r, seen := q.call(), map[string]bool{}
	a := &answer{status: 200, body: first.raw, requestID: first.requestID}
	for page := 1; ; page++ {
		l, err := decodeListing(a.body)
		if err != nil {
			return outcome{err: c.badAnswer(r, a, err.Error())}
		}
		for _, raw := range *l.Value {
			if q.wants(raw) {
				kept = append(kept, raw)
			}
		}
		if l.NextLink == "" {
			return outcome{raw: joined(kept), requestID: a.requestID}
		}
		if seen[l.NextLink] || page == maxPages {
			return outcome{err: c.badAnswer(r, a, "the list has no end")}
		}
		seen[l.NextLink] = true
		if r, err = c.nextCall(r, a, l.NextLink); err != nil {
			return outcome{err: err}
		}
		if a, err = c.send(ctx, r); err != nil {
			return outcome{err: err}
		}
	}
}

// wants reports whether an entry is one that the query asks for. An entry that
// cannot be looked into is kept, so that decoding it reports the fault.
func (q Query) wants(raw json.RawMessage) bool {
	m := members(wire.Loose(raw))
	if m == nil {
		return true
	}
	if q.onlyKind != "" && !strings.EqualFold(m["@odata.type"].Text(), q.onlyKind) {
		return false
	}
	return q.onlyApp == "" || strings.EqualFold(m["appid"].Text(), q.onlyApp)
}

// nextCall addresses a next page. Its link is opaque and followed as it is, but
// only on the host and scheme of the root, because the token goes along.
func (c *Client) nextCall(r call, a *answer, link string) (call, error) {
	u, err := url.Parse(link)
	if err != nil || u.Opaque != "" || u.User != nil || u.Scheme != c.root.Scheme ||
		hostPort(u) != hostPort(c.root) {
		host := "an address that cannot be read"
		if err == nil {
			host = u.Host
		}
		return call{}, c.badAnswer(r, a, "the next page is not on this service: "+text.Clean(host))
	}
	u.Fragment = ""
	return call{op: r.op, method: "GET", link: u.String(), eventual: r.eventual}, nil
}

// hostPort writes a host with its port, the default one included.
func hostPort(u *url.URL) string {
	port := cmp.Or(u.Port(), map[string]string{"https": "443", "http": "80"}[u.Scheme])
	return net.JoinHostPort(strings.ToLower(u.Hostname()), port)
}

// get asks one query by itself and decodes its answer.
func get[T any](ctx context.Context, c *Client, q Query) (T, error) {
	return fetch[T](ctx, c, q.call(), q.refused)
}

// fetch sends one call whose answer is a T.
func fetch[T any](ctx context.Context, c *Client, r call, why string) (T, error) {
	var zero T
	if why != "" {
		return zero, refused(r.op, why)
	}
	a, err := c.send(ctx, r)
	if err != nil {
		return zero, err
	}
	v, err := decode[T](a.body)
	if err != nil {
		return zero, c.badAnswer(r, a, err.Error())
	}
	return v, nil
}

// do sends one call whose answer has nothing to say: 204, or the object that was
// changed. Another good status with no object is not Graph's: a proxy answered,
// and nobody knows whether the request went further.
func (c *Client) do(ctx context.Context, r call, why string) error {
	if why != "" {
		return refused(r.op, why)
	}
	a, err := c.send(ctx, r)
	if err != nil || a.status == http.StatusNoContent {
		return err
	}
	if wire.Loose(a.body).Object() == nil {
		return c.badAnswer(r, a, "the answer says nothing about what was done")
	}
	return nil
}
