package ui

import (
	"image/color"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
)

// Backdrop is what is known of the terminal's background. Where nothing is
// known the colours are middle tones that can be read on either.
type Backdrop int

// What can be known of it.
const (
	BackdropUnknown Backdrop = iota
	BackdropDark
	BackdropLight
)

// BackdropOf is a background that the terminal reported.
func BackdropOf(dark bool) Backdrop {
	if dark {
		return BackdropDark
	}
	return BackdropLight
}

// BackdropByEnv reads COLORFGBG ("0;15", in rxvt "0;default;15"), for terminals
// that do not answer when they are asked. The last part is the background as one
// of the 16 colours: 7 and 15 are light, the rest dark.
func BackdropByEnv(v string) Backdrop {
	parts := strings.Split(v, ";")
	n, err := strconv.Atoi(parts[len(parts)-1])
	switch {
	case err != nil || len(parts) < 2 || n < 0 || n > 15:
		return BackdropUnknown
	case n == 7 || n == 15:
		return BackdropLight
	}
	return BackdropDark
}

// pick is the tone for this background.
func (b Backdrop) pick(light, middle, dark string) color.Color {
	if b == BackdropUnknown {
		return lipgloss.Color(middle)
	}
	return lipgloss.LightDark(b == BackdropDark)(lipgloss.Color(light), lipgloss.Color(dark))
}
