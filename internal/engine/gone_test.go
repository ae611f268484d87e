package engine_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// TestARegistrationDeletedUnderTheRunIsNotWaitedFor: somebody deletes it between the look and the write. Each write that is
// left says so at once, with the time, and the next look offers to bring it back.
func TestARegistrationDeletedUnderTheRunIsNotWaitedFor(t *testing.T) {
	for _, phase := range []string{"12-14", "15-20", "21-22", "23-27"} {
		for _, age := range []time.Duration{0, time.Hour} {
			t.Run(phase+" "+age.String(), func(t *testing.T) {
				w, _ := signedInAt(t, sim.Delays{})
				must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
				w.pasteURIs()
				for _, before := range []string{"3-8", "12-14", "15-20", "21-22"} {
					if before == phase {
						break
					}
					w.do(before)
				}
				must.Do(t, w.clock.Sleep(t.Context(), age))
				plan := w.plan(phase)
				app := w.r.Snapshot().App.Value
				must.Do(t, w.somebody().DeleteApplication(t.Context(), app.ID))
				began := w.clock.Now()
				_, err := w.r.Apply(t.Context(), plan, func(change.Note) {})
				var gone *setup.DeletedError
				if !errors.As(err, &gone) || gone.Bin == nil || gone.Bin.AppID != app.AppID || !strings.Contains(advice.Advise(err).What, "was deleted at about ") {
					t.Errorf("it says %v", err)
				}
				if waited := w.clock.Now().Sub(began); waited > 15*time.Second {
					t.Errorf("it waited %s", waited)
				}
				if p := w.r.Profile(); p.Pending != nil || p.Begun != nil {
					t.Errorf("a write that Entra refused counts as perhaps done: %+v, %+v", p.Pending, p.Begun)
				}
				w.observe()
				if back, err := w.r.Plan("3-8"); err != nil || back.Title != "Bring the registration back" {
					t.Errorf("it is not offered to bring it back: %q, %v", back.Title, err)
				}
			})
		}
	}
}
