package plain_test

import (
	"regexp"
	"strings"
	"testing"

	"ssowizard/assets"
	"ssowizard/internal/campaign"
	"ssowizard/internal/plain"
)

// heard is what one run said to a person: beside the result, and in it.
type heard struct{ what, talk, out string }

// everyRun plays every task without a person, one after the other, and tells what
// each said.
func (r *room) everyRun() []heard {
	var all []heard
	play := func(what string, run func(plain.Config) error) {
		r.restart()
		c := r.alone()
		c.Domain, c.Name, c.URIs = "contoso.com", "Voice", r.sc.PortalURIs
		_ = run(c) // how it ends is told elsewhere; what it says counts here
		all = append(all, heard{what, r.talk.String(), r.out.String()})
	}
	ctx := r.t.Context()
	play("setup", func(c plain.Config) error { return plain.Run(ctx, c) })
	play("validate", func(c plain.Config) error { return plain.Validate(ctx, c, false) })
	play("validate without a sign-in", func(c plain.Config) error { c.SignIn = "none"; return plain.Validate(ctx, c, false) })
	play("renew", func(c plain.Config) error { return plain.Renew(ctx, c, plain.RenewChoice{}) })
	play("report", func(c plain.Config) error { return plain.Support(ctx, c, plain.SupportChoice{}) })
	play("undo", func(c plain.Config) error { return plain.Undo(ctx, c, plain.UndoChoice{Last: true}) })
	play("setup without a sign-in", func(c plain.Config) error { c.SignIn = "none"; return plain.Run(ctx, c) })
	return all
}

// TestNobodyIsToldANameOfTheAPI: what a person reads has the portal's names. Only an
// address, a command and a request hold Graph's own.
func TestNobodyIsToldANameOfTheAPI(t *testing.T) {
	command := regexp.MustCompile(`(?m)^.*(-Mg[A-Z]|@\{|^    "?\$|restrictions = |displayName = ).*$`)
	address := regexp.MustCompile(`https?://\S+`)
	name := regexp.MustCompile(`\b[a-z]{2,}[A-Z][A-Za-z]+\b|\bAzureAD[A-Za-z]+|\bNotDisabled\b`)
	for _, tenant := range campaign.Some(assets.PracticeNames(), 8) {
		t.Run(tenant, func(t *testing.T) {
			for _, h := range newRoom(t, tenant).everyRun() {
				text := address.ReplaceAllString(command.ReplaceAllString(h.talk+"\n"+h.out, ""), "")
				for _, n := range name.FindAllString(text, -1) {
					t.Errorf("%s says %q:\n%s", h.what, n, around(text, n))
				}
			}
		})
	}
}

func around(text, word string) string {
	i := strings.Index(text, word)
	return text[max(0, i-120):min(len(text), i+120)]
}

// again may stand twice in what one run says, for the reason beside it.
var again = []struct{ begins, why string }{
	{"The secret stops working; its value is removed", "what comes of taking it back, in the list and before the yes"},
	{"Nobody can sign in any more", "so is this"},
	{"The registration is deleted.", "so is this"},
	{"Entra can bring it back", "so is this"},
	{"People will be asked for consent", "so is this"},
	{"The account's role does not allow it", "each thing says why it could not be read"},
	{"Activate the role if you have one", "and each says what to do"},
	{"Let the wizard ", "so does each address"},
	{"Entra holds one that is nearly the same", "and what is wrong with it"},
	{"Missing under SPA", "and what is wrong with it"},
	{"Made a client secret", "it is offered, then it is what will change"},
	{"Registered ", "what was written is told when it is, and listed where a run ends badly"},
	{"Added its service principal", "so is this"},
	{"Granted ", "so is this"},
	{"Restored ", "so is this"},
	{"Changed the ", "so is this"},
	{"Tag: now not set", "the registration has one, and the service principal"},
	{"Trying again", "each wait is told"},
	{"Entra has not copied", "so is this"},
	{"Entra is still copying", "so is this"},
	{"Microsoft Graph is busy", "so is this"},
	{"Its turn comes once", "each receipt says it"},
	{"Company  ", "a second sign-in, for other rights"},
	{"Open: ", "so is this"},
	{"Only enter this code", "so is this"},
	{"Nobody from bvoip", "so is this"},
	{"The code lasts", "so is this"},
	{"If the browser shows", "so is this"},
	{"In practice the code", "so is this"},
	{"The simulated administrator signed in", "so is this"},
	{"Where: ", "several steps lie in one place"},
	{"Page: ", "and on one page"},
	{"Microsoft Entra admin center > ", "so is this"},
	{"In Entra, open your registration:", "each step says where it begins"},
	{"\"App registrations\" > ", "so is this"},
}

// TestNoSentenceIsSaidTwice: within what one run says, and within its result, a
// sentence stands once, but for those that have a reason.
func TestNoSentenceIsSaidTwice(t *testing.T) {
	for _, tenant := range campaign.Some(assets.PracticeNames(), 8) {
		t.Run(tenant, func(t *testing.T) {
			for _, h := range newRoom(t, tenant).everyRun() {
				for _, text := range []string{h.talk, h.out} {
					if s := stutter(text); s != "" {
						t.Errorf("%s repeats a heading: %q", h.what, s)
					}
					for _, s := range saidTwice(text) {
						t.Errorf("%s says twice: %s", h.what, s)
					}
				}
			}
		})
	}
}

var headed = regexp.MustCompile(`(?m)^ *(\w+): (\w+).*$`)

// stutter is a line whose heading repeats its text's first word, "" for none.
func stutter(text string) string {
	for _, m := range headed.FindAllStringSubmatch(text, -1) {
		if strings.EqualFold(m[1], m[2]) {
			return m[0]
		}
	}
	return ""
}

var sentenceEnd = regexp.MustCompile(`([.?:]) ([A-Z0-9"])`)

// saidTwice are the sentences of a text that stand in it more than once.
func saidTwice(text string) []string {
	var out []string
	seen := map[string]int{}
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "Verdict: ") {
			continue // it stands for itself, for whoever reads nothing else
		}
		for _, s := range strings.Split(sentenceEnd.ReplaceAllString(line, "$1\x00$2"), "\x00") {
			s = strings.TrimSpace(s)
			if len(s) < 24 || !strings.HasSuffix(s, ".") || reasonFor(s) {
				continue
			}
			if seen[s]++; seen[s] == 2 {
				out = append(out, s)
			}
		}
	}
	return out
}

func reasonFor(s string) bool {
	for _, a := range again {
		if strings.HasPrefix(s, a.begins) {
			return true
		}
	}
	return false
}

func TestTheEarForRepeatsHearsThem(t *testing.T) {
	t.Parallel()
	twice := saidTwice("This holds. Nothing that was looked at is broken.\n  Nothing that was looked at is broken.")
	if stutter("  Waiting: Waiting for it") == "" || stutter("  Waiting: for it\n") != "" {
		t.Error("a repeated heading is not heard, or another one is")
	}
	if len(twice) != 1 || twice[0] != "Nothing that was looked at is broken." {
		t.Errorf("heard %q", twice)
	}
}
