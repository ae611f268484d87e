package tui

import (
	"regexp"
	"slices"
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
	f := m.frame(l, g.text, height)
	if n := len(m.boxes); n > 0 {
		l = &m.boxes[n-1]
		f = m.frame(l, g.text, height)
		f.Width, f.Height = m.boxRoom(g)
	}
	if h := m.masker().text(l.s.Heading()); ansi.StringWidth(h) > f.Width {
		return "the heading: " + h
	}
	p := l.s.Body(f)
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
	return slices.ContainsFunc(d.m.front().s.Keys(), func(b key.Binding) bool { return slices.Equal(b.Keys(), keyDetails.Keys()) })
}

// TestNoPageHasANameOfTheAPI reads every page and box whole. The list of requests and
// the requests of a plan hold Graph's own names, and commands for PowerShell do.
func TestNoPageHasANameOfTheAPI(t *testing.T) {
	t.Parallel()
	name := regexp.MustCompile(`\b[a-z]{2,}[A-Z][A-Za-z]+\b|\bAzureAD[A-Za-z]+|\bNotDisabled\b`)
	address := regexp.MustCompile(`https?://\S+|[\w.-]+@[\w.-]+`)
	visit(t, func(d *driver, where string) {
		if strings.Contains(where, "/log") || strings.Contains(where, "requests of") {
			return
		}
		l := d.m.front()
		f := d.m.frame(l, 2000, 2000)
		p := l.s.Body(f)
		text := address.ReplaceAllString(ansi.Strip(l.s.Heading()+"\n"+p.Text+"\n"+p.Actions), "")
		for _, n := range name.FindAllString(text, -1) {
			t.Errorf("%s shows %q:\n%s", where, n, text)
		}
	})
}

// TestNothingThatIsReadIsCut draws every page and box in the smallest windows:
// what does not fit is wrapped and scrolled to, or a key of the page unfolds it.
func TestNothingThatIsReadIsCut(t *testing.T) {
	t.Parallel()
	pages := 0
	look := func(d *driver, where string) {
		pages++
		for _, s := range [][2]int{{minWidth, minHeight}, {wideFrom, minHeight}} {
			lost := cutBy(d.m, s[0], s[1])
			if lost != "" && unfolds(d) {
				d.Press("d")
				lost = cutBy(d.m, s[0], s[1])
				d.Press("d")
			}
			if lost != "" {
				t.Errorf("%s at %dx%d, %s", where, s[0], s[1], lost)
			}
		}
	}
	visit(t, look)
	_, d := walkingByHand(t, 100, 40)
	visitStages(d, func(_, where string) { look(d, "by hand, "+where) })
	_, d = atHandOver(t, "new", 100, 40)
	visitStages(d, func(_, where string) { look(d, "with a secret, "+where) })
	d.send(stageMsg{id: proofStage})
	d.Idle()
	d.Resize(minWidth, minHeight)
	d.SeesNot("contoso.com is " + d.m.state.Profile.Tenant.ID)
	d.Press("d")
	d.Sees("contoso.com is " + d.m.state.Profile.Tenant.ID)
	d.send(stageMsg{id: handOverStage})
	d.Idle()
	d.Press("v")
	look(d, "the secret, shown")
	visitSides(t, look)
	if pages < 100 {
		t.Errorf("%d pages", pages)
	}
}
