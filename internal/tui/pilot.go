package tui

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/tui/ui"
)

// pilot is S1–S2: one person signs in to the MTP portal, and Entra's sign-in
// log is watched for it. Where the log cannot be read, the page says why and
// asks for the person's word.
type pilot struct {
	d     *deps
	menu  menu
	noLog *advice.Advice // why the log cannot be read
	live  *atomic.Bool   // the last watch goes on; nil: there was none
}

const pilotPhase = "S1-S2"

func newPilot(d *deps) *pilot { return &pilot{d: d} }

func (s *pilot) ID() string      { return phaseOf(pilotPhase).Screen() }
func (s *pilot) Heading() string { return phaseOf(pilotPhase).Heading() }
func (s *pilot) PhaseID() string { return pilotPhase }
func (s *pilot) Values() []value { return []value{{"MTP portal", mtpAddress(s.d)}} }

// Sensitive is who signed in.
func (s *pilot) Sensitive() []string {
	if e := s.seen(); e != nil {
		return []string{e.UserPrincipalName}
	}
	return nil
}

var keyPlayPilot = bind("a", "play the person who signs in (practice)", "a")

func (s *pilot) Keys() []key.Binding {
	out := s.menu.keys(s.choices())
	if s.mayPlay() {
		out = append([]key.Binding{keyPlayPilot}, out...)
	}
	return append(append(out, keyOpenMTP), phaseKeys()...)
}

// seen is the sign-in that the log showed, if it did.
func (s *pilot) seen() *graph.SignIn { return s.d.session.Snapshot().Pilot.Value }

func (s *pilot) good() bool { e := s.seen(); return e != nil && e.ErrorCode == 0 }

// mayPlay tells whether the practice tenant can sign somebody in.
func (s *pilot) mayPlay() bool {
	return s.d.practice != nil && s.d.session.Profile().App.AppID != "" && !s.good()
}

type pilotMsg struct {
	entry graph.SignIn
	err   error
}

// Start watches at once: the sign-in may have happened just before.
func (s *pilot) Start() tea.Cmd {
	if s.good() || !s.mayWatch() {
		return nil
	}
	if s.d.session.Profile().PilotFrom == nil {
		return s.begin()
	}
	return s.watch(nil)
}

func (s *pilot) mayWatch() bool {
	return s.d.session.SignedIn() && s.d.session.Profile().App.AppID != ""
}

// begin watches for sign-ins from now on.
func (s *pilot) begin() tea.Cmd {
	if !s.mayWatch() {
		return notice("Nobody is signed in here, so the log cannot be read.")
	}
	return keep(func(_ context.Context, w worker) error { return w.BeginPilot() },
		func() tea.Cmd { return s.watch(s.seen()) })
}

// watch waits for an entry other than the one that was seen already.
func (s *pilot) watch(old *graph.SignIn) tea.Cmd {
	s.noLog, s.menu = nil, menu{}
	live := &atomic.Bool{} // a watch that is stopped from outside sends no word of it
	live.Store(true)
	s.live = live
	pause := s.d.tick
	return start(job{What: "Watching the sign-in log", Usual: 5 * time.Minute, Waits: true, Quiet: true,
		Do: func(ctx context.Context, e worker, say func(change.Note)) tea.Msg {
			defer live.Store(false)
			for {
				entry, err := e.AwaitPilot(ctx, say)
				if err != nil || old == nil || entry != *old {
					return pilotMsg{entry, err}
				}
				if rest := pause(5*time.Second, func(time.Time) tea.Msg { return nil }); rest != nil {
					rest()
				}
				if ctx.Err() != nil {
					return pilotMsg{err: ctx.Err()}
				}
			}
		}})
}

// Return puts the cursor back on what the page is for.
func (s *pilot) Return() tea.Cmd {
	s.menu.put(0)
	return nil
}

