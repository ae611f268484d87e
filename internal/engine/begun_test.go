package engine_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/must"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// killedAfterWriting makes the disk remember what a program leaves that is killed
// when a write has taken effect and its receipt is not saved yet.
func (w *walk) killedAfterWriting(object string) {
	w.t.Helper()
	w.remembered(func(p *setup.Profile) {
		for i, rec := range p.Receipts {
			if rec.Object == object {
				p.Begun, p.Receipts = &rec, append(p.Receipts[:i:i], p.Receipts[i+1:]...)
				return
			}
		}
		w.t.Fatalf("no receipt of %s", object)
	})
}

// TestARepairStoppedBeforeItsReceiptCanBeTakenBack: the receipt is there after
// the next look, and taking it back makes the tenant what it was.
func TestARepairStoppedBeforeItsReceiptCanBeTakenBack(t *testing.T) {
	for _, c := range []struct{ tenant, phase, object string }{{"two-faults", "12-14", "application"}, {"sp-disabled", "3-8", "servicePrincipalSettings"}} {
		t.Run(c.tenant, func(t *testing.T) {
			w := newWalkAlone(t, c.tenant)
			w.judge()
			before := asJSON(t, w.srv.State())
			w.do(c.phase)
			if asJSON(t, w.srv.State()) == before {
				t.Fatal("nothing was repaired")
			}
			w.killedAfterWriting(c.object)
			w.back()
			p := w.r.Profile()
			if p.Begun != nil || len(p.Receipts) != 1 || p.Receipts[0].Object != c.object {
				t.Fatalf("begun %+v, receipts %+v", p.Begun, p.Receipts)
			}
			must.Do(t, w.takeAllBack(t.Context()))
			if asJSON(t, w.srv.State()) != before {
				t.Error("it was not taken back")
			}
		})
	}
}

func asJSON(t *testing.T, st sim.State) string {
	t.Helper()
	st.SignIns = nil
	raw, err := json.Marshal(st)
	must.Do(t, err)
	return string(raw)
}

// TestAWriteThatNeverCameIsForgotten: what an interrupted run was about to write
// and is not there gets no receipt, and is not waited for.
func TestAWriteThatNeverCameIsForgotten(t *testing.T) {
	w := newWalkAlone(t, "two-faults")
	w.judge()
	begun := setup.Receipt{Object: "application", ObjectID: "x", Before: map[string]any{"signInAudience": "a"}, After: map[string]any{"signInAudience": "b"}, At: time.Now()}
	for _, c := range []struct {
		ago  time.Duration
		kept bool
	}{{time.Minute, true}, {time.Hour, false}} {
		begun.At = time.Now().Add(-c.ago)
		w.remembered(func(p *setup.Profile) { p.Begun = &begun })
		w.back()
		if p := w.r.Profile(); (p.Begun != nil) != c.kept || len(p.Receipts) != 0 {
			t.Errorf("after %v: begun %+v, receipts %+v", c.ago, p.Begun, p.Receipts)
		}
	}
}

// TestWhatAKilledProgramWasWritingIsSweptAway: the half file of a profile goes
// when the next program takes the profile up; those of others stay.
func TestWhatAKilledProgramWasWritingIsSweptAway(t *testing.T) {
	dir := t.TempDir()
	mine, others := filepath.Join(dir, ".new-mine~1"), filepath.Join(dir, ".new-mine-too~1")
	for _, path := range []string{mine, others} {
		must.Do(t, os.WriteFile(path, []byte("{"), 0o600))
	}
	r := engine.NewSession(engine.Config{Store: profile.DiskStore(dir)})
	defer r.Close()
	must.Do(t, r.UseProfile("mine"))
	left, err := filepath.Glob(filepath.Join(dir, ".new-*"))
	if err != nil || len(left) != 1 || left[0] != others {
		t.Errorf("left are %v, %v", left, err)
	}
}
