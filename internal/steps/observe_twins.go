package steps

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"ssowizard/internal/graph"
	"ssowizard/internal/mtp"
	"ssowizard/internal/text"
)

// Two administrators who set the same thing up at once make two registrations:
// neither search could show the other's. So each look at a chosen registration asks
// whether there is another one with the partner's own addresses.

// twinQueries search for it as a registration is searched for that is not chosen yet.
func twinQueries(p Profile) []graph.Query {
	if p.App.AppID == "" {
		return nil
	}
	var qs []graph.Query
	for _, uri := range searchURIs(p.Wanted.URIs) {
		for _, platform := range platforms {
			qs = append(qs, graph.BetaApplicationsByRedirectQuery(string(platform), uri))
		}
	}
	return qs
}

// readTwins gathers what was found, each once. What one query could not tell makes
// the absence of others unknown, and takes nothing from those that were found.
func readTwins(a graph.Answers, p Profile) Part[[]graph.Application] {
	out := known[[]graph.Application](nil)
	var failed error
	for _, q := range twinQueries(p) {
		apps, err := graph.Decode[[]graph.Application](a, q)
		failed = errors.Join(failed, err)
		for _, app := range apps {
			if !slices.ContainsFunc(out.Value, func(b graph.Application) bool { return b.AppID == app.AppID }) {
				out.Value = append(out.Value, app)
			}
		}
	}
	if failed != nil {
		out.Known, out.Why = false, reasonOf(failed)
	}
	slices.SortFunc(out.Value, func(a, b graph.Application) int { return strings.Compare(a.AppID, b.AppID) })
	return out
}

// twinsOf leaves those that are another registration and have own addresses in
// common with the chosen one. The addresses of all partners alike show nothing.
func twinsOf(found Part[[]graph.Application], app *graph.Application, p Profile) Part[[]graph.Application] {
	own := ownAddresses(app, p)
	found.Value = slices.DeleteFunc(slices.Clone(found.Value), func(b graph.Application) bool {
		return b.AppID == p.App.AppID || sharing(b, own) == 0
	})
	return found
}

// ownAddresses are the redirect URIs of this partner alone: of the MTP portal's list,
// or where that is not known, of the registration.
func ownAddresses(app *graph.Application, p Profile) []string {
	all := slices.Clone(p.Wanted.URIs)
	if len(all) == 0 && app != nil {
		for _, r := range registered(app) {
			all = append(all, r.URI)
		}
	}
	return slices.DeleteFunc(all, func(u string) bool { h := hostOf(u); return h == "" || h == hostOf(firstURI) })
}

// sharing counts the addresses that a registration has, each once, on whichever platform.
func sharing(app graph.Application, addresses []string) int {
	n, have := 0, registered(&app)
	for _, u := range addresses {
		if slices.ContainsFunc(have, func(r mtp.Registered) bool { return r.URI == u }) {
			n++
		}
	}
	return n
}

// twinFindings name each of them, and what to do. That none was seen is not said:
// it would be no fact.
func twinFindings(s Snapshot, p Profile) []Finding {
	own := ownAddresses(s.App.Value, p)
	var out []Finding
	if why := s.Twins.Why; !s.Twins.Known && why.Text != "" {
		f := couldNotCheck("other registrations with the same redirect URIs", why)
		f.Level = LevelNote // the setup works all the same
		out = append(out, f)
	}
	for _, b := range s.Twins.Value {
		name := fmt.Sprintf("%s (%s)", text.Or(b.DisplayName, "unnamed"), b.AppID)
		out = append(out, Finding{Code: CodeRegistrationTwice, Level: LevelWarn, Subject: name,
			Want: "one registration with your own redirect URIs", Got: fmt.Sprintf("%d of %d in this one too", sharing(b, own), len(own)),
			Text: "Another registration of this tenant has redirect URIs of your own as well: " + name + madeWords(b) + ".",
			Remedy: "Compare the application (client) ID in the MTP portal with both: it uses one of them. If it is this one, have whoever made the other take it away. " +
				"If it is the other, take back what was made here with ssowizard undo, and name the other with --app-id " + b.AppID + "."})
	}
	return out
}

func madeWords(app graph.Application) string {
	if app.CreatedDateTime == nil {
		return ""
	}
	return ", made on " + text.Day(*app.CreatedDateTime)
}
