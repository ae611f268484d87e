package tui

import (
	"image/color"
	"math"
	"testing"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/views"
)

// luminance and contrast are those of WCAG 2.2, "relative luminance" and
// "contrast ratio".
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	lin := func(v uint32) float64 {
		x := float64(v) / 0xffff
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(r) + 0.7152*lin(g) + 0.0722*lin(b)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a)+0.05, luminance(b)+0.05
	return max(x, y) / min(x, y)
}

// Every colour that words are written in can be read on each background that it
// may stand on.
func TestColoursCanBeRead(t *testing.T) {
	t.Parallel()
	white, black, dark, cream := lipgloss.Color("#FFFFFF"), lipgloss.Color("#000000"), lipgloss.Color("#15171C"), lipgloss.Color("#FDF6E3")
	for _, c := range []struct {
		name  string
		on    ui.Backdrop
		least float64
		over  []color.Color
	}{
		{"dark", ui.BackdropDark, 4.5, []color.Color{black, dark}},
		{"light", ui.BackdropLight, 4.5, []color.Color{white, cream}},
		{"unknown", ui.BackdropUnknown, 3.8, []color.Color{white, black, dark, cream}}, // about 4.6 is all that can be had on both ends at once
	} {
		th := views.NewTheme(c.on)
		for role, st := range map[string]lipgloss.Style{"muted": th.Muted, "accent": th.Accent, "good": th.Good, "look": th.Look, "bad": th.Bad,
			"unsure": th.Unsure, "key": th.Key, "code": th.Code, "link": th.Link} {
			for _, below := range c.over {
				if got := contrast(st.GetForeground(), below); got < c.least {
					t.Errorf("%s: %s has a contrast of %.2f on %v, want %.1f", c.name, role, got, below, c.least)
				}
			}
		}
		if got := contrast(th.Badge.GetForeground(), th.Badge.GetBackground()); got < 4.5 {
			t.Errorf("%s: the badge has a contrast of %.2f", c.name, got)
		}
	}
}

func TestTheBackgroundIsTakenFromWhoeverKnows(t *testing.T) {
	t.Parallel()
	for v, want := range map[string]ui.Backdrop{"0;15": ui.BackdropLight, "15;0": ui.BackdropDark, "0;default;15": ui.BackdropLight, "0;7": ui.BackdropLight, "7;8": ui.BackdropDark,
		"": ui.BackdropUnknown, "default": ui.BackdropUnknown, "15": ui.BackdropUnknown, "0;default": ui.BackdropUnknown, "0;99": ui.BackdropUnknown} {
		if got := ui.BackdropByEnv(v); got != want {
			t.Errorf("%q is %d, want %d", v, got, want)
		}
	}
	d := newRig(t, "new").start(80, 24)
	d.send(tea.EnvMsg{"TERM=xterm"})
	tone := func() color.Color { return d.m.theme.Muted.GetForeground() }
	if tone() != views.NewTheme(ui.BackdropUnknown).Muted.GetForeground() {
		t.Error("without an answer the colors are not the middle ones")
	}
	d.send(tea.BackgroundColorMsg{Color: lipgloss.Color("#FFFFFF")})
	d.send(tea.EnvMsg{"COLORFGBG=15;0"}) // late; the terminal's own word stands
	if tone() != views.NewTheme(ui.BackdropLight).Muted.GetForeground() {
		t.Error("the terminal said that it is light")
	}
}

// Colour changes nothing that is said: the words and signs are the same on
// every background.
func TestNothingIsSaidByColourAlone(t *testing.T) {
	t.Parallel()
	d := newRig(t, "two-faults").start(80, 24)
	d.check()
	want := ansi.Strip(d.view().Content)
	for _, on := range []ui.Backdrop{ui.BackdropLight, ui.BackdropUnknown} {
		d.m.theme = views.NewTheme(on)
		if got := ansi.Strip(d.view().Content); got != want {
			t.Errorf("on %d the report says something else:\n%s", on, got)
		}
	}
}
