package tui

import (
	"context"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/ui"
)

// browser is sign-in in the browser of this computer (step 1), with the way
// back by hand where no browser reaches this computer: the address it ends up
// at is pasted here.
type browser struct {
	d     *deps
	in    *steps.SignIn // what it is for
	b     *entra.Browser
	end   *ending
	ways  []engine.WayOn // on from the end
	menu  menu
	paste *ui.Field // not nil while the address is asked for

	refused bool // what stands in the field
}

func newBrowser(d *deps, in *steps.SignIn) *browser { return &browser{d: d, in: in} }

func (s *browser) ID() string      { return s.d.code("S01c") }
func (s *browser) PhaseID() string { return s.d.stepOne() }
func (s *browser) Heading() string {
	return s.d.titled("Step 1 · Sign in with the browser", "sign in with the browser")
}
func (s *browser) Typing() bool  { return s.paste != nil }
func (s *browser) Escapes() bool { return s.paste != nil }

var (
	keyCopyAddress = bind("c", "copy address", "c")
	keyPasteBack   = bind("p", "paste it back", "p")
	keyDevice      = bind("d", "code instead", "d")
	keyNewAddress  = bind("n", "new address", "n")
	keyBrowse      = bind("a", "sign in", "a")
)

func (s *browser) Keys() []key.Binding {
	switch {
	case s.paste != nil:
		return []key.Binding{bind("enter", "take this address", "enter"), bind("esc", "no paste", "esc")}
	case s.end != nil:
		return s.menu.keys(s.choices())
	}
	if s.d.practice != nil {
		return []key.Binding{onEnter(keyBrowse), keyOpenPage, keyCopyAddress, keyPasteBack, keyStuck, keyDevice,
			keyNewAddress}
	}
	return []key.Binding{onEnter(keyOpenPage), keyCopyAddress, keyPasteBack, keyStuck, keyDevice, keyNewAddress}
}

// Values is the address to open.
func (s *browser) Values() []value {
	if s.b == nil {
		return nil
	}
	return []value{{"Address to open", s.b.URL}}
}

type browserMsg struct {
	b   *entra.Browser
	err error
}

// Start opens the listener that the browser comes back to.
func (s *browser) Start() tea.Cmd {
	s.Leave()
	s.end, s.paste = nil, nil
	signInFor(s.d, s.in.Name)
	return start(job{What: "Preparing the sign-in", Usual: time.Second,
		Do: func(ctx context.Context, e worker, _ func(change.Note)) tea.Msg {
			b, err := e.SignInBrowser(ctx)
			if err == nil && ctx.Err() != nil {
				b.Close() // nobody is left to close it
			}
			return browserMsg{b, err}
		}})
}

// Leave closes the listener.
func (s *browser) Leave() {
	if s.b != nil {
		s.b.Close()
		s.b = nil
	}
}

func (s *browser) await() tea.Cmd {
	b := s.b
	return start(job{What: "Waiting for the browser", Waits: true, Quiet: true,
		Do: func(ctx context.Context, e worker, _ func(change.Note)) tea.Msg {
			return signedInMsg{e.AwaitBrowser(ctx, b)}
		}})
}

func (s *browser) Update(msg tea.Msg) (screen, tea.Cmd) {
	switch msg := msg.(type) {
	case browserMsg:
		if msg.err != nil {
			s.end = newEnding(msg.err)
			return s, nil
		}
		s.b = msg.b
		cmd := s.await()
		if s.d.cfg.Open != nil && s.d.practice == nil {
			cmd = tea.Batch(cmd, openURL(s.b.URL))
		}
		return s, cmd
	case signedInMsg:
		s.paste = nil
		if msg.err != nil {
			s.Leave() // its address is of no use any more
			s.end, s.menu = newEnding(msg.err), menu{}
			return s, nil
		}
		return s, arrived(s.d, s.in)
	}
	if s.paste != nil {
		return s, s.pasting(msg)
	}
	if k, ok := msg.(tea.KeyPressMsg); ok {
		return s, s.key(k)
	}
	return s, nil
}

// pasting takes the address. A wrong one says why and stays until another is
// pasted, which takes its place: what cannot be seen is not mended by hand. One
// that was taken is let go of.
func (s *browser) pasting(msg tea.Msg) tea.Cmd {
	switch {
	case press(msg, keyBack):
		s.paste = nil
		return nil
	case press(msg, keyEnter):
		if s.b == nil {
			return nil
		}
		if err := s.b.Paste(s.paste.Text()); err != nil {
			s.refused = true
			s.paste.Wrong = sentence(err) // says what to paste; the sign-in goes on
			return nil
		}
		s.paste.Set("")
		return notice("The address was taken. Finishing the sign-in.")
	}
	if _, again := msg.(tea.PasteMsg); again && s.refused {
		s.paste.Set("")
		s.refused = false
	}
	return s.paste.Update(msg)
}

