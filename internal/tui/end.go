package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/ui"
)

// end is where the walk stands when no step is open: what was set up and how
// that is known, what is left for a person, and when the secret ends.
type end struct {
	d   *deps
	bar bar
}

func newEnd(d *deps) *end { return &end{d: d} }

func (s *end) ID() string      { return "S99" }
func (s *end) Heading() string { return "Where it stands" }
func (s *end) Keys() []key.Binding {
	return append(s.bar.keys(s.choices()), handedKeys(numberedIDs(s.d))...)
}
func (s *end) Values() []value { return handedValues(theIDs(s.d)) }

func (s *end) choices() []choice {
	leave := leaveWay(s.d)
	all := choice{Title: "All steps", Detail: "and go to one of them",
		Do: func() tea.Cmd { return over(newGoTo(s.d, "")) }}
	portal := choice{Title: "MTP portal", Letter: "o", Detail: "opens " + mtpAddress(s.d), Do: func() tea.Cmd {
		return openURL(mtpAddress(s.d))
	}}
	entra := choice{Title: "Registration in Entra", Letter: "e", Detail: "opens its page \"Overview\"",
		Do: func() tea.Cmd { return openURL(s.d.session.Links().URL("overview")) }}
	out := []choice{leave, all, portal, entra}
	if len(remindKey(s.d)) > 0 {
		out = append(out, choice{Title: "Calendar file", Letter: "t",
			Detail: "reminders before the client secret ends", Do: func() tea.Cmd { return remind(s.d) }})
	}
	out = append(out, consentWay(s.d)...)
	return append(out, choice{Title: "Report for support", Letter: "w", Detail: supportWords,
		Do: func() tea.Cmd { return saveReport(s.d) }})
}

// leaveWay ends the program, and says what is left of the run in the shell.
func leaveWay(d *deps) choice {
	c := choice{Title: "Leave", Detail: "a summary stays in your shell",
		Do: func() tea.Cmd { return tell(leaveMsg{}) }}
	if d.practice != nil {
		c.Detail = "practice ends and is forgotten"
	}
	return c
}

func (s *end) Update(msg tea.Msg) (screen, tea.Cmd) {
	if cmd, mine := copyHanded(numberedIDs(s.d), msg); mine {
		return s, cmd
	}
	return s, s.bar.update(msg, s.choices())
}

func (s *end) Body(f frame) page {
	text := stack(s.headline(f), s.left(f), s.ends(f), s.made(f))
	return page{Text: text, Actions: s.bar.view(f, s.choices()), Focus: -1}
}

// headline is the whole in one sentence. It claims no more than was seen.
func (s *end) headline(f frame) string {
	t, v := f.Theme, f.State.Verdict
	who := f.State.Profile.Tenant.Name
	if who == "" {
		who = "your company"
	}
	status, text := v.Headline(who)
	if status == setup.StatusOK {
		return f.Hang(t.Good.Render("✓ "), t.Strong, text)
	}
	return f.Hang(t.Look.Render("! "), t.Strong, text)
}

// made lists what was set up, with how it is known.
func (s *end) made(f frame) string {
	t, p := f.Theme, f.State.Profile
	rows := []string{t.Strong.Render("What was set up")}
	for _, x := range []struct{ phase, name, holds string }{
		{"3-8", "Registration", "\"" + p.App.Name + "\", for accounts of any organization"},
		{boardPhase, "Redirect URIs", itoa(len(p.Wanted.URIs)) + " under SPA, byte for byte"},
		{consentPhase, "Permission", "User.Read.All, granted for the whole company"},
		{secretPhase, "Client secret", "kept: " + p.Secret.Keeper},
		{proofPhase, "Proof", "a token with it carries User.Read.All"},
		{accountPhase, "Ids, redirect list", ""}, {handOverPhase, "Secret, saved there", ""},
		{usersPhase, "MTP portal users", ""},
		{pilotPhase, "Sign-in", ""},
	} {
		r := f.State.Verdict.Phase(x.phase)
		g := t.Status(r.Status)
		words := evidence(r, g, x.holds)
		// a word that the value was copied proves nothing
		if x.phase == proofPhase && r.Status == setup.StatusConfirmed && r.Word != nil {
			g, words = t.Status(setup.StatusUnknown), "not tried; that the value was copied was "+words
		}
		rows = append(rows, f.Hang("  "+g.Dot()+" "+t.Text.Render(ui.Pad(x.name, 21)), t.Muted, words))
	}
	for _, h := range numberedIDs(s.d) {
		rows = append(rows, h.row(f, 4))
	}
	return strings.Join(rows, "\n")
}

// evidence is how a phase's state is known; holds says it where it was read.
func evidence(r judge.PhaseReport, g glyph, holds string) string {
	switch {
	case r.Status == setup.StatusOK && holds != "":
		return holds
	case r.Status == setup.StatusOK && r.Evidence() != "":
		return r.Evidence()
	case r.Word != nil:
		return g.Word + ", " + wordLine(*r.Word)
	}
	return g.Word + " · " + r.Now
}

// left is what remains for a person, and what was skipped with which note.
func (s *end) left(f frame) string {
	t := f.Theme
	var rows []string
	for _, l := range s.d.session.Left() {
		rows = append(rows, f.Hang("  "+t.Status(setup.StatusTodo).Dot()+" ", t.Text, l))
	}
	for _, r := range f.State.Verdict.Phases {
		if r.Status != setup.StatusSkipped {
			continue
		}
		line := r.Phase.Heading() + ": skipped"
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
	days := setup.DaysLeft(f.Now, p.End)
	when := "The client secret ends on " + text.Day(p.End) + ", in " + text.Plural(days, "day", "days") +
		". Then sign-in stops for everybody. Put " +
		text.Day(p.End.AddDate(0, 0, -30)) + " into your calendar."
	return f.Hang(t.Look.Render("! "), t.Text, when)
}
