package mtp

import (
	"fmt"
	"net/netip"
	"strings"
	"unicode"
	"unicode/utf8"

	"ssowizard/internal/text"
	"ssowizard/internal/urltext"
)

// Limits of an Entra app registration, from Microsoft's page "Redirect URI
// (reply URL) restrictions and limitations".
const (
	// MaxURILength is the longest redirect URI, in characters.
	MaxURILength = 256
	// MaxURIs is how many redirect URIs one registration of a work or school
	// audience holds over all platforms.
	MaxURIs = 256
)

// Level is the severity of a problem.
type Level string

// The two levels: Entra or the portal would refuse it, or it should be reviewed.
const (
	Fail Level = "fail"
	Warn Level = "warn"
)

// Problem is a defect of a redirect URI or of the list.
type Problem struct {
	Code   string // stable, for machines and for tests
	Text   string // what is wrong
	Remedy string // what to do
	Level  Level
	URI    string // the URI it concerns; "" if it concerns the whole list
	At     int    // where in URI, as a rune index; -1 if in no one place
}

const copyAgain = "Copy this address again from the \"Redirect URIs\" tab."

// Lint checks one redirect URI against Entra's rules for single-page applications
// and against what the MTP portal can use. Unlike Entra, it also refuses http on
// localhost, where the portal does not run. An empty result means that the URI can
// be registered as it is.
func Lint(uri string) []Problem {
	l := &linter{uri: uri}
	l.characters()
	if !l.scheme() {
		return l.found
	}
	if why := urltext.BadHost(uri[:urltext.SchemeLen(uri)+len(urltext.RawAuthority(uri))]); why != "" &&
		len(l.found) == 0 {
		l.add("bad-host", Fail, -1, "The address cannot be used: "+why+".", copyAgain)
	}
	l.host()
	l.path()
	if n := utf8.RuneCountInString(uri); n > MaxURILength {
		l.add("too-long", Fail, MaxURILength,
			fmt.Sprintf("The address has %d characters; Entra takes %d.", n, MaxURILength),
			"Check whether two addresses were joined. If not, ask bvoip for a shorter one.")
	}
	return l.found
}

type linter struct {
	uri   string
	found []Problem
}

func (l *linter) add(code string, level Level, at int, text, remedy string) {
	l.found = append(l.found, Problem{Code: code, Text: text, Remedy: remedy, Level: level,
		URI: l.uri, At: at})
}

// index returns the rune index of a byte offset.
func (l *linter) index(offset int) int {
	if offset < 0 {
		return -1
	}
	return utf8.RuneCountInString(l.uri[:offset])
}

// characters reports each character that Entra refuses once, at its first place.
func (l *linter) characters() {
	seen := map[rune]bool{}
	for i, r := range l.uri {
		if seen[r] {
			continue
		}
		var code, text string
		switch {
		case strings.ContainsRune("!$'(),;", r):
			code, text = "forbidden-character", "Entra does not take the character "+urltext.QuoteRune(r)+
				" in a redirect URI."
		case r == '*':
			code, text = "wildcard", `The address holds a wildcard, "*". Microsoft advises against it, `+
				"and single-page applications need whole addresses."
		case r == '#':
			code, text = "fragment",
				`The address holds a fragment, the part from "#" on. A redirect URI has none.`
		case r == '%' && !urltext.WholeEscape(l.uri[i:]):
			code, text = "bad-escape", `The address holds "%" without two hexadecimal digits after it.`
		case r == '[' || r == ']' || urltext.IsURIRune(r):
			continue
		case urltext.IsSpace(r):
			code, text = "blank", "The address holds a blank or a line break."
		default:
			code, text = "bad-character", "The address holds "+urltext.QuoteRune(r)+
				", which cannot stand in an address."
		}
		if r != '%' {
			seen[r] = true
		}
		l.add(code, Fail, l.index(i), text, copyAgain)
	}
}

// scheme reports whether the address has one that lets the rest be judged.
func (l *linter) scheme() bool {
	n := urltext.SchemeLen(l.uri)
	if n == 0 {
		if i := strings.Index(l.uri, "://"); i > 0 {
			l.add("not-https", Fail, 0,
				"The address starts with "+urltext.Show(l.uri[:i+3])+" and not with https://.", copyAgain)
		} else {
			l.add("not-absolute", Fail, 0, "The address does not start with https://.",
				"Copy the whole address, from https:// on.")
		}
		return false
	}
	if n == len("http://") {
		l.add("not-https", Fail, 4, "The address starts with http:// and not with https://.", copyAgain)
	}
	if l.uri[:n] != urltext.ASCIIFold(l.uri[:n]) {
		l.add("scheme-capital", Warn, 0,
			"The address starts with capital letters. Entra compares every character.", copyAgain)
	}
	return true
}

