package tui

import (
	"slices"
	"testing"
	"time"

	"ssowizard/internal/must"
	"ssowizard/internal/setup"
)

// TestWhatMayBeSomebodyElsesIsTakenBackOnItsOwn: the cursor stands on what is known to be this program's; the other says
// what is not known, goes before its turn, and wants a yes that says so.
func TestWhatMayBeSomebodyElsesIsTakenBackOnItsOwn(t *testing.T) {
	t.Parallel()
	g, list := finished(t)
	p := list[0]
	i := slices.IndexFunc(p.Receipts, func(rec setup.Receipt) bool { return rec.Object == "oauth2PermissionGrant" })
	rec := p.Receipts[i]
	p.Begun, p.Receipts = &rec, slices.Delete(slices.Clone(p.Receipts), i, i+1)
	must.Do(t, g.store.Save(p))
	must.Do(t, g.kit.Clock.Sleep(t.Context(), 72*time.Hour))
	d := g.again([]setup.Profile{p})
	d.choose("Take back what the wizard wrote")
	d.At("U01a")
	d.Press("enter", "a")
	d.Await("newest first")
	d.At("U02")
	d.Sees("Whether it or somebody else made it is not known.", "Taking it back, on its own", "▸ ○ Made a client secret")
	d.Press("up", "enter")
	d.At("W")
	d.Sees("Whether it or somebody else made it is not known.", "Yes, take it back, whoever wrote it")
	if n := len(g.srv.State().DelegatedGrants); n != 1 {
		t.Fatalf("%d grants before a yes", n)
	}
	d.Press("y")
	d.Await("written and read back")
	if st := g.srv.State(); len(st.DelegatedGrants) != 0 || len(st.Secrets) != 1 {
		t.Errorf("%d grants, %d secrets left", len(st.DelegatedGrants), len(st.Secrets))
	}
}
