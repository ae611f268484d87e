package tui

import (
	"strings"
	"testing"

	"ssowizard/internal/setup"
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
	if n := len(g.srv.Writes()); n != writes {
		t.Errorf("%d writes before the right was asked for", n-writes)
	}
	d.Press("enter")
	d.Await("written and read back")
	d.Sees("Made the policy")
	if st := d.m.state.Verdict.Stage("23-27").Status; st != setup.StatusOK {
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
	if st := d.m.state.Verdict.Stage("23-27").Status; st != setup.StatusOK {
		t.Errorf("steps 23–27 are %s", st)
	}
}
