package mtp

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func spa(uris ...string) []Registered {
	var out []Registered
	for _, u := range uris {
		out = append(out, Registered{u, SPA})
	}
	return out
}

func TestDiffMarksTheCharacter(t *testing.T) {
	const want = "https://mtp.bvoip.net/users"
	for _, tc := range []struct {
		found string
		at    int
		words string
	}{
		{"https://mtp.bvoip.net/users", -1, ""},
		{"https://mtp.bvoip.net/users/", 27, `extra "/" at the end`},
		{"https://mtp.bvoip.net/user", 26, `"s" missing at the end`},
		{"https://mtp.bvoip.net/uers", 23, `"s" missing in the path`},
		{"https://mtp.bvoip.net/Users", 22, `capital "U" instead of "u"`},
		{"http://mtp.bvoip.net/users", 4, "http instead of https"},
		{"http://mtp.bvoip.net/users/", 4, `http instead of https and extra "/" at the end`},
		{"https://mtp.bvoip.net:443/users", 21, `extra ":443" in the host name`},
		{"https://mtp.bvoip.net/usres", 24, `"re" instead of "er"`},
		{"https://mpt.bvoip.net/users", 9, `"pt" instead of "tp"`},
		{"https://mtp.bvoip.net/USERS", 22, `"USERS" instead of "users"`},
		{"https://mtp.bvoip.net/us\u0435rs", 24, "\"\u0435\" (U+0435) instead of \"e\""},
		{"https://mtp.bvoip.net/users\u200b", 27, "extra U+200B at the end"},
		{"https://mtp.bvoip.net/users ", 27, "extra a blank at the end"},
		{"https://mtp.bvoip.net//users", 21, `extra "/" in the host name`},
	} {
		at, words := Diff(want, tc.found)
		if tc.found == "https://mtp.bvoip.net//users" {
			// Either of the two slashes may be the extra one.
			if !strings.HasPrefix(words, `extra "/"`) || at < 21 || at > 22 {
				t.Errorf("%s: at %d, %s", tc.found, at, words)
			}
			continue
		}
		if at != tc.at || words != tc.words {
			t.Errorf("%s: at %d, %s; want at %d, %s", tc.found, at, words, tc.at, tc.words)
		}
	}
	if at, words := Diff("https://a.example/users", "https://a.example/Users"); at != 18 || words != `capital "U" instead of "u"` {
		t.Errorf("at %d, %s", at, words)
	}
	if _, words := Diff("https://a.example/Users", "https://a.example/users"); words != `small "u" instead of "U"` {
		t.Errorf("%s", words)
	}
}

func TestCompareStatus(t *testing.T) {
	const want = "https://mtp.bvoip.net/users"
	for _, tc := range []struct {
		name, found string
		platform    Platform
		status      Status
	}{
		{"same", want, SPA, StatusRegistered},
		{"under Web", want, Web, StatusWrongPlatform},
		{"under Public", want, Public, StatusWrongPlatform},
		{"slash", want + "/", SPA, StatusNearMiss},
		{"slash under Web", want + "/", Web, StatusNearMiss},
		{"capital", "https://mtp.bvoip.net/Users", SPA, StatusNearMiss},
		{"capital and slash", "https://mtp.bvoip.net/Users/", SPA, StatusNearMiss},
		{"http", "http://mtp.bvoip.net/users", SPA, StatusNearMiss},
		{"port", "https://mtp.bvoip.net:443/users", SPA, StatusNearMiss},
		{"host slip", "https://mtp.bviop.net/users", SPA, StatusNearMiss},
		{"path slip", "https://mtp.bvoip.net/user", SPA, StatusNearMiss},
		{"blank", want + "%20", SPA, StatusNearMiss},
		{"other path", "https://mtp.bvoip.net/login", SPA, StatusMissing},
		{"other host", "https://contoso.bvoip.example/users", SPA, StatusMissing},
		{"local", "http://localhost:3000/", SPA, StatusMissing},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := Compare([]string{want}, []Registered{{tc.found, tc.platform}})
			r := b.Rows[0]
			if r.Status != tc.status {
				t.Fatalf("status = %v, want %v", r.Status, tc.status)
			}
			if tc.status == StatusNearMiss && (r.DiffAt < 0 || r.DiffAt > len([]rune(tc.found)) || r.Differs == "") {
				t.Errorf("difference at %d, %q", r.DiffAt, r.Differs)
			}
			if tc.status != StatusNearMiss && (r.DiffAt != -1 || r.Differs != "") {
				t.Errorf("a difference where there is none: %+v", r)
			}
			extra := 0
			if tc.status == StatusMissing {
				extra = 1
			} else if r.Platform != tc.platform {
				t.Errorf("platform = %v", r.Platform)
			}
			if b.Count(StatusExtra) != extra {
				t.Errorf("rows %+v", b.Rows)
			}
		})
	}
}

// Numbered siblings are not slips of one another.
func TestCompareDigitsAreSiblings(t *testing.T) {
	b := Compare([]string{"https://a.example/app1"}, spa("https://a.example/app2"))
	if b.Rows[0].Status != StatusMissing {
		t.Errorf("%+v", b.Rows)
	}
}

