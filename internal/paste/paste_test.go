package paste

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/mtp"
)

// twelve is a list in the shape of a portal's: six common, six on one host.
func twelve() []string {
	out := []string{mtp.FirstURI}
	for _, p := range []string{"example-login", "example-portal/callback", "example-sso?mode=popup", "example%2Fencoded", "Example_Caps/~tilde"} {
		out = append(out, "https://mtp.bvoip.net/"+p)
	}
	for _, p := range []string{"users", "example-login", "example-portal/callback", "example-web", "example-stream/auth", "example-silent.html"} {
		out = append(out, "https://contoso.bvoip.example/"+p)
	}
	return out
}

func eachLine(f func(i int, u string) string) string {
	var lines []string
	for i, u := range twelve() {
		lines = append(lines, f(i, u))
	}
	return strings.Join(lines, "\n")
}

// everySecond puts something around each byte.
func everySecond(s, before, after string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteString(before + s[i:i+1] + after)
	}
	return b.String()
}

func hardWrap(s string, width int) string {
	var lines []string
	for len(s) > width {
		lines = append(lines, s[:width])
		s = s[width:]
	}
	return strings.Join(append(lines, s), "\n")
}

// shapes is how the same twelve addresses arrive.
func shapes() map[string]string {
	blob := strings.Join(twelve(), " ")
	row := strings.Join(twelve(), "")
	m := map[string]string{
		"lines":                eachLine(func(_ int, u string) string { return u }),
		"crlf":                 strings.ReplaceAll(eachLine(func(_ int, u string) string { return u }), "\n", "\r\n"),
		"old mac line ends":    strings.Join(twelve(), "\r"),
		"blank lines between":  strings.Join(twelve(), "\n\n\n"),
		"numbered":             eachLine(func(i int, u string) string { return fmt.Sprintf("%2d. %s", i+1, u) }),
		"numbered brackets":    eachLine(func(i int, u string) string { return fmt.Sprintf("(%d) %s", i+1, u) }),
		"number on own line":   eachLine(func(i int, u string) string { return fmt.Sprintf("%d\n%s", i+1, u) }),
		"bullets":              eachLine(func(_ int, u string) string { return "  • " + u }),
		"dashes":               eachLine(func(_ int, u string) string { return "- " + u }),
		"check boxes":          eachLine(func(_ int, u string) string { return "- [x] " + u }),
		"markdown table":       "| # | Redirect URI |\n|---|---|\n" + eachLine(func(i int, u string) string { return fmt.Sprintf("| %d | %s |", i+1, u) }),
		"tight pipes":          eachLine(func(i int, u string) string { return fmt.Sprintf("|%d|%s|", i, u) }),
		"box drawing":          eachLine(func(_ int, u string) string { return "│" + u + "│" }),
		"tabs":                 eachLine(func(i int, u string) string { return fmt.Sprintf("%d\t%s\tSPA\tCopy", i, u) }),
		"cells in one row":     strings.Join(twelve(), "\t"),
		"double quotes":        eachLine(func(_ int, u string) string { return `"` + u + `",` }),
		"single quotes":        "['" + strings.Join(twelve(), "', '") + "']",
		"typographic quotes":   eachLine(func(_ int, u string) string { return "“" + u + "”" }),
		"low-high quotes":      eachLine(func(_ int, u string) string { return "„" + u + "“," }),
		"guillemets":           strings.Join(twelve(), "» «"),
		"backticks":            eachLine(func(_ int, u string) string { return "* `" + u + "`" }),
		"bold":                 eachLine(func(_ int, u string) string { return "**" + u + "**" }),
		"angle brackets":       eachLine(func(_ int, u string) string { return "<" + u + ">" }),
		"markdown links same":  eachLine(func(_ int, u string) string { return "[" + u + "](" + u + ")" }),
		"markdown links words": eachLine(func(i int, u string) string { return fmt.Sprintf("- [Link %d](%s)", i, u) }),
		"commas":               strings.Join(twelve(), ","),
		"commas and blanks":    strings.Join(twelve(), ", "),
		"semicolons":           strings.Join(twelve(), "; "),
		"full stops":           eachLine(func(i int, u string) string { return u + "." }),
		"parentheses":          eachLine(func(i int, u string) string { return "see (" + u + ")." }),
		"row":                  row,
		"numbered row":         strings.Join(strings.Split(eachLine(func(i int, u string) string { return fmt.Sprintf("%d.%s", i+1, u) }), "\n"), ""),
		"zero width around":    eachLine(func(_ int, u string) string { return "\u200b" + u + "\ufeff" }),
		"zero width inside":    eachLine(func(_ int, u string) string { return u[:15] + "\u200b" + u[15:20] + "\u00ad" + u[20:] }),
		"non-breaking blanks":  strings.Join(twelve(), "\u00a0\u00a0"),
		"line separators":      strings.Join(twelve(), "\u2028"),
		"bidi marks":           eachLine(func(_ int, u string) string { return "\u2066" + u + "\u2069" }),
		"colours":              eachLine(func(_ int, u string) string { return "\x1b[4;34m" + u + "\x1b[0m" }),
		"paste markers":        "\x1b[200~" + eachLine(func(_ int, u string) string { return u }) + "\x1b[201~",
		"terminal links":       eachLine(func(_ int, u string) string { return "\x1b]8;;https://elsewhere.example/\x1b\\" + u + "\x1b]8;;\x1b\\" }),
		"utf-16":               "\xff\xfe" + everySecond(strings.Join(twelve(), "\r\n"), "", "\x00"),
		"utf-16be":             "\xfe\xff" + everySecond(strings.Join(twelve(), "\r\n"), "\x00", ""),
		"utf-16 unmarked":      everySecond(strings.Join(twelve(), "\r\n"), "", "\x00"),
	}
	for _, w := range []int{47, 60, 72, 80, 100, 120, 132} {
		m[fmt.Sprintf("blob at %d", w)] = hardWrap(blob, w)
		m[fmt.Sprintf("comma blob at %d", w)] = hardWrap(strings.Join(twelve(), ","), w)
		m[fmt.Sprintf("row at %d", w)] = hardWrap(row, w)
	}
	maps.Copy(m, codeShapes())
	maps.Copy(m, htmlShapes())
	return m
}

