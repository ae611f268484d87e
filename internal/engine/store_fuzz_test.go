package engine

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/must"
	"ssowizard/internal/paste"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
)

// onlySeen fails where a text could steer a terminal or hide in it.
func onlySeen(t *testing.T, where, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Errorf("%s is not UTF-8: %q", where, s)
	}
	for _, r := range s {
		if r != '\n' && r != utf8.RuneError && !unicode.IsPrint(r) {
			t.Fatalf("%s holds %U: %q", where, r, s)
		}
	}
}

// texts calls look with every string below v but those that are compared byte
// for byte, which are cleaned where they are shown.
func texts(v reflect.Value, look func(string)) {
	switch v.Kind() {
	case reflect.String:
		look(v.String())
	case reflect.Pointer:
		if !v.IsNil() {
			texts(v.Elem(), look)
		}
	case reflect.Slice:
		for i := range v.Len() {
			texts(v.Index(i), look)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			texts(v.MapIndex(k), look)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Type != reflect.TypeFor[time.Time]() {
				texts(v.Field(i), look)
			}
		}
	}
}

// hostile are pieces of what a file may hold that no program of ours wrote.
const hostile = "Contoso\\u001b]52;c;ZXZpbA==\\u0007\\u202e\\u200b\\u009b31m"

// FuzzProfile: whatever lies where a profile is expected, it is refused with
// words that say what to do, or it holds only what this program could have
// written, survives being written and read again, and can be judged.
func FuzzProfile(f *testing.F) {
	for _, s := range []string{
		`{"version":1}`, `{"version":99}`, `{`, `[]`, `null`, `""`, "", "\x00", "\xef\xbb\xbf{}", `{"version":"1"}`, `{"tenant":5}`, `{"receipts":[null,{}]}`, `{"confirmed":{"29":null}}`,
		`{"version":1,"tenant":{"id":"x; rm -rf ~","domain":"$(reboot).example","name":"` + hostile + `"},"app":{"appId":"../groups/1","objectId":"a/b","name":"` + hostile + `"}}`,
		`{"version":1,"wanted":{"name":"` + hostile + `","redirectUris":["https://mtp.bvoip.net/users","javascript:alert(1)","https://a.example/\u001b[2J","` + hostile + `"]},"secret":{"keyId":"` + hostile + `","hint":"` + hostile + `"}}`,
		`{"version":1,"confirmed":{"29":{"at":"2026-01-02T03:04:05Z","note":"` + hostile + `"}},"pending":{"kind":"add-password","name":"` + hostile + `","beside":"` + hostile + `"},"renewal":{"old":{"keyId":"` + hostile + `"}}}`,
		`{"version":1,"receipts":[{"action":"3-8","by":"` + hostile + `","object":"application","objectId":"` + hostile + `","summary":"` + hostile + `","before":"` + hostile + `"}]}`,
		`{"version":1,"updated":"9999-99-99T00:00:00Z"}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, err := profile.DecodeProfile("/home/ada/x.json", "x", raw)
		if err != nil {
			var pe *profile.Error
			if !errors.As(err, &pe) || pe.Why == "" || pe.Do == "" {
				t.Errorf("refused without saying what to do: %v", err)
			}
			onlySeen(t, "the refusal", err.Error())
			return
		}
		for _, u := range p.Wanted.URIs {
			onlySeen(t, "a wanted address", u)
			if got := paste.ParseURIs(u); len(got.URIs) != 1 || got.URIs[0] != u {
				t.Errorf("%q is wanted, and is no address", u)
			}
		}
		texts(reflect.ValueOf(p), func(s string) { onlySeen(t, "the profile", s) })
		for _, id := range []string{p.Tenant.ID, p.Tenant.Domain, p.App.AppID, p.App.ObjectID, p.Secret.KeyID} {
			if strings.ContainsAny(id, " ;$`'\"/\\&|<>()\n") {
				t.Errorf("%q is one word for a shell or a path to no one", id)
			}
		}
		again, err := json.Marshal(p)
		must.Do(t, err)
		q, err := profile.DecodeProfile("/home/ada/x.json", "x", again)
		if err != nil {
			t.Fatalf("what was read cannot be read again: %v", err)
		}
		if third, _ := json.Marshal(q); string(third) != string(again) {
			t.Errorf("reading it again changes it:\n%s\n%s", again, third)
		}
		judge.Judge(setup.Snapshot{}, p, judge.Walking)
		if lines := (&Session{cfg: Config{Now: time.Now}, profile: p}).Summary(); len(lines) == 0 {
			t.Error("nothing is said at the end")
		}
	})
}

