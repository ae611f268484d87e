package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// wrapWords breaks unstyled text at spaces, and keeps its own line breaks. A
// word longer than a line fills the line it begins on and goes on in the next:
// nothing of it is lost.
func wrapWords(text string, width int) []string {
	var out []string
	for _, line := range strings.Split(text, "\n") {
		out = append(out, wrapLine(line, width)...)
	}
	return out
}

func wrapLine(line string, width int) []string {
	var out []string
	row, used := "", 0
	for _, word := range strings.Fields(line) {
		w := ansi.StringWidth(word)
		switch {
		case used > 0 && used+1+w <= width:
			row, used = row+" "+word, used+1+w
			continue
		case used > 0 && (w <= width || width-used < width/3):
			out = append(out, row)
			row, used = "", 0
		}
		lead := ""
		if used > 0 {
			lead = " "
		}
		rows := hardWrap(lead+word, width, used)
		row += rows[0]
		for _, r := range rows[1:] {
			out = append(out, row)
			row = r
		}
		used = ansi.StringWidth(row)
	}
	return append(out, row)
}

// hardWrap cuts a word into pieces: the first fits behind what the line holds
// already, the others fill lines of their own.
func hardWrap(word string, width, used int) []string {
	if used+ansi.StringWidth(word) <= width {
		return []string{word}
	}
	head := ansi.Truncate(word, max(width-used, 0), "")
	rest := strings.TrimPrefix(word, head)
	return append([]string{head}, strings.Split(ansi.Hardwrap(rest, width, true), "\n")...)
}

// Within cuts every line that a terminal might draw wider than the window. There
// are two ways to count columns, by letters with their marks and by code points,
// and they differ in some scripts: a page is laid out by the first, and most
// terminals, and the renderer with them, go by the second. A line keeps to the
// window by both.
func Within(page string, width int) string {
	rows := strings.Split(page, "\n")
	for i, r := range rows {
		for w := width; w >= 0 && wider(rows[i], width); w-- {
			rows[i] = ansi.TruncateWc(ansi.Truncate(r, w, "…"), w, "…")
		}
	}
	return strings.Join(rows, "\n")
}

func wider(row string, width int) bool {
	return ansi.StringWidth(row) > width || ansi.StringWidthWc(row) > width
}
