package ui

import (
	"sort"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/text"
)

// Masker hides what identifies a company or a person, for screens that are
// shared or photographed. What it hides keeps its width, so nothing moves when
// it is switched on. Off, it changes nothing.
//
// It knows the values of this walk by themselves, and what ids and addresses
// look like, so that a value nobody named is hidden as well.
type Masker struct {
	On    bool
	words []string // longest first, so that a part never uncovers the whole
}

var (
	looksLikeID = text.Pattern(`(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	// Its company may be hidden already: the person is hidden all the same.
	looksLikeMail = text.Pattern(`[\pL\pN._%+'#-]+@(•+|[\pL\pN-]+(\.[\pL\pN-]+)+)`)
)

// shareable are values that look personal and are the same for everybody.
var shareable = map[string]bool{
	"": true, "https://mtp.bvoip.net/users": true, "mtp.bvoip.net": true, "User.Read.All": true,
}

// NewMasker hides the words, each with three characters or more.
func NewMasker(on bool, words []string) Masker {
	if !on {
		return Masker{}
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
	return Masker{On: true, words: keep}
}

// Text hides in unstyled or styled text; styles stay.
func (m Masker) Text(s string) string {
	if !m.On {
		return s
	}
	for _, w := range m.words {
		s = replaceFold(s, w, Bullets(w))
	}
	s = looksLikeID().ReplaceAllStringFunc(s, Bullets)
	return looksLikeMail().ReplaceAllStringFunc(s, Bullets)
}

// Bullets is a run of Bullets as wide as the text.
func Bullets(s string) string { return strings.Repeat("•", ansi.StringWidth(s)) }

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
