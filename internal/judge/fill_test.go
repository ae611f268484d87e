package judge

import (
	"strings"
	"testing"

	"ssowizard/internal/setup"
)

func TestValuesAreSetOffInStepTexts(t *testing.T) {
	v := map[string]string{"appName": "My {{appId}} \"SSO\"", "appId": "", "tenantName": "", "firstURI": FirstURI}
	for text, want := range map[string]string{
		`type {{appName|a name}} into "Name".`:                  `type "My {{appId}} 'SSO'" into "Name".`,
		`Choose "Grant for {{appName|…}}" above.`:               `Choose "Grant for My {{appId}} "SSO"" above.`,
		`keep it: {{appId|the value}}`:                          `keep it: the value`,
		`type {{appId|"words"}} into "ID".`:                     `type "words" into "ID".`,
		`It must be {{tenantName|your own}}, at {{firstURI}}.`:  `It must be your own, at "` + FirstURI + `".`,
		`Choose "Grant for {{tenantName|…}}", at {{firstURI}}.`: `Choose "Grant for …", at "` + FirstURI + `".`,
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
	known := setup.Profile{Tenant: setup.ProfileTenant{ID: "tenant-id", Name: "Contoso"}, App: setup.ProfileApp{Name: "SSO", AppID: "app-id"},
		Secret: setup.ProfileSecret{Name: "portal secret"}}
	for _, st := range Catalogue() {
		for _, s := range st.Steps {
			for _, text := range append([]string{s.Expect}, s.Do...) {
				for _, p := range []setup.Profile{{}, known} {
					said := Fill(text, Values(setup.Snapshot{}, p))
					if strings.ContainsAny(said, "{}|") || strings.Contains(said, `""`) || strings.Contains(said, "  ") {
						t.Errorf("step %s: %s", s.Number, said)
					}
				}
				_, words, open := strings.Cut(text, "|")
				words, _, _ = strings.Cut(words, "}}")
				if open && strings.Contains(Fill(text, Values(setup.Snapshot{}, known)), words) && len(words) > len("the value") {
					t.Errorf("step %s says %q although the value is known", s.Number, words)
				}
			}
		}
	}
}

// TestAValueMadeByHandHasNoNameHere: nobody read what its description is.
func TestAValueMadeByHandHasNoNameHere(t *testing.T) {
	p := setup.Profile{Secret: setup.ProfileSecret{KeyID: "by-hand-1", Name: "made by hand", ByHand: true}}
	if got := Values(setup.Snapshot{}, p)["secretName"]; got != "" {
		t.Errorf("step 25 would have %q typed as the description", got)
	}
}
