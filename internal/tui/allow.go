package tui

import (
	"context"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/setup"
)

// allowForMe words "make it for me" where a policy forbids client secrets: the plan
// then lets this one registration have one.
func allowForMe(d *deps, c choice) choice {
	switch {
	case !d.session.Snapshot().Secrets.Known:
		c.Title, c.Detail = "Try again to make it",
			"Entra tells whether it is allowed by now; a refusal makes nothing"
	case d.session.MayAllow() == setup.AllowYes:
		c.Title, c.Detail = "Allow it, and make it for me",
			"a policy for this registration alone, then the secret; shown first"
	default:
		c.Title, c.Detail = "Try to allow it, and make it", "Entra will refuse unless your role allows it"
	}
	return c
}

// tryToAllow plans the exemption where Entra has refused a secret and the policies
// cannot be read.
func tryToAllow(d *deps) choice {
	return choice{Title: "Try to allow it with your role", Letter: "t",
		Detail: "a policy for this registration alone; shown first", Do: func() tea.Cmd {
			d.session.SetAllowing(setup.AllowAnyway)
			defer d.session.SetAllowing(setup.AllowShown)
			return planAndShow(d, secretPhase)
		}}
}

func askToAllow(d *deps) choice {
	c := choice{Title: "Ask a colleague to allow it",
		Detail: "a message to send; this page waits, and makes the secret", Letter: "a", Off: unlessApp(d),
		Do: func() tea.Cmd { return push(newAwaitSecret(d)) }}
	if at := d.session.Profile().Asked; at != nil {
		c.Title, c.Detail = "Go on waiting for it", "asked "+ago(d.now().Sub(*at))+"; the message is there again"
	}
	return c
}

// awaitSecret hands to a colleague what a policy forbids: what to send, and a wait
// that makes the secret as soon as it is allowed. The secret is shown and agreed to
// before the wait. The wait can be left; the next run takes it up again.
type awaitSecret struct {
	d      *deps
	h      engine.SecretHandOver
	ok     bool
	plan   change.Plan
	agreed bool
}

func newAwaitSecret(d *deps) *awaitSecret { return &awaitSecret{d: d} }

func (s *awaitSecret) ID() string      { return "S23c" }
func (s *awaitSecret) PhaseID() string { return secretPhase }
func (s *awaitSecret) Heading() string { return "Steps 23–27 · Ask a colleague to allow it" }

var (
	keyAgree    = bind("enter", "wait for it", "enter")
	keyCommands = bind("k", "copy only the commands", "k")
)

func (s *awaitSecret) Keys() []key.Binding {
	if !s.ok {
		return nil
	}
	out := []key.Binding{keyAgree, keyCopyText, keyCommands}
	if s.d.practice != nil {
		out = append([]key.Binding{keyColleague}, out...)
	}
	return out
}

// Values are the message, the page and the commands.
func (s *awaitSecret) Values() []value {
	if !s.ok {
		return nil
	}
	return []value{{"Message", s.h.Message()}, {"Application policies", s.h.PortalLink},
		{"Commands", strings.Join(s.h.Commands, "\n")}}
}

// Start prepares the message, and waits where the secret was agreed to already.
func (s *awaitSecret) Start() tea.Cmd {
	var h engine.SecretHandOver
	return keep(func(_ context.Context, w worker) (err error) {
		h, err = w.HandOverSecret()
		return err
	}, func() tea.Cmd {
		s.h, s.ok = h, true
		if s.agreed {
			return s.wait()
		}
		return nil
	})
}

// agree shows the secret that will be made, and waits after a yes.
func (s *awaitSecret) agree() tea.Cmd {
	if !s.d.session.SignedIn() {
		return notice("Nobody is signed in here. Sign in at step 1, then come back; the message is " +
			"right all the same.")
	}
	plan, err := s.d.session.PlanSecretLater()
	if err != nil {
		return fail(err, nil)
	}
	return confirmPlan(s.d, plan, func(p change.Plan) tea.Cmd {
		next := newAwaitSecret(s.d)
		next.plan, next.agreed = p, true
		return withRights(s.d, p.Scopes(), p, replace(next), replace(next))
	})
}

type secretMadeMsg struct{ err error }

func (s *awaitSecret) wait() tea.Cmd {
	plan := s.plan
	return start(job{What: "Waiting for your colleague", Waits: true, Makes: true, Quiet: true,
		Do: func(ctx context.Context, e worker, say func(change.Note)) tea.Msg {
			_, err := e.AwaitSecret(ctx, plan, say)
			return secretMadeMsg{err}
		}})
}

func (s *awaitSecret) Update(msg tea.Msg) (screen, tea.Cmd) {
	switch msg := msg.(type) {
	case secretMadeMsg:
		switch {
		case stopped(msg.err):
			return s, nil
		case msg.err != nil:
			return s, fail(msg.err, s.agree())
		}
		return s, tea.Batch(notice("Allowed. The secret is made, kept and read back."), toNext())
	case tea.KeyPressMsg:
		if s.ok {
			return s, s.key(msg)
		}
	}
	return s, nil
}

func (s *awaitSecret) key(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keyCopyText):
		return copyText("Message", s.h.Message())
	case key.Matches(msg, keyCommands):
		return copyText("Commands", strings.Join(s.h.Commands, "\n"))
	case key.Matches(msg, keyAgree) && s.agreed:
		return s.wait()
	case key.Matches(msg, keyAgree):
		return s.agree()
	case key.Matches(msg, keyColleague) && s.d.practice != nil:
		allow, app := s.d.practice.AllowSecret, s.h.AppID
		return aside(func() error { return allow(app) }, "The simulated colleague allowed it.")
	}
	return nil
}

func (s *awaitSecret) Body(f frame) page {
	if !s.ok {
		return page{Focus: -1}
	}
	t := f.Theme
	text := stack(
		f.Para(t.Text, "Send this to a Global Administrator. c copies it, with the commands for PowerShell.", 0),
		f.Para(t.Strong, s.h.Text, 2))
	return page{Text: text, Actions: s.status(f), Focus: -1}
}

func (s *awaitSecret) status(f frame) string {
	t := f.Theme
	if f.Work == nil {
		line := "Enter shows the secret that is made as soon as it is allowed, and then waits for that."
		if s.agreed {
			line = "Not watching now. Enter looks again and waits."
		}
		return f.Hang(t.Look.Render("! "), t.Text, line)
	}
	line := "Waiting for a client secret to be allowed · " + clock(f.Now.Sub(f.Work.Started)) +
		" · a colleague may take a day"
	for _, n := range f.Work.Notes {
		if n.Waiting && n.Try > 0 {
			line = "Waiting for a client secret to be allowed · " + clock(f.Now.Sub(f.Work.Started)) +
				" · looked " + times(n.Try)
		}
	}
	leave := "You can leave with q: the next start of ssowizard has the message again, and waits."
	if s.d.practice != nil {
		leave = "Outside of practice you can leave with q: the next start of ssowizard has the message again. In " +
			"practice, a plays the colleague."
	}
	return lines(f.Hang(t.Now().Dot()+" ", t.Text, line), f.Para(t.Muted, leave, 2))
}
