package plain_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"ssowizard/internal/document"
	"ssowizard/internal/plain"
)

// TestACheckThatEndsBeforeItsVerdictSaysIt: whoever reads the output of a check,
// quiet or not, is told what it came to, also where nobody was let in.
func TestACheckThatEndsBeforeItsVerdictSaysIt(t *testing.T) {
	for _, c := range []struct {
		tenant string
		quiet  bool
		want   string
	}{
		{"new", true, "app-not-found"},
		{"new", false, "\nVerdict: No registration in this tenant carries the first redirect URI"},
		{"reader", true, "Verdict: "},
		{"reader", false, "Verdict: "},
	} {
		t.Run(fmt.Sprint(c.tenant, c.quiet), func(t *testing.T) {
			r := newRoom(t, c.tenant)
			given := r.alone()
			given.Domain = "contoso.com"
			err := r.validate(given, c.quiet)
			if out := r.out.String(); err == nil || strings.Count(out, c.want) != 1 {
				t.Errorf("ended with %v and %q", err, out)
			}
		})
	}
}

// TestASecretIsCalledByItsNameInEntra: also where a sentence begins with it.
func TestASecretIsCalledByItsNameInEntra(t *testing.T) {
	r := newRoom(t, "new")
	c := r.alone()
	c.JSON = true
	err := plain.Renew(t.Context(), c, plain.RenewChoice{})
	var d document.Renew
	if bad := json.Unmarshal([]byte(r.out.String()), &d); bad != nil || err != nil || len(d.Old) != 1 {
		t.Fatalf("%v, %v\n%s", bad, err, r.out.String())
	}
	if last := d.Left[len(d.Left)-1]; !strings.HasPrefix(d.Old[0].Name, "bvoip ") || !strings.HasPrefix(last, "Remove: "+d.Old[0].Name+", ") {
		t.Errorf("%q is called %q", d.Old[0].Name, last)
	}
}