func codeShapes() map[string]string {
	return map[string]string{
		"json":          `{"spa":{"redirectUris":["` + strings.Join(twelve(), `","`) + `"]}}`,
		"json slashes":  `["` + strings.ReplaceAll(strings.Join(twelve(), `","`), "/", `\/`) + `"]`,
		"json newlines": `"` + strings.Join(twelve(), `\n`) + `"`,
		"assignments":   eachLine(func(i int, u string) string { return fmt.Sprintf("uri%d=%s", i, u) }),
		"tight numbers": eachLine(func(i int, u string) string { return fmt.Sprintf("%d.%s", i+1, u) }),
		"letters":       eachLine(func(i int, u string) string { return string(rune('a'+i)) + ") " + u }),
		"sub bullets":   eachLine(func(_ int, u string) string { return "o\t" + u }),
		"mail quote":    eachLine(func(_ int, u string) string { return "> " + u }),
		"with labels":   "Redirect URIs\n" + eachLine(func(_ int, u string) string { return u + "\nCopy" }) + "\nDone",
		"small labels":  eachLine(func(_ int, u string) string { return u + "\ncopy" }),
		"words before":  "Here you go:\n\n" + eachLine(func(i int, u string) string { return fmt.Sprintf("Address %d: %s", i, u) }) + "\n\nRegards",
		"each twice":    eachLine(func(_ int, u string) string { return u + " " + u }),
	}
}

