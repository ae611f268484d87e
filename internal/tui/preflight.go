package tui

import (
	"context"
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/tui/ui"
)

// preflight shows, before the first write, what would stop a later step, and
// settles the one thing that can be settled here: where the secret is kept.
type preflight struct {
	d    *deps
	menu menu
}

func newPreflight(d *deps) *preflight { return &preflight{d: d} }

func (s *preflight) ID() string          { return "S01f" }
func (s *preflight) PhaseID() string     { return s.d.stepOne() }
func (s *preflight) Heading() string     { return "Before the first write" }
func (s *preflight) Keys() []key.Binding { return s.menu.keys(s.choices()) }

// stops finds the items that would stop a later step.
func stops(items []judge.PreflightItem) map[string]bool {
	out := map[string]bool{}
	for _, i := range items {
		if i.Stops {
			out[i.ID] = true
		}
	}
	return out
}

func (s *preflight) choices() []choice {
	st := stops(s.d.session.Preflight())
	if st["keychain"] {
		return s.keeperChoices()
	}
	on := choice{Title: "Go on", Detail: "nothing is written without asking", Do: toNext}
	again := choice{Title: "Look again", Letter: "r", Detail: "after you changed something",
		Do: func() tea.Cmd { return start(observeJob(s.d, "Reading again")) }}
	other := choice{Title: "Sign in with another account", Letter: "o", Detail: "one that has the rights",
		Do: func() tea.Cmd {
			return push(newTenantFor(s.d)) // the sign-in in hand stays until another one stands
		}}
	if len(st) == 0 {
		return []choice{on, again, other}
	}
	on.Title, on.Detail = "Go on all the same", "a later step will stop, as said above"
	switch {
	case len(st) == 1 && st["role"]:
		on.Title, on.Detail = "Go on", "steps 21–22 can be handed to a colleague"
	case len(st) == 1 && st["secrets"] && s.handsOver():
		on.Title, on.Detail = "Go on", "the secret can be handed to a colleague, once the registration is there"
	}
	return []choice{on, again, other}
}

// handsOver tells whether what stops the secret can be handed to a colleague.
func (s *preflight) handsOver() bool {
	return slices.ContainsFunc(s.d.session.Preflight(), func(i judge.PreflightItem) bool {
		return i.ID == "secrets" && i.HandOver
	})
}

// keeperChoices come before the secret exists: never in plain text on a disk.
func (s *preflight) keeperChoices() []choice {
	d := s.d
	path := d.session.FilePath()
	file := choice{Title: "An encrypted file", Letter: "f", Detail: "locked with a passphrase of yours: " +
		path, Do: func() tea.Cmd { return push(newPassphrase(d, path)) }}
	if path == "" {
		file.Off = "no folder was named for it"
	}
	once := choice{Title: "Show it once", Letter: "w",
		Detail: "kept nowhere; you paste it into the MTP portal during this run", Do: func() tea.Cmd {
			d.session.ShownOnce()
			s.menu.put(0) // other choices stand there now, "Go on" first
			return notice("The secret will be shown once and kept nowhere.")
		}}
	probe := choice{Title: "Try the keychain again", Letter: "t", Detail: "after unlocking or starting it",
		Do: func() tea.Cmd { return start(probeJob()) }}
	if d.session.Snapshot().KeychainNever && file.Off == "" { // trying again leads nowhere here
		return []choice{file, once, probe}
	}
	return []choice{probe, file, once}
}

type probedMsg struct{ err error }

func probeJob() job {
	return job{What: "Trying the keychain", Usual: 5 * time.Second,
		Do: func(ctx context.Context, e worker, _ func(change.Note)) tea.Msg {
			return probedMsg{e.ProbeKeychain(ctx)}
		}}
}

// Return puts the cursor on what the page is for now: where the secret is kept was
// chosen meanwhile.
func (s *preflight) Return() tea.Cmd {
	s.menu.put(0)
	return nil
}

func (s *preflight) Update(msg tea.Msg) (screen, tea.Cmd) {
	switch msg := msg.(type) {
	case observedMsg:
		if msg.err != nil {
			return s, fail(msg.err, nil)
		}
		return s, notice("Read again at " + clockTime(s.d.now()) + ".")
	case probedMsg:
		if msg.err != nil {
			return s, fail(msg.err, start(probeJob()))
		}
		s.menu.put(0)
		return s, notice("The keychain answers.")
	}
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

func (s *preflight) Body(f frame) page {
	t := f.Theme
	items := weightiest(s.d.session.Preflight())
	var rows []string
	for _, i := range items {
		rows = append(rows, itemLine(f, i))
		if i.Status != setup.StatusOK {
			rows = append(rows, because(f, i.Findings))
		}
	}
	status, words := judge.Ahead(items)
	head := f.Hang(t.Status(status).Dot()+" ", t.Text, words)
	if stops(items)["keychain"] {
		head = lines(head, f.Hang(t.Look.Render("! "), t.Text, "First: where shall the client secret be kept?"))
	}
	return page{Text: stack(head, strings.Join(rows, "\n")), Actions: s.menu.view(f, s.choices()), Focus: -1}
}

func itemLine(f frame, i judge.PreflightItem) string {
	g := f.Theme.Status(i.Status)
	lead := g.Dot() + " " + ui.Pad(i.Title, 36) + " "
	if f.Width < 70 {
		return lines(f.Hang(g.Dot()+" ", f.Theme.Text, i.Title), f.Para(f.Theme.Muted, i.Detail, 4))
	}
	return f.Hang(lead, f.Theme.Muted, i.Detail)
}

// weightiest puts what stops first, then what needs a look, so that it is in
// view; what holds comes last.
func weightiest(items []judge.PreflightItem) []judge.PreflightItem {
	rank := func(i judge.PreflightItem) int {
		switch {
		case i.Stops:
			return 0
		case i.Status == setup.StatusFail, i.Status == setup.StatusWarn:
			return 1
		case i.Status == setup.StatusOK:
			return 3
		}
		return 2
	}
	out := slices.Clone(items)
	slices.SortStableFunc(out, func(a, b judge.PreflightItem) int { return rank(a) - rank(b) })
	return out
}

// because says why an item is as it is, and what to do.
func because(f frame, list []setup.Finding) string {
	var rows []string
	for _, x := range list {
		rows = append(rows, f.Para(f.Theme.Text, x.Text(), 4))
		if x.Remedy() != "" {
			rows = append(rows, f.Para(f.Theme.Muted, x.Remedy(), 4))
		}
	}
	return strings.Join(rows, "\n")
}
