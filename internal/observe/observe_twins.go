package observe

import (
	"errors"
	"slices"
	"strings"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// Two administrators who set the same thing up at once make two registrations:
// neither search could show the other's. So each look at a chosen registration asks
// whether there is another one with the partner's own addresses.

// twinQueries search for it as a registration is searched for that is not chosen yet.
func twinQueries(p setup.Profile) []graph.Query {
	if p.App.AppID == "" {
		return nil
	}
	var qs []graph.Query
	for _, uri := range searchURIs(p.Wanted.URIs) {
		for _, platform := range judge.Platforms {
			qs = append(qs, graph.BetaApplicationsByRedirectQuery(string(platform), uri))
		}
	}
	return qs
}

// readTwins gathers what was found, each once. What one query could not tell makes
// the absence of others unknown, and takes nothing from those that were found.
func readTwins(a graph.Answers, p setup.Profile) setup.Part[[]graph.Application] {
	out := setup.Known[[]graph.Application](nil)
	var failed error
	for _, q := range twinQueries(p) {
		apps, err := graph.Decode[[]graph.Application](a, q)
		failed = errors.Join(failed, err)
		for _, app := range apps {
			if !slices.ContainsFunc(out.Value,
				func(b graph.Application) bool { return b.AppID == app.AppID }) {
				out.Value = append(out.Value, app)
			}
		}
	}
	if failed != nil {
		out.Known, out.Why = false, ReasonOf(failed)
	}
	slices.SortFunc(out.Value, func(a, b graph.Application) int { return strings.Compare(a.AppID, b.AppID) })
	return out
}

// twinsOf leaves those that are another registration and have own addresses in
// common with the chosen one. The addresses of all partners alike show nothing.
func twinsOf(found setup.Part[[]graph.Application], app *graph.Application,
	p setup.Profile) setup.Part[[]graph.Application] {
	own := judge.OwnAddresses(app, p)
	found.Value = slices.DeleteFunc(slices.Clone(found.Value), func(b graph.Application) bool {
		return b.AppID == p.App.AppID || judge.Sharing(b, own) == 0
	})
	return found
}
