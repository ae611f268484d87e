// Package injecttest holds hostile texts that try to steer a terminal, hide in it,
// break it or make it reply. It injects them into a service's answers and checks
// whether any of them reached the output.
//
// It is for tests only. It refuses to clean anything: that is what the program has to do.
package injecttest

import "strings"

// Mark is a color parameter of a terminal sequence that no theme of the program
// uses. A sequence that holds it came from data.
const Mark = "199"

// Texts are the hostile texts: sequences of each kind (CSI, OSC, DCS, APC, PM, SOS),
// introduced by ESC, by a C1 code point and by a C1 byte; bidirectional and
// zero-width characters, combining marks, variation selectors and tags; characters
// of disputed width; control characters and line ends; one line of 1 MiB; and what a
// shell, a format string and a template would interpret.
var Texts = []string{
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
	"emoji \U0001F468\u200d\U0001F469\u200d\U0001F467 \U0001F44B\U0001F3FD " +
		"\U0001F1E9\U0001F1EA\U0001F1E9 1\ufe0f\u20e3 ❤️",
	"हिन्दी क्षत्रिय தமிழ் กำลัง ﷽ \u0d4eക",
	"nul\x00bell\x07back\x08\x08\x7fdel\x0e\x0f",
	"tab\tcr\rlf\nvt\vff\fnel\u0085ls\u2028ps\u2029end",
	strings.Repeat("東x", 1<<18),
	"'\";$(reboot)`id`|&<>\\^%PATH%!*{}[]~#",
	"https://evil.example/$(reboot)?a=b&c=\x1b]8;;d\x07",
	"%s%n%d{{appName}}{{evil}}",
}
