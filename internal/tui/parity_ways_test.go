package tui

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
	"ssowizard/internal/judge"
	"ssowizard/internal/plain"
	"ssowizard/internal/steps"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/walked"
)

// TestBothFrontsOfferTheSameWaysInTheSameOrder: a colleague is asked first where the
// role lacks, and last where it does not; both fronts take that from the walk.
func TestBothFrontsOfferTheSameWaysInTheSameOrder(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		parityCase
		first change.Way
	}{
		{parityCase{"hand-over", true, "none"}, change.WayAsk},
		{parityCase{"new", true, "consent removed"}, change.WayDo},
	} {
		t.Run(c.String(), func(t *testing.T) {
			t.Parallel()
			p := newParity(t, c.parityCase)
			if err := p.prepare(); err != nil {
				t.Fatal(err)
			}
			var asked []string
			in := &impatient{}
			hands := p.g.practice()
			_ = plain.Run(t.Context(), plain.Config{Session: p.g.runner(), Practice: hands, Domain: hands.Domain, SignIn: p.way, In: in, Out: io.Discard, Talk: io.Discard,
				Offered: func(o plain.Offer) {
					switch o.Of {
					case accountPhase:
						in.say = "y" // only a person knows
					case consentPhase:
						asked, in.offered = o.IDs, 2
					}
				}})
			r := p.session()
			if _, err := r.Observe(t.Context()); err != nil {
				t.Fatal(err)
			}
			d := newDriver(t, Config{Session: r, Practice: p.g.practice()}, 120, 40)
			var drawn []string
			for _, c := range walked.New(d.m.deps, steps.PagePhase, consentPhase).Page().Choices {
				if c.Way != "" {
					drawn = append(drawn, string(c.Way))
				}
			}
			if fmt.Sprint(asked) != fmt.Sprint(drawn) || len(drawn) == 0 || drawn[0] != string(c.first) {
				t.Errorf("line by line %v, full screen %v, want %s first", asked, drawn, c.first)
			}
		})
	}
}

// TestAGuestsTenantIsNotTakenForOnesOwn by Enter alone, on either front; everybody
// else has to say it.
func TestAGuestsTenantIsNotTakenForOnesOwn(t *testing.T) {
	t.Parallel()
	for tenant, want := range map[string]string{"guest": "no", "two-faults": ""} {
		t.Run(tenant, func(t *testing.T) {
			t.Parallel()
			p := newParity(t, parityCase{tenant, false, "none"})
			if err := p.prepare(); err != nil {
				t.Fatal(err)
			}
			r, line := p.session(), "?"
			in := &impatient{}
			hands := p.g.practice()
			_ = plain.Run(t.Context(), plain.Config{Session: p.g.runner(), Practice: hands, Domain: hands.Domain, SignIn: p.way, In: in, Out: io.Discard, Talk: io.Discard,
				Offered: func(o plain.Offer) {
					if o.Of == string(judge.AskOwnTenant) {
						line, in.offered = o.Enter, 2
					}
				}})
			d := &screen.Deps{Session: screen.Know(r), Now: r.Now}
			d.Session.Take()
			setup, repair := enterAsked(d, steps.PageOwn), enterAsked(d.On(steps.NewTask(steps.TaskCheck)), steps.PageOwn)
			if line != want || setup != want || repair != want {
				t.Errorf("Enter says %q line by line, %q in a setup and %q before a repair, want %q", line, setup, repair, want)
			}
		})
	}
}

// through are the ways of a list of choices that lead to a sign-in, or on from one.
func through(list []screen.Choice) (out []string) {
	for _, c := range list {
		if c.Through != "" {
			out = append(out, string(c.Through))
		}
	}
	return out
}

