package steps

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"ssowizard/internal/graph"
	"ssowizard/internal/mtp"
)

// ownAsked is how many redirect URIs beside the first are looked for. Each is one
// request for each platform, and with the first and everything else that is read
// the batch stays under the twenty that Graph takes: 6 of the tenant, 3 times 3
// of the search, the unique name, the name and the recycle bin are 18.
const ownAsked = 2

// searchURIs are the redirect URIs that a registration for the MTP portal is
// looked for by. The first may be missing or mistyped in just the registration
// that needs help. The partner's own ones tell it from all others, so the first
// and the last of these are asked; a list without them gives others of its own.
func searchURIs(wanted []string) []string {
	out := []string{firstURI}
	take := func(uris []string) {
		for _, i := range []int{0, len(uris) - 1} {
			if i >= 0 && i < len(uris) && len(out) <= ownAsked && !slices.Contains(out, uris[i]) {
				out = append(out, uris[i])
			}
		}
	}
	common := hostOf(firstURI)
	var own, alike []string
	for _, u := range wanted {
		if h := hostOf(u); h == "" || h == common {
			alike = append(alike, u)
		} else {
			own = append(own, u)
		}
	}
	take(own)
	take(alike)
	return out
}

// hostOf is the host of an address in lower case; "" where there is none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}

// candidateQueries look for the registration while none is chosen.
func (o *observation) candidateQueries() []graph.Query {
	var qs []graph.Query
	for _, uri := range searchURIs(o.p.Wanted.URIs) {
		for _, platform := range platforms {
			qs = append(qs, graph.ApplicationsByRedirectQuery(string(platform), uri))
		}
	}
	if o.p.Wanted.Name != "" {
		qs = append(qs, graph.ApplicationsByNameQuery(o.p.Wanted.Name))
	}
	return append(qs, graph.DeletedApplicationsQuery(""))
}

const sameName = "it has the same name"

func hasWords(uri string, platform mtp.Platform) string {
	return fmt.Sprintf("it has %s under %s", uri, platform)
}

// candidates lists registrations that could already be the one wanted: those by
// redirect URI first, and among these the one that has most of the list.
func (o *observation) candidates() Part[[]Candidate] {
	if o.p.App.AppID != "" {
		return known[[]Candidate](nil)
	}
	found := map[string]*Candidate{}
	add := func(q graph.Query, why string, strength int) error {
		apps, err := graph.Decode[[]graph.Application](o.answers, q)
		for _, app := range apps {
			c := found[app.AppID]
			if c == nil {
				c = &Candidate{App: app, Board: mtp.Compare(o.p.Wanted.URIs, registered(&app))}
				found[app.AppID] = c
			}
			if strength != strengthURI || !c.ByURI() { // one address shows it; the board names them all
				c.Why = append(c.Why, why)
			}
			c.Strength = max(c.Strength, strength)
		}
		return err
	}
	var failed error
	for _, uri := range searchURIs(o.p.Wanted.URIs) {
		for _, platform := range platforms {
			failed = errors.Join(failed, add(graph.ApplicationsByRedirectQuery(string(platform), uri), hasWords(uri, platform), strengthURI))
		}
	}
	if n := o.p.Wanted.Name; n != "" {
		failed = errors.Join(failed, add(graph.ApplicationsByNameQuery(n), sameName, strengthName))
	}
	if failed != nil {
		return unknown[[]Candidate](reasonOf(failed))
	}
	out := make([]Candidate, 0, len(found))
	for _, c := range found {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b Candidate) int {
		have := func(c Candidate) int { return c.Board.Count(mtp.StatusRegistered) }
		switch {
		case a.Strength != b.Strength:
			return b.Strength - a.Strength
		case have(a) != have(b):
			return have(b) - have(a)
		}
		return strings.Compare(a.App.AppID, b.App.AppID)
	})
	return known(out)
}
