package ui

import (
	"image/color"

	"charm.land/bubbles/v2/textinput"
	"charm.land/lipgloss/v2"
)

// Theme holds the styles by the part they play. A screen names a role, never a
// colour: one accent, three states, and greys. Every state also has a Glyph and
// a word, so that nothing depends on seeing colour.
type Theme struct {
	Dark bool

	Text   lipgloss.Style // running text: the terminal's own colour
	Muted  lipgloss.Style // explanations, usual ranges, what is not chosen
	Strong lipgloss.Style // values, headings
	Accent lipgloss.Style // where the person is; the chosen line
	Good   lipgloss.Style
	Look   lipgloss.Style // needs a person's eye
	Bad    lipgloss.Style
	Unsure lipgloss.Style // could not be checked
	Rule   lipgloss.Style // lines and frames
	Key    lipgloss.Style // a key's name in the footer
	Badge  lipgloss.Style // PRACTICE, SHARE-SAFE
	Code   lipgloss.Style // a code to be typed elsewhere
	Link   lipgloss.Style
}

// NewTheme builds the roles for what is known of the background.
func NewTheme(on Backdrop) Theme {
	tone := func(light, middle, dark string) lipgloss.Style {
		return lipgloss.NewStyle().Foreground(on.pick(light, middle, dark))
	}
	accent := tone("#0A58A8", "#2B7CD3", "#7CB7FF")
	return Theme{
		Dark:   on != BackdropLight,
		Text:   lipgloss.NewStyle(),
		Muted:  tone("#57606A", "#767C85", "#8B94A3"),
		Strong: lipgloss.NewStyle().Bold(true),
		Accent: accent.Bold(true),
		Good:   tone("#1A7F37", "#2F8A43", "#8CC98F"),
		Look:   tone("#8A5A00", "#A6730F", "#E3B765"),
		Bad:    tone("#B3261E", "#D9463F", "#F0858C").Bold(true),
		Unsure: tone("#7A3E9D", "#9A63C0", "#C6A2E0"),
		Rule:   tone("#C4CAD2", "#8A8F98", "#3D4553"),
		Key:    accent,
		Badge: lipgloss.NewStyle().Bold(true).Padding(0, 1).
			Foreground(on.pick("#FFFFFF", "#FFFFFF", "#1B1500")).
			Background(on.pick("#8A5A00", "#8A5A00", "#E3B765")),
		Code: accent.Bold(true),
		Link: accent.Underline(true),
	}
}

// input styles a text field in the roles of the theme; nothing blinks.
func (t Theme) input() textinput.Styles {
	s := textinput.DefaultStyles(t.Dark)
	plain := textinput.StyleState{Text: t.Strong, Placeholder: t.Muted, Prompt: t.Accent, Suggestion: t.Muted}
	s.Focused, s.Blurred = plain, plain
	s.Cursor.Color = foreground(t.Accent)
	s.Cursor.Blink = false
	return s
}

func foreground(st lipgloss.Style) color.Color { return st.GetForeground() }
