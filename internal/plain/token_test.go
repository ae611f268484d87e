package plain_test

import (
	"encoding/base64"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"ssowizard/internal/outcome"
	"ssowizard/internal/sim"
)

// tokens changes the answers that bring a token.
func (r *room) tokens(what, by string) {
	change := regexp.MustCompile(what)
	r.srv.SetFault(func(q *http.Request) sim.Fault {
		if !strings.HasSuffix(q.URL.Path, "/token") {
			return sim.Fault{}
		}
		return sim.Fault{Change: func(b []byte) []byte { return change.ReplaceAll(b, []byte(by)) }}
	})
}

// TestASignInThatBringsNoTokenIsRefusedAsOne: what no request can carry is the
// sign-in's end and not a mystery of the first reading.
func TestASignInThatBringsNoTokenIsRefusedAsOne(t *testing.T) {
	r := newRoom(t, "new")
	r.tokens(`"access_token":"`, `"access_token":"x\r\nX-Evil: 1`)
	var no *outcome.NotSignedIn
	if err := r.run(r.alone()); !errors.As(err, &no) {
		t.Fatalf("it ended with %v", err)
	}
	if text := r.talk.String(); strings.Contains(text, "Signed in as") || strings.Contains(text, "Nothing is known") {
		t.Errorf("said: %s", tail(text, 1000))
	}
}

// TestASignInWithoutANameIsSaidWhole: a token may name nobody.
func TestASignInWithoutANameIsSaidWhole(t *testing.T) {
	r := newRoom(t, "new")
	nameless := "e30." + base64.RawURLEncoding.EncodeToString([]byte(`{"tid":"`+r.sc.Tenant.ID+`"}`)) + ".x"
	r.tokens(`"(id|access)_token":"[^"]*"`, `"${1}_token":"`+nameless+`"`)
	_ = r.run(r.alone()) // what such a token may do is not this test's matter
	r.wantSaid("Signed in as an account that the sign-in does not name.")
}
