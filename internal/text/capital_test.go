package text

import "testing"

// TestANameKeepsItsFirstLetter: a sentence begins with a capital, a name as its
// owner writes it.
func TestANameKeepsItsFirstLetter(t *testing.T) {
	for words, want := range map[string]string{
		"":                                     "",
		"nothing was found":                    "Nothing was found",
		"élan":                                 "Élan",
		"multi-tenant registrations":           "Multi-tenant registrations",
		"no: it stays":                         "No: it stays",
		"Entra said no":                        "Entra said no",
		"bvoip's list has 12":                  "bvoip's list has 12",
		"ssowizard: nothing":                   "ssowizard: nothing",
		"macOS has no keychain":                "macOS has no keychain",
		"contoso.com is not known":             "contoso.com is not known",
		"https://mtp.bvoip.net/users is there": "https://mtp.bvoip.net/users is there",
		"renewal.ics is there already":         "renewal.ics is there already",
		"ada@contoso.com has no role":          "ada@contoso.com has no role",
		"iCloud keychain":                      "iCloud keychain",
	} {
		if got := Capital(words); got != want {
			t.Errorf("%q becomes %q, want %q", words, got, want)
		}
	}
}
