package urltext

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Malformed says why a stretch is not a URI that can be kept; "" if it is one.
func Malformed(uri string) string {
	for i, r := range uri {
		switch {
		case r == utf8.RuneError:
			return "it holds a damaged or control character; copy it again"
		case r > unicode.MaxASCII:
			return "it holds " + QuoteRune(r) +
				", which cannot stand in an address; it has to be percent-encoded"
		case r == '%' && !WholeEscape(uri[i:]):
			return `it holds "%" without two hexadecimal digits after it; it may have been cut off`
		case !IsURIRune(r) && r != '[' && r != ']':
			return "it holds " + QuoteRune(r) + ", which cannot stand in an address"
		}
	}
	return BadHost(uri)
}

// WholeEscape reports whether s begins with "%" and two hexadecimal digits.
func WholeEscape(s string) bool {
	return len(s) >= 3 && HexDigit(rune(s[1])) >= 0 && HexDigit(rune(s[2])) >= 0
}

// BadHost says what is wrong with the part between "//" and the path; "" if
// nothing is.
func BadHost(uri string) string {
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
	rest := uri[SchemeLen(uri)+len(RawAuthority(uri)):]
	if strings.ContainsAny(rest, "[]") {
		return "it holds a square bracket, which cannot stand in an address"
	}
	if strings.HasPrefix(u.Host, "[") {
		if _, err := netip.ParseAddr(host); err != nil {
			return "its IPv6 address is not valid"
		}
		return ""
	}
	if strings.ContainsAny(RawAuthority(uri), "[]") {
		return "it holds a square bracket, which cannot stand in an address"
	}
	return BadLabels(host)
}

// BadLabels says what is wrong with the parts of a host name; "" if nothing is.
func BadLabels(host string) string {
	for _, label := range strings.Split(host, ".") {
		if label == "" {
			return "its host name has an empty part"
		}
		for _, r := range label {
			if !IsAlnum(r) && r != '-' && r != '_' && r != '*' {
				return "its host name holds " + QuoteRune(r)
			}
		}
	}
	return ""
}

// RawAuthority is what stands between "//" and the path, as written.
func RawAuthority(uri string) string {
	s := uri[SchemeLen(uri):]
	if i := strings.IndexAny(s, "/?#"); i >= 0 {
		s = s[:i]
	}
	return s
}
