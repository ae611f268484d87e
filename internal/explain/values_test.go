package explain_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"ssowizard/internal/explain"
	"ssowizard/internal/graph"
	"ssowizard/internal/mtp"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
)

func TestValuesAreRecognised(t *testing.T) {
	const value = "abc8Q~exampleexampleexampleexampleexample"
	live := xSnapshot(func(s *setup.Snapshot) {
		s.Candidates = known([]setup.Candidate{{App: graph.Application{ID: xCorr, AppID: xOther, DisplayName: "Old SSO", PasswordCredentials: []graph.Password{{KeyID: xTrace, DisplayName: "old"}}}}})
	})
	for name, c := range map[string]struct {
		text string
		s    setup.Snapshot
		p    setup.Profile
		kind explain.ValueKind
		want string
	}{
		"a bare id, nothing known": {xOther, setup.Snapshot{}, setup.Profile{}, explain.ValueID, "cannot be the value of a client secret"},
		"in braces and capitals":   {"{" + strings.ToUpper(xApp) + "}", setup.Snapshot{}, xProfile(), explain.ValueAppID, "of your registration, by the profile contoso"},
		"the tenant":               {xTenant, setup.Snapshot{}, xProfile(), explain.ValueTenantID, "Directory (tenant) ID"},
		"the object id":            {xObject, setup.Snapshot{}, xProfile(), explain.ValueObjectID, xApp},
		"the secret's id":          {xKey, setup.Snapshot{}, xProfile(), explain.ValueSecretID, `column "Value"`},
		"the principal":            {xSP, live, xProfile(), explain.ValuePrincipalID, "enterprise application"},
		"another registration":     {xOther, live, xProfile(), explain.ValueAppID, "Old SSO"},
		"its secret's id":          {xTrace, live, xProfile(), explain.ValueSecretID, "Old SSO"},
		"unknown to the profile":   {xOther, setup.Snapshot{}, xProfile(), explain.ValueID, "does not know"},
		"Graph":                    {graph.GraphAppID, setup.Snapshot{}, setup.Profile{}, explain.ValueWellKnown, "Microsoft Graph"},
		"the delegated twin":       {graph.UserReadAllScope, setup.Snapshot{}, setup.Profile{}, explain.ValueWellKnown, "wrong kind"},
		"a role":                   {graph.GlobalAdministrator, setup.Snapshot{}, setup.Profile{}, explain.ValueWellKnown, "Global Administrator"},
		"a secret":                 {value, setup.Snapshot{}, xProfile(), explain.ValueSecret, "begins as the secret does"},
		"another secret":           {"x" + value, setup.Snapshot{}, xProfile(), explain.ValueSecret, "another one"},
		"a token":                  {"Bearer eyJhbGciOiJub25lIn0.eyJ0aWQiOiJ4In0.c2lnbmF0dXJl", setup.Snapshot{}, setup.Profile{}, explain.ValueToken, "as good as a password"},
		"a wanted address":         {mtp.FirstURI, setup.Snapshot{}, xProfile(), explain.ValueURI, "letter for letter"},
		"nearly wanted":            {mtp.FirstURI + "/", setup.Snapshot{}, xProfile(), explain.ValueURI, `extra "/" at the end`},
		"an address with a code":   {mtp.FirstURI + "?code=0.AXyz&state=1", setup.Snapshot{}, xProfile(), explain.ValueURI, "letter for letter"},
		"the domain":               {"Contoso.com", setup.Snapshot{}, xProfile(), explain.ValueDomain, xTenant},
		"an e-mail address":        {"ada@contoso.com", setup.Snapshot{}, setup.Profile{}, explain.ValueEmail, "after the @"},
	} {
		t.Run(name, func(t *testing.T) {
			e := explain.Explain(c.text, c.s, c.p)
			if len(e.Values) != 1 || e.Values[0].Kind != c.kind || !strings.Contains(e.Values[0].Means+e.Values[0].Do, c.want) {
				t.Errorf("got %+v", e.Values)
			}
			if raw, _ := json.Marshal(e); strings.Contains(string(raw), "exampleexample") || strings.Contains(string(raw), "eyJ") || strings.Contains(string(raw), "AXyz") {
				t.Errorf("repeats what it must not: %s", raw)
			}
		})
	}
	row := explain.Explain("bvoip MTP portal\t5/4/2028\t"+value+"\t"+xOther, setup.Snapshot{}, setup.Profile{})
	if len(row.Values) != 2 || row.Values[0].Kind != explain.ValueSecret || row.Values[1].Kind != explain.ValueSecretID {
		t.Errorf("the portal's row: %+v", row.Values)
	}
	if e := explain.Explain("the weather is fine", setup.Snapshot{At: xNow}, xProfile()); e.Recognised() {
		t.Errorf("recognized %+v", e)
	}
}