// receiptTenant is a tenant for receipts to speak of: one registration with all
// that the wizard makes.
func receiptTenant() setup.Snapshot {
	app := &graph.Application{ID: "object", AppID: "client", DisplayName: "MTP", UniqueName: setup.UniquePrefix + "x", SignInAudience: graph.AudienceOrgs,
		SPA: graph.RedirectURIs{URIs: []string{mtp.FirstURI}}, PasswordCredentials: []graph.Password{{KeyID: "key", DisplayName: "bvoip"}}}
	return setup.Snapshot{SignedIn: true, Tenant: entra.Tenant{ID: "tenant"}, App: setup.Known(app), Principal: setup.Known(&graph.ServicePrincipal{ID: "principal", AppID: "client", AccountEnabled: true}),
		Grants: setup.Known([]graph.AppRoleAssignment{{ID: "grant", AppRoleID: graph.UserReadAllRole}}), Delegated: setup.Known([]graph.DelegatedGrant{{ID: "scopes", Scope: "User.Read"}}),
		Graph: setup.Known(graph.ServicePrincipal{ID: "graph"})}
}

// FuzzReceipts: whatever receipts lie on the disk, each is shown or left out,
// what can be taken back is planned in full, and no plan asks for anything that
// it does not show, or of an object that the tenant does not hold.
func FuzzReceipts(f *testing.F) {
	for _, s := range []string{
		`[]`, `[{}]`, `[{"object":"password","objectId":"key"}]`, `[{"object":"servicePrincipal","objectId":"principal"}]`, `[{"object":"appRoleAssignment","objectId":"grant"}]`,
		`[{"object":"application","objectId":"object","after":{"signInAudience":"AzureADMultipleOrgs"}}]`,
		`[{"object":"application","objectId":"object","before":{"spa":{"redirectUris":["https://a.example/\u202e"]}},"after":{"spa":{"redirectUris":["https://mtp.bvoip.net/users"]}}}]`,
		`[{"object":"application","objectId":"object","before":{"spa":{"redirectUris":["https://a.example/"]}},"after":{"spa":{"redirectUris":["https://mtp.bvoip.net/users"]}}}]`,
		`[{"object":"oauth2PermissionGrant","objectId":"scopes","before":"","after":"User.Read"}]`, `[{"object":"oauth2PermissionGrant","objectId":"scopes","before":"` + hostile + `","after":"User.Read"}]`,
		`[{"object":"application","objectId":"../groups/1","before":[1],"after":{"spa":5},"summary":"` + hostile + `"}]`,
		`[{"action":"undo","object":"password"},{"object":"servicePrincipalSettings","objectId":"principal","before":{"appRoleAssignmentRequired":true},"after":{"appRoleAssignmentRequired":false}}]`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, err := profile.DecodeProfile("/home/ada/x.json", "x", []byte(`{"version":1,"app":{"objectId":"object"},"receipts":`+string(raw)+`}`))
		if err != nil {
			return // FuzzProfile looks at these
		}
		r := &Session{cfg: Config{Now: time.Now}, tenant: receiptTenant().Tenant, seen: &seen{read: receiptTenant()}, profile: p}
		for _, item := range r.Undoable() {
			onlySeen(t, "a receipt", item.Receipt.Summary+item.Why)
			if item.Why == "" {
				t.Errorf("no reason: %+v", item)
			}
			plan, err := r.PlanUndo(item.Index)
			if err != nil {
				onlySeen(t, "a refusal", err.Error())
				continue
			}
			if !item.Can || len(plan.Changes) == 0 || len(plan.Requests) == 0 {
				t.Errorf("a plan that shows nothing, or of what cannot be: %+v", plan)
			}
			held := []string{"object", "key", "principal", "grant", "scopes"}
			for _, q := range plan.Requests {
				part := strings.Split(strings.TrimPrefix(q.Path, "/v1.0/"), "/")
				if len(part) < 2 || !oneOf(held, part[1:]) {
					t.Errorf("%s %s is of no object of this tenant", q.Method, q.Path)
				}
				onlySeen(t, "a request", q.Path+q.Body)
			}
			for _, c := range plan.Changes {
				onlySeen(t, "a change", c.Property+c.Before+c.After+strings.Join(append(c.Added, c.Removed...), ""))
			}
		}
	})
}

// oneOf tells whether one of the parts of a path is an object that is held.
func oneOf(held, parts []string) bool {
	for _, p := range parts {
		if slices.Contains(held, p) {
			return true
		}
	}
	return false
}
