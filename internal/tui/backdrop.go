package tui

import (
	"image/color"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
)

// backdrop is what is known of the terminal's background. Where nothing is
// known the colours are middle tones that can be read on either.
type backdrop int

const (
	backdropUnknown backdrop = iota
	backdropDark
	backdropLight
)

// backdropOf is a background that the terminal reported.
func backdropOf(dark bool) backdrop {
	if dark {
		return backdropDark
	}
	return backdropLight
}

// backdropByEnv reads COLORFGBG ("0;15", in rxvt "0;default;15"), for terminals
// that do not answer when they are asked. The last part is the background as one
// of the 16 colours: 7 and 15 are light, the rest dark.
func backdropByEnv(v string) backdrop {
	parts := strings.Split(v, ";")
	n, err := strconv.Atoi(parts[len(parts)-1])
	switch {
	case err != nil || len(parts) < 2 || n < 0 || n > 15:
		return backdropUnknown
	case n == 7 || n == 15:
		return backdropLight
	}
	return backdropDark
}

// pick is the tone for this background.
func (b backdrop) pick(light, middle, dark string) color.Color {
	switch b {
	case backdropLight:
		return lipgloss.Color(light)
	case backdropDark:
		return lipgloss.Color(dark)
	}
	return lipgloss.Color(middle)
}
