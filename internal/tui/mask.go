package tui

import (
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// masker hides what identifies a company or a person, for screens that are
// shared or photographed. What it hides keeps its width, so nothing moves when
// it is switched on. Off, it changes nothing.
//
// It knows the values of this walk by themselves, and what ids and addresses
// look like, so that a value nobody named is hidden as well.
type masker struct {
	on    bool
	words []string // longest first, so that a part never uncovers the whole
}

var (
	looksLikeID = regexp.MustCompile(`(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	// Its company may be hidden already: the person is hidden all the same.
	looksLikeMail = regexp.MustCompile(`[\pL\pN._%+'#-]+@(•+|[\pL\pN-]+(\.[\pL\pN-]+)+)`)
)

// shareable are values that look personal and are the same for everybody.
var shareable = map[string]bool{
	"": true, "https://mtp.bvoip.net/users": true, "mtp.bvoip.net": true, "User.Read.All": true,
}

// newMasker hides the words, each with three characters or more.
func newMasker(on bool, words []string) masker {
	if !on {
		return masker{}
	}
	seen := map[string]bool{}
	var keep []string
	for _, w := range words {
		w = strings.TrimSpace(w)
		if len([]rune(w)) < 3 || shareable[w] || seen[w] {
			continue
		}
		seen[w] = true
		keep = append(keep, w)
	}
	sort.Slice(keep, func(i, j int) bool { return len(keep[i]) > len(keep[j]) })
	return masker{on: true, words: keep}
}

// text hides in unstyled or styled text; styles stay.
func (m masker) text(s string) string {
	if !m.on {
		return s
	}
	for _, w := range m.words {
		s = replaceFold(s, w, bullets(w))
	}
	s = looksLikeID.ReplaceAllStringFunc(s, bullets)
	return looksLikeMail.ReplaceAllStringFunc(s, bullets)
}

// bullets is a run of bullets as wide as the text.
func bullets(s string) string { return strings.Repeat("•", ansi.StringWidth(s)) }

// replaceFold replaces without regard to the case of ASCII letters: a domain is
// the same domain in capitals. Other letters must match exactly, since their
// two cases can differ in length.
func replaceFold(s, old, with string) string {
	low, want := lowerASCII(s), lowerASCII(old)
	var b strings.Builder
	for {
		i := strings.Index(low, want)
		if i < 0 {
			return b.String() + s
		}
		b.WriteString(s[:i] + with)
		s, low = s[i+len(old):], low[i+len(want):]
	}
}

func lowerASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// sensitive lists what this walk knows about the company and its people.
func sensitive(st state) []string {
	s, p := st.Snapshot, st.Profile
	words := []string{
		s.Tenant.ID, s.Tenant.Asked, s.Identity.Username, s.Identity.Name, s.Identity.ObjectID,
		p.Name, p.Tenant.ID, p.Tenant.Domain, p.Tenant.Name, p.App.AppID, p.App.ObjectID, p.App.Name, p.Wanted.Name,
		p.Secret.KeyID, p.Secret.Hint,
	}
	if s.Organization.Known {
		words = append(words, s.Organization.Value.DisplayName)
		for _, d := range s.Organization.Value.VerifiedDomains {
			words = append(words, d.Name)
		}
	}
	words = append(words, withHost(p.Wanted.URIs...)...)
	for _, c := range slices.Concat(s.Candidates.Value, s.Bin.Value) {
		words = append(words, c.App.DisplayName, c.App.AppID)
		words = append(words, withHost(c.App.SPA.URIs...)...)
	}
	for _, a := range s.Twins.Value {
		words = append(words, a.DisplayName, a.AppID)
	}
	if a := s.App.Value; a != nil {
		words = append(words, a.DisplayName, a.AppID, a.ID)
		for _, l := range [][]string{a.SPA.URIs, a.Web.URIs, a.PublicClient.URIs} {
			words = append(words, withHost(l...)...)
		}
	}
	if sp := s.Principal.Value; sp != nil {
		words = append(words, sp.ID, sp.DisplayName)
	}
	return words
}

// withHost gives each URI and its host, which holds the partner's subdomain.
func withHost(uris ...string) []string {
	var out []string
	for _, u := range uris {
		out = append(out, u)
		_, rest, ok := strings.Cut(u, "://")
		if !ok {
			continue
		}
		host, _, _ := strings.Cut(rest, "/")
		out = append(out, host)
	}
	return out
}
