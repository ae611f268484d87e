package text

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// narrowest is the width below which a text is not broken: a terminal that reports
// less reports nothing of use.
const narrowest = 20

// Columns returns how many columns of a terminal a text may fill. Terminals disagree
// about letters of several code points, so it is the larger of the two ways to count.
func Columns(s string) int { return max(ansi.StringWidth(s), ansi.StringWidthWc(s)) }

// Wrap breaks lines between words where they would exceed the width, in columns, and
// keeps their indent and line breaks. It never cuts a word: it may be an address that
// somebody copies. A width below 20 leaves the text as it is.
func Wrap(s string, width int) string {
	if width < narrowest {
		return s
	}
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		words := strings.TrimLeft(line, " ")
		out = append(out, wrapLine(words, line[:len(line)-len(words)], width)...)
	}
	return strings.Join(out, "\n")
}

func wrapLine(line, indent string, width int) []string {
	var out []string
	words := strings.Split(line, " ")
	now := indent + words[0]
	for _, word := range words[1:] {
		if word != "" && Columns(now)+1+Columns(word) > width {
			out = append(out, strings.TrimRight(now, " "))
			now = indent + word
			continue
		}
		now += " " + word
	}
	return append(out, now)
}

// Fill breaks unstyled text into lines that all keep to the width, in columns, for a
// window that cannot scroll sideways. It breaks at spaces and keeps line breaks; a word
// longer than a line fills the line it begins on and continues on the next, so that
// nothing of it is lost.
func Fill(s string, width int) []string {
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		out = append(out, fillLine(line, width)...)
	}
	return out
}

func fillLine(line string, width int) []string {
	var out []string
	row, used := "", 0
	for _, word := range strings.Fields(line) {
		n := Columns(word)
		switch {
		case used > 0 && used+1+n <= width:
			row, used = row+" "+word, used+1+n
			continue
		case used > 0 && (n <= width || width-used < max(width/3, 3)):
			out = append(out, row)
			row, used = "", 0
		case used > 0:
			word = " " + word
		}
		for {
			head, rest := cut(word, width-used)
			row += head
			if rest == "" {
				break
			}
			out = append(out, row)
			row, used, word = "", 0, rest
		}
		used = Columns(row)
	}
	return append(out, row)
}

// cut divides a word where it would exceed the room: between letters, and within one of
// several code points that alone is wider than the room. The head is at least one code
// point, so that the cutting ends.
func cut(word string, room int) (head, rest string) {
	at := 0
	for at < len(word) {
		letter, _ := ansi.FirstGraphemeCluster(word[at:], ansi.GraphemeWidth)
		if Columns(word[:at+len(letter)]) > room {
			break
		}
		at += len(letter)
	}
	if at > 0 {
		return word[:at], word[at:]
	}
	for at < len(word) {
		_, n := utf8.DecodeRuneInString(word[at:])
		if at > 0 && Columns(word[:at+n]) > room {
			break
		}
		at += n
	}
	return word[:at], word[at:]
}
