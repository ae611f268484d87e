package mtp

import (
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// schemeLen measures "http://" or "https://" at the start of s, in any case.
func schemeLen(s string) int {
	for _, scheme := range []string{"https://", "http://"} {
		if hasPrefixFold(s, scheme) {
			return len(scheme)
		}
	}
	return 0
}

// lastScheme gives where the last address in s begins; -1 if there is none.
func lastScheme(s string) int {
	for i := len(s) - 1; i >= 0; i-- {
		if (s[i] == 'h' || s[i] == 'H') && schemeLen(s[i:]) > 0 {
			return i
		}
	}
	return -1
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && asciiFold(s[:len(prefix)]) == prefix
}

func hasSuffixFold(s, suffix string) bool {
	return len(s) >= len(suffix) && asciiFold(s[len(s)-len(suffix):]) == suffix
}

// asciiFold lowers A–Z only: the case of other letters is no matter of URIs,
// and their lower forms can have another length.
func asciiFold(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// isURIRune reports whether RFC 3986 lets the character stand in a URI outside
// of an IPv6 address.
func isURIRune(r rune) bool {
	return isAlnum(r) || strings.ContainsRune("-._~:/?#@!$&'()*+,;=%", r)
}

func isURIText(s string) bool {
	for _, r := range s {
		if !isURIRune(r) {
			return false
		}
	}
	return s != ""
}

// isSeparator reports whether a character of a paste ends an address: white
// space, quotes, angle brackets, table lines, and every sign outside ASCII that
// is no letter, digit or mark. Letters outside ASCII do not end it: an address
// with an "ä" in it is refused whole and not cut in half.
func isSeparator(r rune) bool {
	if r <= unicode.MaxASCII {
		return r <= ' ' || r == 0x7f || strings.ContainsRune("\"<>|`", r)
	}
	return r != utf8.RuneError && !unicode.In(r, unicode.L, unicode.M, unicode.N)
}

// badHost says what is wrong with the part between "//" and the path; "" if
// nothing is.
func badHost(uri string) string {
	u, err := url.Parse(uri)
	if err != nil {
		return "it is not a whole address"
	}
	host := u.Hostname()
	if host == "" {
		return "it names no host"
	}
	if port := u.Port(); port != "" {
		if n, err := strconv.Atoi(port); err != nil || n > 65535 {
			return "its port is not a number up to 65535"
		}
	} else if strings.HasSuffix(u.Host, ":") {
		return "it has a colon without a port"
	}
	rest := uri[schemeLen(uri)+len(rawAuthority(uri)):]
	if strings.ContainsAny(rest, "[]") {
		return "it holds a square bracket, which cannot stand in an address"
	}
	if strings.HasPrefix(u.Host, "[") {
		if _, err := netip.ParseAddr(host); err != nil {
			return "its IPv6 address is not valid"
		}
		return ""
	}
	if strings.ContainsAny(rawAuthority(uri), "[]") {
		return "it holds a square bracket, which cannot stand in an address"
	}
	return badLabels(host)
}

func badLabels(host string) string {
	for _, label := range strings.Split(host, ".") {
		if label == "" {
			return "its host name has an empty part"
		}
		for _, r := range label {
			if !isAlnum(r) && r != '-' && r != '_' && r != '*' {
				return "its host name holds " + quoteRune(r)
			}
		}
	}
	return ""
}

// rawAuthority is what stands between "//" and the path, as written.
func rawAuthority(uri string) string {
	s := uri[schemeLen(uri):]
	if i := strings.IndexAny(s, "/?#"); i >= 0 {
		s = s[:i]
	}
	return s
}

// quoteRune shows a character, with its number where the eye could mistake it.
func quoteRune(r rune) string {
	switch {
	case r == ' ':
		return "a blank"
	case isInvisible(r) || isSpace(r) || unicode.IsControl(r):
		return fmt.Sprintf("U+%04X", r)
	case r > unicode.MaxASCII:
		return fmt.Sprintf("%q (U+%04X)", string(r), r)
	}
	return `"` + string(r) + `"`
}