// The adopted registration of the design: nine right, one under Web, one with a
// slash, one missing, one foreign.
func TestCompareAdopted(t *testing.T) {
	want := twelve()
	have := spa(want[:9]...)
	have = append(have, Registered{want[9], Web}, Registered{want[10] + "/", SPA}, Registered{"http://localhost:3000/", SPA})
	b := Compare(want, have)
	if got, text := b.Summary(), "9 registered · 1 under Web · 1 nearly the same · 1 missing · 1 not in the MTP list"; got != text {
		t.Errorf("summary %q, want %q", got, text)
	}
	if b.Complete() {
		t.Error("complete")
	}
	a := Arrange(want, have, ReplaceNear())
	if !slices.Equal(a.Added, want[11:]) || !slices.Equal(a.Moved, want[9:10]) || !slices.Equal(a.Replaced, []string{want[10] + "/"}) ||
		!slices.Equal(a.ReplacedBy, want[10:11]) || !slices.Equal(a.Kept, []string{"http://localhost:3000/"}) || len(a.Web) != 0 {
		t.Errorf("%+v", a)
	}
	if !slices.Equal(a.SPA[:9], want[:9]) || a.SPA[9] != want[10] || a.SPA[10] != "http://localhost:3000/" {
		t.Errorf("the order of what was there changed: %q", a.SPA)
	}
	k := Arrange(want, have)
	if !slices.Contains(k.SPA, want[10]+"/") || !slices.Contains(k.Kept, want[10]+"/") || len(k.Replaced) != 0 || !slices.Contains(k.Added, want[10]) {
		t.Errorf("without replacing: %+v", k)
	}
}

func TestArrangeProblems(t *testing.T) {
	clash := Arrange([]string{"https://a.example/users"}, spa("https://a.example/Users")).Problems()
	if len(clash) != 1 || clash[0].Code != "case-clash" || clash[0].URI != "https://a.example/Users" {
		t.Errorf("%+v", clash)
	}
	var many []Registered
	for i := range MaxURIs {
		many = append(many, Registered{"https://a.example/" + strings.Repeat("x", i), Web})
	}
	full := Arrange([]string{FirstURI}, many).Problems()
	if len(full) != 1 || full[0].Code != "registration-full" {
		t.Errorf("%+v", full)
	}
	if none := Arrange(twelve(), nil).Problems(); len(none) != 0 {
		t.Errorf("%+v", none)
	}
}

func registered(a Arrangement) []Registered {
	out := spa(a.SPA...)
	for _, u := range a.Web {
		out = append(out, Registered{u, Web})
	}
	for _, u := range a.Public {
		out = append(out, Registered{u, Public})
	}
	return out
}

// Whatever is registered, arranging makes the board complete, loses nothing
// foreign, puts nothing on two platforms, and done again changes nothing.
func TestArrangeHoldsItsPromises(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	slip := []func(string) string{
		func(u string) string { return u }, func(u string) string { return u },
		func(u string) string { return u + "/" }, strings.ToUpper,
		func(u string) string { return strings.Replace(u, "https", "http", 1) },
		func(u string) string { return "https://foreign.example/" + u[len(u)-4:] },
	}
	for range 3000 {
		want := twelve()[:1+r.IntN(12)]
		var have []Registered
		for _, u := range want {
			for range r.IntN(3) {
				have = append(have, Registered{slip[r.IntN(len(slip))](u), []Platform{SPA, Web, Public}[r.IntN(3)]})
			}
		}
		var opts []Option
		if r.IntN(2) == 0 {
			opts = append(opts, ReplaceNear())
		}
		a := Arrange(want, have, opts...)
		after := registered(a)
		board := Compare(want, after)
		if !board.Complete() {
			t.Fatalf("not complete: want %q have %+v got %+v", want, have, a)
		}
		seen := map[string]Platform{}
		for _, h := range after {
			if _, twice := seen[h.URI]; twice && slices.Contains(want, h.URI) {
				t.Fatalf("%s twice: have %+v got %+v", h.URI, have, a)
			}
			seen[h.URI] = h.Platform
		}
		for _, h := range have {
			if _, ok := seen[h.URI]; !ok && !slices.Contains(a.Replaced, h.URI) {
				t.Fatalf("%s was lost: have %+v got %+v", h.URI, have, a)
			}
		}
		if !a.Changed && len(after) != len(have) {
			t.Fatalf("changed without saying so: have %+v got %+v", have, a)
		}
		if again := Arrange(want, after, opts...); len(opts) == 0 && (again.Changed || !slices.Equal(again.SPA, a.SPA)) {
			t.Fatalf("not settled: have %+v first %+v then %+v", have, a, again)
		}
	}
}

func TestCompareOfEmptyLists(t *testing.T) {
	b := Compare(nil, nil)
	if b.Complete() || b.Summary() != "no addresses" {
		t.Errorf("%+v", b)
	}
	for s, name := range map[Status]string{StatusRegistered: "registered", StatusMissing: "missing", StatusWrongPlatform: "wrong-platform", StatusNearMiss: "near-miss", StatusExtra: "extra"} {
		if s.String() != name {
			t.Errorf("%d: %s", s, s)
		}
	}
}
