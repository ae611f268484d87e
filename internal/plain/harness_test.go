package plain_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
	"ssowizard/internal/mtp"
	"ssowizard/internal/must"
	"ssowizard/internal/plain"
	"ssowizard/internal/profile"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
	"ssowizard/internal/testkit"
	"ssowizard/internal/vault"
)

// room is a plain front over the real engine and a simulated tenant.
type room struct {
	t        *testing.T
	kit      *testkit.Kit
	srv      *sim.Server
	sc       sim.Scenario
	store    profile.Store
	keychain vault.Keychain
	dir      string
	eng      *engine.Session
	out      *buffer
	talk     *buffer
}

func newRoom(t *testing.T, tenant string) *room {
	t.Helper()
	return newRoomIn(t, sim.Options{Tenant: tenant})
}

func newRoomIn(t *testing.T, o sim.Options) *room {
	t.Helper()
	t.Parallel()
	kit := testkit.New(t, o)
	r := &room{t: t, kit: kit, srv: kit.Srv, sc: kit.Srv.Scenario(), store: kit.Store, keychain: kit.Keychain, dir: t.TempDir()}
	r.restart()
	return r
}

// restart makes a new engine on the same tenant, profiles and keychain, as a
// new process would.
func (r *room) restart() {
	r.t.Helper()
	c := r.kit.Config()
	c.Store, c.Keychain, c.Dir = r.store, r.keychain, r.dir
	r.eng = engine.NewSession(c)
	r.out, r.talk = &buffer{}, &buffer{}
}

// hands are those of the practice tenant.
func (r *room) hands() *engine.Practice {
	var p *engine.Practice
	p = &engine.Practice{Title: r.sc.Title, About: r.sc.About, Domain: "contoso.com", Name: engine.DefaultName, URIs: r.sc.PortalURIs,
		Approve:        func(code string) error { return worded(entra.OpDevice, r.srv.ApproveDevice(code, "")) },
		Browse:         func(u string) error { return worded(entra.OpBrowser, r.srv.OpenBrowser(u, "")) },
		ApproveClient:  func(link string) error { return worded(entra.OpBrowser, r.srv.ApproveClient(link, "")) },
		Activate:       func() error { return r.srv.ActivateRole("", "Global Administrator") },
		ApproveConsent: func(id string) error { return r.srv.ApproveConsent(id, "") },
		AllowSecret:    func(id string) error { return r.srv.AllowSecret(id, "") },
		Pilot:          func(id string) error { return r.srv.PilotSignIn(id, "", mtp.FirstURI) },
		Hand: func(ctx context.Context, phase string, about setup.Profile) (engine.Made, error) {
			c := r.kit.Config()
			c.Store, c.Keychain, c.Practice = profile.MemoryStore(), vault.Memory(), true
			return engine.Hand(ctx, engine.NewSession(c), p.Approve, phase, about)
		}}
	return p
}

// worded is a page's refusal as the sign-in service would send it, as the
// program words it too.
func worded(op string, err error) error {
	if n := sim.AADSTS(err); n != 0 {
		return &entra.SignInError{Op: op, Codes: []int{n}, Description: err.Error()}
	}
	return err
}

// config is a practice run in which nothing was given.
func (r *room) config() plain.Config {
	return plain.Config{Session: r.eng, Practice: r.hands(), In: strings.NewReader(""), Out: r.out, Talk: r.talk,
		Exit: func(error) (int, string) { return 42, "tested" }}
}

// alone is a practice run without a person.
func (r *room) alone() plain.Config {
	c := r.config()
	c.NoInput, c.Yes = true, true
	return c
}

func (r *room) run(c plain.Config) error {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.t.Context(), time.Minute)
	defer cancel()
	err := plain.Run(ctx, c)
	if s := stutter(r.talk.String()); s != "" {
		r.t.Errorf("a heading is repeated: %q", s)
	}
	if r.t.Failed() || testing.Verbose() {
		r.t.Logf("talk:\n%s\nout:\n%s", r.talk, r.out)
	}
	return err
}

// play runs with a person who answers by a script.
func (r *room) play(c plain.Config, script ...act) error {
	r.t.Helper()
	p := &person{t: r.t, talk: r.talk, script: script}
	c.In = p
	err := r.run(c)
	if len(p.script) > 0 {
		r.t.Errorf("the walk ended (%v) with %d acts to come, the first at %q; it said last:\n%s", err, len(p.script), p.script[0].at, tail(r.talk.String(), 1500))
	}
	return err
}

// playCheck plays a check with a person.
func (r *room) playCheck(script ...act) error {
	r.t.Helper()
	p := &person{t: r.t, talk: r.talk, script: script}
	c := r.config()
	c.In = p
	err := plain.Validate(r.t.Context(), c, false)
	if len(p.script) > 0 {
		r.t.Errorf("the check ended (%v) with %d acts to come, the first at %q; it said last:\n%s", err, len(p.script), p.script[0].at, tail(r.talk.String(), 1500))
	}
	return err
}

