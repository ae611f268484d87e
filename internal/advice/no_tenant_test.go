package advice

import (
	"strings"
	"testing"

	"ssowizard/internal/entra"
)

// TestNoCompanyIsSaidOnce: in whole sentences, each thing once, with the name and the cloud; a
// secret that was given for a name is not repeated.
func TestNoCompanyIsSaidOnce(t *testing.T) {
	a := Advise(&entra.NoTenant{Asked: "fabrikam.com", Cloud: "global"})
	for _, s := range []string{a.What, a.Means, a.Do} {
		if s == "" || !strings.HasSuffix(s, ".") || s[:1] != strings.ToUpper(s[:1]) {
			t.Errorf("%q is no sentence", s)
		}
	}
	all := a.What + " " + a.Means + " " + a.Do
	for _, once := range []string{"spelling", "after the @", "no company", "fabrikam.com", "global", "cloud"} {
		if n := strings.Count(all, once); n != 1 && (once != "cloud" || n != 2) { // and in --cloud
			t.Errorf("%q is said %d times: %s", once, n, all)
		}
	}
	const value = "WnF8Q~ZxxWPO0aB.cD-eF_gH1iJ2kL3mN4oP5R4K"
	for _, err := range []error{&entra.NoTenant{Asked: value}, &entra.BadDomain{Asked: value, Why: "it holds a tilde"}} {
		if a := Advise(err); strings.Contains(a.What+a.Means+a.Do, "WnF8Q") {
			t.Errorf("repeated: %+v", a)
		}
	}
}
