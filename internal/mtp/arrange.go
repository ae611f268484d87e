package mtp

import (
	"fmt"
	"slices"

	"ssowizard/internal/urltext"
)

// Arrangement is what the three platforms should hold so that every wanted URI
// lies under SPA, and what that changes. Graph replaces each list as a whole,
// so SPA, Web and Public are complete.
type Arrangement struct {
	SPA, Web, Public []string

	Added      []string // wanted, registered nowhere before
	Moved      []string // wanted, taken from Web or Public to SPA
	Replaced   []string // near misses taken out
	ReplacedBy []string // what stands for each of Replaced
	Kept       []string // not wanted, left where they are; near misses too unless replaced

	Changed bool
}

// Option changes how Arrange works.
type Option func(*arranger)

// ReplaceNear lets Arrange take out a near miss when it adds the URI that was
// meant. Without it near misses are kept like any foreign URI.
func ReplaceNear() Option { return func(a *arranger) { a.replaceNear = true } }

type arranger struct {
	replaceNear bool
	want        []string
	out         Arrangement
	inSPA       map[string]bool
}

// Arrange plans how to bring the wanted URIs under SPA. It adds and moves, and
// removes nothing that it was not asked to: foreign URIs stay, in their order
// and on their platform. A wanted URI under two platforms is left under SPA
// alone, as Entra demands. Arranging the outcome again changes nothing.
func Arrange(want []string, have []Registered, opts ...Option) Arrangement {
	a := &arranger{inSPA: map[string]bool{}}
	for _, o := range opts {
		o(a)
	}
	for _, w := range want {
		if !slices.Contains(a.want, w) {
			a.want = append(a.want, w)
		}
	}
	instead := a.replacements(have)
	for j, h := range have {
		a.place(h, instead[j])
	}
	elsewhere := map[string]bool{}
	for _, h := range have {
		elsewhere[h.URI] = elsewhere[h.URI] || h.Platform != SPA
	}
	for _, w := range a.want {
		if elsewhere[w] {
			a.out.Moved = append(a.out.Moved, w)
		}
		if a.inSPA[w] {
			continue
		}
		if !elsewhere[w] && !slices.Contains(a.out.ReplacedBy, w) {
			a.out.Added = append(a.out.Added, w)
		}
		a.put(w)
	}
	a.out.Changed = len(a.out.Added)+len(a.out.Moved)+len(a.out.Replaced) > 0
	return a.out
}

// replacements says, by index into have, which wanted URI each near miss gives
// way to.
func (a *arranger) replacements(have []Registered) map[int]string {
	out := map[int]string{}
	if !a.replaceNear {
		return out
	}
	for i, j := range match(a.want, have).of {
		if have[j].URI != a.want[i] {
			out[j] = a.want[i]
		}
	}
	return out
}

// place puts one registered URI where it belongs.
func (a *arranger) place(h Registered, instead string) {
	wanted := slices.Contains(a.want, h.URI)
	switch {
	case instead != "":
		a.out.Replaced = append(a.out.Replaced, h.URI)
		a.out.ReplacedBy = append(a.out.ReplacedBy, instead)
		if h.Platform == SPA {
			a.put(instead)
		}
	case h.Platform == SPA && wanted:
		a.put(h.URI)
	case h.Platform == SPA:
		a.put(h.URI)
		a.out.Kept = append(a.out.Kept, h.URI)
	case wanted:
		// Moved; put under SPA after what is there.
	case h.Platform == Web:
		a.out.Web = append(a.out.Web, h.URI)
		a.out.Kept = append(a.out.Kept, h.URI)
	default:
		a.out.Public = append(a.out.Public, h.URI)
		a.out.Kept = append(a.out.Kept, h.URI)
	}
}

func (a *arranger) put(uri string) {
	if !a.inSPA[uri] {
		a.inSPA[uri] = true
		a.out.SPA = append(a.out.SPA, uri)
	}
}

// Problems says what would keep Entra from taking the arrangement: more URIs
// than a registration holds, or a kept one that differs from another only in
// capitals, which Entra does not count as distinct.
func (a Arrangement) Problems() []Problem {
	var out []Problem
	all := slices.Concat(a.SPA, a.Web, a.Public)
	if n := len(all); n > MaxURIs {
		out = append(out, Problem{Code: "registration-full", Level: Fail, At: -1,
			Text: fmt.Sprintf("The registration would hold %d redirect URIs; Entra takes %d.", n, MaxURIs),
			Remedy: "Remove redirect URIs that are no longer used, " +
				"in the Entra admin center under \"Authentication\"."})
	}
	first := map[string]string{}
	for _, u := range all {
		key := urltext.ASCIIFold(u)
		other, ok := first[key]
		if !ok {
			first[key] = u
			continue
		}
		kept := other
		if slices.Contains(a.Kept, u) {
			kept = u
		}
		if !slices.Contains(a.Kept, kept) {
			continue
		}
		out = append(out, Problem{Code: "case-clash", Level: Warn, URI: kept, At: -1,
			Text: "This kept address differs from another one only in capitals. " +
				"Entra may refuse to hold both.",
			Remedy: "Let the wizard replace it, or remove it in the portal."})
	}
	return out
}