// refuseNewSecret lets a new secret work only once its proof has begun: how long
// the tenant's own delay lasts against a busy computer is nobody's to say.
func (r *room) refuseNewSecret() {
	r.srv.SetFault(func(q *http.Request) sim.Fault {
		if !strings.HasSuffix(q.URL.Path, "/oauth2/v2.0/token") || strings.Contains(r.talk.String(), "New secrets take a while") ||
			q.FormValue("grant_type") != "client_credentials" {
			return sim.Fault{}
		}
		return sim.Fault{Status: http.StatusUnauthorized, Header: http.Header{"Content-Type": {"application/json"}},
			Body: `{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided.","error_codes":[7000215]}`}
	})
}

// wantSaid fails unless every text was said, in this order.
func (r *room) wantSaid(texts ...string) {
	r.t.Helper()
	rest := r.talk.String()
	for _, w := range texts {
		i := strings.Index(rest, w)
		if i < 0 {
			r.t.Errorf("not said (in this order): %q\n%s", w, tail(r.talk.String(), 3000))
			return
		}
		rest = rest[i+len(w):]
	}
}

// wantNoSecret fails if a secret of the tenant stands anywhere.
func (r *room) wantNoSecret() {
	r.t.Helper()
	secrets := r.srv.State().Secrets
	if len(secrets) == 0 {
		r.t.Error("the tenant holds no secret to look for")
	}
	for _, s := range secrets {
		if strings.Contains(r.talk.String()+r.out.String(), s) {
			r.t.Error("a secret was printed")
		}
	}
}

// wantWrites fails unless the tenant saw as many writes at Graph.
func (r *room) wantWrites(n int) {
	r.t.Helper()
	if got := len(r.srv.Writes()); got != n {
		r.t.Errorf("%d writes, want %d: %+v", got, n, r.srv.Writes())
	}
}

// act is one thing a person does: where, and what they type.
type act struct {
	at   string // stands in what was said since the last act
	pick string // the choice with these words, by its number
	text string // typed as it is
}

func pick(label string) act       { return act{pick: label} }
func pickAt(at, label string) act { return act{at: at, pick: label} }
func typed(at, text string) act   { return act{at: at, text: text} }
func enter(at string) act         { return act{at: at} }
func pasted(uris []string, s string) act {
	return typed("Paste the list now", strings.Join(uris, "\n")+s)
}

// person reads what was said and answers. Nothing is read before a question was
// put, so that no clock is involved.
type person struct {
	t      *testing.T
	talk   *buffer
	script []act
	seen   int
}

func (p *person) Read(b []byte) (int, error) {
	if len(p.script) == 0 {
		return 0, io.EOF
	}
	said := p.talk.String()[p.seen:]
	p.seen += len(said)
	a := p.script[0]
	p.script = p.script[1:]
	if !strings.Contains(said, a.at) {
		p.t.Errorf("expected %q before the next answer, heard:\n%s", a.at, tail(said, 1500))
		p.script = nil
		return 0, io.EOF
	}
	answer := a.text
	if a.pick != "" {
		m := regexp.MustCompile(`(?m)^  (\w+)\. .*` + regexp.QuoteMeta(a.pick)).FindStringSubmatch(said)
		if m == nil {
			p.t.Errorf("no choice %q in:\n%s", a.pick, tail(said, 1500))
			p.script = nil
			return 0, io.EOF
		}
		answer = m[1]
	}
	return copy(b, answer+"\n"), nil
}

// buffer may be written and read by several goroutines.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

func tail(s string, n int) string {
	if len(s) > n {
		return "…" + s[len(s)-n:]
	}
	return s
}

// noKeychain answers nothing, as on a bare server.
type noKeychain struct{ vault.Keychain }

func (noKeychain) Name() string  { return "no keychain" }
func (noKeychain) Lasting() bool { return true }
func (noKeychain) Put(context.Context, vault.Key, secret.Value) error {
	return &vault.Unavailable{Reason: "There is no keychain here.", Remedy: "Start one."}
}

func uriLines(n int) []string {
	var out []string
	for i := range n {
		host := "mtp.bvoip.net"
		if i >= 6 {
			host = "contoso.bvoip.example"
		}
		out = append(out, fmt.Sprintf("https://%s/example-%d", host, i%6))
	}
	out[0] = mtp.FirstURI
	return out
}

// registration is the tenant's record of one registration.
func (r *room) registration(appID string) map[string]any {
	r.t.Helper()
	for _, a := range r.srv.State().Applications {
		if a["appId"] == appID {
			return a
		}
	}
	r.t.Fatalf("the tenant has no registration %q", appID)
	return nil
}

// registered lists the redirect URIs of a registration on one platform.
func (r *room) registered(appID, platform string) []string {
	r.t.Helper()
	raw, err := json.Marshal(r.registration(appID)[platform])
	must.Do(r.t, err)
	var p struct{ RedirectURIs []string }
	must.Do(r.t, json.Unmarshal(raw, &p))
	return p.RedirectURIs
}