func (l *linter) host() {
	authority := urltext.RawAuthority(l.uri)
	start := urltext.SchemeLen(l.uri)
	if i := strings.LastIndexByte(authority, '@'); i >= 0 {
		l.add("user-info", Fail, l.index(start),
			"The address holds a user name in front of the host.", copyAgain)
		start, authority = start+i+1, authority[i+1:]
	}
	name, port := authority, ""
	if i := strings.LastIndexByte(authority, ':'); i >= 0 && !strings.HasSuffix(authority, "]") {
		name, port = authority[:i], authority[i+1:]
	}
	if i := strings.IndexFunc(name, unicode.IsUpper); i >= 0 {
		l.add("host-capital", Warn, l.index(start+i),
			"The host name holds a capital letter. Browsers write host names small, "+
				"and Entra compares every character.",
			"Check how the portal writes it, and register that.")
	}
	if port == "443" && urltext.HasPrefixFold(l.uri, "https://") ||
		port == "80" && urltext.HasPrefixFold(l.uri, "http://") {
		l.add("default-port", Warn, l.index(start+len(name)),
			"The address names the port that browsers leave out. Entra compares every character.",
			"Check whether the portal writes the port, and register what it writes.")
	}
	_, err := netip.ParseAddr(strings.Trim(name, "[]"))
	if folded := urltext.ASCIIFold(name); err == nil || folded == "localhost" ||
		strings.HasSuffix(folded, ".localhost") {
		l.add("local-host", Warn, l.index(start),
			"The address leads to a single computer and not to a named host of the portal.", copyAgain)
	}
}

func (l *linter) path() {
	start := urltext.SchemeLen(l.uri) + len(urltext.RawAuthority(l.uri))
	path := l.uri[start:]
	if i := strings.IndexAny(path, "?#"); i >= 0 {
		path = path[:i]
	}
	if path == "" {
		l.add("no-path", Warn, l.index(start),
			`The address has nothing after the host name. Entra answers to it with "/" added.`, copyAgain)
	}
	for _, part := range strings.Split(path, "/") {
		if part == "." || part == ".." {
			l.add("dot-segment", Warn, -1,
				`The path holds "`+part+
					`" as a step. Browsers resolve it, so that what arrives is not what was registered.`,
				copyAgain)
			break
		}
	}
	l.remains(path, start)
	if i := strings.Index(path, "//"); i >= 0 {
		l.add("double-slash", Warn, l.index(start+i), "The path holds two slashes in a row.", copyAgain)
	}
}

// encodedControl is a control character, percent-encoded.
var encodedControl = text.Pattern(`%(?i:[01][0-9a-f]|7f)`)

// remains finds what other programs leave in an address.
func (l *linter) remains(path string, start int) {
	if i := strings.IndexByte(path, '&'); i >= 0 {
		l.add("field-behind", Warn, l.index(start+i),
			`The path holds "&" without a "?" before it, as where the next field of a form was copied along.`,
			copyAgain)
	}
	if i := strings.Index(l.uri, "=3D"); i >= 0 {
		l.add("mail-source", Warn, l.index(i),
			`The address holds "=3D", which stands for "=" in the source of a mail.`, copyAgain)
	}
	if at := encodedControl().FindStringIndex(l.uri); at != nil {
		l.add("encoded-control", Warn, l.index(at[0]), `The address holds "`+l.uri[at[0]:at[1]]+
			`", which stands for a line break, a tab or another sign that no address has.`, copyAgain)
	}
	rest := urltext.ASCIIFold(l.uri[urltext.SchemeLen(l.uri):])
	for _, sign := range []string{"http://", "https://", "%3a%2f%2f", "https-3a__", "http-3a__"} {
		if i := strings.Index(rest, sign); i >= 0 {
			l.add("address-inside", Warn, l.index(urltext.SchemeLen(l.uri)+i),
				"The address carries another one, as links do that a mail filter or a chat has rewritten.",
				copyAgain)
			return
		}
	}
}
