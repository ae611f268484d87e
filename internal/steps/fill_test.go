package steps

import "testing"

func TestValuesAreSetOffInStepTexts(t *testing.T) {
	v := map[string]string{"appName": "My {{appId}} \"SSO\"", "appId": "", "tenantName": someCompany, "firstURI": firstURI}
	for text, want := range map[string]string{
		`type {{appName}} into "Name".`:               `type "My {{appId}} 'SSO'" into "Name".`,
		`Choose "Grant for {{appName}}" above.`:       `Choose "Grant for My {{appId}} "SSO"" above.`,
		`keep it: {{appId}}`:                          `keep it: the application (client) ID of step 9`,
		`It must be {{tenantName}}, at {{firstURI}}.`: `It must be your company, at "` + firstURI + `".`,
		`{{unknown}} stays`:                           `{{unknown}} stays`,
	} {
		if got := Fill(text, v); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
}