func TestAHostileProfileReachesNoTerminal(t *testing.T) {
	p := xProfile()
	p.Wanted.URIs, p.Tenant.Name = []string{"https://mtp.bvoip.net/users\x1b[2J"}, "Con\u202etoso"
	e := explain.Explain("AADSTS700016: was not found in the directory 'X'. "+uriMessage(mtp.FirstURI), setup.Snapshot{At: xNow}, p)
	if len(e.Causes) == 0 {
		t.Fatal("nothing was compared")
	}
	if raw := fmt.Sprint(e); strings.ContainsAny(raw, "\x1b\u202e") {
		t.Errorf("%q", raw)
	}
}

// TestAHugeTextIsReadOnce holds the work to its bounds: what is far beyond them is
// not looked at, and what is within ends at once.
func TestAHugeTextIsReadOnce(t *testing.T) {
	for _, piece := range []string{"redirect uri 'a://", "AADSTS123456 ", xApp + " ", "https://a.example/?error=x&error_description=AADSTS65001 ", "eyJaaaaaaaaaa", "tenant 'a", "12345 ", "a-b-"} {
		size := 64 << 10
		if piece == "12345 " {
			size = 4 << 20
		}
		e := explain.Explain(strings.Repeat(piece, size/len(piece)), xSnapshot(nil), xProfile())
		if len(e.Topics) > 8 || len(e.Values) > 30 {
			t.Errorf("%q: %d codes, %d values", piece, len(e.Topics), len(e.Values))
		}
	}
}

// FuzzExplain holds what must be true of any text: it ends, it is fit for a
// terminal, it repeats no secret, and nothing is claimed of what was not read.
func FuzzExplain(f *testing.F) {
	for _, s := range []string{"50011", "AADSTS", uriMessage(mtp.FirstURI), "https://x.example/?error=a&error_description=AADSTS65001%1b[2J", "\x1b]52;c;eA==\a" + xApp, "abc8Q~exampleexampleexampleexampleexample",
		"error_codes\":[1,2,3]", "Request origin: 'https://\u202e'", "redirect URI 'x://'", strings.Repeat("AADSTS50011 ", 50), "consent-missing " + xTenant, "\xff\xfe" + xKey, "http://[::1", "%zz https://a/#%zz=&error=1", "Tenant 'A\u200bB'", "eyJhbGciOiJub25lIn0.eyJ0aWQiOiJ4In0."} {
		f.Add(s)
	}
	live, p := xSnapshot(nil), xProfile()
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range []setup.Snapshot{live, {At: xNow}} {
			e := explain.Explain(text, s, p)
			for _, c := range e.Causes {
				if c.For == "" || c.Text == "" {
					t.Errorf("half a cause: %+v", c)
				}
			}
			for _, v := range e.Values {
				if v.Means == "" || (v.Kind == explain.ValueSecret || v.Kind == explain.ValueToken) && v.Text != "" {
					t.Errorf("value %+v", v)
				}
			}
			raw, err := json.Marshal(e)
			must.Do(t, err)
			var all any
			must.Do(t, json.Unmarshal(raw, &all))
			for _, r := range fmt.Sprint(all) {
				if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
					t.Fatalf("%U reaches the screen: %q", r, raw)
				}
			}
		}
	})
}