func (s *pilot) Update(msg tea.Msg) (screen, tea.Cmd) {
	switch m := msg.(type) {
	case pilotMsg:
		return s, s.answered(m)
	case tea.KeyPressMsg:
		switch {
		case key.Matches(m, keyPlayPilot) && s.mayPlay():
			play, app := s.d.practice.Pilot, s.d.session.Profile().App.AppID
			return s, aside(func() error { return play(app) },
				"The simulated person signed in. The log shows it in a moment.")
		case key.Matches(m, keyOpenMTP):
			return s, openURL(mtpAddress(s.d))
		}
	}
	if cmd, mine := phaseKey(s.d, pilotPhase, msg); mine {
		return s, cmd
	}
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

func (s *pilot) answered(m pilotMsg) tea.Cmd {
	var none *advice.NoSignInLogError
	s.menu.put(0)
	switch {
	case m.err == nil:
		return ring()
	case stopped(m.err):
		return nil
	case errors.As(m.err, &none):
		a := advice.Advise(m.err)
		s.noLog = &a
		return nil
	}
	return fail(m.err, s.watchAgain())
}

// watchAgain begins anew when it is run, not before.
func (s *pilot) watchAgain() tea.Cmd { return s.watch(s.seen()) }

func (s *pilot) choices() []choice {
	r := s.d.verdict().Phase(pilotPhase)
	var out []choice
	if r.Status.Settled() {
		out = append(out, goOn(s.d, pilotPhase))
	}
	if s.live != nil && s.live.Load() && !r.Status.Settled() { // Enter is no word that it worked
		out = append(out, choice{Title: "Wait here",
			Detail: "the log is watched; what it shows appears by itself", Do: func() tea.Cmd {
				return notice("The sign-in log is watched. What it shows appears here by itself.")
			}})
	}
	again := choice{Title: "Watch again", Letter: "w", Detail: "for a sign-in from now on", Do: s.begin}
	explain := choice{Title: "It was refused", Letter: "e",
		Detail: "give its code or paste its page; it is explained",
		Do:     func() tea.Cmd { return over(newExplain(s.d)) }}
	word := choice{Title: "It worked", Letter: "y", Word: true, Detail: "your word, noted with the date",
		Do: func() tea.Cmd { return confirmPhase(pilotPhase, "signed in to the MTP portal") }}
	if e := s.seen(); e != nil && e.ErrorCode != 0 {
		again.Title = "Try again, and watch"
		out = append(out, again)
		if id := repairOf(e.ErrorCode); id != "" {
			out = append(out, choice{Title: "Go to " + phaseOf(id).Words(), Letter: "m",
				Detail: "where this is mended", Do: func() tea.Cmd { return toPhase(id) }})
		}
		out = append(out, explain)
	} else if !r.Status.Settled() {
		out = append(out, word, explain)
		if s.mayWatch() {
			out = append(out, again)
		}
	}
	out = append(out, choice{Title: "Show me in the portal", Letter: "p",
		Detail: "step by step, with what each page shows", Do: func() tea.Cmd {
			return push(newPortal(s.d, pilotPhase))
		}})
	if !s.good() {
		out = append(out, wordWay(s.d, r)...)
	}
	return portalFirst(s.d, out)
}

// repairOf is the phase in which the cause of a well-known refusal lies.
func repairOf(code int) string {
	e, _ := entra.Explain(code)
	return e.Phase
}

func (s *pilot) Body(f frame) page {
	t := f.Theme
	r := f.State.Verdict.Phase(pilotPhase)
	n := func(s string) string { return t.Accent.Render(ui.Pad(s, 2)) + "  " }
	how := lines(
		f.Hang(n("S1"), t.Text,
			"In a private browser window, open the MTP portal's sign-in "+
				"page and press "+quoted(mtp.FieldSignIn)+" (o opens it)."),
		f.Hang(n("S2"), t.Text,
			"Sign in as one of those chosen in step A2. It worked when the small window closes and the "+
				"MTP portal opens."))
	return page{Text: stack(whyAbove(f, r), how, s.outcome(f, r)), Actions: s.menu.view(f, s.choices()),
		Focus: -1}
}

// outcome is what the log shows, or what is known instead of it.
func (s *pilot) outcome(f frame, r judge.PhaseReport) string {
	t := f.Theme
	e := s.seen()
	switch {
	case e != nil && e.ErrorCode == 0:
		return f.Hang(t.Good.Render("✓ "), t.Strong,
			e.UserPrincipalName+" signed in at "+e.CreatedDateTime.Local().Format("15:04:05 MST on "+
				"2 January 2006")+", as Entra's sign-in log shows.")
	case f.Work != nil:
		return stack(noted(f, r), s.watching(f, e))
	case e != nil:
		return refusal(f, e)
	case r.Word != nil:
		return noted(f, r)
	case s.noLog != nil:
		return lines(f.Hang(t.Unsure.Render("? "), t.Text, s.noLog.What+" "+s.noLog.Means),
			f.Para(t.Muted, "Your word takes its place: sign in to the MTP portal, then say here "+
				"whether it worked.", 2))
	case !s.mayWatch():
		return f.Hang(t.Unsure.Render("? "), t.Text,
			"Nobody is signed in here, so Entra's sign-in log cannot be read. Your word takes its place.")
	}
	return f.Hang(t.Look.Render("! "), t.Text, "Not watching the sign-in log now. w watches again.")
}

// watching is what is waited for, since when, how long it usually takes, and
// the way out.
func (s *pilot) watching(f frame, old *graph.SignIn) string {
	t := f.Theme
	line := "Watching Entra's sign-in log · " + clock(f.Now.Sub(f.Work.Started)) +
		" · a sign-in usually appears within 5 min"
	out := lines(f.Hang(t.Now().Dot()+" ", t.Text, line),
		f.Para(t.Muted, "There is no need to wait here: if the portal opened, say so below.", 2))
	if s.d.practice != nil {
		out = lines(out, f.Hang(t.Accent.Render("a "), t.Text,
			"In practice nobody signs in by themselves: a plays the person."))
	}
	if old != nil {
		out = lines(out, f.Para(t.Muted, fmt.Sprintf("The last one, at %s, was refused with AADSTS%d.",
			clockTime(old.CreatedDateTime), old.ErrorCode), 2))
	}
	return out
}

// refusal explains the log's entry by the catalogue.
func refusal(f frame, e *graph.SignIn) string {
	t := f.Theme
	out := f.Hang(t.Bad.Render("✗ "), t.Strong, fmt.Sprintf("%s was refused at %s with AADSTS%d.",
		e.UserPrincipalName, clockTime(e.CreatedDateTime), e.ErrorCode))
	if x, ok := entra.Explain(e.ErrorCode); ok {
		return lines(out, entryView(f, x))
	}
	if e.FailureReason != "" {
		out = lines(out, f.Para(t.Text, e.FailureReason, 2))
	}
	return out
}

func entryView(f frame, x entra.Entry) string {
	t := f.Theme
	return lines(
		f.Hang("  "+t.Muted.Render("What it says   "), t.Text, x.Meaning),
		f.Hang("  "+t.Muted.Render("Likely cause   "), t.Text, x.Cause),
		f.Hang("  "+t.Muted.Render("What to do     "), t.Text, x.Remedy))
}
