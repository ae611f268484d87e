package engine_test

import (
	"testing"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
)

// While something is written the profile is ahead of the last look. Nothing is
// called gone or wrong for that: it is not known until it was read back.
func TestWhatIsBeingWrittenIsNotCalledGone(t *testing.T) {
	w := signedIn(t, "new")
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.pasteURIs()
	for _, phase := range []string{"3-8", "12-14", "15-20", "21-22", "23-27"} {
		plan := w.plan(phase)
		var between int
		_, err := w.r.Apply(t.Context(), plan, func(n change.Note) {
			if !n.Done {
				return // nothing was answered since the last look, or the one before it
			}
			between++
			for _, s := range w.r.Verdict(judge.Walking).Phases {
				if s.Status == setup.StatusFail {
					t.Errorf("after %q, steps %s fail: %+v", n.Text, s.Phase.ID, s.Findings())
				}
			}
			if st := w.r.Verdict(judge.Walking).Phase(phase); st.Status != setup.StatusUnknown {
				t.Errorf("after %q, steps %s are %s before they were read back", n.Text, phase, st.Status)
			}
		})
		must.Do(t, err)
		if between == 0 {
			t.Errorf("%s: nothing was written", phase)
		}
		w.wantStatus(setup.StatusOK, phase)
	}
}
