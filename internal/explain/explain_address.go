package explain

import (
	"net/url"
	"slices"
	"strings"

	"ssowizard/internal/entra"
	"ssowizard/internal/mtp"
	"ssowizard/internal/text"
)

var (
	anURL  = text.Pattern(`(?i)\bhttps?://[^\s"'<>|\\]+`)
	theURI = text.Pattern(`(?i)(?:redirect|reply)[ _-]?(?:uri|url|address)["']?[^'"\n]{0,60}` +
		`['"]([a-z][a-z0-9+.-]{1,30}://[^'"\s]+)['"]`)
	quotedURL = text.Pattern(`(?i)['"](https?://[^\s"'<>|\\]+)['"]`)
	lineEnd   = text.Pattern(`(?i)(https?://[^\s"'<>|\\]+) *\n *([^\s"'<>|\\]+)`)
	theOrigin = text.Pattern(`(?i)request origin:?\s*['"]?(https?://[^\s'"<>]+)`)
)

// addressesIn finds the addresses that a refusal can be about. The words around an
// address are in the reader's language and tell nothing; the address itself, the
// quotes around it and whose host it is do.
func (r *reading) addressesIn(words string) {
	for _, form := range []string{words, glued(words)} {
		if x := theURI().FindStringSubmatch(form); x != nil && r.message.RedirectURI == "" &&
			!r.isDamaged(x[1]) {
			r.message.RedirectURI = text.Clean(x[1])
		}
	}
	if r.message.RedirectURI != "" {
		return
	}
	add := func(list []string, raw string) []string {
		if r.isDamaged(raw) {
			return list
		}
		raw = strings.TrimRight(raw, ".,;:)]}*_")
		if u, err := url.Parse(raw); err != nil || u.Host == "" || isMicrosoft(u.Hostname()) ||
			slices.Contains(list, raw) {
			return list
		}
		return append(list, raw)
	}
	for _, form := range []string{words, glued(words)} {
		for _, m := range quotedURL().FindAllStringSubmatch(form, mostURLs) {
			r.quoted = add(r.quoted, m[1])
		}
	}
	for _, m := range lineEnd().FindAllStringSubmatch(words, mostURLs) {
		r.joined = add(r.joined, m[1]+m[2])
	}
	for _, at := range anURL().FindAllStringIndex(words, mostURLs) {
		if at[0] > 0 && strings.IndexByte(`'"`, words[at[0]-1]) >= 0 &&
			!strings.HasPrefix(words[at[1]:], words[at[0]-1:at[0]]) {
			r.damaged = true // a blank or a line's end runs through what stands between the quotes
			continue
		}
		r.loose = add(r.loose, words[at[0]:at[1]])
	}
}

// isDamaged tells of an address that was shortened, or lost a character, where it was
// copied. Nothing is judged by it.
func (r *reading) isDamaged(uri string) bool {
	bad := strings.ContainsAny(uri, "…\uFFFD") || strings.Contains(uri, "...")
	r.damaged = r.damaged || bad
	return bad
}

// names tells whether one of the numbers is about one address, or names where a page
// came from.
func (r *reading) names(what string) bool {
	return slices.ContainsFunc(r.numbers, func(n int) bool {
		e, _ := entra.Explain(n)
		return e.Names == what
	})
}

// settleAddress decides which address a refusal is about: one that is known here or
// nearly so, else the only quoted one, else the only one. Where two are as likely,
// the field stays empty: what could not be read is nothing to judge by.
func (r *reading) settleAddress(known []string) {
	m := &r.message
	if r.names("origin") && m.Origin == "" && len(r.quoted) == 1 {
		m.Origin = text.Clean(originOf(r.quoted[0]))
	}
	if m.RedirectURI != "" || !r.names("address") {
		return
	}
	var near []string
	for _, uri := range slices.Concat(r.quoted, r.joined, r.loose) {
		if resembles(uri, known) && !slices.Contains(near, uri) {
			near = append(near, uri)
		}
	}
	// The beginning of another one that was cut at a line's end.
	near = slices.DeleteFunc(near, func(uri string) bool {
		return slices.ContainsFunc(near, func(o string) bool {
			return o != uri && strings.HasPrefix(o, uri) && !slices.Contains(r.quoted, uri)
		})
	})
	for _, list := range [][]string{near, r.quoted} {
		if len(list) == 1 {
			m.RedirectURI = text.Clean(list[0])
			return
		}
	}
	if !r.damaged && len(r.loose) == 1 && len(r.joined) == 0 && len(r.quoted) == 0 {
		m.RedirectURI = text.Clean(r.loose[0])
	}
}

// resembles tells whether an address is one of the known ones or a slip of it.
func resembles(uri string, known []string) bool {
	if slices.Contains(known, uri) {
		return true
	}
	for _, row := range mtp.Compare(known, []mtp.Registered{{URI: uri, Platform: mtp.SPA}}).Rows {
		if row.Status == mtp.StatusNearMiss {
			return true
		}
	}
	return false
}

// microsofts are the domains whose addresses stand on every page of Microsoft's and
// are never the one that was refused.
var microsofts = []string{"microsoft.com", "microsoftonline.com", "microsoftonline.us",
	"microsoftonline.cn", "chinacloudapi.cn", "azure.com", "azure.us", "azure.cn", "windows.net",
	"live.com", "office.com", "office365.com", "outlook.com", "aka.ms", "msauth.net", "msftauth.net",
	"msn.com", "w3.org", "sharepoint.com"}

func isMicrosoft(host string) bool {
	host = strings.ToLower(host)
	return slices.ContainsFunc(microsofts,
		func(d string) bool { return host == d || strings.HasSuffix(host, "."+d) })
}
