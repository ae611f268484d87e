package mtp

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func codes(ps []Problem) []string {
	var out []string
	for _, p := range ps {
		out = append(out, p.Code)
	}
	slices.Sort(out)
	return out
}

func TestLint(t *testing.T) {
	long := "https://a.example/" + strings.Repeat("x", MaxURILength-len("https://a.example/"))
	for _, tc := range []struct {
		uri   string
		want  string // codes, sorted, with blanks between
		level Level
		at    int
	}{
		{FirstURI, "", "", 0},
		{"https://a.example/x?y=%20z", "", "", 0},
		{long, "", "", 0},
		{long + "x", "too-long", Fail, 256},
		{"http://a.example/x", "not-https", Fail, 4},
		{"http://localhost/x", "local-host not-https", Fail, 4},
		{"https://localhost/x", "local-host", Warn, 8},
		{"https://127.0.0.1/x", "local-host", Warn, 8},
		{"https://a.example/x#y", "fragment", Fail, 19},
		{"https://*.a.example/", "wildcard", Fail, 8},
		{"https://a.example/x!", "forbidden-character", Fail, 19},
		{"https://a.example/x$y", "forbidden-character", Fail, 19},
		{"https://a.example/x'", "forbidden-character", Fail, 19},
		{"https://a.example/(x", "forbidden-character", Fail, 18},
		{"https://a.example/x)", "forbidden-character", Fail, 19},
		{"https://a.example/x,y", "forbidden-character", Fail, 19},
		{"https://a.example/x;y;z", "forbidden-character", Fail, 19},
		{"https://u:p@a.example/x", "user-info", Fail, 8},
		{"/users", "not-absolute", Fail, 0},
		{"", "not-absolute", Fail, 0},
		{"ftp://a.example/x", "not-https", Fail, 0},
		{"https://A.example/x", "host-capital", Warn, 8},
		{"HTTPS://a.example/x", "scheme-capital", Warn, 0},
		{"https://a.example", "no-path", Warn, 17},
		{"https://a.example:443/x", "default-port", Warn, 17},
		{"https://a.example/x/../y", "dot-segment", Warn, -1},
		{"https://a.example//x", "double-slash", Warn, 17},
		{"https://a.example/%2", "bad-escape", Fail, 18},
		{"https://a.example/x y", "blank", Fail, 19},
		{"https://a.example/x\u200b", "bad-character", Fail, 19},
		{"https://a.example/ü", "bad-character", Fail, 18},
	} {
		t.Run(tc.uri, func(t *testing.T) {
			got := Lint(tc.uri)
			if s := strings.Join(codes(got), " "); s != tc.want {
				t.Fatalf("got %q, want %q: %+v", s, tc.want, got)
			}
			for _, p := range got {
				if p.Text == "" || p.Remedy == "" || p.URI != tc.uri {
					t.Errorf("says too little: %+v", p)
				}
			}
			if len(got) == 1 && (got[0].Level != tc.level || got[0].At != tc.at) {
				t.Errorf("level %s at %d, want %s at %d", got[0].Level, got[0].At, tc.level, tc.at)
			}
		})
	}
	if got := codes(Lint("https:///x")); !slices.Contains(got, "bad-host") {
		t.Errorf("no host: %v", got)
	}
}

// TestAddressCountIsSingularOrPlural: a list is counted in words that fit its number.
func TestAddressCountIsSingularOrPlural(t *testing.T) {
	t.Parallel()
	for uris, want := range map[string]string{FirstURI: "This is 1 address; the MTP portal lists 12.", FirstURI + " https://a.example/b": "These are 2 addresses; the MTP portal lists 12."} {
		if p := Judge(strings.Fields(uris)); p[0].Text != want {
			t.Errorf("%q, want %q", p[0].Text, want)
		}
	}
}

func TestJudge(t *testing.T) {
	good := twelve()
	change := func(f func([]string) []string) []string { return f(slices.Clone(good)) }
	for _, tc := range []struct {
		name string
		uris []string
		want string
	}{
		{"good", good, ""},
		{"none", nil, "too-few"},
		{"eleven", good[:11], "too-few"},
		{"thirteen", append(slices.Clone(good), "https://contoso.bvoip.example/more"), "too-many"},
		{"one twice", change(func(u []string) []string { return append(u, u[3]) }), "duplicate"},
		{"eleven and one twice", change(func(u []string) []string { u[11] = u[3]; return u }), "duplicate too-few"},
		{"capital twin", change(func(u []string) []string { u[11] = strings.Replace(u[10], "auth", "Auth", 1); return u }), "case-twin"},
		{"seven and five", change(func(u []string) []string { u[11] = "https://mtp.bvoip.net/seventh"; return u }), "groups"},
		{"all on one host", change(func(u []string) []string {
			for i := range u {
				u[i] = strings.Replace(u[i], "https://contoso.bvoip.example/", "https://mtp.bvoip.net/c/", 1)
			}
			return u
		}), "groups"},
		{"common ones on two hosts", change(func(u []string) []string { u[1] = "https://app.bvoip.example/login"; return u }), "groups"},
		{"without the first", change(func(u []string) []string { u[0] = "https://mtp.bvoip.net/other"; return u }), "first-missing"},
		{"one by http", change(func(u []string) []string { u[4] = "http" + u[4][5:]; return u }), "not-https"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := Judge(tc.uris)
			if s := strings.Join(codes(got), " "); s != tc.want {
				t.Errorf("got %q, want %q: %+v", s, tc.want, got)
			}
			for _, p := range got {
				if p.Code == "groups" && p.Level != Warn || p.Code == "too-few" && (p.Level != Fail || !strings.Contains(p.Text, "12")) {
					t.Errorf("%+v", p)
				}
			}
		})
	}
}

