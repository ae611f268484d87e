package tui

import "testing"

// TestADeletedRegistrationIsOfferedBeforeANewOne: step 2 names it, says no more of it than its addresses show, and brings it
// back where that is chosen.
func TestADeletedRegistrationIsOfferedBeforeANewOne(t *testing.T) {
	t.Parallel()
	g := newRig(t, "deleted")
	d, before := g.start(100, 36), len(g.srv.State().Applications)
	d.signIn()
	d.Press("y")
	d.At("S01f")
	d.Press("enter")
	d.At("S02")
	d.Sees("A deleted registration could be the one of this setup: Contoso Voice SSO", "Bring \"Contoso Voice SSO\" back", "can be restored until")
	d.SeesNot("The deleted registration of this setup")
	d.choose("Bring \"Contoso Voice SSO\" back")
	d.At("S03")
	d.Sees("Bring it back")
	d.do()
	if st := g.srv.State(); st.Application(judgedApp) == nil || st.ServicePrincipal(judgedApp) == nil || len(st.Applications) != before+1 {
		t.Errorf("it did not come back alone: %d registrations", len(st.Applications))
	}
}
