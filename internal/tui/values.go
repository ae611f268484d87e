package tui

import (
	"strings"

	"ssowizard/internal/judge"
)

// valueLabels name the values of step texts as the portals do, in the order in
// which they are offered.
var valueLabels = []struct{ key, label string }{
	{"firstURI", "Redirect URI"}, {"appName", "Name"}, {"appId", "Application (client) ID"},
	{"tenantId", "Directory (tenant) ID"}, {"secretName", "Description"},
}

// stageValues are the values and pages of all steps of a phase.
func phaseValues(d *deps, st judge.Phase) []value { return stepValues(d, st.Steps...) }

// stepValues are the values that the texts of steps speak of, each once, then
// the pages they are done on. A value that is not known yet is left out.
func stepValues(d *deps, list ...judge.Step) []value {
	known := judge.Values(d.session.Snapshot(), d.session.Profile())
	var text strings.Builder
	for _, s := range list {
		text.WriteString(strings.Join(s.Do, " "))
	}
	var out []value
	for _, v := range valueLabels {
		if known[v.key] != "" && judge.SpeaksOf(text.String(), v.key) {
			out = append(out, value{v.label, known[v.key]})
		}
	}
	return append(out, phaseLinks(d, list)...)
}

// stageLinks are the pages on which steps are done, each once.
func phaseLinks(d *deps, list []judge.Step) []value {
	var out []value
	seen := map[string]bool{}
	for _, s := range list {
		u := d.session.Links().URL(s.Link)
		if u == "" || seen[u] {
			continue
		}
		seen[u] = true
		out = append(out, value{linkLabel(s.Link), u})
	}
	return out
}

// pagePrefix marks the values that are pages to open.
const pagePrefix = "Page: "

// linkLabel names a deep link by the page it leads to.
func linkLabel(key string) string {
	switch key {
	case "mtp-portal":
		return pagePrefix + "MTP portal"
	case "entra-home":
		return pagePrefix + "Entra admin center"
	case "new-registration": // the portal has no address of the form itself
		return pagePrefix + "App registrations"
	case "api-permissions":
		return pagePrefix + "API permissions"
	case "credentials":
		return pagePrefix + "Certificates & secrets"
	}
	return pagePrefix + strings.ToUpper(key[:1]) + strings.ReplaceAll(key[1:], "-", " ")
}
