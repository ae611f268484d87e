package tui

import (
	"context"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
	"ssowizard/internal/steps"
)

// code is sign-in by device code (step 1). Beside the code stand the company,
// the app that Microsoft will name, and whom not to give the code to.
type code struct {
	d    *deps
	in   *steps.SignIn // what it is for
	dc   *entra.DeviceCode
	end  *ending
	ways []engine.WayOn // on from the end
	menu menu
}

func newCode(d *deps, in *steps.SignIn) *code { return &code{d: d, in: in} }

func (s *code) ID() string      { return s.d.code("S01b") }
func (s *code) PhaseID() string { return s.d.stepOne() }
func (s *code) Heading() string {
	return s.d.titled("Step 1 · Sign in with a code", "sign in with a code")
}

var (
	keyCopyCode = bind("c", "copy code", "c")
	keyOpenPage = bind("o", "open", "o")
	keyBrowser  = bind("b", "browser", "b")
	keyNewCode  = bind("n", "new code", "n")
	keyApprove  = bind("a", "approve", "a")
	keyStuck    = bind("w", "another page?", "w")
)

func (s *code) Keys() []key.Binding {
	if s.end != nil {
		return s.menu.keys(s.choices())
	}
	if s.d.practice != nil {
		return []key.Binding{onEnter(keyApprove), keyCopyCode, keyOpenPage, keyStuck, keyBrowser, keyNewCode}
	}
	return []key.Binding{onEnter(keyOpenPage), keyCopyCode, keyStuck, keyBrowser, keyNewCode}
}

// Values are what has to be typed elsewhere.
func (s *code) Values() []value {
	if s.dc == nil {
		return nil
	}
	return []value{{"Page", s.dc.VerificationURI}, {"Code", s.dc.UserCode}}
}

type (
	codeMsg struct {
		dc  *entra.DeviceCode
		err error
	}
	signedInMsg struct{ err error }
)

// Start asks for a code. Its time runs from now, so it is asked for when the
// page is shown and not before.
func (s *code) Start() tea.Cmd {
	s.dc, s.end = nil, nil
	signInFor(s.d, s.in.Name)
	return start(job{What: "Asking Microsoft for a code", Usual: 3 * time.Second,
		Do: func(ctx context.Context, e worker, _ func(change.Note)) tea.Msg {
			dc, err := e.SignInDevice(ctx)
			return codeMsg{dc, err}
		}})
}

func (s *code) await() tea.Cmd {
	dc := s.dc
	return start(job{What: "Waiting for you in the browser", Waits: true, Quiet: true,
		Do: func(ctx context.Context, e worker, say func(change.Note)) tea.Msg {
			return signedInMsg{e.AwaitDevice(ctx, dc, func(n entra.DeviceNote) { say(deviceNote(n)) })}
		}})
}

// deviceNote says what the polling met, where a person needs to know.
func deviceNote(n entra.DeviceNote) change.Note {
	switch n.State {
	case entra.NoteSlowDown:
		return change.Note{Text: "Microsoft asks for more time between two questions", Waiting: true}
	case entra.NoteServerTrouble:
		return change.Note{Text: strings.TrimSpace("no answer just now, asking again " + n.Detail), Waiting: true}
	}
	return change.Note{Text: n.Detail, Waiting: true}
}

func (s *code) Update(msg tea.Msg) (screen, tea.Cmd) {
	switch msg := msg.(type) {
	case codeMsg:
		if msg.err != nil {
			s.end = newEnding(msg.err)
			return s, nil
		}
		s.dc = msg.dc
		return s, s.await()
	case signedInMsg:
		if msg.err != nil {
			s.end, s.menu = newEnding(msg.err), menu{}
			return s, nil
		}
		return s, arrived(s.d, s.in)
	case tea.KeyPressMsg:
		return s, s.key(msg)
	}
	return s, nil
}

func (s *code) key(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case s.end != nil:
		cmd, _ := s.menu.update(msg, s.choices())
		return cmd
	case key.Matches(msg, keyBrowser):
		return s.byBrowser()
	case key.Matches(msg, keyStuck):
		return over(newStuck(s.d, s.in.Then, ""))
	case key.Matches(msg, keyNewCode):
		return s.Start()
	case s.dc == nil:
		return nil
	case key.Matches(msg, keyEnter) && s.d.practice == nil:
		return openURL(s.dc.VerificationURI)
	case key.Matches(msg, keyCopyCode):
		return copyText("Code", s.dc.UserCode)
	case key.Matches(msg, keyOpenPage):
		return openURL(s.dc.VerificationURI)
	case key.Matches(msg, keyApprove, keyEnter) && s.d.practice != nil:
		approve, typed := s.d.practice.Approve, s.dc.UserCode
		return played(s.d, s.in.Then, func() error { return approve(typed) },
			"The simulated administrator typed the code and signed in.")
	}
	return nil
}

