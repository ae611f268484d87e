package steps

import (
	"strings"
	"testing"
)

func TestValuesAreSetOffInStepTexts(t *testing.T) {
	v := map[string]string{"appName": "My {{appId}} \"SSO\"", "appId": "", "tenantName": "", "firstURI": firstURI}
	for text, want := range map[string]string{
		`type {{appName|a name}} into "Name".`:                  `type "My {{appId}} 'SSO'" into "Name".`,
		`Choose "Grant for {{appName|…}}" above.`:               `Choose "Grant for My {{appId}} "SSO"" above.`,
		`keep it: {{appId|the value}}`:                          `keep it: the value`,
		`type {{appId|"words"}} into "ID".`:                     `type "words" into "ID".`,
		`It must be {{tenantName|your own}}, at {{firstURI}}.`:  `It must be your own, at "` + firstURI + `".`,
		`Choose "Grant for {{tenantName|…}}", at {{firstURI}}.`: `Choose "Grant for …", at "` + firstURI + `".`,
		`{{unknown}} stays`:                                     `{{unknown}} stays`,
	} {
		if got := Fill(text, v); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
}

// TestStepTextsSayWhatIsNotKnown fills every text of the walk with nothing known
// and with everything known: no text shows a placeholder, an empty pair of quotes
// or, where a value is known, the words for one that is not.
func TestStepTextsSayWhatIsNotKnown(t *testing.T) {
	known := Profile{Tenant: ProfileTenant{ID: "tenant-id", Name: "Contoso"}, App: ProfileApp{Name: "SSO", AppID: "app-id"},
		Secret: ProfileSecret{Name: "portal secret"}}
	for _, st := range Catalogue() {
		for _, s := range st.Steps {
			for _, text := range append([]string{s.Expect}, s.Do...) {
				for _, p := range []Profile{{}, known} {
					said := Fill(text, Values(Snapshot{}, p))
					if strings.ContainsAny(said, "{}|") || strings.Contains(said, `""`) || strings.Contains(said, "  ") {
						t.Errorf("step %s: %s", s.Number, said)
					}
				}
				_, words, open := strings.Cut(text, "|")
				words, _, _ = strings.Cut(words, "}}")
				if open && strings.Contains(Fill(text, Values(Snapshot{}, known)), words) && len(words) > len("the value") {
					t.Errorf("step %s says %q although the value is known", s.Number, words)
				}
			}
		}
	}
}

// TestAValueMadeByHandHasNoNameHere: nobody read what its description is.
func TestAValueMadeByHandHasNoNameHere(t *testing.T) {
	p := Profile{Secret: ProfileSecret{KeyID: "by-hand-1", Name: "made by hand", ByHand: true}}
	if got := Values(Snapshot{}, p)["secretName"]; got != "" {
		t.Errorf("step 25 would have %q typed as the description", got)
	}
}
