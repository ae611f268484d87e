package plain_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ssowizard/internal/document"
	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
	"ssowizard/internal/judge"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain"
	"ssowizard/internal/plain/many"
	"ssowizard/internal/profile"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
	"ssowizard/internal/vault"
)

// known is a profile of the room's registration whose secret is in the keychain.
func (r *room) known(value string) *setup.Profile {
	r.t.Helper()
	var key string
	for k, v := range r.srv.State().Secrets {
		if key = k; value == "" {
			value = v
		}
	}
	p := setup.Profile{Version: 1, Name: "kept", Tenant: setup.ProfileTenant{ID: r.sc.Tenant.ID, Domain: "contoso.com"}, App: setup.ProfileApp{AppID: judgedApp, Adopted: true},
		Secret: setup.ProfileSecret{KeyID: key, Keeper: "memory", End: time.Now().Add(100*24*time.Hour + time.Hour)}}
	if err := r.keychain.Put(r.t.Context(), vault.Key{TenantID: p.Tenant.ID, AppID: judgedApp, KeyID: key}, secret.New(value)); err != nil {
		r.t.Fatal(err)
	}
	return &p
}

// many checks setups with engines over the room's services and keychain.
func (r *room) many(m many.Run, change func(*plain.Config), begun ...func()) ([]document.Validate, error) {
	r.t.Helper()
	m.Engine = func(s profile.Store) (*engine.Session, error) {
		for _, f := range begun {
			f()
		}
		other := &room{t: r.t, kit: r.kit, srv: r.srv, sc: r.sc, store: s, keychain: r.keychain, dir: r.dir}
		other.restart()
		return other.eng, nil
	}
	c := r.checking()
	change(&c)
	err := many.Validate(r.t.Context(), c, m)
	if !c.JSON {
		return nil, err
	}
	var docs []document.Validate
	if jerr := json.Unmarshal([]byte(r.out.String()), &docs); jerr != nil || !m.Quiet && len(docs) != len(m.Setups) {
		r.t.Fatalf("%v, %d documents:\n%s", jerr, len(docs), r.out)
	}
	return docs, err
}

func TestManySetupsWithoutASignIn(t *testing.T) {
	ending := func(d time.Duration) func(*setup.Profile) {
		return func(p *setup.Profile) { p.Secret.End = time.Now().Add(d) }
	}
	for _, c := range []struct {
		name, tenant, domain, value string
		forgotten                   bool
		change                      func(*setup.Profile)
		code, works                 string
		verdict                     judge.Overall
	}{
		{name: "works", tenant: "good", verdict: "ok", works: "true"},
		{name: "ends soon", tenant: "good", change: ending(5 * 24 * time.Hour), verdict: "problems", code: "27:warn:secret-expiring", works: "true"},
		{name: "another value", tenant: "good", value: "Xq7~wrong-value-of-the-same-looks", verdict: "problems", code: "28:fail:secret-rejected", works: "false"},
		{name: "no role", tenant: "no-consent", verdict: "problems", code: "28:fail:consent-missing", works: "true"},
		{name: "expired", tenant: "secret-expired", change: ending(-time.Hour), verdict: "problems", code: "27:fail:secret-expired", works: "false"},
		{name: "unknown tenant", tenant: "good", domain: "nobody-has-this.example", forgotten: true, verdict: "problems", code: "1:fail:tenant-not-found"},
		{name: "nothing remembered", tenant: "good", forgotten: true, verdict: "incomplete"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRoom(t, c.tenant)
			s := many.Setup{Tenant: "contoso.com", AppID: judgedApp, URIs: r.sc.PortalURIs}
			if c.domain != "" {
				s.Tenant = c.domain
			}
			if !c.forgotten {
				s.Profile = r.known(c.value)
				if c.change != nil {
					c.change(s.Profile)
				}
			}
			docs, err := r.many(many.Run{Setups: []many.Setup{s}, Parallel: 4}, func(*plain.Config) {})
			d := docs[0]
			if (err == nil) != (c.verdict == "ok") || d.Verdict != c.verdict || d.App.AppID != judgedApp || d.Tenant.Domain != s.Tenant {
				t.Errorf("%v; %+v", err, d)
			}
			if all := strings.Join(codes(d), " "); !strings.Contains(all, c.code) || c.code == "" && all != "" {
				t.Errorf("codes %q, want %q", all, c.code)
			}
			works := ""
			if d.Secret != nil && d.Secret.Works != nil {
				works = map[bool]string{true: "true", false: "false"}[*d.Secret.Works]
			}
			if works != c.works {
				t.Errorf("works: %q, want %q", works, c.works)
			}
			r.wantWrites(0)
			r.wantNoSecret()
		})
	}
}

