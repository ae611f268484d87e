package paste

import (
	"encoding/base64"
	"net/url"
	"strings"

	"ssowizard/internal/mtp"
	"ssowizard/internal/urltext"
)

// Mail filters, chats and search pages put links of their own in the place of an
// address. Where such a link holds the address, it is taken out; where it holds a
// number only, that is said. The forms are those that the vendors document or
// that their links show; a form that could be read in two ways is not read.

// unwrapDepth is how many links may lie in one another.
const unwrapDepth = 5

// unwrapped is what a rewritten link was found to hold.
type unwrapped struct {
	uri string // the address inside; "" where it cannot be read out
	by  string // who rewrote it
	why string // why it cannot be read out
}

// unwrap takes a link apart until an address is left that nobody rewrote. ok: it
// was a rewritten link. learned are redirectors that the paste itself shows.
func unwrap(link string, learned redirectors) (u unwrapped, ok bool) {
	for range unwrapDepth {
		one, is := unwrapOnce(link, learned)
		if !is {
			return u, ok
		}
		if one.uri != "" && (urltext.SchemeLen(one.uri) == 0 || urltext.Malformed(one.uri) != "") {
			one.uri, one.why = "", "what the link holds is no whole address"
		}
		if u.by != "" && u.by != one.by {
			one.by = u.by + " and " + one.by
		}
		u, ok = one, true
		if u.uri == "" {
			return u, true
		}
		link = u.uri
	}
	if _, more := unwrapOnce(link, learned); more {
		u.uri, u.why = "", "too many links lie in one another"
	}
	return u, ok
}

// unwrapOnce takes off the outermost link.
func unwrapOnce(link string, learned redirectors) (unwrapped, bool) {
	n := urltext.SchemeLen(link)
	if n == 0 {
		return unwrapped{}, false
	}
	host := urltext.ASCIIFold(urltext.RawAuthority(link))
	if i := strings.LastIndexByte(host, '@'); i >= 0 {
		host = host[i+1:]
	}
	host, _, _ = strings.Cut(host, ":")
	rest := link[n+len(urltext.RawAuthority(link)):]
	for _, r := range rewriters {
		if !r.at(host, rest) {
			continue
		}
		uri, why := r.target(rest)
		return unwrapped{uri, r.by, why}, true
	}
	if key, uri := carried(host, rest); learned[key] {
		return unwrapped{uri, "the redirector " + host, ""}, true
	}
	return unwrapped{}, false
}

// redirectors are hosts, with the parameter that holds the address, of which the
// paste shows that they redirect: one of their links holds the address that every
// list holds.
type redirectors map[string]bool

// learn looks at a link for such a host.
func (l redirectors) learn(link string) {
	n := urltext.SchemeLen(link)
	if n == 0 {
		return
	}
	host := urltext.ASCIIFold(urltext.RawAuthority(link))
	if host == urltext.ASCIIFold(urltext.RawAuthority(mtp.FirstURI)) {
		return
	}
	if key, uri := carried(host, link[n+len(urltext.RawAuthority(link)):]); uri == mtp.FirstURI {
		l[key] = true
	}
}

// carried returns the first parameter of a link that holds an address, as
// "host?name", and the address.
func carried(host, rest string) (key, uri string) {
	_, query, ok := strings.Cut(rest, "?")
	if !ok {
		return "", ""
	}
	for _, pair := range strings.Split(query, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if got, why := parameter(value); why == "" && urltext.SchemeLen(got) > 0 {
			return host + "?" + name, got
		}
	}
	return "", ""
}

// ambiguousLink is said of a link whose parts cannot be told apart for certain.
const ambiguousLink = "the address in the link can be read in more than one way"

// parameter reads an address that stands as the value of a query's parameter:
// percent-encoded as a whole, or as it is. What is half of each is not read.
func parameter(value string) (uri, why string) {
	if urltext.SchemeLen(value) > 0 {
		if strings.ContainsAny(value, "%?#+") {
			return "", ambiguousLink
		}
		return value, ""
	}
	uri, err := url.PathUnescape(value)
	if err != nil {
		return "", "the address in the link was cut off"
	}
	return uri, ""
}

// byParameter reads the first of the named parameters that is there.
func byParameter(names ...string) func(string) (string, string) {
	return func(rest string) (string, string) {
		_, query, _ := strings.Cut(rest, "?")
		query, _, _ = strings.Cut(query, "#")
		for _, name := range names {
			for _, pair := range strings.Split(query, "&") {
				if key, value, ok := strings.Cut(pair, "="); ok && strings.EqualFold(key, name) {
					return parameter(value)
				}
			}
		}
		return "", "the link holds no address"
	}
}

