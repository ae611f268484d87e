package tui

import (
	"strings"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/ui"
)

func (s *report) Body(f frame) page {
	v := f.State.Verdict
	var blocks []ui.Block
	n, at := 0, min(s.pick.At, len(s.rows())-1)
	section := func(title string, list []judge.Noticed) {
		if len(list) == 0 {
			return
		}
		blocks = append(blocks, titled(f, blocks, title))
		for _, x := range list {
			blocks = append(blocks, blockOf(s.finding(f, x, n == at), n))
			n++
		}
	}
	title := "What is wrong, the cause first"
	if v.OnlyLooks() {
		title = "What needs a look"
	}
	section(title, v.Noticed(setup.LevelFail, setup.LevelWarn))
	phases := func(title string, ids []string) {
		if len(ids) == 0 {
			return
		}
		blocks = append(blocks, titled(f, blocks, title))
		for _, id := range ids {
			blocks = append(blocks, blockOf(s.phase(f, v.Phase(id), n == at), n))
			n++
		}
	}
	phases("Still to do", v.Left)
	section("What could not be checked", v.Noticed(setup.LevelUnknown))
	section("What was noticed besides", v.Noticed(setup.LevelNote))
	blocks = append(blocks, titled(f, blocks, "What sign-in stands on, the lowest first"),
		blockOf(chainView(f), -1))
	phases("Every step", allPhases(v))
	actions := s.actions(f, v)
	switch left := consentLine(f, s.d); {
	case left != "" && f.Height < 20: // the list needs the room
		blocks = append(blocks, blockOf("\n"+left, -1))
	case left != "":
		actions = strings.TrimPrefix(lines(actions, left), "\n")
	}
	room := f.Height
	if actions != "" {
		room -= len(split(actions)) + 1
	}
	return page{Text: f.Listed(s.head(f, v), blocks, at, room), Actions: actions, Focus: -1}
}

func allPhases(v judge.Verdict) []string {
	var out []string
	for _, r := range v.Phases {
		out = append(out, r.Phase.ID)
	}
	return out
}

// titled is the heading of a section, apart from the one before it.
func titled(f frame, before []ui.Block, title string) ui.Block {
	gap := ""
	if len(before) > 0 {
		gap = "\n"
	}
	return blockOf(gap+f.Theme.Strong.Render(title), -1)
}

// head is the verdict, the cause, and when it was read.
func (s *report) head(f frame, v judge.Verdict) string {
	t := f.Theme
	st, said := verdictWords(v)
	rows := []string{f.Hang(t.Status(st).Dot()+" ", t.Strong, said)}
	label, cause, follows := causeWords(v)
	if f.Height < 20 { // the list below says the rest
		cause, _, _ = strings.Cut(cause, ". ")
	}
	if cause != "" {
		rows = append(rows, f.Hang("  "+t.Bad.Render(label+"  "), t.Text, cause))
		if follows != "" && f.Height >= 20 { // the chain below says it too
			rows = append(rows, f.Para(t.Muted, "What follows from it: "+follows+".", 4+len(label)))
		}
	}
	p, snap := f.State.Profile, f.State.Snapshot
	name := p.App.Name
	if snap.App.Value != nil {
		name = snap.App.Value.DisplayName
	} else if snap.Deleted.Value != nil {
		name = snap.Deleted.Value.DisplayName
	}
	about := text.Or(name, p.App.AppID) + " · read at " + clockTime(snap.At)
	if s.d.session.SignedIn() && !s.d.session.MayWrite() {
		about += " with a sign-in that asked to read"
	}
	return strings.Join(append(rows, f.Para(t.Muted, about, 2)), "\n")
}

// finding is one line, and below the chosen one what was wanted, what is there,
// why it matters and what to do.
func (s *report) finding(f frame, x judge.Noticed, here bool) string {
	t := f.Theme
	mark, st := f.Mark(here)
	span := ""
	sg, ok := judge.PhaseByID(x.Phase)
	if ok {
		span = sg.Span()
	}
	lead := mark + t.Level(x.Level).Dot() + " " + t.Muted.Render(ui.Pad(span, 7))
	if !here && !s.open {
		return f.Hang(lead, st, x.Said())
	}
	row := f.Hang(lead, st, x.Said())
	detail := func(label, text string) {
		if text != "" {
			row = lines(row, f.Hang("             "+t.Muted.Render(ui.Pad(label, 12)), t.Text, text))
		}
	}
	want, got := x.Contrast()
	if !strings.Contains(x.Said()+want+got, x.Subject) {
		detail("About", x.Subject)
	}
	detail("Wanted", want)
	detail("Found", got)
	detail("What to do", x.Remedy()) // before the reason: a low window cuts the end
	if why := x.Matters(); why != "" || !ok {
		detail("Why", why)
	} else {
		detail("Why", sg.Why)
	}
	return row
}

// phase is one step of the walk in one line.
func (s *report) phase(f frame, r judge.PhaseReport, here bool) string {
	t := f.Theme
	mark, st := f.Mark(here)
	said := r.Now
	switch {
	case r.Status == setup.StatusOK:
		said = text.Or(r.Evidence(), r.Now)
	case r.Follows != "":
		first, _ := judge.PhaseByID(r.Follows)
		said = "follows from " + first.Words()
	case r.Word != nil:
		said = wordLine(*r.Word)
	}
	lead := mark + t.Status(r.Status).Dot() + " " + t.Muted.Render(ui.Pad(r.Phase.Span(), 7)) +
		st.Render(ui.Pad(r.Phase.Title, 24)) + "  "
	return f.Hang(lead, t.Muted, text.Or(said, t.Status(r.Status).Word))
}

// actions is what can be done from here.
func (s *report) actions(f frame, v judge.Verdict) string {
	t := f.Theme
	list := change.RepairsTogether(v)
	if len(list) == 0 {
		return ""
	}
	return f.Hang(t.Key.Render("a  "), t.Text,
		"Repair all: steps "+spans(list)+". Each is shown before it is written.")
}

// words are the parts of a value that may name somebody.
func words(s string) []string {
	var out []string
	for _, w := range strings.Fields(s) {
		if strings.Contains(w, "://") {
			out = append(out, withHost(w)...)
		}
	}
	return out
}
