package tui

import (
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/advice"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/ui"
)

func (s *proof) Body(f frame) page {
	t := f.Theme
	r := f.State.Verdict.Phase(proofPhase)
	if f.State.Profile.Secret.KeyID == "" {
		return page{Text: stack(f.Para(t.Text, r.Phase.Why, 0),
			text.Or(noted(f, r), t.Sign(f.State, r).String()), f.Para(t.Text, s.noneWords(r), 0)),
			Actions: s.menu.view(f, s.choices()), Focus: -1}
	}
	return page{Text: stack(whyAbove(f, r), noted(f, r), s.outcome(f), s.chain(f)),
		Actions: s.menu.view(f, s.choices()), Focus: -1}
}

// noneWords say what there is where no value is kept here.
func (s *proof) noneWords(r judge.PhaseReport) string {
	if r.BlockedBy != "" && !s.d.byHand() {
		return "There is no secret of this program's making yet."
	}
	return "The value of the secret that you made is not kept on this computer. Pasted here it is kept and " +
		"proven; or keep it yourself until step 29."
}

// directoryLinks are read beside the waiting for a token.
var directoryLinks = map[string]bool{"tenant": true, "registration": true, "service-principal": true,
	"uris": true, "permission": true, "consent": true}

// chain draws the links, the first at the top.
func (s *proof) chain(f frame) string {
	var rows []string
	_, wrong := broken(s.last)
	past := false
	for _, r := range s.last.Links {
		rows = append(rows, s.link(f, r, past && s.ended))
		past = past || wrong && r.State == setup.LinkFail
	}
	if len(rows) == 0 && f.Work != nil {
		return f.Hang(f.Theme.Now().Dot()+" ", f.Theme.Text, "Beginning")
	}
	return strings.Join(rows, "\n")
}

// link is one line: glyph, what is shown, the evidence and the time it took.
func (s *proof) link(f frame, r setup.Link, after bool) string {
	t := f.Theme
	g, detail := t.Status(setup.StatusTodo), r.Detail
	running := f.Work != nil && !s.ended
	switch r.State {
	case setup.LinkOK:
		g = t.Status(setup.StatusOK)
	case setup.LinkFail:
		g = t.Status(setup.StatusFail)
	case setup.LinkUnknown:
		g = t.Status(setup.StatusUnknown)
		detail = "could not check: " + detail
	case setup.LinkNow:
		if running {
			g = t.Now()
			detail = strings.TrimSpace(detail+" · "+clock(f.Now.Sub(f.Work.Started))) + " · " +
				clock(s.d.session.Patience()) + " at most"
			detail = strings.TrimPrefix(detail, "· ")
		} else {
			detail = "stopped"
		}
	case setup.LinkTodo:
		switch {
		case running && directoryLinks[r.ID]:
			g, detail = t.Now(), "reading"
		case after:
			detail = "not tried"
		}
	}
	if r.State == setup.LinkOK && r.Took >= 100*time.Millisecond {
		detail += " · " + seconds(r.Took)
	}
	if r.State == setup.LinkOK && !s.whole {
		detail = ansi.Truncate(f.Safe(detail), max(f.Width-proofColumn-4, 20), "…") // d unfolds it
	}
	return s.linkLine(f, g, r.Title, detail)
}

// proofColumn is where the evidence of a link begins, behind its title.
const proofColumn = 33

func (s *proof) linkLine(f frame, g glyph, title, detail string) string {
	t := f.Theme
	if detail == "" {
		return f.Hang(" "+g.Dot()+" ", t.Text, title)
	}
	if f.Width >= proofColumn+30 && !s.whole {
		return f.Hang(" "+g.Dot()+" "+t.Text.Render(ui.Pad(title, proofColumn))+" ", t.Muted, detail)
	}
	return lines(f.Hang(" "+g.Dot()+" ", t.Text, title), f.Para(t.Muted, detail, 5))
}

func seconds(d time.Duration) string {
	tenths := int(d.Round(100*time.Millisecond) / (100 * time.Millisecond))
	return itoa(tenths/10) + "." + itoa(tenths%10) + " s"
}

// outcome says what the chain came to: proven, or the cause and its remedy.
func (s *proof) outcome(f frame) string {
	t := f.Theme
	cause, wrong := broken(s.last)
	switch {
	case f.Work != nil && !s.ended:
		return f.Hang(t.Now().Dot()+" ", t.Muted,
			"Proving since "+clock(f.Now.Sub(f.Work.Started))+" · usually up to 60 s · esc stops it, "+
				"and r begins anew")
	case !s.ended:
		return f.Hang(t.Look.Render("! "), t.Text, "Stopped. Nothing was written; r proves again.")
	case s.err != nil && !wrong:
		return f.Hang(t.Unsure.Render("? "), t.Text, "Could not be proven: "+advice.Advise(s.err).What)
	case wrong:
		return s.causeView(f, cause)
	case !s.last.Good && s.last.Finding != nil:
		out := f.Hang(t.Unsure.Render("? "), t.Strong, "Not proven yet. "+s.last.Finding.Text())
		return lines(out, f.Hang("  "+t.Muted.Render("What to do  "), t.Text, s.last.Finding.Remedy()))
	case s.last.Good:
		return f.Hang(t.Good.Render("✓ "), t.Strong,
			"Proven at "+clockTime(s.last.At)+": the kept secret gets a token three times in a row, and the token "+
				"may read users.")
	}
	return ""
}

// causeView names the first broken link as the cause, and its remedy.
func (s *proof) causeView(f frame, cause setup.Link) string {
	t := f.Theme
	text, remedy := cause.Detail, ""
	if fd := s.last.Finding; fd != nil && !directoryLinks[cause.ID] {
		text, remedy = fd.Text(), fd.Remedy()
	} else if fs := f.State.Verdict.Phase(mendedBy[cause.ID]).Findings(); len(fs) > 0 {
		text, remedy = fs[0].Text(), fs[0].Remedy()
	}
	out := f.Hang(t.Bad.Render("✗ "), t.Strong, "The cause: "+cause.FailureTitle())
	if text != "" {
		out = lines(out, f.Para(t.Text, text, 2))
	}
	if remedy != "" {
		out = lines(out, f.Hang("  "+t.Muted.Render("What to do  "), t.Text, remedy))
	}
	return out
}
