package tui

import (
	"fmt"
	"regexp"
	"slices"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/walked"
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	"github.com/charmbracelet/x/ansi"
)

// cutBy tells what a page loses in a window of these columns: a line too wide for
// it, or an ellipsis that the same page does not have where there is room.
func cutBy(m *root, width, height int) string {
	w0, h0 := m.width, m.height
	m.width, m.height = width, height
	defer func() { m.width, m.height = w0, h0 }()
	g := m.geometry()
	l := m.page()
	f := m.frame(l, g.text, g.body-len(m.heading(g, l.s)))
	if n := len(m.boxes); n > 0 {
		l = &m.boxes[n-1]
		f.Width, f.Height = m.boxRoom(g)
	}
	if h := m.masker().Text(l.s.Heading()); ansi.StringWidth(h) > f.Width {
		return "the heading: " + h
	}
	p := l.s.Body(f)
	if n := len(ui.Split(p.Actions)); n > f.Height || p.Text != "" && n+2 > f.Height {
		return fmt.Sprintf("%d lines of choices in %d lines", n, f.Height)
	}
	narrow := p.Text + "\n" + p.Actions
	for _, row := range strings.Split(narrow, "\n") {
		if ansi.StringWidth(row) > f.Width {
			return "too wide: " + ansi.Strip(row)
		}
	}
	f.Width = 2000
	p = l.s.Body(f)
	roomy := p.Text + "\n" + p.Actions
	if strings.Count(narrow, "…") > strings.Count(roomy, "…") {
		for _, row := range strings.Split(narrow, "\n") {
			if strings.Contains(row, "…") {
				return "cut: " + ansi.Strip(row)
			}
		}
	}
	return ""
}

// unfolds tells whether the page in front names a key that shows it whole.
func unfolds(d *driver) bool {
	return slices.ContainsFunc(d.m.front().s.Keys(), func(b key.Binding) bool { return slices.Equal(b.Keys(), walked.KeyDetails.Keys()) })
}

// losesNothing draws the page or box in front in the smallest windows of both
// layouts: what does not fit is wrapped and scrolled to, or a key unfolds it.
func (d *driver) losesNothing(where string) {
	d.t.Helper()
	for _, s := range [][2]int{{screen.MinWidth, screen.MinHeight}, {wideFrom, screen.MinHeight}} {
		lost := cutBy(d.m, s[0], s[1])
		if lost != "" && unfolds(d) {
			d.Press("d")
			lost = cutBy(d.m, s[0], s[1])
			d.Press("d")
		}
		if lost != "" {
			d.t.Errorf("%s at %dx%d, %s", where, s[0], s[1], lost)
		}
	}
}

var (
	nameOfTheAPI = regexp.MustCompile(`\b[a-z]{2,}[A-Z][A-Za-z]+\b|\bAzureAD[A-Za-z]+|\bNotDisabled\b`)
	anAddress    = regexp.MustCompile(`https?://\S+|[\w.-]+@[\w.-]+`)
)

// namesNothingOfTheAPI reads the page or box in front whole: it has the portal's
// names. The list of requests and the requests of a plan hold Graph's own.
func (d *driver) namesNothingOfTheAPI(where string) {
	d.t.Helper()
	if strings.Contains(where, "/log") || strings.Contains(where, "requests of") {
		return
	}
	l := d.m.front()
	p := l.s.Body(d.m.frame(l, 2000, 2000))
	text := anAddress.ReplaceAllString(ansi.Strip(l.s.Heading()+"\n"+p.Text+"\n"+p.Actions), "")
	for _, n := range nameOfTheAPI.FindAllString(text, -1) {
		d.t.Errorf("%s shows %q:\n%s", where, n, text)
	}
}

// TestNothingThatIsReadIsCut looks at the pages that the sweep over all windows does
// not come to: with a secret, by hand, and those beside the way.
func TestNothingThatIsReadIsCut(t *testing.T) {
	t.Parallel()
	_, d := walkingByHand(t, 100, 40)
	visitPhases(d, func(_, where string) {
		d.losesNothing("by hand, " + where)
		d.namesNothingOfTheAPI("by hand, " + where)
	})
	_, d = atHandOver(t, "new", 100, 40)
	visitPhases(d, func(_, where string) {
		d.losesNothing("with a secret, " + where)
		d.namesNothingOfTheAPI("with a secret, " + where)
	})
	d.send(screen.PhaseMsg{ID: proofPhase})
	d.Idle()
	d.Resize(screen.MinWidth, screen.MinHeight)
	d.SeesNot("contoso.com is " + d.m.state.Profile.Tenant.ID)
	d.Press("d")
	d.Sees("contoso.com is " + d.m.state.Profile.Tenant.ID)
	d.send(screen.PhaseMsg{ID: handOverPhase})
	d.Idle()
	d.Press("v")
	d.losesNothing("the secret, shown")
	visitSides(t, (*driver).losesNothing)
}
