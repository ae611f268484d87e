package faults

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"ssowizard/internal/advice"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
	"ssowizard/internal/vault"
)

// outcome is what a run leaves: the tenant, and the receipts by which it can be taken back.
func (w *world) outcome() string {
	return shape(w.srv.State(), w.sc) + "\n" + papers(w.profile())
}

// papers lists the receipts of what can be taken back, and of what was. How a secret came about may be told in several
// ways; what could not be taken back anyway has no receipt of that kind.
func papers(p setup.Profile) string {
	var out []string
	for _, rec := range p.Receipts {
		if !strings.HasPrefix(rec.Inverse, "none") {
			out = append(out, fmt.Sprintf("receipt of %s, undone %v", rec.Object, rec.Undone != nil))
		}
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

// shape is what a tenant holds, in a form that two runs can be compared in: what was made anew has no id, time or
// random name of its own, lists have one order, and ids that refer to something name it.
func shape(st sim.State, before sim.Scenario) string {
	names := map[string]string{}
	known, _ := json.Marshal([]any{before.Applications, before.ServicePrincipals, before.AppRoleAssignments, before.DelegatedGrants, before.Deleted, before.Tenant, before.Accounts})
	name := func(kind string, list []map[string]any, keys ...string) {
		for _, o := range list {
			for _, k := range keys {
				if id, _ := o[k].(string); id != "" && !strings.Contains(string(known), id) {
					names[id] = fmt.Sprintf("{%s of %s %v}", k, kind, o["displayName"])
				}
			}
		}
	}
	name("registration", st.Applications, "id", "appId")
	name("deleted", st.Deleted, "id", "appId")
	name("service principal", st.ServicePrincipals, "id")
	parts := [][]map[string]any{st.Applications, st.ServicePrincipals, st.Grants, st.DelegatedGrants, st.Deleted, st.Policies}
	var out []string
	for i, list := range parts {
		for _, o := range list {
			out = append(out, fmt.Sprintf("%d %s", i, neutral(o, names, string(known))))
		}
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

var (
	anID     = regexp.MustCompile(`[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}`)
	aTime    = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z`)
	aSecret  = regexp.MustCompile(`bvoip MTP portal, [0-9-]+ [0-9a-f]+`)
	aUnique  = regexp.MustCompile(`ssowizard[- ][0-9a-f]+`)
	aHint    = regexp.MustCompile(`"hint":"[^"]*"`)
	aScope   = regexp.MustCompile(`"scope":"([^"]*)"`)
	aGrantID = regexp.MustCompile(`"id":"[A-Za-z0-9_-]{43}"`)
)

func neutral(o map[string]any, names map[string]string, known string) string {
	raw, _ := json.Marshal(o)
	s := string(raw)
	for id, name := range names {
		s = strings.ReplaceAll(s, id, name)
	}
	s = anID.ReplaceAllStringFunc(s, func(id string) string {
		if strings.Contains(known, id) || id == graphID {
			return id
		}
		return "{new}"
	})
	s = aTime.ReplaceAllString(s, "{time}")
	s = aSecret.ReplaceAllString(s, "{secret of the wizard}")
	s = aUnique.ReplaceAllString(s, "{unique}")
	s = aHint.ReplaceAllString(s, `"hint":"{hint}"`)
	s = aGrantID.ReplaceAllString(s, `"id":"{grant}"`)
	return sortedWords(s)
}

// sortedWords puts a grant's scopes, which have no order, into one.
func sortedWords(s string) string {
	return aScope.ReplaceAllStringFunc(s, func(m string) string {
		words := strings.Fields(strings.TrimSuffix(strings.TrimPrefix(m, `"scope":"`), `"`))
		slices.Sort(words)
		return `"scope":"` + strings.Join(words, " ") + `"`
	})
}

// accounted asks what became of every secret that was not there before: each is kept and remembered, or remembered as
// begun. At the end none is merely begun, and nothing is kept that Entra does not know.
func accounted(w *world, st story, end bool) error {
	p, now := w.profile(), w.srv.State()
	var bad []error
	passwords := map[string]string{} // key id to name
	for _, app := range now.Applications {
		list, _ := app["passwordCredentials"].([]any)
		for _, c := range list {
			m := c.(map[string]any)
			passwords[m["keyId"].(string)] = fmt.Sprint(m["displayName"])
		}
	}
	for id, name := range passwords {
		if _, old := w.sc.Secrets[id]; old || !strings.HasPrefix(name, "bvoip MTP portal") {
			continue
		}
		key := vault.Key{TenantID: p.Tenant.ID, AppID: p.App.AppID, KeyID: id}
		remembered := p.Secret.KeyID == id || p.Renewal != nil && p.Renewal.Old.KeyID == id
		switch {
		case remembered && w.kept.held[key] == now.Secrets[id]:
		case !end && p.Pending != nil && p.Pending.Name == name:
		default:
			bad = append(bad, fmt.Errorf("orphan secret %q (%s), remembered %v, pending %v", name, id, remembered, p.Pending))
		}
	}
	if id := p.Secret.KeyID; id != "" && !st.undone {
		key := vault.Key{TenantID: p.Tenant.ID, AppID: p.App.AppID, KeyID: id}
		if _, there := passwords[id]; !there || w.kept.held[key] == "" {
			bad = append(bad, fmt.Errorf("lost secret: at Entra %v, kept %v", there, w.kept.held[key] != ""))
		}
	}
	if !end {
		return errors.Join(bad...)
	}
	if p.Pending != nil {
		bad = append(bad, fmt.Errorf("still pending: %+v", *p.Pending))
	}
	for k := range maps.Keys(w.kept.held) {
		if _, there := passwords[k.KeyID]; !there {
			bad = append(bad, fmt.Errorf("the keychain holds a secret that Entra does not know: %s", k.KeyID))
		}
	}
	return errors.Join(bad...)
}

// single asks, after any run, whether anything was made twice.
func single(w *world) error {
	now, was := w.srv.State(), w.sc
	count := func(list []map[string]any) (n int) {
		for _, o := range list {
			if o["displayName"] == appName {
				n++
			}
		}
		return n
	}
	var bad []error
	for _, c := range []struct {
		what     string
		now, was int
	}{{"registrations", count(now.Applications) + binned(now.Deleted, "application"), count(was.Applications) + binned(was.Deleted, "application")},
		{"service principals", count(now.ServicePrincipals) + binned(now.Deleted, "servicePrincipal"), count(was.ServicePrincipals) + binned(was.Deleted, "servicePrincipal")}} {
		if c.now > max(1, c.was) {
			bad = append(bad, fmt.Errorf("%d %s, there were %d", c.now, c.what, c.was))
		}
	}
	return errors.Join(bad...)
}

func binned(list []map[string]any, kind string) (n int) {
	for _, o := range list {
		if o["displayName"] == appName && strings.HasSuffix(fmt.Sprint(o["@odata.type"]), kind) {
			n++
		}
	}
	return n
}

// goish is what no person should read.
var goish = regexp.MustCompile(`(?i)context deadline|context canceled|\bEOF\b|dial tcp|read tcp|write tcp|net/http|http: |json: |invalid character|unexpected end|cannot unmarshal|connection reset|%!|&\{|\{\{|<nil>|goroutine|0x[0-9a-f]{4}`)

// said is what a person reads of an end before the end: cause and remedy, of one thing or of several.
func said(err error) (out [][2]string) {
	if u, ok := errors.AsType[*unfinished](err); ok {
		for _, f := range u.said {
			out = append(out, [2]string{f.Text(), f.Remedy()})
		}
		return out
	}
	a := advice.Advise(err)
	if a.What == "" || a.Means == "" {
		return [][2]string{{"", a.Do}}
	}
	return [][2]string{{a.What + " " + a.Means, a.Do}}
}

// sentence asks of an end before the end whether it says cause and remedy.
func sentence(err error) error {
	for _, s := range said(err) {
		switch {
		case strings.TrimSpace(s[0]) == "" || strings.TrimSpace(s[1]) == "":
			return fmt.Errorf("no cause or no remedy: %q, %q", s[0], s[1])
		case strings.Contains(s[0], "Nothing is known about this"):
			return fmt.Errorf("unexplained: %q", s[0])
		case goish.MatchString(s[0] + s[1]):
			return fmt.Errorf("not for people: %q, %q", s[0], s[1])
		}
	}
	return nil
}

// causes are words of which one has to stand in what is said of a fault at Graph.
var causes = map[string]*regexp.Regexp{
	"429 with Retry-After":     regexp.MustCompile(`(?i)busy|wait|doing a lot`),
	"429 without Retry-After":  regexp.MustCompile(`(?i)busy|wait|doing a lot`),
	"401 for an expired token": regexp.MustCompile(`(?i)sign|token`),
	"a claims challenge":       regexp.MustCompile(`(?i)sign|proof|token`),
	// Refused to a newborn service principal, the read of users is one that not all servers know the grant for yet.
	"403":                      regexp.MustCompile(`(?i)right|role|refuse|not allow|permission|granted, but not all`),
	"redirect to another host": regexp.MustCompile(`(?i)another (host|address)|proxy|network`),
	"302 to another host":      regexp.MustCompile(`(?i)another (host|address)|proxy|network`),
}

// named asks whether an end names the fault that it comes of.
func (f fault) named(err error) error {
	want, known := causes[f.name]
	if text := fmt.Sprint(said(err)); known && !want.MatchString(text) {
		return fmt.Errorf("what is said does not name it: %s", text)
	}
	return nil
}
