package plain_test

import (
	"context"
	"strings"
	"testing"

	"ssowizard/internal/plain"
)

// TestGoingOnWithoutASignInIsOfferedWhereItLeadsOn: a setup shows every step, a check
// tries the kept secret; a renewal and taking back can do nothing, and do not offer it.
func TestGoingOnWithoutASignInIsOfferedWhereItLeadsOn(t *testing.T) {
	for name, c := range map[string]struct {
		run  func(context.Context, plain.Config) error
		says string
	}{
		"setup":  {plain.Run, "Go on without signing in (every step is shown"},
		"check":  {func(ctx context.Context, c plain.Config) error { return plain.Validate(ctx, c, false) }, "Go on without signing in (only the kept secret is tried"},
		"renew":  {func(ctx context.Context, c plain.Config) error { return plain.Renew(ctx, c, plain.RenewChoice{}) }, ""},
		"undone": {func(ctx context.Context, c plain.Config) error { return plain.Undo(ctx, c, plain.UndoChoice{}) }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t, "new")
			if err := r.run(r.alone()); err != nil {
				t.Fatal(err)
			}
			r.restart()
			before := len(r.talk.String())
			cfg := r.config()
			cfg.In = strings.NewReader(strings.Repeat("\n", 3))
			_ = c.run(t.Context(), cfg)
			said := r.talk.String()[before:]
			if !strings.Contains(said, "How will you sign in?") || strings.Contains(said, "Go on without signing in") != (c.says != "") || !strings.Contains(said, c.says) {
				t.Errorf("%s", tail(said, 1200))
			}
		})
	}
}
