package observe

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
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
	out := []string{judge.FirstURI}
	take := func(uris []string) {
		for _, i := range []int{0, len(uris) - 1} {
			if i >= 0 && i < len(uris) && len(out) <= ownAsked && !slices.Contains(out, uris[i]) {
				out = append(out, uris[i])
			}
		}
	}
	common := judge.HostOf(judge.FirstURI)
	var own, alike []string
	for _, u := range wanted {
		if h := judge.HostOf(u); h == "" || h == common {
			alike = append(alike, u)
		} else {
			own = append(own, u)
		}
	}
	take(own)
	take(alike)
	return out
}

// candidateQueries look for the registration while none is chosen.
func (o *Observation) candidateQueries() []graph.Query {
	var qs []graph.Query
	for _, uri := range searchURIs(o.P.Wanted.URIs) {
		for _, platform := range judge.Platforms {
			qs = append(qs, graph.ApplicationsByRedirectQuery(string(platform), uri))
		}
	}
	if o.P.Wanted.Name != "" {
		qs = append(qs, graph.ApplicationsByNameQuery(o.P.Wanted.Name))
	}
	return append(qs, graph.DeletedApplicationsQuery(""))
}

const sameName = "it has the same name"

func hasWords(uri string, platform mtp.Platform) string {
	return fmt.Sprintf("it has %s under %s", uri, platform)
}

// candidates lists registrations that could already be the one wanted: those by
// redirect URI first, and among these the one that has most of the list.
func (o *Observation) candidates() setup.Part[[]setup.Candidate] {
	if o.P.App.AppID != "" {
		return setup.Known[[]setup.Candidate](nil)
	}
	found := map[string]*setup.Candidate{}
	add := func(q graph.Query, why string, strength int) error {
		apps, err := graph.Decode[[]graph.Application](o.Answers, q)
		for _, app := range apps {
			c := found[app.AppID]
			if c == nil {
				c = &setup.Candidate{App: app, Board: mtp.Compare(o.P.Wanted.URIs, judge.Registered(&app))}
				found[app.AppID] = c
			}
			if strength != setup.StrengthURI || !c.ByURI() { // one address shows it; the board names them all
				c.Why = append(c.Why, why)
			}
			c.Strength = max(c.Strength, strength)
		}
		return err
	}
	var failed error
	for _, uri := range searchURIs(o.P.Wanted.URIs) {
		for _, platform := range judge.Platforms {
			failed = errors.Join(failed, add(graph.ApplicationsByRedirectQuery(string(platform), uri),
				hasWords(uri, platform), setup.StrengthURI))
		}
	}
	if n := o.P.Wanted.Name; n != "" {
		failed = errors.Join(failed, add(graph.ApplicationsByNameQuery(n), sameName, setup.StrengthName))
	}
	if failed != nil {
		return setup.Unknown[[]setup.Candidate](ReasonOf(failed))
	}
	out := make([]setup.Candidate, 0, len(found))
	for _, c := range found {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b setup.Candidate) int {
		have := func(c setup.Candidate) int { return c.Board.Count(mtp.StatusRegistered) }
		switch {
		case a.Strength != b.Strength:
			return b.Strength - a.Strength
		case have(a) != have(b):
			return have(b) - have(a)
		}
		return strings.Compare(a.App.AppID, b.App.AppID)
	})
	return setup.Known(out)
}