// firstAsked is the first list of ways to sign in that a task line by line offers.
func (g *rig) firstAsked(task steps.TaskID, way string, refused error) (asked []string) {
	hands := g.practice()
	if refused != nil {
		hands.Approve = func(string) error { return refused }
		hands.Browse = nil
	}
	c := plain.Config{Session: g.runner(), Practice: hands, Domain: hands.Domain, SignIn: way, In: strings.NewReader("1\n"), Out: io.Discard, Talk: io.Discard,
		Offered: func(o plain.Offer) {
			if o.Of == "sign-in" && asked == nil {
				asked = o.IDs
			}
		}}
	ctx := g.t.Context()
	switch task {
	case steps.TaskCheck:
		_ = plain.Validate(ctx, c, false)
	case steps.TaskRenew:
		_ = plain.Renew(ctx, c, plain.RenewChoice{})
	case steps.TaskUndo:
		_ = plain.Undo(ctx, c, plain.UndoChoice{})
	default:
		_ = plain.Run(ctx, c)
	}
	return asked
}

// TestBothFrontsOfferTheSameWaysToSignIn for each task, where a secret is kept and
// where none is; and after each refusal, in the same order.
func TestBothFrontsOfferTheSameWaysToSignIn(t *testing.T) {
	t.Parallel()
	refusals := []error{nil, &entra.SignInError{Op: entra.OpDevice, OAuth: "expired_token"}, errors.New("no answer")}
	for _, n := range []int{53003, 530035, 53000, 90094, 65001, 50105, 7000112, 50034, 90002} {
		refusals = append(refusals, &entra.SignInError{Op: entra.OpDevice, Codes: []int{n}})
	}
	g, list := finished(t)
	none := newRig(t, "good")
	without := map[bool]int{}
	for _, kept := range []bool{true, false} {
		g := g
		if !kept {
			g = none
		}
		for _, task := range []steps.TaskID{"", steps.TaskCheck, steps.TaskRenew, steps.TaskUndo} {
			for _, refused := range refusals {
				way := "device"
				if refused == nil {
					way = ""
				}
				asked := g.firstAsked(task, way, refused)
				r := g.runner()
				if kept {
					if err := r.UseProfile(list[0].Name); err != nil {
						t.Fatal(err)
					}
				}
				if _, err := r.Resolve(t.Context(), "contoso.com"); err != nil {
					t.Fatal(err)
				}
				d := (&screen.Deps{Session: screen.Know(r), Now: r.Now}).On(steps.NewTask(task))
				page := walked.New(d, steps.PageTenant, nil)
				drawn := through(page.MenuChoices(page.Page()))
				if refused != nil {
					c := walked.New(d, steps.PageCode, &steps.SignIn{})
					c.Ended(walked.WorkedMsg{Err: refused})
					drawn = through(c.MenuChoices(c.Page()))
				}
				r.Close()
				if len(asked) == 0 || fmt.Sprint(asked) != fmt.Sprint(drawn) {
					t.Errorf("%q, a secret kept %v, after %v: line by line %v, full screen %v", task, kept, refused, asked, drawn)
				}
				if slices.Contains(drawn, string(engine.OnPortal)) {
					without[kept]++
					if task == steps.TaskRenew || task == steps.TaskUndo || task == steps.TaskCheck && !kept {
						t.Errorf("%q, a secret kept %v: nothing can be done without a sign-in, and it is offered", task, kept)
					}
				}
			}
		}
	}
	if n := len(refusals); without[true] != 2*n || without[false] != n {
		t.Errorf("going on without a sign-in was offered %v times", without)
	}
}

// TestACheckWithoutASignInTriesTheKeptSecret on the full screen, as line by line.
func TestACheckWithoutASignInTriesTheKeptSecret(t *testing.T) {
	t.Parallel()
	g, list := finished(t)
	before := len(g.srv.Writes())
	d := g.again(list)
	d.choose("Check an existing setup")
	d.Press("enter")
	d.At("V01a")
	d.Sees("Go on without signing in", "only the kept secret is tried")
	d.Press("w")
	d.Await("What sign-in stands on")
	d.At("V04")
	d.Sees("✓ A token with the secret", "✓ The token carries User.Read.All", "✓ One user read with it")
	d.SeesNot("Repair all")
	if n := len(g.srv.Writes()); n != before {
		t.Errorf("%d writes in a check", n-before)
	}
	d.Press("r")
	d.At("V01a")
	d.Press("esc", "esc")
}