// TestManySetupsEndByTheWorst: the table and the lines keep the list's order and
// count, and the worst ending is the ending of all.
func TestManySetupsEndByTheWorst(t *testing.T) {
	r := newRoom(t, "good")
	good := many.Setup{Tenant: "contoso.com", AppID: judgedApp, Profile: r.known("")}
	blind := many.Setup{Tenant: "contoso.com", AppID: judgedApp}
	bad := many.Setup{Tenant: "nobody-has-this.example", AppID: judgedApp}
	var setups []many.Setup
	for range 15 {
		setups = append(setups, good, blind)
	}
	_, err := r.many(many.Run{Setups: setups, Parallel: 8}, func(c *plain.Config) { c.JSON = false })
	var unchecked *outcome.Unchecked
	if !errors.As(err, &unchecked) || strings.Count(r.out.String(), "works") != 15 || strings.Count(r.talk.String(), " of 30: ") != 30 {
		t.Errorf("%v\n%s\n%s", err, r.talk, r.out)
	}
	r.out = &buffer{}
	_, err = r.many(many.Run{Setups: append(setups, bad), Parallel: 8, Quiet: true}, func(c *plain.Config) { c.JSON = false })
	var stopped *outcome.Stopped
	if !errors.As(err, &stopped) || strings.Contains(r.out.String(), "works") || strings.Count(r.out.String(), "nobody-has-this") != 1 {
		t.Errorf("%v\n%s", err, r.out)
	}
	r.out = &buffer{}
	docs, err := r.many(many.Run{Setups: append(setups, bad), Parallel: 8, Quiet: true}, func(*plain.Config) {})
	if !errors.As(err, &stopped) || len(docs) != 16 || slices.ContainsFunc(docs, func(d document.Validate) bool { return d.Verdict == judge.OverallOK }) {
		t.Errorf("a quiet array of %d, %v", len(docs), err)
	}
	r.out = &buffer{}
	if _, err = r.many(many.Run{Setups: setups[:1], Parallel: 8, Quiet: true}, func(*plain.Config) {}); err != nil || strings.TrimSpace(r.out.String()) != "[]" {
		t.Errorf("nothing wrong prints %q, %v", r.out, err)
	}
	if list, err := r.store.List(); err != nil || len(list) != 0 {
		t.Errorf("profiles were written: %+v, %v", list, err)
	}
}

// TestOnlySoManyAtATime: while nothing is answered, no more are begun than were
// allowed.
// TestAProfileWithoutATenantIsNamed: nothing is asked about it, and it is not
// told as a value that somebody should have given.
func TestAProfileWithoutATenantIsNamed(t *testing.T) {
	r := newRoom(t, "good")
	forged := setup.Profile{Version: 1, Name: "forged", App: setup.ProfileApp{AppID: judgedApp}}
	m := many.Run{Setups: []many.Setup{{AppID: judgedApp, Profile: &forged}}, Parallel: 1}
	docs, err := r.many(m, func(c *plain.Config) { c.JSON = true })
	var blind *outcome.Unchecked
	if !errors.As(err, &blind) || docs[0].Verdict != judge.OverallIncomplete || !strings.Contains(docs[0].Reason.Text, "The profile forged names no usable tenant") {
		t.Errorf("%v: %+v", err, docs)
	}
	r.restart()
	if _, err := r.many(m, func(c *plain.Config) { c.JSON = false }); !errors.As(err, &blind) || !strings.Contains(r.out.String(), "profile forged  ") || strings.Contains(r.talk.String()+r.out.String(), "--tenant DOMAIN") {
		t.Errorf("%v: %s%s", err, r.talk, r.out)
	}
}

func TestOnlySoManyAtATime(t *testing.T) {
	r := newRoom(t, "good")
	answer := make(chan struct{})
	r.srv.SetFault(func(*http.Request) sim.Fault { return sim.Fault{Hold: answer} })
	var begun atomic.Int32
	var most int32
	go func() {
		for began := time.Now(); begun.Load() < 3 && time.Since(began) < time.Minute; {
			time.Sleep(5 * time.Millisecond)
		}
		time.Sleep(200 * time.Millisecond) // long enough for any other to begin
		most = begun.Load()
		close(answer)
	}()
	setups := slices.Repeat([]many.Setup{{Tenant: "contoso.com", AppID: judgedApp, Profile: r.known("")}}, 12)
	_, err := r.many(many.Run{Setups: setups, Parallel: 3}, func(*plain.Config) {}, func() { begun.Add(1) })
	if err != nil || most != 3 || begun.Load() != 12 {
		t.Errorf("%v: %d begun at a time, want 3; %d in all", err, most, begun.Load())
	}
}

func TestManySetupsWithASignInForEach(t *testing.T) {
	r := newRoom(t, "two-faults")
	setups := []many.Setup{{Tenant: "contoso.com", AppID: judgedApp, URIs: r.sc.PortalURIs}, {Tenant: "contoso.com", URIs: r.sc.PortalURIs}}
	docs, err := r.many(many.Run{Setups: setups, Parallel: 8}, func(c *plain.Config) { c.SignIn = "device"; c.Practice.AppID = "" })
	var stopped *outcome.Stopped
	if !errors.As(err, &stopped) {
		t.Errorf("ended with %v", err)
	}
	if n := strings.Count(r.talk.String(), "Signing in left consent in your tenant"); n == 0 {
		t.Errorf("what a sign-in left is not told:\n%s", r.talk)
	}
	for _, d := range docs {
		if d.Consent == nil || len(d.RedirectURIs) < 12 || strings.Join(codes(d), " ") != "12:fail:redirect-uri-wrong-platform 23:fail:secret-expired" {
			t.Errorf("%+v", codes(d))
		}
	}
}

func TestARefusedSignInIsTheWorst(t *testing.T) {
	r := newRoom(t, "code-blocked")
	setups := []many.Setup{{Tenant: "contoso.com", AppID: judgedApp, URIs: r.sc.PortalURIs}, {Tenant: "nobody-has-this.example", AppID: judgedApp, URIs: r.sc.PortalURIs}}
	_, err := r.many(many.Run{Setups: setups, Parallel: 1}, func(c *plain.Config) { c.SignIn = "device" })
	var refused *outcome.NotSignedIn
	var se *entra.SignInError
	if !errors.As(err, &refused) || !errors.As(err, &se) {
		t.Errorf("ended with %v", err)
	}
}
