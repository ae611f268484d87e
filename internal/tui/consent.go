package tui

import (
	"context"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
)

// consent hands steps 21–22 to a colleague who has the role: what to send, and
// a wait for exactly that grant. The wait can be left; the next run takes it
// up again.
type consent struct {
	d  *deps
	h  change.HandOver
	ok bool
	// granted: it came while this page waited. The page says so and stays: whoever
	// was away has not seen it arrive.
	granted bool
	menu    menu
}

func newConsent(d *deps) *consent { return &consent{d: d} }

func (s *consent) ID() string      { return "S21c" }
func (s *consent) PhaseID() string { return consentPhase }
func (s *consent) Heading() string { return "Steps 21–22 · Ask a colleague to grant" }

var (
	keyCopyText  = bind("c", "copy the message", "c")
	keyCopyLink  = bind("k", "copy only the link", "k")
	keyWait      = bind("enter", "wait again", "enter")
	keyColleague = bind("a", "play the colleague (practice)", "a")
)

func (s *consent) Keys() []key.Binding {
	if !s.ok {
		return nil
	}
	if s.granted {
		return s.menu.keys(s.onward())
	}
	out := []key.Binding{keyCopyText, keyCopyLink, keyWait}
	if s.d.practice != nil {
		out = append([]key.Binding{keyColleague}, out...)
	}
	return out
}

// Values are the message and its links.
func (s *consent) Values() []value {
	if !s.ok {
		return nil
	}
	return []value{{"Message", s.h.Text}, {"Consent page", s.h.ConsentLink},
		{"API permissions page", s.h.PortalLink}}
}

// Start prepares the message and begins to wait.
func (s *consent) Start() tea.Cmd {
	var h change.HandOver
	return keep(func(_ context.Context, w worker) (err error) {
		h, err = w.HandOver()
		return err
	}, func() tea.Cmd {
		s.h, s.ok = h, true
		return s.wait()
	})
}

type grantedMsg struct{ err error }

func (s *consent) wait() tea.Cmd {
	if !s.d.session.SignedIn() {
		return notice("Nobody is signed in here, so the grant cannot be watched. Confirm it in step 21–22 when " +
			"your colleague says it is done.")
	}
	return start(job{What: "Waiting for your colleague", Waits: true, Quiet: true,
		Do: func(ctx context.Context, e worker, say func(change.Note)) tea.Msg {
			_, err := e.AwaitConsent(ctx, say)
			return grantedMsg{err}
		}})
}

func (s *consent) Update(msg tea.Msg) (screen, tea.Cmd) {
	switch msg := msg.(type) {
	case grantedMsg:
		switch {
		case stopped(msg.err):
			return s, nil
		case msg.err != nil:
			return s, fail(msg.err, s.wait())
		}
		s.granted = true
		return s, ring()
	case tea.KeyPressMsg:
		if s.granted {
			cmd, _ := s.menu.update(msg, s.onward())
			return s, cmd
		}
		if s.ok {
			return s, s.key(msg)
		}
	}
	return s, nil
}

// onward leads on from a grant that arrived.
func (s *consent) onward() []choice { return []choice{goOn(s.d, consentPhase)} }

// Calls tells the window's title that a wait has ended.
func (s *consent) Calls() string {
	if s.granted {
		return "granted"
	}
	return ""
}

func (s *consent) key(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keyCopyText):
		return copyText("Message", s.h.Text)
	case key.Matches(msg, keyCopyLink):
		return copyText("Link", s.h.ConsentLink)
	case key.Matches(msg, keyWait):
		return s.wait()
	case key.Matches(msg, keyColleague) && s.d.practice != nil:
		grant, app := s.d.practice.ApproveConsent, s.h.AppID
		return aside(func() error { return grant(app) }, "The simulated colleague granted it.")
	}
	return nil
}

func (s *consent) Body(f frame) page {
	if !s.ok {
		return page{Focus: -1}
	}
	t := f.Theme
	if s.granted {
		return page{Text: stack(
			f.Hang(t.Good.Render("✓ "), t.Strong, "Granted, and read back from Entra."),
			f.Hang(t.Muted.Render("Seen     "), t.Text, f.State.Verdict.Phase(consentPhase).Evidence())),
			Actions: s.menu.view(f, s.onward()), Focus: -1}
	}
	text := stack(
		f.Para(t.Text, "Send this to somebody who has the role Privileged Role Administrator or Global "+
			"Administrator. They need nothing installed.", 0),
		f.Para(t.Strong, s.h.Text, 2),
		lines(f.Para(t.Muted, "Or only the consent page, which asks for the same:", 0),
			f.Whole(t.Link, s.h.ConsentLink, 2)),
		f.Para(t.Muted, change.ConsentLanding, 0))
	return page{Text: text, Actions: s.status(f), Focus: -1}
}

func (s *consent) status(f frame) string {
	t := f.Theme
	if f.Work == nil {
		return f.Hang(t.Look.Render("! "), t.Text, "Not watching now. Enter looks again and waits.")
	}
	line := "Waiting for User.Read.All to be granted · " + clock(f.Now.Sub(f.Work.Started)) +
		" · a colleague may take a day"
	if n := len(f.Work.Notes); n > 0 && f.Work.Notes[n-1].Try > 0 {
		line += " · looked " + times(f.Work.Notes[n-1].Try)
	}
	leave := "You can leave with q: the next start of ssowizard goes on waiting for exactly this grant."
	if s.d.practice != nil {
		leave = "Outside of practice you can leave with q: the next start of ssowizard goes on waiting for " +
			"exactly this grant. In practice, a plays the colleague."
	}
	out := []string{f.Hang(t.Now().Dot()+" ", t.Text, line), f.Para(t.Muted, leave, 2)}
	return strings.Join(out, "\n")
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return itoa(n) + " times"
}
