package tui

import (
	"slices"
	"strings"

	"ssowizard/internal/tui/views"
)

// sensitive lists what this walk knows about the company and its people.
func sensitive(st views.State) []string {
	s, p := st.Snapshot, st.Profile
	words := []string{
		s.Tenant.ID, s.Tenant.Asked, s.Identity.Username, s.Identity.Name, s.Identity.ObjectID,
		p.Name, p.Tenant.ID, p.Tenant.Domain, p.Tenant.Name, p.App.AppID, p.App.ObjectID, p.App.Name,
		p.Wanted.Name,
		p.Secret.KeyID, p.Secret.Hint,
	}
	if s.Organization.Known {
		words = append(words, s.Organization.Value.DisplayName)
		for _, d := range s.Organization.Value.VerifiedDomains {
			words = append(words, d.Name)
		}
	}
	words = append(words, withHost(p.Wanted.URIs...)...)
	for _, c := range slices.Concat(s.Candidates.Value, s.Bin.Value) {
		words = append(words, c.App.DisplayName, c.App.AppID)
		words = append(words, withHost(c.App.SPA.URIs...)...)
	}
	for _, a := range s.Twins.Value {
		words = append(words, a.DisplayName, a.AppID)
	}
	if a := s.App.Value; a != nil {
		words = append(words, a.DisplayName, a.AppID, a.ID)
		for _, l := range [][]string{a.SPA.URIs, a.Web.URIs, a.PublicClient.URIs} {
			words = append(words, withHost(l...)...)
		}
	}
	if sp := s.Principal.Value; sp != nil {
		words = append(words, sp.ID, sp.DisplayName)
	}
	return words
}

// withHost gives each URI and its host, which holds the partner's subdomain.
func withHost(uris ...string) []string {
	var out []string
	for _, u := range uris {
		out = append(out, u)
		_, rest, ok := strings.Cut(u, "://")
		if !ok {
			continue
		}
		host, _, _ := strings.Cut(rest, "/")
		out = append(out, host)
	}
	return out
}