// byBrowser goes over to the other way, for the same.
func (s *code) byBrowser() tea.Cmd {
	return replace(newBrowser(s.d, s.in))
}

func (s *code) choices() []choice {
	again := choice{Title: "New code", Letter: "n", Detail: "the old one no longer works",
		Through: engine.OnNewCode, Do: s.Start}
	browser := choice{Title: "Sign in with the browser", Letter: "b",
		Detail: "on this computer, without a code", Through: engine.OnBrowser,
		Do: s.byBrowser}
	return inOrder(s.d, s.in.Then, s.ways, again, browser)
}

// Ask keeps the ways on as they are now.
func (s *code) Ask(e session) {
	if s.end != nil {
		s.ways = e.WaysAfter(s.end.err, engine.OnNewCode)
	}
}

func (s *code) Body(f frame) page {
	if s.end != nil {
		return page{Text: s.end.view(f), Actions: s.menu.view(f, s.choices()), Focus: -1}
	}
	if s.dc == nil {
		return page{Text: f.Para(f.Theme.Text,
			"A code is on its way. It lasts about 15 minutes from the moment it is shown.", 0), Focus: -1}
	}
	t := f.Theme
	app := s.d.session.SignInClientName()
	how := lines(
		f.Hang(" 1  Open       ", t.Link, s.dc.VerificationURI),
		codeBox(f, " 2  Enter      ", s.dc.UserCode),
		f.Hang(" 3  ", t.Text, "Microsoft names the app \""+app+"\" and "+asked(s.d)+"."))
	honest := f.Hang(t.Look.Render(" !  "), t.Text,
		"For "+s.company(f)+". Only enter this code if you started this program yourself. Nobody from bvoip will "+
			"ever ask you to read it out.")
	blocked := stuckLine(f,
		"Another page, as \"Need admin approval\"? w says what to do. Many companies block codes: b signs "+
			"in without one.")
	return page{Text: stack(servicesLine(f), errandLine(f, s.in), how, honest, s.waiting(f), blocked,
		s.practiceHint(f)), Focus: -1}
}

func (s *code) company(f frame) string {
	st := f.State
	if st.Profile.Tenant.Name != "" {
		return st.Profile.Tenant.Name
	}
	return st.Snapshot.Tenant.Asked
}

func (s *code) practiceHint(f frame) string {
	if s.d.practice == nil {
		return ""
	}
	return f.Hang(f.Theme.Accent.Render("a  "), f.Theme.Text,
		"In practice a plays the administrator who types the code.")
}

// waiting is the one line that moves: how long already, how long still.
func (s *code) waiting(f frame) string {
	t := f.Theme
	if f.Work == nil {
		return ""
	}
	line := "Waiting for you in the browser · " + clock(f.Now.Sub(f.Work.Started)) + " · the code lasts " +
		clock(s.dc.Expires.Sub(f.Now))
	if n := len(f.Work.Notes); n > 0 && f.Work.Notes[n-1].Text != "" {
		line += " · " + f.Work.Notes[n-1].Text
	}
	return f.Hang(" "+t.Now().Dot()+"  ", t.Text, line)
}

// codeBox frames the code so that it is found at once, in two halves where it
// has the usual nine characters.
func codeBox(f frame, lead, text string) string {
	shown := f.Safe(text)
	if r := []rune(text); len(r) == 9 && shown == text {
		shown = string(r[:4]) + "  " + string(r[4:])
	}
	box := lipgloss.NewStyle().Border(lipgloss.NormalBorder()).BorderForeground(f.Theme.Rule.GetForeground()).
		Padding(0, 2).Render(f.Theme.Code.Render(shown))
	return lipgloss.JoinHorizontal(lipgloss.Center, lead, box)
}

// ending is how a sign-in ended without a session.
type ending struct {
	advice advice.Advice
	err    error
}

func newEnding(err error) *ending { return &ending{advice.Advise(err), err} }

func (e *ending) view(f frame) string { return adviceView(f, e.advice) }
