package plain_test

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"ssowizard/internal/plain"
	"ssowizard/internal/sim"
)

// TestASignInThatEndsInARenewalOrAnUndoIsNoError: from the first write on, everything is refused until somebody signs in
// again. It says so, signs in, reads, and goes on where it was; nothing is made twice or left.
func TestASignInThatEndsInARenewalOrAnUndoIsNoError(t *testing.T) {

	for name, run := range map[string]func(*testing.T, *room, plain.Config) error{
		"/addPassword": func(t *testing.T, r *room, c plain.Config) error {
			return plain.Renew(t.Context(), c, plain.RenewChoice{})
		},
		"/removePassword": func(t *testing.T, r *room, c plain.Config) error {
			return plain.Undo(t.Context(), c, plain.UndoChoice{Last: true})
		},
	} {
		t.Run(name[1:], func(t *testing.T) {
			r := ready(t)
			var began, done atomic.Bool
			r.srv.SetFault(func(q *http.Request) sim.Fault {
				if q.Method != http.MethodGet && strings.HasSuffix(q.URL.Path, name) {
					began.Store(true)
				}
				if done.Load() || !began.Load() || !strings.Contains(q.URL.Path, "/v1.0/") {
					return sim.Fault{}
				}
				return sim.Fault{Status: http.StatusUnauthorized, Body: `{"error":{"code":"InvalidAuthenticationToken","message":"Access token has expired or is not yet valid."}}`}
			})
			before := len(r.srv.State().Secrets)
			c := r.alone()
			c.SignIn = "browser"
			secondSignIn(&c, &done)
			if err := run(t, r, c); err != nil {
				t.Errorf("%s: %v\n%s", name, err, tail(r.talk.String(), 2000))
			}
			want := before + 1
			if name == "/removePassword" {
				want = before - 1
			}
			r.wantSaid("Your sign-in has ended. After this one your tenant is read again, and the task goes on where it was.")
			if n := len(r.srv.State().Secrets); n != want || !began.Load() || !done.Load() {
				t.Errorf("%s: %d secrets, want %d", name, n, want)
			}
		})
	}
}