func htmlShapes() map[string]string {
	esc := strings.NewReplacer("&", "&amp;", "/", "&#x2F;").Replace
	return map[string]string{
		"links": "<ul>\n" + eachLine(func(_ int, u string) string {
			return `<li><a class="x" href="` + u + `" target=_blank>` + u + "</a></li>"
		}) + "</ul>",
		"links with words": "<p>" + eachLine(func(i int, u string) string { return fmt.Sprintf("<a href='%s'>Link %d</a>", u, i) }),
		"links bare":       eachLine(func(_ int, u string) string { return "<A HREF=" + u + ">x</A>" }),
		"links shortened":  eachLine(func(_ int, u string) string { return `<a href="` + u + `">` + u[:20] + "…</a>" }),
		"links entities":   eachLine(func(_ int, u string) string { return `<td><a href="` + esc(u) + `">` + esc(u) + "</a>&nbsp;</td>" }),
		"links rewritten":  eachLine(func(_ int, u string) string { return `<a href="https://safe.example/?u=x">` + u + "</a>" }),
		"table":            "<table>" + eachLine(func(i int, u string) string { return fmt.Sprintf("<tr><td>%d<td>%s<td>Copy</tr>", i, u) }) + "</table>",
		"line breaks":      strings.Join(twelve(), "<br>"),
		"break hints":      eachLine(func(_ int, u string) string { return strings.ReplaceAll(u, "/", "/<wbr>") + "<br/>" }),
		"bold parts":       eachLine(func(_ int, u string) string { return "<p>" + u[:9] + "<b>" + u[9:14] + "</b>" + u[14:] + "</p>" }),
		"inputs": eachLine(func(_ int, u string) string {
			return `<input type="text" readonly value="` + u + `"><button>Copy</button>`
		}),
		"copy button":         eachLine(func(_ int, u string) string { return "<div><span>" + u + "</span><span>Copy</span></div>" }),
		"with script":         `<script>var a="https://evil.example/x";</script><!-- https://old.example/ -->` + strings.Join(twelve(), "<br>"),
		"escaped":             strings.NewReplacer("<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(`<a href="` + strings.Join(twelve(), `"></a><a href="`) + `">`),
		"numeric first sign":  eachLine(func(_ int, u string) string { return "&#104;" + u[1:] }),
		"doubly encoded":      "<p>" + eachLine(func(_ int, u string) string { return strings.ReplaceAll(u, "/", "&amp;#47;") + "</p>" }),
		"word processor junk": `<html xmlns:o="urn:x"><head><style>a{}</style></head><body><p class=MsoNormal>` + strings.Join(twelve(), "<o:p></o:p></p><p class=MsoNormal>"),
	}
}

func TestParseURIsShapes(t *testing.T) {
	want := twelve()
	for name, paste := range shapes() {
		t.Run(name, func(t *testing.T) {
			got := ParseURIs(paste)
			if !slices.Equal(got.URIs, want) {
				t.Errorf("paste:\n%s\ngot %d:\n%s\ndropped %+v", paste, len(got.URIs), strings.Join(got.URIs, "\n"), got.Dropped)
			}
			if name == "each twice" && got.Duplicates != 12 || name != "each twice" && got.Duplicates != 0 {
				t.Errorf("duplicates = %d", got.Duplicates)
			}
		})
	}
}

func TestParseURIsMendsAndSaysSo(t *testing.T) {
	for _, tc := range []struct{ name, paste, want, word string }{
		{"inside the scheme", "https://a.example/one htt\nps://b.example/two", "https://b.example/two", "line break"},
		{"inside an escape", "https://a.example/one%2\nFtwo", "https://a.example/one%2Ftwo", "line break"},
		{"before a query", "https://a.example/one\n?x=1", "https://a.example/one?x=1", "line break"},
		{"after a hyphen", "https://a.example/exa-\n   mple", "https://a.example/exa-mple", "line break"},
		{"before the path", "https://a.example\n/users", "https://a.example/users", "line break"},
		{"after the slashes", "https://\na.example/users", "https://a.example/users", "line break"},
		{"wide line", "https://contoso.bvoip.example/example-portal/sig\nnin\n", "https://contoso.bvoip.example/example-portal/signin", "line break"},
		{"zero width", "https://a.exa\u200bmple/one", "https://a.example/one", "invisible"},
		{"entity", "https://a.example/?x=1&amp;y=2", "https://a.example/?x=1&y=2", "entities"},
		{"backslash", `https:\/\/a.example\/one`, "https://a.example/one", "backslash"},
		{"encoded", "https%3A%2F%2Fmtp.bvoip.net%2Fusers", "https://mtp.bvoip.net/users", "percent-encoding"},
		{"tag", "https://<b>a</b>.example/one", "https://a.example/one", "tags"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := ParseURIs(tc.paste)
			for _, m := range got.Mended {
				if m.URI == tc.want && strings.Contains(strings.Join(m.Why, " "), tc.word) && m.Text != "" {
					return
				}
			}
			t.Errorf("got %+v", got)
		})
	}
}

// What was not damaged is not reported as mended, and keeps its bytes.
func TestParseURIsKeepsBytes(t *testing.T) {
	for _, u := range []string{
		"https://MTP.bvoip.net/Users/", "HTTPS://a.example/x", "https://a.example/%7euser%2f%2F", "https://a.example",
		"https://a.example:443/x", "https://a.example/x?next=https://b.example/y", "http://localhost:3000/",
		"https://a.example/f(x)", "https://[2001:db8::1]:8443/x", "https://u:p@a.example/", "https://*.a.example/*", "https://a.example/#/x",
		"https://a.example/?a=1&copy=2&lt=3",
	} {
		got := ParseURIs("  " + u + "\r\n")
		if len(got.URIs) != 1 || got.URIs[0] != u || len(got.Mended) != 0 || len(got.Dropped) != 0 {
			t.Errorf("%s: got %+v", u, got)
		}
	}
}

