package plain_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"ssowizard/internal/engine"
	"ssowizard/internal/plain"
)

// endingApp is the registration whose secret ends.
const endingApp = "4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60"

// TestWhatIsSaidOfASecretStandsUnderIt, on every page of a renewal.
func TestWhatIsSaidOfASecretStandsUnderIt(t *testing.T) {
	r := newRoom(t, "secret-ending")
	c, p := r.asked(pick("Make a new secret"), pickAt("Is this your own company?", "Yes, our own"), pick("Yes, write it"),
		pick("Prove that it works"), typed("Number", "q"))
	c.AppID = endingApp
	_ = plain.Renew(t.Context(), c, plain.RenewChoice{})
	if len(p.script) > 0 {
		t.Errorf("%d acts to come:\n%s", len(p.script), r.talk)
	}
	head, above := regexp.MustCompile(`^  (Old|New): `), ""
	olds, news := 0, 0
	for _, l := range strings.Split(r.talk.String(), "\n") {
		if strings.HasPrefix(l, "      The MTP portal likely uses this one") {
			if olds++; !strings.HasPrefix(above, "  Old: ") {
				t.Errorf("%q stands under %q", l, above)
			}
		}
		if strings.HasPrefix(l, "      Put ") {
			if news++; !strings.HasPrefix(above, "  New: ") {
				t.Errorf("%q stands under %q", l, above)
			}
		}
		if head.MatchString(l) || !strings.HasPrefix(l, "      ") {
			above = l
		}
	}
	if olds < 2 || news < 1 {
		t.Errorf("the old secret is spoken of %d times, the new one %d times", olds, news)
	}
}

// TestARefusedAnswerLeavesWhatWasOffered, at the pages that offer a text.
func TestARefusedAnswerLeavesWhatWasOffered(t *testing.T) {
	for i, bad := range []string{strings.Repeat("x", 400), "!!!", "0", "contoso", "a\x01b\x1b[31mc", "cont\x01oso.com"} {
		t.Run("domain "+strconv.Itoa(i), func(t *testing.T) {
			r := newRoom(t, "new")
			_ = r.play(r.config(), typed("Your company's domain [contoso.com]", bad), typed("domain [contoso.com]", bad), enter("domain [contoso.com]"),
				pickAt("How will you sign in?", "Leave"))
			if strings.Contains(r.talk.String(), "\x01") || strings.Count(r.talk.String(), "domain [contoso.com]") != 3 {
				t.Errorf("%s", r.talk)
			}
		})
	}
	for i, bad := range []string{strings.Repeat("x", 130), "a\x01b\x1b[31mc"} {
		t.Run("name "+strconv.Itoa(i), func(t *testing.T) {
			r := newRoom(t, "new")
			at := "Name of the registration (step 4) [" + engine.DefaultName + "]"
			_ = r.play(r.config(), append(toThePhases(), pickAt("Step 2 ·", "Make a new registration"),
				typed(at, bad), typed(at, bad), enter(at), pickAt("Steps 3–8", "Leave"))...)
			if got := r.eng.Profile().Wanted.Name; got != engine.DefaultName {
				t.Errorf("Enter took %q", got)
			}
		})
	}
}

// TestTheOwnCompanysQuestionCanBeLeft, by its row, its letter and its name.
func TestTheOwnCompanysQuestionCanBeLeft(t *testing.T) {
	for i, leave := range []act{pick("Leave; "), typed("", "q"), typed("", "Q")} {
		leave.at = "Is this your own company?"
		t.Run("setup "+strconv.Itoa(i), func(t *testing.T) { leavesSetup(t, leave) })
		t.Run("renew "+strconv.Itoa(i), func(t *testing.T) { leavesRenewal(t, leave) })
	}
}

func leavesSetup(t *testing.T, leave act) {
	t.Helper()
	r := newRoom(t, "new")
	_ = r.play(r.config(), enter("Your company's domain"), pickAt("How will you sign in?", "Sign in with the browser"), leave)
	if r.eng.Profile().Own {
		t.Error("it was recorded as the own company's")
	}
	r.wantWrites(0)
}

func leavesRenewal(t *testing.T, leave act) {
	t.Helper()
	r := newRoom(t, "secret-ending")
	c, p := r.asked(pick("Make a new secret"), leave)
	c.AppID = endingApp
	if err := plain.Renew(t.Context(), c, plain.RenewChoice{}); err != nil || len(p.script) > 0 {
		t.Errorf("a renewal that was left: %v, %d acts to come:\n%s", err, len(p.script), r.talk)
	}
	r.wantWrites(0)
}
