package plain_test

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/must"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain"
	"ssowizard/internal/profile"
)

// asked are the tasks that ask a person, each with what it asks for.
var asked = map[string]func(*testing.T, plain.Config) error{
	"setup":    func(t *testing.T, c plain.Config) error { return plain.Run(t.Context(), c) },
	"validate": func(t *testing.T, c plain.Config) error { return plain.Validate(t.Context(), c, false) },
	"renew":    func(t *testing.T, c plain.Config) error { return plain.Renew(t.Context(), c, plain.RenewChoice{}) },
	"undo":     func(t *testing.T, c plain.Config) error { return plain.Undo(t.Context(), c, plain.UndoChoice{}) },
}

// TestWhereTheInputEndsTheFlagsAreThoseOfARunThatAsksNobody: the list at the end of the input is
// the one that --no-input refuses to begin without, in practice and for a tenant that is real.
func TestWhereTheInputEndsTheFlagsAreThoseOfARunThatAsksNobody(t *testing.T) {
	flag := regexp.MustCompile(`(?m)^  (--\S+)`)
	for task, run := range asked {
		// without a sign-in nothing can be renewed or taken back, which is said at once
		signs := task == "renew" || task == "undo"
		for with, given := range map[string]func(*plain.Config){
			"practice": func(*plain.Config) {}, "practice, agreed": func(c *plain.Config) { c.Yes = true },
			"nothing":  func(c *plain.Config) { c.Practice = nil },
			"agreed":   func(c *plain.Config) { c.Practice, c.Yes = nil, true },
			"unsigned": func(c *plain.Config) { c.Practice, c.SignIn = nil, "none" },
			"a domain": func(c *plain.Config) { c.Practice, c.Domain = nil, "contoso.com" },
		} {
			if signs && with == "unsigned" {
				continue
			}
			t.Run(task+" with "+with, func(t *testing.T) {
				r := newRoom(t, "new")
				c := r.config()
				given(&c)
				if err := run(t, c); !errors.Is(err, outcome.ErrInputEnded) {
					t.Fatalf("the input ended: %v\n%s", err, r.talk)
				}
				_, ending, _ := strings.Cut(r.talk.String(), "The input ended")
				var said []string
				for _, m := range flag.FindAllStringSubmatch(ending, -1) {
					said = append(said, m[1])
				}
				r.restart()
				c = r.config()
				given(&c)
				c.NoInput = true
				var want []string
				if missing := outcome.As[*outcome.Missing](run(t, c)); missing != nil {
					for _, l := range missing.Lacks {
						want = append(want, strings.Fields(l.Flag)[0])
					}
				}
				if !slices.Equal(said, want) {
					t.Errorf("where the input ends %v, where nobody is asked %v:\n%s", said, want, ending)
				}
				if !strings.Contains(ending, "--no-input") || with == "practice" && task != "undo" && len(said) > 1 {
					t.Errorf("said %v:\n%s", said, ending)
				}
			})
		}
	}
}

// TestACheckOfAProfileThatCannotBeUsedIsUnchecked, as it is among many.
func TestACheckOfAProfileThatCannotBeUsedIsUnchecked(t *testing.T) {
	for name, text := range map[string]string{"empty": "", "damaged": "{", "newer": `{"version":99}`} {
		for _, named := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				r := newRoom(t, "good")
				dir := t.TempDir()
				must.Do(t, os.WriteFile(filepath.Join(dir, r.sc.Tenant.ID+".json"), []byte(text), 0o600))
				r.store = profile.DiskStore(dir)
				r.restart()
				c := r.checking()
				c.JSON = false
				if named {
					c.Profile = r.sc.Tenant.ID
				}
				if err := r.validate(c, false); !outcome.Is[*outcome.Unchecked](err) {
					t.Errorf("%v", err)
				}
				if !strings.Contains(r.out.String(), "Verdict: ") || !strings.Contains(r.talk.String(), "cannot be used") {
					t.Errorf("%s\n%s", r.talk, r.out)
				}
			})
		}
	}
}
