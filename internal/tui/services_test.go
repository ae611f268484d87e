package tui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/campaign"
	"ssowizard/internal/entra"
	"ssowizard/internal/tui/screen"
)

// elsewhere are roots as somebody's environment could name them.
func elsewhere() *entra.Roots {
	return &entra.Roots{Login: "https://login.evil.example", Graph: "https://graph.evil.example:8443"}
}

// TestAForeignServiceIsNamedOnEveryPage, in its first line, at every width, also where what may be seen is masked.
func TestAForeignServiceIsNamedOnEveryPage(t *testing.T) {
	t.Parallel()
	visitWith(t, func(g *rig) { g.real, g.roots = true, elsewhere() }, func(d *driver, where string) {
		w0, h0, safe := d.m.width, d.m.height, d.m.shareSafe
		defer func() { d.Resize(w0, h0); d.m.shareSafe = safe }()
		for _, s := range campaign.Some([][2]int{{60, 20}, {80, 24}, {100, 40}, {120, 36}}, 2) {
			for _, d.m.shareSafe = range []bool{false, true} {
				d.Resize(s[0], s[1])
				shown := d.Screen()
				first, _, _ := strings.Cut(shown, "\n")
				if s[0] < screen.MinWidth {
					first = strings.Join(strings.Fields(shown), " ")
				} else if wrong := misfit(d.view().Content, s[0], s[1]); wrong != "" {
					t.Errorf("%s at %dx%d: %s\n%s", where, s[0], s[1], wrong, shown)
				}
				for _, want := range []string{"NOT MICROSOFT", "login.evil.example", "graph.evil.example:8443"} {
					if !strings.Contains(first, want) {
						t.Fatalf("%s at %dx%d (share-safe: %v) does not show %q first:\n%s", where, s[0], s[1], d.m.shareSafe, want, shown)
					}
				}
			}
		}
	})
}

// TestAForeignServiceIsNamedBesideTheCode, before it is asked for and beside it.
func TestAForeignServiceIsNamedBesideTheCode(t *testing.T) {
	t.Parallel()
	for _, way := range []struct{ key, at string }{{"c", "S01b"}, {"b", "S01c"}} {
		g := newRig(t, "new")
		g.real, g.roots = true, elsewhere()
		d := g.start(80, 24)
		d.Press("enter", "enter")
		d.At("S01a")
		d.Sees("This sign-in comes from login.evil.example, not from Microsoft.")
		d.Press(way.key)
		d.At(way.at)
		d.Sees("This sign-in comes from login.evil.example, not from Microsoft.")
		d.Press("ctrl+c")
		if s := d.m.summary(); !strings.HasPrefix(s, "NOT MICROSOFT: ") || !strings.Contains(s, "graph.evil.example:8443") {
			t.Errorf("what stays in the shell: %s", s)
		}
	}
}

// TestALongForeignNameShowsWhoseItIs: the beginning is what a stranger chooses to look like Microsoft's.
func TestALongForeignNameShowsWhoseItIs(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	g.real, g.roots = true, &entra.Roots{Login: "https://login.microsoftonline.com." + strings.Repeat("a", 50) + ".evil.example", Graph: "https://graph.microsoft.com." + strings.Repeat("b", 50) + ".bad.example"}
	d := g.start(80, 24)
	first, _, _ := strings.Cut(d.Screen(), "\n")
	if !strings.Contains(first, "aaa.evil.example") || !strings.Contains(first, "bbb.bad.example") || ansi.StringWidth(first) > 80 {
		t.Errorf("the first line is %q", first)
	}
}

// TestPracticeHasNoForeignService, whatever the environment names.
func TestPracticeHasNoForeignService(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	g.roots = elsewhere()
	g.start(80, 24).SeesNot("NOT MICROSOFT")
}
