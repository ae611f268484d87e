package views

import (
	"strconv"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/ui"
)

// What goes on, and what came of it.

// standing is how a phase stands after a write, and what was read back.
func standing(f Frame, r judge.PhaseReport, took time.Duration) string {
	return ui.Lines(f.Theme.Status(r.Status).String()+f.Theme.Muted.Render(" · "+Clock(took)),
		f.Hang(f.Theme.Muted.Render("Read back  "), f.Theme.Text, text.Or(r.Evidence(), r.Now)))
}

// progressView is one line for each thing done, and one for what is going on.
func progressView(f Frame, title string, notes []change.Note) string {
	var times []time.Time
	if f.Work != nil {
		notes, times = f.Work.Notes, f.Work.Noted
	}
	t := f.Theme
	var rows []string
	for i, n := range notes {
		last := i == len(notes)-1
		switch {
		case n.Done:
			rows = append(rows, f.Hang(t.Good.Render("✓ "), t.Text, n.Text))
		case last && f.Work != nil:
			rows = append(rows, f.Hang(t.Now().Dot()+" ", t.Text,
				WaitLine(n, f.Now.Sub(sinceOf(notes, times, i)))))
		}
	}
	if len(rows) == 0 && f.Work != nil {
		rows = append(rows, t.Now().Dot()+" "+title)
	}
	return strings.Join(rows, "\n")
}

// sinceOf is when the run of notes with the same text began: a wait that
// repeats its note has waited since the first of them.
func sinceOf(notes []change.Note, times []time.Time, i int) time.Time {
	for i > 0 && i < len(times) && notes[i-1].Text == notes[i].Text {
		i--
	}
	if i >= len(times) {
		return time.Time{}
	}
	return times[i]
}

// WaitLine is what is being done or waited for, since when, how long it
// usually takes, and which try it is.
func WaitLine(n change.Note, since time.Duration) string {
	parts := []string{strings.TrimSuffix(n.Text, "."), Clock(since)}
	if n.Usual > 0 {
		parts = append(parts, "usually up to "+InWords(n.Usual))
	}
	if n.Try > 1 {
		parts = append(parts, "try "+strconv.Itoa(n.Try))
	}
	return strings.Join(parts, " · ")
}

// waitView is a wait for a person: since when, how often was looked, and how to leave it.
func waitView(f Frame, w steps.Waiting) string {
	t := f.Theme
	switch {
	case f.Work != nil && !w.Until.IsZero():
		return signInWait(f, w)
	case w.Idle == "":
		return ""
	case f.Work == nil:
		return f.Hang(t.Look.Render("! "), t.Text, w.Idle)
	}
	line := "Waiting for " + w.For + " · " + Clock(f.Now.Sub(f.Work.Started)) + " · " + w.Usual
	if n := len(f.Work.Notes); n > 0 && f.Work.Notes[n-1].Try > 0 {
		line += " · looked " + times(f.Work.Notes[n-1].Try)
	}
	return ui.Lines(f.Hang(t.Now().Dot()+" ", t.Text, line), f.Para(t.Muted, w.Leave, 2))
}

// signInWait is a wait that ends by itself: how long already, how long still, and what the
// last question met. Once it lasts longer than a sign-in takes, the ways on stand out.
func signInWait(f Frame, w steps.Waiting) string {
	t, waited := f.Theme, f.Now.Sub(f.Work.Started)
	line := "Waiting for " + w.For + " · " + Clock(waited) + " · " + w.Lasts + " " +
		Clock(w.Until.Sub(f.Now))
	if n := len(f.Work.Notes); n > 0 && f.Work.Notes[n-1].Text != "" {
		line += " · " + f.Work.Notes[n-1].Text
	}
	ways := f.Para(t.Muted, w.Leave, 0)
	if waited >= w.LateAfter {
		ways = f.Hang(t.Look.Render("! "), t.Text, w.Late+" "+w.Leave)
	}
	return ui.Lines(f.Hang(t.Now().Dot()+" ", t.Text, line), ways)
}

// codeBox frames a code so that it is found at once, in two halves where it has the usual
// nine characters.
func codeBox(f Frame, lead, text string) string {
	shown := f.Safe(text)
	if r := []rune(text); len(r) == 9 && shown == text {
		shown = string(r[:4]) + "  " + string(r[4:])
	}
	box := lipgloss.NewStyle().Border(lipgloss.NormalBorder()).BorderForeground(f.Theme.Rule.GetForeground()).
		Padding(0, 2).Render(f.Theme.Code.Render(shown))
	return lipgloss.JoinHorizontal(lipgloss.Center, lead, box)
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return strconv.Itoa(n) + " times"
}