// proofpoint2 undoes version 2 of Proofpoint's links, in which "_" stands for "/"
// and "-" for the "%" of an escape.
func proofpoint2(rest string) (string, string) {
	_, query, _ := strings.Cut(rest, "?")
	for _, pair := range strings.Split(query, "&") {
		if value, ok := strings.CutPrefix(pair, "u="); ok {
			uri, err := url.PathUnescape(strings.NewReplacer("-", "%", "_", "/").Replace(value))
			if err != nil || strings.Contains(value, "%") {
				return "", "the address in the link was cut off"
			}
			return uri, ""
		}
	}
	return "", "the link holds no address"
}

// proofpoint3 undoes version 3, which writes the address between "__" and "__;"
// and puts "*" for characters that follow behind it in base64. "**" and a letter
// stand for a run of them.
func proofpoint3(rest string) (string, string) {
	_, text, _ := strings.Cut(rest, "/v3/__")
	shown, tail, ok := strings.Cut(text, "__;")
	codes, _, ends := strings.Cut(tail, "!")
	if !ok || !ends {
		return "", "the address in the link was cut off"
	}
	if strings.Contains(shown, "%") {
		return "", ambiguousLink
	}
	if i := strings.Index(shown, ":/"); i >= 0 && !strings.HasPrefix(shown[i:], "://") {
		shown = shown[:i+2] + "/" + shown[i+2:] // mail programs make one slash of two
	}
	taken, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(codes, "="))
	if err != nil {
		return "", "the address in the link was cut off"
	}
	return fillIn(shown, []rune(string(taken)))
}

// runLengths are the letters that count a run of characters, from two on.
const runLengths = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

func fillIn(shown string, taken []rune) (string, string) {
	var b strings.Builder
	for i := 0; i < len(shown); i++ {
		if shown[i] != '*' {
			b.WriteByte(shown[i])
			continue
		}
		n := 1
		if i+2 < len(shown) && shown[i+1] == '*' {
			at := strings.IndexByte(runLengths, shown[i+2])
			if at < 0 {
				return "", ambiguousLink
			}
			n, i = at+2, i+2
		}
		if n > len(taken) {
			return "", "the address in the link was cut off"
		}
		b.WriteString(string(taken[:n]))
		taken = taken[n:]
	}
	if len(taken) > 0 {
		return "", ambiguousLink
	}
	return b.String(), ""
}

// underscored undoes the links of Avanan and Check Point: "/v2/___" in front of
// the address and "___." behind it. With a number between, as "/v2/r01/", the
// letters were moved as well.
func underscored(rest string) (string, string) {
	before, text, _ := strings.Cut(rest, "___")
	uri, _, ok := strings.Cut(text, "___")
	switch {
	case before != "/v2/":
		return "", "its letters were exchanged"
	case !ok:
		return "", "the address in the link was cut off"
	case strings.Contains(uri, "%"):
		return "", ambiguousLink
	}
	return uri, ""
}

// lastSegment reads an address that is percent-encoded in the last part of a path.
func lastSegment(rest string) (string, string) {
	path, _, _ := strings.Cut(rest, "?")
	value := path[strings.LastIndexByte(path, '/')+1:]
	if !strings.Contains(urltext.ASCIIFold(value), "%3a%2f%2f") {
		return "", "the link holds no address"
	}
	return parameter(value)
}

// base64Parameter reads an address written in base64, after a mark in front.
func base64Parameter(name, mark string) func(string) (string, string) {
	return func(rest string) (string, string) {
		value, why := byParameter(name)(rest)
		if why != "" {
			return "", why
		}
		return fromBase64(strings.TrimPrefix(value, mark))
	}
}

func fromBase64(value string) (string, string) {
	value = strings.TrimRight(strings.NewReplacer("-", "+", "_", "/").Replace(value), "=")
	raw, err := base64.RawStdEncoding.DecodeString(value)
	if err != nil || urltext.SchemeLen(string(raw)) == 0 {
		return "", "the link holds no address"
	}
	return string(raw), ""
}

// afterMark reads an address that follows a mark in the path, up to another.
func afterMark(mark, end string) func(string) (string, string) {
	return func(rest string) (string, string) {
		_, value, ok := strings.Cut(rest, mark)
		if !ok {
			return "", "the link holds no address"
		}
		if end != "" {
			if value, _, ok = strings.Cut(value, end); !ok {
				return "", "the address in the link was cut off"
			}
		}
		return parameter(value)
	}
}

// opaque is for links that hold a number in place of the address.
func opaque(string) (string, string) {
	return "", "the link holds a number in the place of the address"
}
