package tui

import (
	"context"
	"slices"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
)

// tenant shows which tenant was found and offers the ways to sign in (step 1).
// It is also the page of step 1 later on, with who is signed in.
type tenant struct {
	d    *deps
	menu menu
}

func newTenant(d *deps) *tenant {
	t := &tenant{d: d}
	if !d.session.SignedIn() {
		t.menu.put(max(0, slices.IndexFunc(t.choices(), func(c choice) bool {
			return c.Through == wayNamed[d.cfg.SignIn]
		})))
	}
	return t
}

// Return puts the cursor on what leads on, once somebody is signed in.
func (s *tenant) Return() tea.Cmd {
	if s.d.session.SignedIn() {
		s.menu.put(0)
	}
	return nil
}

// newTenantFor is the page for signing in anew, with that chosen first.
func newTenantFor(d *deps) *tenant {
	t := newTenant(d)
	t.menu.put(1)
	return t
}

func (s *tenant) ID() string      { return s.d.code("S01a") }
func (s *tenant) PhaseID() string { return s.d.stepOne() }
func (s *tenant) Keys() []key.Binding {
	if s.walked() {
		return append(s.menu.keys(s.choices()), keySteps)
	}
	return s.menu.keys(s.choices())
}

// walked tells whether the walk goes on from here: then the arrows lead to the next
// step and back, as on every page of it.
func (s *tenant) walked() bool { return s.d.task == nil && s.d.verdict().Phase("1").Status.Settled() }

func (s *tenant) Heading() string {
	if s.d.session.SignedIn() {
		return s.d.titled("Step 1 · Your company's Entra", "your company's Entra")
	}
	return s.d.titled("Step 1 · Sign in to your company's Entra", "sign in")
}

// Values are the tenant's id and the domain it was found by.
func (s *tenant) Values() []value {
	t := s.d.session.Snapshot().Tenant
	return []value{{"Directory (tenant) ID", t.ID}}
}

func (s *tenant) choices() []choice {
	d := s.d
	code := choice{Title: "Sign in with a code", Letter: "c", Detail: "on any computer or telephone",
		Through: engine.OnNewCode,
		Do:      func() tea.Cmd { return push(newCode(d, "")) }}
	browser := choice{Title: "Sign in with the browser", Letter: "b",
		Detail: "here; works where codes are blocked", Through: engine.OnBrowser,
		Do: func() tea.Cmd { return push(newBrowser(d, "")) }}
	if !d.session.SignedIn() {
		out := inOrder(d, "", d.session.SignInWays(), code, browser)
		for i := range out {
			if out[i].Through == engine.OnPortal {
				out[i].Letter = "w"
			}
		}
		return out
	}
	on := choice{Title: "Go on", Detail: "to the first step that is open", Do: func() tea.Cmd {
		return route(d, "", true, push)
	}}
	if d.task != nil {
		on.Detail = "with this sign-in"
	}
	code.Title, browser.Title = "Sign in anew with a code", "Sign in anew in the browser"
	out := choice{Title: "Sign out", Letter: "o",
		Detail: "the sign-in is forgotten; it is never kept on disk", Do: func() tea.Cmd {
			d.session.SignOut()
			return notice("Signed out.")
		}}
	return []choice{on, code, browser, out}
}

// wayNamed are the ways as they are named on the command line.
var wayNamed = map[string]engine.WayOnID{"device": engine.OnNewCode, "browser": engine.OnBrowser,
	"none": engine.OnPortal}

// inOrder gives the ways in the engine's order: the page's own choice for a way,
// where it has one, else the way as it is called everywhere.
func inOrder(d *deps, then string, ways []engine.WayOn, own ...choice) []choice {
	var out []choice
	for _, w := range ways {
		i := slices.IndexFunc(own, func(c choice) bool { return c.Through == w.ID })
		if i >= 0 {
			out = append(out, own[i])
			continue
		}
		c := choice{Title: w.Title, Detail: w.Detail, Through: w.ID,
			Do: func() tea.Cmd { return goOnBy(d, then, w) }}
		if w.ID == engine.OnStuck {
			c.Letter = "w"
		}
		out = append(out, c)
	}
	return out
}

