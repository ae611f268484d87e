package steps

import (
	"strings"

	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/text"
)

// valueLabels name the values of step texts as the portals do, in the order in which
// they are offered.
var valueLabels = []struct{ key, label string }{
	{"firstURI", "Redirect URI"}, {"appName", "Name"}, {"appId", "Application (client) ID"},
	{"tenantId", "Directory (tenant) ID"}, {"secretName", "Description"},
}

// StepValues are the values that the texts of steps speak of, each once, then the pages
// they are done on. A value that is not known yet is left out.
func StepValues(st State, list ...judge.Step) []Value {
	known := judge.Values(st.Snapshot, st.Profile)
	var said strings.Builder
	for _, s := range list {
		said.WriteString(strings.Join(s.Do, " "))
	}
	var out []Value
	for _, v := range valueLabels {
		if known[v.key] != "" && judge.SpeaksOf(said.String(), v.key) {
			out = append(out, Value{Label: v.label, Text: known[v.key]})
		}
	}
	seen := map[string]bool{"": true}
	for _, s := range list {
		if u := st.Links.URL(s.Link); !seen[u] {
			seen[u] = true
			out = append(out, Value{Label: LinkLabel(s.Link), Text: u, Opens: true})
		}
	}
	return out
}

// LinkLabel names a deep link by the page it leads to.
func LinkLabel(key string) string {
	name, named := linkNames[key]
	if !named {
		name = strings.ToUpper(key[:1]) + strings.ReplaceAll(key[1:], "-", " ")
	}
	return "Page: " + name
}

var linkNames = map[string]string{
	"mtp-portal": "MTP portal", "entra-home": "Entra admin center",
	"new-registration": "App registrations", // the portal has no address of the form itself
	"api-permissions":  "API permissions", "credentials": "Certificates & secrets",
}

// PortalURL is the MTP portal of this walk: the real one, or the stand-in.
func (st State) PortalURL() string {
	if st.Practice != nil && st.Practice.Portal != "" {
		return st.Practice.Portal
	}
	return text.Or(st.Links.URL("mtp-portal"), mtp.PortalURL)
}
