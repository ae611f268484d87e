package engine_test

import (
	"errors"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// lies changes the answers to requests of one method whose path ends so.
func (w *walk) lies(method, end, what, by string) {
	change := regexp.MustCompile(what)
	w.srv.SetFault(func(r *http.Request) sim.Fault {
		if r.Method != method || !strings.HasSuffix(r.URL.Path, end) {
			return sim.Fault{}
		}
		return sim.Fault{Change: func(body []byte) []byte { return change.ReplaceAll(body, []byte(by)) }}
	})
}

// TestAnAnswerThatDoesNotFitKeepsNothing: a secret whose answer contradicts itself
// is not put away and called done. It is taken back by its name, the keychain is
// not blamed, and the next run makes one that works.
func TestAnAnswerThatDoesNotFitKeepsNothing(t *testing.T) {
	for name, lie := range map[string][2]string{
		"another value": {`"secretText":"`, `"secretText":"###`},
		"no id":         {`"keyId":"[^"]*"`, `"keyId":"../../x"`},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWalk(t, "new")
			var said []string
			w.signIn(w.sc.Admin)
			must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
			w.do("3-8", "15-20", "21-22")
			plan := w.plan("23-27")
			w.lies("POST", "/addPassword", lie[0], lie[1])
			_, err := w.r.Apply(t.Context(), plan, func(n change.Note) { said = append(said, n.Text) })
			var unfit *setup.AnswerError
			if !errors.As(err, &unfit) || !strings.Contains(advice.Advise(err).Means, "was taken back") {
				t.Fatalf("it ended with %v: %+v", err, advice.Advise(err))
			}
			if text := strings.Join(said, "\n"); strings.Contains(text, "keychain") || !strings.Contains(text, "does not fit") {
				t.Errorf("said: %s", text)
			}
			if n := len(w.srv.State().Secrets); n != 0 || w.r.Profile().Secret.KeyID != "" || w.r.Profile().Pending != nil {
				t.Errorf("%d secrets stay, the profile holds %+v", n, w.r.Profile().Secret)
			}
			w.srv.SetFault(nil)
			w.do("23-27")
			w.prove()
		})
	}
}

// TestAnAnswerThatDoesNotFitIsNotGivenUp: what could not be taken back at once is
// said, and the next run does it.
func TestAnAnswerThatDoesNotFitIsNotGivenUp(t *testing.T) {
	w := signedIn(t, "new")
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.do("3-8", "15-20", "21-22")
	plan := w.plan("23-27")
	w.srv.SetFault(func(r *http.Request) sim.Fault {
		switch {
		case strings.HasSuffix(r.URL.Path, "/addPassword"):
			return sim.Fault{Change: func(b []byte) []byte { return []byte(strings.ReplaceAll(string(b), `"keyId":"`, `"keyId":"/`)) }}
		case strings.HasSuffix(r.URL.Path, "/removePassword"):
			return sim.Fault{Status: http.StatusForbidden, Body: `{"error":{"code":"Authorization_RequestDenied","message":"no"}}`}
		}
		return sim.Fault{}
	})
	_, err := w.r.Apply(t.Context(), plan, func(change.Note) {})
	if a := advice.Advise(err); !strings.Contains(a.Means, "may still be in Entra") || w.r.Profile().Pending == nil {
		t.Fatalf("%+v, pending %+v", a, w.r.Profile().Pending)
	}
	w.srv.SetFault(nil)
	w.observe()
	w.do("23-27")
	w.prove()
	if n := len(w.srv.State().Secrets); n != 1 {
		t.Errorf("%d secrets", n)
	}
}

// TestARegistrationsAnswerThatDoesNotFitIsNotBuiltOn: nothing is written under an
// id that is none; the next look finds the registration by its unique name.
func TestARegistrationsAnswerThatDoesNotFitIsNotBuiltOn(t *testing.T) {
	w := signedIn(t, "new")
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	before := len(w.srv.State().Applications)
	plan := w.plan("3-8")
	w.lies("PATCH", "')", `"id":"[^"]*"`, `"id":"../../users/x?y#z"`)
	_, err := w.r.Apply(t.Context(), plan, func(change.Note) {})
	if unfit := (*setup.AnswerError)(nil); !errors.As(err, &unfit) {
		t.Fatalf("it ended with %v", err)
	}
	w.srv.SetFault(nil)
	w.observe()
	w.do("3-8")
	w.wantStatus(setup.StatusOK, "3-8")
	if n := len(w.srv.State().Applications) - before; n != 1 {
		t.Errorf("%d registrations were made", n)
	}
}

// TestWhatWasNotSentIsNotARefusal: Microsoft Graph is not blamed for what never
// reached it, and nobody is told to correct a value that they did not give.
func TestWhatWasNotSentIsNotARefusal(t *testing.T) {
	a := advice.Advise(&graph.Error{Op: "remove the client secret", Code: graph.CodeBadRequest, Message: "the secret's id has characters that no id has"})
	if said := a.What + a.Means + a.Do; a.Code != "" || strings.Contains(said, "refused") || strings.Contains(said, "Correct") || !strings.Contains(said, "not sent") || !strings.Contains(said, "the secret's id") {
		t.Errorf("%+v", a)
	}
}
