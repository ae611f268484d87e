package explain

import (
	"html"
	"net/url"
	"strings"
	"unicode"

	"ssowizard/internal/charset"
	"ssowizard/internal/text"
)

// legible undoes what mails, pages, logs and JSON do to a message, and drops what
// steers a terminal or hides between letters. Lines stay lines.
func legible(text string) string {
	if len(text) > explainLimit {
		text = text[:explainLimit]
	}
	text, _ = charset.QuotedPrintable(strings.ToValidUTF8(text, "\uFFFD"))
	text = html.UnescapeString(text)
	text = strings.NewReplacer(`\u0027`, "'", `\u0022`, `"`, `\u0026`, "&", `\u003c`, "<", `\u003e`, ">",
		`\u002b`, "+", `\/`, "/",
		`\r`, " ", `\n`, "\n", `\"`, `"`).Replace(text)
	text = strings.Map(readable, text)
	return withoutMarkup(text)
}

// readable keeps what a person sees: one kind of blank, straight quotes, no letter
// that steers.
func readable(r rune) rune {
	switch {
	case r == '\n' || r == '\u2028' || r == '\u2029':
		return '\n'
	case strings.ContainsRune("‘’‚‛‹›′`´", r):
		return '\''
	case strings.ContainsRune("“”„‟«»″「」『』", r):
		return '"'
	case unicode.IsSpace(r):
		return ' '
	case r >= '！' && r <= '～': // the wide forms of ASCII
		return readable(r - '！' + '!')
	case r > unicode.MaxASCII && unicode.IsDigit(r):
		return digitOf(r)
	case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
		return -1
	}
	return r
}

// digitOf is the ASCII digit of another script's: they come ten in a row.
func digitOf(r rune) rune {
	for _, t := range unicode.Nd.R16 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return '0' + (r-rune(t.Lo))%10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) { //nolint:gosec // no rune is larger
			return '0' + (r-rune(t.Lo))%10 //nolint:gosec // no rune is larger
		}
	}
	return r
}

var (
	quoteMarks = text.Pattern(`(?m)^[ \t]*(?:[>|][ \t]?)+`)
	autoLink   = text.Pattern(`(?i)(https?://[^\s<>'"]+)<(?:mailto:)?https?://[^\s<>]+>`)
	markdown   = text.Pattern(`\[([^\]\n]{1,300})\]\((https?://[^\s()]+)\)`)
	angled     = text.Pattern(`(?i)<(https?://[^\s<>]+)>`)
	linkTag    = text.Pattern(`(?is)<a\b[^<>]*\bhref\s*=\s*["']?(https?://[^\s"'<>]+)["']?[^<>]*>` +
		`\s*(https?://[^\s"'<>]+)\s*</a>`)
	inlineTag = text.Pattern(`(?i)</?(?:span|b|i|u|em|strong|font|code|tt|small|big|mark|wbr)\b[^<>]*>`)
	blockTag  = text.Pattern(`(?i)</?(?:p|div|br|td|th|tr|table|tbody|li|ul|ol|pre|h[1-6]|` +
		`blockquote|body|html)\b[^<>]*>`)
	tightQuote = text.Pattern(`(["']) +(https?://\S+?|[0-9a-fA-F-]{36}) +(["'])`)
)

// withoutMarkup takes away the marks of a reply, of bold type and of links. Where a
// link stands behind its own text, the text stays.
func withoutMarkup(text string) string {
	text = quoteMarks().ReplaceAllString(text, "")
	text = strings.ReplaceAll(text, "**", "")
	text = linkTag().ReplaceAllString(text, "$2")
	text = blockTag().ReplaceAllString(inlineTag().ReplaceAllString(text, ""), "\n")
	text = autoLink().ReplaceAllString(text, "$1")
	text = markdown().ReplaceAllString(text, "$1")
	text = angled().ReplaceAllString(text, "'$1'")
	return tightQuote().ReplaceAllString(text, "$1$2$3") // as French sets them
}

var encoded = text.Pattern(`%[0-9A-Fa-f]{2}`)

// decoded is the text with its percent escapes taken out, as they stand in logs and
// in addresses, also twice over; "" where there are none.
func decoded(text string) string {
	if len(encoded().FindAllStringIndex(text, 3)) < 3 {
		return ""
	}
	out := strings.ReplaceAll(text, "+", " ")
	for range 2 {
		out = encoded().ReplaceAllStringFunc(out, func(s string) string {
			c, err := url.PathUnescape(s)
			if err != nil {
				return s
			}
			return c
		})
	}
	return legible(strings.NewReplacer("&", "\n", "?", "?\n").Replace(out))
}

// glued is the text with its line ends taken out. What a narrow window broke within
// a word is whole there; words of two lines have run together.
func glued(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		b.WriteString(strings.TrimSpace(line))
	}
	return b.String()
}
