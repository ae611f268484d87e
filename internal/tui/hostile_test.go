package tui

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// hostileMark is a colour that no theme of ours uses. A sequence with it came
// from data.
const hostileMark = "199"

// hostileTexts are what names, messages, pastes and files may hold to steer,
// hide in, break or talk back from a terminal.
var hostileTexts = []string{
	"\x1b[4;5;38;5;199mcolour\x1b[2J\x1b[H\x1b[?1049l\x1b[6n",
	"\x1b]8;;https://evil.example/\x1b\\link\x1b]8;;\x1b\\",
	"\x1b]52;c;ZXZpbA==\x07\x1b]0;title\x07\x1b]4;1;?\x07",
	"\x1bPq#0;2;0;0;0~\x1b\\\x1b_Gf=100;AAAA\x1b\\\x1b^pm\x1b\\\x1bXsos\x1b\\",
	"\u009b199mC1\u009d52;c;ZXZpbA==\u009c\u0090q\u009c\u0085\u008d",
	"\x9b199mbytes\x9d52;c;eA==\x9c\x90q\x9c\xff\xfe\xc0\x80\xed\xa0\x80",
	"\u202egnp.exe\u202d\u2066iso\u2067\u2068\u2069\u200f\u061c",
	"zero\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180b\ufe0f\U000E0100width",
	"z" + strings.Repeat("\u0301\u0336\u0489", 200) + "algo",
	"tag\U000E0001\U000E0041\U000E007F",
	"wide 東京 ｆｕｌｌ \u1100\u1161\u11a8 ambiguous ±§°Ω─│█",
	"emoji \U0001F468\u200d\U0001F469\u200d\U0001F467 \U0001F44B\U0001F3FD \U0001F1E9\U0001F1EA\U0001F1E9 1\ufe0f\u20e3 ❤️",
	"हिन्दी क्षत्रिय தமிழ் กำลัง ﷽ \u0d4eക",
	"nul\x00bell\x07back\x08\x08\x7fdel\x0e\x0f",
	"tab\tcr\rlf\nvt\vff\fnel\u0085ls\u2028ps\u2029end",
	strings.Repeat("東x", 170_000),
	"'\";$(reboot)`id`|&<>\\^%PATH%!*{}[]~#",
	"https://evil.example/$(reboot)?a=b&c=\x1b]8;;d\x07",
	"%s%n%d{{appName}}{{evil}}",
}

var ourSequence = regexp.MustCompile(`^\x1b\[([0-9;:]*)m`)

// steered is the judge of what is written to a terminal: nothing but text that
// can be seen, line ends, and colours that are ours. It says what is wrong.
func steered(content string) string {
	marks := 0
	for i := 0; i < len(content); {
		if seq := ourSequence.FindStringSubmatch(content[i:min(i+64, len(content))]); seq != nil {
			if strings.Contains(";"+strings.ReplaceAll(seq[1], ":", ";")+";", ";"+hostileMark+";") {
				return fmt.Sprintf("a colour from data at %.60q", content[i:])
			}
			i += len(seq[0])
			continue
		}
		r, size := utf8.DecodeRuneInString(content[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			return fmt.Sprintf("a byte that is no text at %.60q", content[max(0, i-20):])
		case r != '\n' && r != utf8.RuneError && !unicode.IsPrint(r), unicode.Is(unicode.Variation_Selector, r), r >= 0x1F3FB && r <= 0x1F3FF:
			return fmt.Sprintf("%U at %.60q", r, content[max(0, i-20):])
		}
		if marks++; !unicode.Is(unicode.M, r) {
			marks = 0
		}
		if marks > 6 {
			return fmt.Sprintf("a stack of marks at %.60q", content[max(0, i-40):])
		}
		i += size
	}
	return ""
}

// columns counts a line's columns by code points and by a table of its own,
// written down from Unicode's East Asian widths and not taken from a library
// that the program uses.
func columns(line string) int {
	n := 0
	for _, r := range line {
		switch {
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r), r >= 0x1160 && r <= 0x11FF:
		case wideRune(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

func wideRune(r rune) bool {
	for _, w := range [][2]rune{{0x1100, 0x115F}, {0x231A, 0x231B}, {0x2E80, 0x303E}, {0x3041, 0x33FF}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xA000, 0xA4CF}, {0xA960, 0xA97C}, {0xAC00, 0xD7A3},
		{0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}} {
		if r >= w[0] && r <= w[1] {
			return true
		}
	}
	return false
}

// brokenFrame tells what is wrong with a frame as the terminal gets it.
func brokenFrame(content string, width, height int) string {
	if wrong := steered(content); wrong != "" {
		return wrong
	}
	rows := strings.Split(ansi.Strip(content), "\n")
	if len(rows) > height {
		return fmt.Sprintf("%d lines", len(rows))
	}
	for i, r := range rows {
		if a, b, c := ansi.StringWidthWc(r), ansi.StringWidth(r), columns(r); max(a, b, c) > width {
			return fmt.Sprintf("line %d is %d, %d or %d columns wide: %q", i+1, a, b, c, r)
		}
	}
	if debris := ourDebris.FindString(ansi.Strip(content)); debris != "" {
		return fmt.Sprintf("colours of ours without their escape: %q", debris)
	}
	return ""
}

// ourDebris is what is left of a colour of ours whose escape was taken off.
var ourDebris = regexp.MustCompile(`\[(0|1|22|7|38;[25];[0-9;]+)?m`)

// hostileSizes are the windows in which every page is looked at.
var hostileSizes = [][2]int{{40, 10}, {80, 24}, {120, 36}}

// holdsAtEverySize fails where a page breaks in one of the windows.
func (d *driver) holdsAtEverySize(where string) {
	d.t.Helper()
	w0, h0 := d.m.width, d.m.height
	defer d.Resize(w0, h0)
	for _, s := range hostileSizes {
		d.Resize(s[0], s[1])
		if wrong := brokenFrame(d.m.View().Content, s[0], s[1]); wrong != "" {
			d.t.Errorf("%s at %dx%d: %s", where, s[0], s[1], wrong)
			return
		}
	}
}

// The judge itself: it finds each of the texts where nobody cleaned it.
func TestTheJudgeOfFramesSeesWhatItShould(t *testing.T) {
	t.Parallel()
	harmless := map[int]bool{10: true, 12: true, 16: true, 18: true} // wide, other scripts, shell, format: only their width and use can harm
	for i, s := range hostileTexts {
		wrong := brokenFrame(s, 80, 24)
		if (wrong == "") != harmless[i] {
			t.Errorf("%d, %.40q: %q", i, s, wrong)
		}
	}
	if wrong := brokenFrame("\x1b[1;38;5;12mfine\x1b[m ✓ Büro 東京\n", 80, 24); wrong != "" {
		t.Errorf("an honest frame: %s", wrong)
	}
}
