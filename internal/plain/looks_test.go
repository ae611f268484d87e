package plain_test

import (
	"strings"
	"testing"

	"ssowizard/internal/plain"
)

func TestACheckWithNothingBrokenSaysSo(t *testing.T) {
	r := newRoom(t, "judged-no-secrets")
	c := r.alone()
	if err := plain.Validate(t.Context(), c, false); err == nil {
		t.Fatal("a policy that forbids the next secret is worth a look")
	}
	said := r.out.String()
	if !strings.Contains(said, "Verdict: Nothing keeps sign-in from working; 1 thing needs a look.") || strings.Contains(said, "1 problem was found") {
		t.Errorf("said:\n%s", said)
	}
	if !strings.Contains(said, "with --allow-secret-exemption") {
		t.Error("a run in which nobody is asked is not told the flag")
	}
}

func TestWhatHasToBeAllowedIsSaidBeforeTheFirstWrite(t *testing.T) {
	r := newRoom(t, "secrets-forbidden")
	_ = r.play(r.config(), enter("Your company's domain"), pickAt("How will you sign in?", "Sign in with the browser"), typed("Is this your own partner tenant?", "yes"), pick("Leave"))
	r.wantSaid("Nothing stops you; one thing has to be allowed on the way.", "It is shown and asked first.")
	if strings.Contains(r.talk.String(), "--allow-secret-exemption") {
		t.Error("a flag is named where a person is asked")
	}
}
