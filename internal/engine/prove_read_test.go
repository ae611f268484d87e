package engine_test

import (
	"encoding/base64"
	"net/http"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"ssowizard/internal/judge"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// answersUsers gives every read of users another answer.
func (w *walk) answersUsers(f sim.Fault) {
	w.srv.SetFault(func(r *http.Request) sim.Fault {
		if r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, "/users") {
			return f
		}
		return sim.Fault{}
	})
}

// made is a walk with a secret that is not proven yet.
func made(t *testing.T) *walk {
	t.Helper()
	w := signedIn(t, "new")
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.do("3-8", "15-20", "21-22", "23-27")
	return w
}

// unread are the answers to the read of one user that show nothing.
var unread = map[string]sim.Fault{
	"a page":    {Status: http.StatusOK, Body: "<html>"},
	"nobody":    {Status: http.StatusOK, Body: `{"value":[]}`},
	"busy":      {Status: http.StatusServiceUnavailable},
	"the token": {Status: http.StatusUnauthorized, Body: `{"error":{"code":"InvalidAuthenticationToken","message":"no"}}`},
}

// TestAUserThatCouldNotBeReadProvesNothing: step 28 does not hold, nothing says
// "proven", the secret stays, and a later run, also of another process, finishes.
func TestAUserThatCouldNotBeReadProvesNothing(t *testing.T) {
	for name, fault := range unread {
		t.Run(name, func(t *testing.T) {
			w := made(t)
			w.answersUsers(fault)
			p := w.proof()
			f := p.Finding
			if p.Good || f == nil || f.Code != setup.CodeCouldNotCheck || f.Level != setup.LevelUnknown || f.Remedy() == "" {
				t.Fatalf("%+v", p)
			}
			if strings.Contains(f.Text()+f.Remedy(), "sign-in") || strings.Contains(f.Remedy(), "Sign in") {
				t.Errorf("nobody is signed in with this token: %s %s", f.Text(), f.Remedy())
			}
			w.wantStatus(setup.StatusUnknown, "28")
			w.observe() // a look asks for a token alone, and mends nothing
			w.wantStatus(setup.StatusUnknown, "28")
			if s := w.r.Profile().Secret; s.Proven != nil || s.KeyID == "" {
				t.Errorf("the profile holds %+v", s)
			}
			w.srv.SetFault(nil)
			w.restart()
			w.signIn(w.sc.Admin)
			if v := w.r.Verdict(judge.Walking).Phase("28"); v.Status == setup.StatusOK {
				t.Errorf("a token alone is said to be the proof: %+v", v)
			}
			w.prove()
			w.wantStatus(setup.StatusOK, "28")
			if n := len(w.srv.State().Secrets); n != 1 || w.r.Profile().Secret.Proven == nil {
				t.Errorf("%d secrets, %+v", n, w.r.Profile().Secret)
			}
		})
	}
}

// TestATrialThatCouldNotReadAUserIsNoGoodOne: also of a secret that was proven.
func TestATrialThatCouldNotReadAUserIsNoGoodOne(t *testing.T) {
	w := finished(t)
	w.answersUsers(unread["nobody"])
	p, err := w.r.TrySecret(t.Context())
	must.Do(t, err)
	if p.Good || p.Finding == nil || p.Finding.Code != setup.CodeCouldNotCheck {
		t.Errorf("%+v", p)
	}
	w.wantStatus(setup.StatusUnknown, "28")
	for _, r := range w.r.Verdict(judge.Checking).Proof.Links {
		want := map[string]setup.LinkState{"token": setup.LinkOK, "role": setup.LinkOK, "read": setup.LinkUnknown}[r.ID]
		if want != "" && r.State != want {
			t.Errorf("%s is %s: %s", r.ID, r.State, r.Detail)
		}
	}
}

// appTokens changes the payload of each application token, or the whole of it.
func (w *walk) appTokens(payload string) {
	token := regexp.MustCompile(`"access_token":"[^"]*"`)
	w.srv.SetFault(func(r *http.Request) sim.Fault {
		if !strings.HasSuffix(r.URL.Path, "/token") {
			return sim.Fault{}
		}
		return sim.Fault{Change: func(b []byte) []byte {
			if !strings.Contains(string(b), "access_token") {
				return b
			}
			return token.ReplaceAll(b, []byte(`"access_token":"e30.`+base64.RawURLEncoding.EncodeToString([]byte(payload))+`.x"`))
		}}
	})
}

// TestATokenOfAnotherApplicationProvesNothing: it says nothing about the secret,
// for or against it, and no wait mends it.
func TestATokenOfAnotherApplicationProvesNothing(t *testing.T) {
	w := made(t)
	w.appTokens(`{"tid":"` + w.sc.Tenant.ID + `","appid":"11111111-2222-3333-4444-555555555555","roles":["User.Read.All"]}`)
	p := w.proof()
	if p.Good || p.Waited > setup.AttendedWait/2 || p.Finding == nil || p.Finding.Code != setup.CodeCouldNotCheck || !strings.Contains(p.Finding.Text(), "another application") {
		t.Errorf("%+v", p)
	}
	w.wantStatus(setup.StatusUnknown, "28")
}

// TestATokenThatWasGoodIsFetchedAnew: as where the computer slept between the token
// and the read. A new one settles it in the same run.
func TestATokenThatWasGoodIsFetchedAnew(t *testing.T) {
	w := made(t)
	var refused atomic.Bool
	w.srv.SetFault(func(r *http.Request) sim.Fault {
		if strings.HasSuffix(r.URL.Path, "/users") && !refused.Swap(true) {
			return unread["the token"]
		}
		return sim.Fault{}
	})
	if p, err := w.r.Prove(t.Context(), func(setup.Proof) {}); err != nil || !p.Good || !refused.Load() {
		t.Errorf("%+v, %v", p, err)
	}
}
