package tui

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// toTheSecret walks a new setup to steps 23 to 27.
func (d *driver) toTheSecret() {
	d.t.Helper()
	d.signIn()
	d.Press("y")
	d.Press("enter", "m", "enter")
	d.do()
	d.goTo("15")
	d.do()
	d.goTo("21")
	d.do()
	d.goTo("23")
	d.At("S23")
}

// TestAForbiddenSecretIsAllowedOnTheScreen: shown, agreed to, and only then is the
// right asked for that it takes.
func TestAForbiddenSecretIsAllowedOnTheScreen(t *testing.T) {
	t.Parallel()
	g := newRig(t, "secrets-forbidden")
	d := g.start(80, 24)
	d.toTheSecret()
	d.Sees("▸ Allow it, and make it for me", "Ask a colleague to allow it")
	writes := len(g.srv.Writes())
	d.Press("enter")
	d.At("W")
	d.Sees("New app management policy", "new client secrets are allowed")
	d.At("W")
	d.Press("y")
	d.Sees("Your sign-in did not ask for the rights that this write needs", "to write policies on app registrations")
	g.wroteNothing(writes, "before the right was asked for")
	d.Press("enter")
	d.Await("written and read back")
	d.Sees("Made the policy")
	if st := d.m.state.Verdict.Phase("23-27").Status; st != setup.StatusOK {
		t.Errorf("steps 23–27 are %s", st)
	}
	if st := g.srv.State(); len(st.Policies) != 1 || len(st.Secrets) != 1 {
		t.Errorf("%d policies, %d secrets", len(st.Policies), len(st.Secrets))
	}
}

// TestAForbiddenSecretIsHandedOverOnTheScreen: Entra refuses it, the message is
// there, the secret is agreed to, and made once the colleague has allowed it.
func TestAForbiddenSecretIsHandedOverOnTheScreen(t *testing.T) {
	t.Parallel()
	g := newRig(t, "secrets-hand-over")
	d := g.start(80, 24)
	d.toTheSecret()
	d.Press("enter")
	d.At("W")
	d.Press("y")
	d.Await("forbids client secrets")
	if n := len(g.srv.State().Secrets); n != 0 {
		t.Errorf("%d secrets", n)
	}
	d.goTo("23")
	d.Sees("▸ a  Ask a colleague to allow it", "Try to allow it with your role")
	d.Press("a")
	d.At("S23c")
	d.Sees("Send this to a Global Administrator", "Enter shows the secret that is made")
	d.Press("c")
	if len(d.copied) != 1 || !strings.Contains(d.copied[0], "New-MgPolicyAppManagementPolicy") || !strings.Contains(d.copied[0], "Block password addition") {
		t.Errorf("copied %q", d.copied)
	}
	d.Press("enter")
	d.At("W")
	d.Press("y")
	d.Meanwhile("Waiting for a client secret to be allowed")
	d.Press("esc")
	d.At("S23")
	d.Sees("Go on waiting for it")
	d.Press("a")
	d.Await("Enter shows the secret that is made")
	d.Press("enter")
	d.At("W")
	d.Press("y")
	d.Meanwhile("Waiting for a client secret to be allowed")
	d.Press("a")
	d.Await("The secret is made, kept and read back.")
	if st := d.m.state.Verdict.Phase("23-27").Status; st != setup.StatusOK {
		t.Errorf("steps 23–27 are %s", st)
	}
}

// TestAWaitThatIsLeftWhileItTriesIsTakenUpAgain: Esc comes between the try and the
// reading after it, where Entra has refused the secret and where it has made one. The
// page then knows what came of it.
func TestAWaitThatIsLeftWhileItTriesIsTakenUpAgain(t *testing.T) {
	t.Parallel()
	for _, made := range []bool{false, true} {
		g := newRig(t, "secrets-hand-over")
		d := g.start(80, 24)
		d.toTheSecret()
		d.Press("enter", "y")
		d.Await("forbids client secrets")
		d.goTo("23")
		d.Press("a", "enter")
		d.At("W")
		if made {
			if err := g.srv.AllowSecret(d.m.deps.Session.Profile().App.AppID, ""); err != nil {
				t.Fatal(err)
			}
		}
		reading := g.holdTheLookAfterATry(made)
		d.pass(perKey)
		d.Tap("y")
		for limit := time.After(driverLimit); !reading.Load(); {
			select {
			case msg := <-d.msgs:
				d.receive(msg)
			case <-limit:
				t.Fatalf("nothing was read after the try; the screen is:\n%s", d.Screen())
			case <-time.After(time.Millisecond):
			}
		}
		d.pass(perKey)
		d.Tap("esc")
		g.srv.SetFault(nil)
		if !made { // nothing came of it: nobody has to wait for another look
			d.pass(perKey)
			d.Tap("a")
			d.pass(perKey)
		}
		d.Idle()
		if made {
			d.At("S23")
			if st := d.m.state.Verdict.Phase("23-27").Status; st != setup.StatusOK {
				t.Errorf("steps 23–27 are %s:\n%s", st, d.Screen())
			}
			continue
		}
		d.At("S23c")
		d.Press("enter")
		d.At("W")
	}
}

// holdTheLookAfterATry answers no look that comes after a secret was asked for, and
// after it was made where that is wanted, and tells when one is held.
func (g *rig) holdTheLookAfterATry(made bool) *atomic.Bool {
	var tried, held atomic.Bool
	g.srv.SetFault(func(r *http.Request) sim.Fault {
		switch {
		case strings.HasSuffix(r.URL.Path, "/addPassword"):
			tried.Store(true)
		case strings.HasSuffix(r.URL.Path, "/$batch") && tried.Load() && (!made || len(g.srv.State().Secrets) == 1):
			held.Store(true)
			return sim.Fault{Stall: true}
		}
		return sim.Fault{}
	})
	return &held
}
