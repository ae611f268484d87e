package plain_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/document"
	"ssowizard/internal/must"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain"
	"ssowizard/internal/setup"
)

// doubted is a finished setup whose run was killed at the delegated grant, days before: nobody knows whose it is. It
// returns the number of its receipt.
func doubted(t *testing.T) (*room, int) {
	t.Helper()
	r := ready(t)
	p, err := r.store.Load(r.sc.Tenant.ID)
	must.Do(t, err)
	i := slices.IndexFunc(p.Receipts, func(rec setup.Receipt) bool { return rec.Object == "oauth2PermissionGrant" })
	rec := p.Receipts[i]
	p.Begun, p.Receipts = &rec, slices.Delete(p.Receipts, i, i+1)
	must.Do(t, r.store.Save(p))
	r.restart()
	must.Do(t, r.kit.Clock.Sleep(t.Context(), 72*time.Hour))
	return r, len(p.Receipts) + 1 // filed last, by the next look
}

const notKnownWhose = "Whether it or somebody else made it is not known."

// TestAnUnattendedUndoLeavesWhatMayBeSomebodyElses: named or not, and it says so in the report, the document and the exit.
func TestAnUnattendedUndoLeavesWhatMayBeSomebodyElses(t *testing.T) {
	for _, c := range []struct {
		name   string
		which  func(n int) plain.UndoChoice
		asJSON bool
		stops  bool
	}{
		{"named", func(n int) plain.UndoChoice { return plain.UndoChoice{Receipts: []int{n}} }, false, true},
		{"the last", func(int) plain.UndoChoice { return plain.UndoChoice{Last: true} }, true, true},
		{"another one", func(n int) plain.UndoChoice { return plain.UndoChoice{Receipts: []int{n - 1}} }, false, false},
		{"another one, as a document", func(n int) plain.UndoChoice { return plain.UndoChoice{Receipts: []int{n - 1}} }, true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, n := doubted(t)
			cfg := r.alone()
			cfg.Domain, cfg.JSON = "contoso.com", c.asJSON
			before := r.srv.State()
			err := plain.Undo(t.Context(), cfg, c.which(n))
			var stopped *outcome.Stopped
			if errors.As(err, &stopped) != c.stops || !c.stops && err != nil {
				t.Fatalf("ended with %v\n%s", err, tail(r.talk.String(), 3000))
			}
			after := r.srv.State()
			if len(after.DelegatedGrants) != len(before.DelegatedGrants) || (len(after.Secrets) == len(before.Secrets)) != c.stops {
				t.Errorf("%d grants, %d secrets left", len(after.DelegatedGrants), len(after.Secrets))
			}
			if c.stops && stopped.Findings[0].Code != setup.CodeNotAttributed {
				t.Errorf("stopped by %+v", stopped.Findings)
			}
			if !c.asJSON {
				if said := r.out.String(); !c.stops && (!strings.Contains(said, "Left alone") || !strings.Contains(said, notKnownWhose)) {
					t.Errorf("it is not named:\n%s", said)
				}
				return
			}
			var d document.Undo
			must.Do(t, json.Unmarshal([]byte(r.out.String()), &d))
			i := slices.IndexFunc(d.Remaining, func(x document.Remaining) bool { return x.Number == n })
			if i < 0 || !d.Remaining[i].Unattributed || (len(d.Refused) == 1) != c.stops {
				t.Errorf("remaining %+v, refused %+v", d.Remaining, d.Refused)
			}
		})
	}
}

// TestAnUndoAsksApartForWhatMayBeSomebodyElses: it is a choice of its own, and wants a yes of its own even where writes
// were agreed to beforehand.
func TestAnUndoAsksApartForWhatMayBeSomebodyElses(t *testing.T) {
	for _, agreed := range []bool{false, true} {
		t.Run(fmt.Sprintf("agreed before: %v", agreed), func(t *testing.T) {
			r, _ := doubted(t)
			c, p := r.asked(pick("which may be somebody else's"), pick("Yes, take it back, whoever wrote it"), pick("Leave"))
			c.Yes = agreed
			err := plain.Undo(t.Context(), c, plain.UndoChoice{})
			r.wantAllActs(p, err)
			if st := r.srv.State(); len(st.DelegatedGrants) != 0 || len(st.Secrets) != 1 {
				t.Errorf("left: %d grants, %d secrets", len(st.DelegatedGrants), len(st.Secrets))
			}
			if !strings.Contains(strings.Join(strings.Fields(r.talk.String()), " "), notKnownWhose) {
				t.Error("it is not said what is not known")
			}
		})
	}
}
