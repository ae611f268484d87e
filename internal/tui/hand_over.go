package tui

import (
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/ui"
)

// handOver is step 29: the secret's value goes into the MTP portal. The value
// is masked; it goes to the clipboard on a key, and onto the screen only while a
// person holds it revealed here, for half a minute at most.
type handOver struct {
	d      *deps
	menu   menu
	reveal reveal
	copied bool // it was sent to the clipboard: the choice stays where it was, and says so
}

const handOverPhase = "29"

func newHandOver(d *deps) *handOver {
	return &handOver{d: d, reveal: reveal{d: d, hint: []key.Binding{keyReveal}}}
}

func (s *handOver) ID() string      { return phaseOf(handOverPhase).Screen() }
func (s *handOver) Heading() string { return phaseOf(handOverPhase).Heading() }
func (s *handOver) PhaseID() string { return handOverPhase }

// Values are the two ids; the secret is never among them.
func (s *handOver) Values() []value {
	return append(handedValues(s.ids()), value{"MTP portal", mtpAddress(s.d)})
}

// Sensitive is the secret while it is revealed: share-safe mode hides it too.
func (s *handOver) Sensitive() []string { return s.reveal.sensitive() }

// Leave and Return hide the value: it is shown on this page only.
func (s *handOver) Leave() { s.reveal.hide() }

// Reveals tells the key that shows the value.
func (s *handOver) Reveals(k tea.KeyPressMsg) bool {
	return s.d.session.Profile().Secret.KeyID != "" && key.Matches(k, keyReveal)
}

// Conceal hides it.
func (s *handOver) Conceal() { s.reveal.conceal() }

// Return hides what was revealed before another page was opened above.
func (s *handOver) Return() tea.Cmd {
	s.reveal.hide()
	s.menu.put(0)
	return nil
}

// ids are the two ids once more, under keys of their own: c is the secret's.
func (s *handOver) ids() []handed { return numberedIDs(s.d) }

var (
	keyCopySecret = bind("c", "copy the secret", "c")
	keyReveal     = bind("v", "show it for 30 s", "v")
	keyHide       = bind("v", "hide it", "v")
)

func (s *handOver) Keys() []key.Binding {
	out := s.menu.keys(s.choices())
	if s.d.session.Profile().Secret.KeyID != "" {
		out = append(out, keyCopySecret)
		if s.reveal.shown(s.d.now()) {
			out = append(out, keyHide)
		} else {
			out = append(out, keyReveal)
		}
	}
	return append(append(append(out, handedKeys(s.ids())...), keyOpenMTP), phaseKeys()...)
}

func (s *handOver) choices() []choice {
	r := s.d.verdict().Phase(handOverPhase)
	var out []choice
	if r.Status.Settled() {
		out = append(out, goOn(s.d, handOverPhase))
	} else {
		done := confirmWay(r.Phase)
		done.Title, done.Detail = "I pasted it and saved",
			"you pressed "+quoted(mtp.FieldSave)+" there; noted with the date"
		if s.d.session.Profile().Secret.KeyID != "" {
			out = append(out, s.copyWay())
		}
		out = append(out, done)
	}
	out = append(out, choice{Title: "Show me in the portal", Letter: "p",
		Detail: "step by step, with what each page shows", Do: func() tea.Cmd {
			return push(newPortal(s.d, handOverPhase))
		}})
	return portalFirst(s.d, append(out, wordWay(s.d, r)...))
}

// copyWay copies the secret. It stays in its place after that, so that a second
// Enter copies once more and says nothing in a person's name.
func (s *handOver) copyWay() choice {
	c := choice{Title: "Copy the secret", Detail: "to the clipboard; v shows it for 30 s",
		Do: func() tea.Cmd { return s.reveal.fetch(false) }}
	if s.copied {
		c.Detail = "sent to the clipboard; if pasting gives something else, v shows it"
	}
	return c
}

