package plain_test

import (
	"testing"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/plain"
)

// TestHowLongASecretLivesIsAskedWithTheReasons, before the plan is agreed to; what is
// written is the plan of what was chosen.
func TestHowLongASecretLivesIsAskedWithTheReasons(t *testing.T) {
	r := ready(t)
	c, p := r.asked(pick("Another lifetime (now 24 months)"), pick("6 months"),
		pick("Make a new secret"), pick("Yes, write it"), pick("Prove that it works"), pick("Enter it in the MTP portal"), pickAt("Step 29 · Paste it", "Back"), pick("Leave; "))
	err := plain.Renew(t.Context(), c, plain.RenewChoice{})
	r.wantAllActs(p, err)
	if err != nil {
		t.Fatal(err)
	}
	r.wantSaid(change.LifetimeReasons, "12 months (renewed every year)")
	end := r.eng.Profile().Secret.End
	if off := end.Sub(time.Now().AddDate(0, 6, 0)).Abs(); off > 48*time.Hour {
		t.Errorf("it lives until %s", end)
	}
	if n := len(r.srv.State().Secrets); n != 2 {
		t.Errorf("%d secrets", n)
	}
}