func TestParseURIsSaysWhatItDropped(t *testing.T) {
	long := strings.Repeat("x", pasteLimit) + " https://a.example/x"
	for _, tc := range []struct {
		name, paste string
		kind        DropKind
		in          string
	}{
		{"ellipsis", "https://mtp.bvoip.net/exa…", DropShortened, "shortened"},
		{"three dots", "https://mtp.bvoip.net/exa... Copy", DropShortened, "shortened"},
		{"no scheme", "mtp.bvoip.net/users", DropNoScheme, "https://"},
		{"other scheme", "ftp://mtp.bvoip.net/users", DropBroken, "neither"},
		{"one slash", "https:/mtp.bvoip.net/users", DropBroken, "slashes"},
		{"encoded and cut off", "https%3A%2F%2Fmtp.bvoip.net%2Fusers%2", DropBroken, "percent-encoded"},
		{"behind a comma", "https://a.example/a,b;c", DropText, "not an address"},
		{"umlaut", "https://mtp.bvoip.net/grüße", DropBroken, "U+00FC"},
		{"damaged", "https://mtp.bvoip.net/\xffusers", DropBroken, "damaged"},
		{"control", "https://mtp.bvoip.net/\x08users", DropBroken, "control"},
		{"placeholder", "https://{subdomain}.bvoip.example/users", DropBroken, "cannot stand"},
		{"half escape", "https://mtp.bvoip.net/a%2", DropBroken, "cut off"},
		{"no host", "https:///users", DropBroken, "host"},
		{"bad port", "https://mtp.bvoip.net:99999/", DropBroken, "port"},
		{"empty label", "https://mtp..bvoip.net/", DropBroken, "empty part"},
		{"words", "https://a.example/x\n\nand so on", DropText, "not an address"},
		{"rest", "https://a.example/exam/\nple", DropRest, "rest of the address"},
		{"link elsewhere", "[https://a.example/x](https://b.example/y)", DropLink, "leads here"},
		{"html link elsewhere", `<a href="https://b.example/y">https://a.example/x</a>`, DropLink, "leads here"},
		{"again", "https://a.example/x https://a.example/x", DropDuplicate, "again"},
		{"too long", long, DropTooLong, "256 KiB"},
		{"numbers", "1. https://a.example/x", DropMarker, "numbers"},
		{"quotes", `"https://a.example/x",`, DropPunctuation, "signs"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := ParseURIs(tc.paste)
			for _, d := range got.Dropped {
				if d.Kind == tc.kind && strings.Contains(d.Reason, tc.in) && d.Count > 0 {
					return
				}
			}
			t.Errorf("got %+v", got)
		})
	}
}

// A label, a sentence or a bullet under an address must not become part of it.
func TestParseURIsDoesNotJoinLabels(t *testing.T) {
	for _, below := range []string{"Common", "Copy", "2", "2.", "- next", "• next", "These are common", "and so on", "Copied to clipboard", "SPA", "(web)"} {
		paste := "https://mtp.bvoip.net/example-portal/users-and-more\n" + below
		if got := ParseURIs(paste); len(got.URIs) != 1 || got.URIs[0] != "https://mtp.bvoip.net/example-portal/users-and-more" {
			t.Errorf("%q: got %+v", below, got.URIs)
		}
	}
	// Several paths under one host belong to none of them.
	got := ParseURIs("https://mtp.bvoip.net\n/users\n/login")
	if len(got.URIs) != 1 || got.URIs[0] != "https://mtp.bvoip.net" {
		t.Errorf("paths: got %+v", got.URIs)
	}
}

func TestParseURIsCountsDecorationTogether(t *testing.T) {
	got := ParseURIs(shapes()["double quotes"])
	if len(got.Dropped) != 1 || got.Dropped[0].Count < 12 || !got.Dropped[0].Kind.Noise() {
		t.Errorf("got %+v", got.Dropped)
	}
	got = ParseURIs(strings.Repeat("word\n\n", 500))
	if last := got.Dropped[len(got.Dropped)-1]; len(got.Dropped) > dropLimit+1 || last.Count < 300 {
		t.Errorf("%d pieces, the last %+v", len(got.Dropped), last)
	}
}