// TestGUID: what surrounds an id, or hides in it, is no part of it.
func TestGUID(t *testing.T) {
	const id = "6f1c0c3e-0000-4abc-8def-0123456789ab"
	for _, text := range []string{id, strings.ToUpper(id), "{" + id + "}", " \"" + id + "\"\n", "6f1c0c3e\u200b-0000-4abc-8def-0123456789ab", "\ufeff" + id, "<" + id + ">"} {
		if got, ok := GUID(text); !ok || got != id {
			t.Errorf("%q: %q, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "{}", id[1:], id + "0", "{" + id, "6f1c0c3e 0000 4abc 8def 0123456789ab", "contoso.com"} {
		if got, ok := GUID(text); ok || got != "" {
			t.Errorf("%q: %q, %v", text, got, ok)
		}
	}
}

func TestRecognize(t *testing.T) {
	for _, tc := range []struct {
		text string
		want Kind
	}{
		{"", KindEmpty}, {" \u200b\n", KindEmpty},
		{"6f1c0c3e-0000-4abc-8def-0123456789ab", KindGUID},
		{" {6F1C0C3E-0000-4ABC-8DEF-0123456789AB}\r\n", KindGUID},
		{"\u200b\"6f1c0c3e-0000-4abc-8def-0123456789ab\"", KindGUID},
		{"6f1c0c3e-0000-4abc-8def-0123456789a", KindOther},
		{FirstURI, KindURI},
		{"abc8Q~xExample0NotARealValue_123456789abcd", KindSecret},
		{"Abc.dEf0Example1NotReal_-2345678", KindSecret},
		{"ada@contoso.com", KindEmail},
		{"contoso.onmicrosoft.com", KindDomain},
		{"contoso.com", KindDomain},
		{"Contoso Voice SSO", KindOther},
		{"short~1", KindOther},
		{"https://", KindOther},
	} {
		if got := Recognize(tc.text); got != tc.want {
			t.Errorf("%q: %s, want %s", tc.text, got, tc.want)
		}
	}
}

func TestMisplaced(t *testing.T) {
	const guid, secret = "6f1c0c3e-0000-4abc-8def-0123456789ab", "abc8Q~xExample0NotARealValue_123456789abcd"
	for _, tc := range []struct {
		field, value, code, in string
	}{
		{FieldClientSecret, guid, "misplaced-guid", "wants the value"},
		{FieldClientSecret, secret, "", ""},
		{FieldClientSecret, FirstURI, "misplaced-uri", "an address"},
		{FieldClientID, guid, "", ""},
		{FieldClientID, secret, "misplaced-client-secret", "client secret"},
		{FieldClientID, "Contoso", "misplaced-other", "36 characters"},
		{FieldTenantID, "contoso.com", "", ""},
		{FieldTenantID, "ada@contoso.com", "misplaced-email", "e-mail"},
		{FieldRedirectURIs, guid, "misplaced-guid", "an id"},
		{FieldRedirectURIs, FirstURI, "", ""},
		{FieldSave, guid, "", ""},
	} {
		p, ok := Misplaced(tc.field, tc.value)
		if p.Code != tc.code || ok != (tc.code != "") || !strings.Contains(p.Text, tc.in) || ok && p.Remedy == "" {
			t.Errorf("%s %q: %+v", tc.field, tc.value, p)
		}
		if strings.Contains(p.Text+p.Remedy, secret) {
			t.Errorf("the secret is repeated in %+v", p)
		}
	}
}

func TestFields(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Fields() {
		if f.ID == "" || f.Name == "" || f.Place == "" || f.What == "" || seen[f.ID] {
			t.Errorf("%+v", f)
		}
		seen[f.ID] = true
		if got, ok := FieldByID(f.ID); !ok || got != f {
			t.Errorf("%s not found", f.ID)
		}
	}
	if _, ok := FieldByID("nothing"); ok {
		t.Error("found nothing")
	}
	if got := Judge([]string{FirstURI}); slices.Contains(codes(got), "first-missing") {
		t.Error("FirstURI is not recognized")
	}
}

// TestElsewhere: neither the common host nor the partner's own, in capitals or not.
func TestElsewhere(t *testing.T) {
	list := func(more ...string) (out []string) {
		for i := range 5 {
			out = append(out, fmt.Sprintf("https://MTP.bvoip.net/%d", i), fmt.Sprintf("https://contoso.bvoip.example/%d", i))
		}
		return append(out, more...)
	}
	for _, away := range [][]string{nil, {"https://mtp.bvolp.net/5"}, {"https://a.example/", "http://b.example/x"}} {
		if got := Elsewhere(list(away...)); !slices.Equal(got, away) {
			t.Errorf("got %v, want %v", got, away)
		}
	}
	if got := Elsewhere([]string{FirstURI, "https://one.example/"}); got != nil {
		t.Errorf("the only other host is foreign: %v", got)
	}
}
