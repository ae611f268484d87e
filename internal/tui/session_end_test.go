package tui

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"ssowizard/internal/sim"
)

// ended refuses every request to Graph from the first write on whose path ends so, until there was another sign-in; after:
// that write itself still takes effect.
func (g *rig) ended(path string, after bool) (began, renewed *atomic.Bool) {
	began, renewed = new(atomic.Bool), new(atomic.Bool)
	g.srv.SetFault(func(q *http.Request) sim.Fault {
		first := q.Method != http.MethodGet && strings.HasSuffix(q.URL.Path, path) && !began.Swap(true)
		if !first && began.Load() && strings.HasSuffix(q.URL.Path, "/devicecode") {
			renewed.Store(true)
		}
		if renewed.Load() || !began.Load() || first && after || !strings.Contains(q.URL.Path, "/v1.0/") {
			return sim.Fault{}
		}
		return sim.Fault{Status: http.StatusUnauthorized, Body: `{"error":{"code":"InvalidAuthenticationToken","message":"Access token has expired or is not yet valid."}}`}
	})
	return began, renewed
}

// signsInAgain goes from the page that says that the sign-in has ended to the page that it was about. Nothing on the way
// leads in a circle.
func (d *driver) signsInAgain(home string) {
	d.t.Helper()
	d.Sees("Your sign-in has ended.", "Sign in again", "then back to where you were")
	d.SeesNot("Try again", "Read again")
	d.choose("Sign in again")
	d.Sees("Your sign-in has ended. After this one your tenant is read again")
	d.Press("a")
	for d.m.page().s.ID() != home {
		if d.pending == 0 {
			d.t.Fatalf("%s never came:\n%s", home, d.Screen())
		}
		d.receive(<-d.msgs)
	}
	d.Idle()
}

// moments of a write at which a sign-in can end.
var moments = map[string]bool{"before it": false, "while it is read back": true}

func TestASignInThatEndsInARenewalGoesOnWhereItWas(t *testing.T) {
	t.Parallel()
	for name, after := range moments {
		g, list := finished(t)
		began, renewed := g.ended("/addPassword", after)
		d := g.again(list)
		d.choose("Renew the client secret")
		d.Press("enter", "a")
		d.Await("five parts")
		d.Press("1", "y")
		d.At("R03w")
		d.signsInAgain("R03")
		if !after {
			d.Sees("● 1 Make a new secret")
			d.Press("1", "y")
			d.At("R03w")
			d.Sees("written and read back")
			d.Press("enter")
		}
		d.At("R03")
		d.Sees("✓ 1 Make a new secret", "● 2 Prove")
		if n := len(g.srv.State().Secrets); n != 2 || !began.Load() || !renewed.Load() {
			t.Errorf("%s: %d secrets, want the old and one new", name, n)
		}
	}
}

func TestASignInThatEndsInAnUndoGoesOnWhereItWas(t *testing.T) {
	t.Parallel()
	for name, after := range moments {
		g, list := finished(t)
		began, renewed := g.ended("/removePassword", after)
		d := g.again(list)
		d.choose("Take back what the wizard wrote")
		d.Press("enter", "a")
		d.Await("newest first")
		d.At("U02")
		d.Press("enter", "y")
		d.At("U02w")
		d.signsInAgain("U02")
		if !after {
			d.Press("enter", "y")
			d.At("U02w")
			d.Sees("It is taken back.")
			d.Press("enter")
		}
		d.At("U02")
		d.SeesNot("gone already")
		d.Sees("Taking it back")
		if n := len(g.srv.State().Secrets); n != 0 || !began.Load() || !renewed.Load() {
			t.Errorf("%s: %d secrets, want none", name, n)
		}
	}
}

// TestASignInThatEndsAmongRepairsGoesOnWithThem: the list of repairs stays, and the next sign-in asks for the rights to
// write as the one before did.
func TestASignInThatEndsAmongRepairsGoesOnWithThem(t *testing.T) {
	t.Parallel()
	for name, after := range moments {
		g := newRig(t, "two-faults")
		d := g.start(100, 40)
		d.check()
		began, renewed := g.ended("/applications/"+g.srv.State().Application(judgedApp)["id"].(string), after)
		d.Press("a")
		d.At("V05")
		d.Press("enter", "y", "y") // the company is ours; write it
		d.At("V01b")
		d.Press("a")
		d.Await("Your sign-in has ended.")
		d.signsInAgain("V05")
		d.Sees("repair all, in this order")
		if !after {
			d.Press("enter", "y")
			d.At("V05w")
			d.Sees("written and read back")
		}
		if !began.Load() || !renewed.Load() {
			t.Errorf("%s: the sign-in did not end", name)
		}
		if !d.m.deps.Session.MayWrite() {
			t.Errorf("%s: the new sign-in may not write", name)
		}
	}
}

// TestNothingIsSaidOfATenantThatNobodyMayReadAnyMore: whoever reads again after the sign-in has ended is told that, and is
// told nothing that this reading seems to show.
func TestNothingIsSaidOfATenantThatNobodyMayReadAnyMore(t *testing.T) {
	t.Parallel()
	for title, home := range map[string]string{"Renew the client secret": "R03", "Take back what the wizard wrote": "U02"} {
		g, list := finished(t)
		d := g.again(list)
		d.choose(title)
		d.Press("enter", "a")
		for d.m.page().s.ID() != home {
			d.receive(<-d.msgs)
		}
		d.Idle()
		began, _ := g.ended("/none", false)
		began.Store(true)
		d.Press("r")
		d.Sees("Your sign-in has ended.", "Sign in again")
		d.SeesNot("Try again")
		d.Press("esc")
		d.At(home)
		d.SeesNot("gone already", "Nothing is left", "The registration is not there", "No secret works any more", "All five parts")
		d.Press("r")
		d.signsInAgain(home)
		d.SeesNot("Your sign-in has ended")
		if !d.m.state.Snapshot.App.Known {
			t.Errorf("%s: nothing was read after the new sign-in", title)
		}
	}
}
