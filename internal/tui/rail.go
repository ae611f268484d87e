package tui

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/steps"
	"ssowizard/internal/steps/tasks"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/views"
)

// railItem is one line of the list beside a page: a phase of the walk, or a
// part of the task that the page belongs to.
type railItem struct {
	chapter, span, title string
	sign                 views.Glyph
	here, dim            bool
}

// rail is the list that belongs to the present page: the five parts in a
// renewal, the phases of the walk elsewhere.
func (m *root) rail() []railItem {
	if t := m.deps.Task; t != nil && t.ID == steps.TaskRenew {
		return m.renewalRail()
	}
	at := m.phaseShown()
	var out []railItem
	for _, r := range m.state.Verdict.Phases {
		it := railItem{chapter: r.Phase.Chapter, span: r.Phase.Span(), title: r.Phase.Title,
			sign: m.theme.Sign(m.state, r), here: r.Phase.ID == at}
		it.dim = it.sign.Mark == "◌" || it.sign.Mark == "–" || it.sign.Mark == "·"
		if it.here && it.sign.Mark == "○" {
			it.sign = m.theme.Now()
		}
		out = append(out, it)
	}
	return out
}

// renewalRail are the five parts of a renewal; the page of a step is marked as
// the part that it is in.
func (m *root) renewalRail() []railItem {
	at := m.phaseShown()
	r := m.deps.Session.Renewal()
	var out []railItem
	for i, p := range r.Phases {
		it := railItem{chapter: "Renewal", span: strconv.Itoa(i + 1), title: p.Title,
			sign: m.theme.Status(p.Status), here: string(tasks.PartPage(p.ID)) == at}
		if it.here && it.sign.Mark == "○" {
			it.sign = m.theme.Now()
		}
		out = append(out, it)
	}
	return out
}

// settled counts what is settled of the list beside the page, and says of what.
func (m *root) settled() (count, of string) {
	if t := m.deps.Task; t != nil && t.ID == steps.TaskRenew {
		n := 0
		r := m.deps.Session.Renewal()
		for _, p := range r.Phases {
			if p.Status.Settled() {
				n++
			}
		}
		return fmt.Sprintf("%d of %d", n, len(r.Phases)), " parts done"
	}
	return fmt.Sprintf("%d of %d", m.state.Verdict.Settled(), len(m.state.Verdict.Phases)), " parts settled"
}

// sidebar is the list with its states, the chapters above them where there is
// room.
func (m *root) sidebar(g geometry) []string {
	items := m.rail()
	chapters, last := 0, ""
	for _, it := range items {
		if it.chapter != last {
			chapters++
			last = it.chapter
		}
	}
	headed := len(items)+chapters <= g.body
	var rows []string
	last = ""
	for _, it := range items {
		if headed && it.chapter != last {
			rows = append(rows, m.theme.Muted.Render(" "+it.chapter))
		}
		last = it.chapter
		rows = append(rows, m.sideLine(it, g.side))
	}
	return rows
}

func (m *root) sideLine(it railItem, width int) string {
	span := it.span + " "
	if it.chapter != "Renewal" {
		span = ui.Pad(it.span, 6)
	}
	if it.here {
		return m.theme.Accent.Render("▸") + it.sign.Dot() + " " +
			ansi.Truncate(m.theme.Accent.Render(span+it.title), width-4, "…")
	}
	st := m.theme.Text
	if it.dim {
		st = m.theme.Muted
	}
	return " " + it.sign.Dot() + " " + ansi.Truncate(st.Render(span+it.title), width-4, "…")
}

// progress is the list in one line, for narrow windows.
func (m *root) progress(width int) string {
	var out []string
	for _, it := range m.rail() {
		st := m.theme.Muted
		if it.here {
			st = m.theme.Accent
		}
		out = append(out, it.sign.Dot()+st.Render(it.span))
	}
	return ansi.Truncate(strings.Join(out, " "), width, "…")
}