func (s *handOver) Update(msg tea.Msg) (screen, tea.Cmd) {
	if m, ok := msg.(fetchedMsg); ok && m.err == nil {
		s.copied = s.copied || !m.show
	}
	if cmd, mine := s.reveal.update(msg); mine {
		return s, cmd
	}
	if cmd, mine := copyHanded(s.ids(), msg); mine {
		return s, cmd
	}
	have := s.d.session.Profile().Secret.KeyID != ""
	switch {
	case press(msg, keyOpenMTP):
		return s, openURL(mtpAddress(s.d))
	case have && press(msg, keyCopySecret):
		return s, s.reveal.fetch(false)
	case have && press(msg, keyReveal):
		return s, s.reveal.toggle()
	}
	if cmd, mine := phaseKey(s.d, handOverPhase, msg); mine {
		return s, cmd
	}
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

func (s *handOver) Body(f frame) page {
	t := f.Theme
	r := f.State.Verdict.Phase(handOverPhase)
	account, _ := mtp.FieldByID(mtp.FieldClientSecret)
	rows := []string{f.Hang(t.Muted.Render("In the MTP portal "), t.Text, account.Place)}
	for _, h := range s.ids() {
		rows = append(rows, h.row(f, 2))
	}
	rows = append(rows, s.secretRow(f))
	focus := -1
	if s.reveal.shown(f.Now) { // who asked for the value sees it, whatever stands above
		focus = strings.Count(stack(whyAbove(f, r), lines(rows...)), "\n")
	}
	rows = append(rows, "  "+t.Text.Render(ui.Pad("then press",
		nameColumn))+"  "+t.Strong.Render(quoted(mtp.FieldSave)))
	text := stack(whyAbove(f, r), lines(rows...), s.facts(f), noted(f, r))
	return page{Text: text, Actions: s.menu.view(f, s.choices()), Focus: focus}
}

// secretRow is the field of the secret: masked, or revealed and whole.
func (s *handOver) secretRow(f frame) string {
	t := f.Theme
	sec, _ := mtp.FieldByID(mtp.FieldClientSecret)
	name := "  " + t.Text.Render(ui.Pad(sec.Name, nameColumn)) + "  "
	p := f.State.Profile
	if p.Secret.KeyID == "" {
		return f.Hang(name+t.Look.Render("! "), t.Text, noSecretHere(s.d.session.SignedIn()))
	}
	keys := t.Key.Render("c") + t.Muted.Render(" copies") + "   " + t.Key.Render("v") +
		t.Muted.Render(" shows it")
	if !s.reveal.shown(f.Now) {
		return f.Beside(name+t.Strong.Render(secretDots), keys)
	}
	left := s.reveal.until.Sub(f.Now).Round(time.Second)
	hint := t.Key.Render("c") + t.Muted.Render(" copies") + "   " + t.Key.Render("v") +
		t.Muted.Render(" hides it · hides by itself in ") + t.Text.Render(clock(left))
	return lines(strings.TrimRight(name, " "), f.Whole(t.Code, s.reveal.value.Reveal(), 4), "    "+hint)
}

// facts tell the secret from its neighbours and say how long it lasts and where
// it is kept.
func (s *handOver) facts(f frame) string {
	t, p := f.Theme, f.State.Profile
	if p.Secret.KeyID == "" {
		return ""
	}
	is := "The value"
	if p.Secret.Hint != "" {
		is += " begins with \"" + p.Secret.Hint + "\""
	}
	if !p.Secret.End.IsZero() {
		is += " and works until " + text.Day(p.Secret.End)
	}
	is += ". " + keptWhere(p.Secret.Keeper)
	if p.Secret.ByHand { // Entra's own id of it is not known here
		return lines(f.Hang(t.Muted.Render("· "), t.Text, is),
			f.Hang(t.Look.Render("! "), t.Text,
				"Not the \"Secret ID\": it stands beside the value in Entra, and with it sign-in ends at AADSTS7000215."))
	}
	return lines(
		f.Hang(t.Muted.Render("· "), t.Text, is),
		f.Hang(t.Look.Render("! "), t.Text,
			"Not the \"Secret ID\" "+p.Secret.KeyID+": it stands beside the value in Entra, and with "+
				"it sign-in ends "+
				"at AADSTS7000215."))
}

func keptWhere(keeper string) string {
	if keeper == setup.KeeperShownOnce {
		return "It is kept nowhere: when this program ends it is gone."
	}
	return "Kept: " + keeper + "."
}
