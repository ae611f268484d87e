package judge

import (
	"testing"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

// TestAStepIsConfirmedOnceThereIsWhatItIsAbout: nobody can have entered a secret that is not there.
func TestAStepIsConfirmedOnceThereIsWhatItIsAbout(t *testing.T) {
	app := graph.Application{PasswordCredentials: []graph.Password{{KeyID: "theirs"}}}
	for name, c := range map[string]struct {
		s     setup.Snapshot
		p     setup.Profile
		phase string
		want  bool
	}{
		"no secret":          {phase: "29"},
		"one of this one's":  {p: setup.Profile{Secret: setup.ProfileSecret{KeyID: "mine"}}, phase: "29", want: true},
		"by a person's word": {p: setup.Profile{Confirmed: map[string]setup.Word{SecretPhase: {At: time.Unix(1, 0)}}}, phase: "29", want: true},
		"somebody else's":    {s: setup.Snapshot{App: setup.Known(&app)}, phase: "29", want: true},
		"another step":       {phase: "A1-A2", want: true},
	} {
		if got := Confirmable(c.s, c.p, c.phase); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