// sentence is an error of this program's own as a sentence under a field.
func sentence(err error) string {
	return text.Capital(strings.TrimSuffix(err.Error(), ".") + ".")
}

func (s *browser) key(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case s.end != nil:
		cmd, _ := s.menu.update(msg, s.choices())
		return cmd
	case key.Matches(msg, keyDevice):
		return s.byCode()
	case key.Matches(msg, keyStuck):
		return over(newStuck(s.d, s.in.Then, ""))
	case key.Matches(msg, keyNewAddress):
		return s.Start()
	case s.b == nil:
		return nil
	case key.Matches(msg, keyEnter) && s.d.practice == nil:
		return openURL(s.b.URL)
	case key.Matches(msg, keyOpenPage):
		return openURL(s.b.URL)
	case key.Matches(msg, keyCopyAddress):
		return copyText("Address", s.b.URL)
	case key.Matches(msg, keyPasteBack):
		s.refused = false
		s.paste = ui.NewField("The address your browser ended up at, from its address line",
			"It begins with "+s.b.RedirectURI+" and is long. Paste all of it. It is not shown: its code counts "+
				"as a password.", "", 0).Behind(veiledAnswer)
		return nil
	case key.Matches(msg, keyBrowse, keyEnter) && s.d.practice != nil:
		browse, url := s.d.practice.Browse, s.b.URL
		return played(s.d, s.in.Then, func() error { return browse(url) }, "The simulated administrator signed in.")
	}
	return nil
}

// byCode goes over to the other way, for the same.
func (s *browser) byCode() tea.Cmd {
	return replace(newCode(s.d, s.in))
}

func (s *browser) choices() []choice {
	return inOrder(s.d, s.in.Then, s.ways,
		choice{Title: "Try again", Letter: "n", Detail: "with a new address", Through: engine.OnBrowser,
			Do: s.Start},
		choice{Title: "Sign in with a code", Letter: "d", Detail: "on any computer or telephone",
			Through: engine.OnNewCode, Do: s.byCode})
}

// Ask keeps the ways on as they are now.
func (s *browser) Ask(e session) {
	if s.end != nil {
		s.ways = e.WaysAfter(s.end.err, engine.OnBrowser)
	}
}

func (s *browser) Body(f frame) page {
	t := f.Theme
	switch {
	case s.end != nil:
		return page{Text: s.end.view(f), Actions: s.menu.view(f, s.choices()), Focus: -1}
	case s.b == nil:
		return page{Text: f.Para(t.Text,
			"Opening a door on this computer that only your browser can come back through.", 0), Focus: -1}
	}
	if s.paste != nil {
		over := f.Para(t.Text,
			"After you signed in, the browser tries to reach "+s.b.RedirectURI+" on its own computer. "+
				"If it shows an "+
				"error page there, its address line still holds the answer. Paste it here.", 0)
		return page{Text: over, Actions: s.paste.View(f.Frame), Focus: -1}
	}
	how := lines(
		f.Hang(" 1  ", t.Text,
			"Open this address in the browser of this computer. It stands below; o opens it, c copies it."),
		f.Hang(" 2  ", t.Text,
			"Sign in. Microsoft names the app \""+s.d.session.SignInClientName()+"\" and "+asked(s.d)+"."),
		f.Hang(" 3  ", t.Text,
			"Come back here. Working over SSH, or the browser is elsewhere? p takes the address it ended up at."))
	wait := ""
	if f.Work != nil {
		wait = f.Hang(" "+t.Now().Dot()+"  ", t.Text,
			"Waiting for the browser · "+clock(f.Now.Sub(f.Work.Started))+
				" · the address works for "+clock(s.b.Expires.Sub(f.Now)))
	}
	wait = lines(wait, stuckLine(f,
		"Another page, as \"Need admin approval\"? w says what to do. d signs in with a code instead."))
	if s.d.practice != nil {
		wait = lines(wait, f.Hang(t.Accent.Render(" a  "), t.Text,
			"In practice a plays the administrator in the browser."))
	}
	return page{Text: stack(servicesLine(f), errandLine(f, s.in), how, f.Whole(t.Link, s.b.URL, 4)),
		Actions: wait, Focus: -1}
}
