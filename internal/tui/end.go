package tui

import (
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
)

// end is where the walk stands when no step is open: what was set up and how
// that is known, what is left for a person, and when the secret ends.
type end struct {
	d    *deps
	menu menu
}

func newEnd(d *deps) *end { return &end{d: d} }

func (s *end) ID() string      { return "S99" }
func (s *end) Heading() string { return "Where it stands" }
func (s *end) Keys() []key.Binding {
	return append(s.menu.keys(s.choices()), handedKeys(theIDs(s.d))...)
}
func (s *end) Values() []value { return handedValues(theIDs(s.d)) }

func (s *end) choices() []choice {
	leave := choice{Title: "Leave", Detail: "a summary stays in your shell", Do: func() tea.Cmd { return tell(leaveMsg{}) }}
	all := choice{Title: "See all steps", Letter: "g", Detail: "and go to one of them", Do: func() tea.Cmd { return over(newGoTo(s.d, "")) }}
	portal := choice{Title: "Open the MTP portal", Letter: "o", Detail: mtpAddress(s.d), Do: func() tea.Cmd { return openURL(mtpAddress(s.d)) }}
	entra := choice{Title: "Open the registration in Entra", Letter: "e", Detail: "its page \"Overview\"", Do: func() tea.Cmd { return openURL(s.d.engine.Links().URL("overview")) }}
	return []choice{leave, all, portal, entra}
}

func (s *end) Update(msg tea.Msg) (screen, tea.Cmd) {
	if cmd, mine := copyHanded(theIDs(s.d), msg); mine {
		return s, cmd
	}
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

func (s *end) Body(f frame) page {
	text := stack(s.headline(f), s.made(f), s.left(f), s.ends(f))
	return page{Text: text, Actions: s.menu.view(f, s.choices()), Focus: -1}
}

// headline is the whole in one sentence. It claims no more than was seen.
func (s *end) headline(f frame) string {
	t, v := f.Theme, f.State.Verdict
	who := f.State.Profile.Tenant.Name
	if who == "" {
		who = "your company"
	}
	var skipped, unseen int
	for _, r := range v.Stages {
		switch r.Status {
		case steps.StatusSkipped:
			skipped++
		case steps.StatusUnknown:
			unseen++
		}
	}
	switch {
	case len(v.Problems()) > 0:
		return f.Hang(t.Look.Render("! "), t.Strong, "Every step is settled for "+who+", with "+count(len(v.Problems()), "thing")+" to look at.")
	case skipped+unseen > 0:
		return f.Hang(t.Look.Render("! "), t.Strong, "Set up for "+who+" as far as it goes: "+count(skipped+unseen, "part")+" left open on purpose.")
	}
	return f.Hang(t.Good.Render("✓ "), t.Strong, "Microsoft 365 single sign-on is set up for "+who+".")
}

// made lists what was set up, with the evidence for each.
func (s *end) made(f frame) string {
	t := f.Theme
	rows := []string{t.Strong.Render("What was set up")}
	for _, x := range []struct{ stage, name string }{
		{"3-8", "Registration"}, {boardStage, "Redirect URIs"}, {consentStage, "Consent"}, {secretStage, "Client secret"}, {proofStage, "Proof"},
		{accountStage, "MTP portal, ids"}, {handOverStage, "MTP portal, secret"}, {usersStage, "MTP portal users"}, {pilotStage, "Sign-in"},
	} {
		r := f.State.Verdict.Stage(x.stage)
		g := t.Status(r.Status)
		rows = append(rows, f.Hang("  "+g.Dot()+" "+t.Text.Render(pad(x.name, 20)), t.Muted, evidence(r, g)))
	}
	for _, h := range theIDs(s.d) {
		rows = append(rows, h.row(f, 4))
	}
	return strings.Join(rows, "\n")
}

func evidence(r steps.StageReport, g glyph) string {
	switch {
	case r.Status == steps.StatusOK && r.Evidence() != "":
		return r.Evidence()
	case r.Word != nil:
		return g.Word + ", " + wordLine(*r.Word)
	case r.Evidence() != "":
		return g.Word + " · " + r.Evidence()
	}
	return g.Word + " · " + r.Now
}

// left is what remains for a person, and what was skipped with which note.
func (s *end) left(f frame) string {
	t := f.Theme
	var rows []string
	for _, l := range s.d.engine.Left() {
		rows = append(rows, f.Hang("  "+t.Status(steps.StatusTodo).Dot()+" ", t.Text, l))
	}
	for _, r := range f.State.Verdict.Stages {
		if r.Status != steps.StatusSkipped {
			continue
		}
		line := r.Stage.Heading() + ": skipped"
		if r.Word != nil && r.Word.Note != "" {
			line += " (" + r.Word.Note + ")"
		}
		rows = append(rows, f.Hang("  "+t.Status(r.Status).Dot()+" ", t.Muted, line))
	}
	if len(rows) == 0 {
		return ""
	}
	return lines(t.Strong.Render("Left for a person"), strings.Join(rows, "\n"))
}

// ends says when the secret ends and when to think of it.
func (s *end) ends(f frame) string {
	t, p := f.Theme, f.State.Profile.Secret
	if p.KeyID == "" || p.End.IsZero() {
		return ""
	}
	days := int(p.End.Sub(f.Now) / (24 * time.Hour))
	text := "The client secret ends on " + longDay(p.End) + ", in " + count(days, "day") + ". On that day sign-in stops for everybody. Put " +
		longDay(p.End.AddDate(0, 0, -30)) + " into your calendar: make a new one then."
	return f.Hang(t.Look.Render("! "), t.Text, text)
}