func (s *tenant) Update(msg tea.Msg) (screen, tea.Cmd) {
	if s.walked() && press(msg, keySteps) {
		cmd, _ := phaseKey(s.d, "1", msg)
		return s, cmd
	}
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

func (s *tenant) Body(f frame) page {
	t, st := f.Theme, f.State.Snapshot
	found := lines(
		f.Hang(t.Muted.Render("Asked for   "), t.Text, st.Tenant.Asked),
		f.Hang(t.Muted.Render("Tenant id   "), t.Strong, st.Tenant.ID))
	if st.Tenant.Region != "" {
		found = lines(found, f.Hang(t.Muted.Render("Region      "), t.Text, st.Tenant.Region))
	}
	keep := f.Hang(t.Muted.Render("Keychain    "), t.Text, keychainWords(st))
	if path, locked := s.d.session.LockedFile(); locked {
		keep = lines(keep, f.Para(t.Muted,
			"the present secret lies in the encrypted file "+path+"; its passphrase is asked for "+
				"where it is needed", 12))
	}
	if st.SignedIn {
		found = lines(found, f.Hang(t.Muted.Render("Signed in   "), t.Text,
			st.Identity.Username+" · "+roleWords(st)))
	}
	need := ""
	if !st.SignedIn {
		need = f.Para(t.Text,
			s.d.session.WhoSignsIn()+" The sign-in is kept in memory only and ends with this program.", 0)
	}
	rep := f.State.Verdict.Phase("1")
	return page{Text: stack(servicesLine(f), lines(found, keep), need, findings(f, rep.Findings())),
		Actions: s.menu.view(f, s.choices()), Focus: -1}
}

func keychainWords(s setup.Snapshot) string {
	if !s.Keychain.Known {
		return "none answers here; where the secret is kept will be asked before anything is written"
	}
	if !s.Keychain.Value.Lasting {
		return s.Keychain.Value.Name + "; gone when this program ends"
	}
	return s.Keychain.Value.Name + " answers; the secret will be kept there"
}

// reading observes the tenant after a sign-in and goes on from what it finds.
type reading struct {
	d    *deps
	then string // the phase to go back to; "": the first open one
}

func newReading(d *deps, then string) *reading { return &reading{d: d, then: then} }

func (s *reading) ID() string { return s.d.code("S01d") }
func (s *reading) Heading() string {
	return s.d.titled("Step 1 · Reading your tenant", "reading your tenant")
}
func (s *reading) PhaseID() string { return s.d.stepOne() }
func (s *reading) Keys() []key.Binding {
	return []key.Binding{bind("enter", "read again", "enter")}
}

// Start begins to read.
func (s *reading) Start() tea.Cmd { return start(observeJob(s.d, "Reading your tenant")) }

// observedMsg is the answer to an observation.
type observedMsg struct {
	snapshot setup.Snapshot
	err      error
}

func observeJob(d *deps, what string) job {
	return job{What: what, Usual: 5 * time.Second, Do: func(ctx context.Context, e worker,
		_ func(change.Note)) tea.Msg {
		s, err := e.Observe(ctx)
		if err == nil && d.task != nil && d.task.ID == steps.TaskCheck {
			err = e.TryKept(ctx)
			s = e.Snapshot()
		}
		return observedMsg{s, err}
	}}
}

func (s *reading) Update(msg tea.Msg) (screen, tea.Cmd) {
	switch msg := msg.(type) {
	case observedMsg:
		if msg.err != nil {
			return s, fail(msg.err, s.Start())
		}
		return s, route(s.d, s.then, false, replace)
	case tea.KeyPressMsg:
		if key.Matches(msg, keyEnter) {
			return s, s.Start()
		}
	}
	return s, nil
}

func (s *reading) Body(f frame) page {
	return page{Text: f.Para(f.Theme.Text,
		"Signed in. Reading what is there: your role, the rules for registrations and secrets, and registrations "+
			"that could already be this one. "+
			"Nothing is written.", 0), Focus: -1}
}

// route is what comes after a tenant was read: whose tenant it is, what would
// stop a later step, then the walk. seen: preflight was shown in this run; show
// puts the next page above the present one or in its place.
func route(d *deps, then string, seen bool, show func(screen) tea.Cmd) tea.Cmd {
	switch {
	case d.errand != nil:
		return d.errand.then
	case d.task != nil && then == "":
		return toHome()
	case !d.session.Profile().Own:
		return show(newWalked(d, steps.PageOwn, steps.OwnStep{}))
	case !seen && then == "":
		return show(newWalked(d, steps.PagePreflight, nil))
	case then != "":
		return toPhase(then)
	}
	return toNext()
}
