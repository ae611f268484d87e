package engine

import (
	"slices"

	"ssowizard/internal/change"
	"ssowizard/internal/entra"
)

// signIns remembers what the tokens of this run carried, so that what was agreed
// to in it can be told from what was there.
type signIns struct {
	Client               string
	Carried              []string // by the last token
	Ours, Unsure, Before []string
	Dated                bool // since when the tenant has the application was looked at
}

// note takes a token in. Microsoft puts into each token all that was ever agreed
// to for the application, so what an earlier token did not carry and this
// sign-in asked for was agreed to in between. Of the first one nobody can tell,
// but for what an earlier run on this computer saw.
func (l signIns) note(c entra.PublicClient, carried, asked, remembered []string) signIns {
	if c.Preauthorized {
		return l
	}
	first := l.Client != c.ID
	if first {
		l = signIns{Client: c.ID}
	}
	for _, s := range carried {
		switch {
		case slices.Contains(idScopes, s) || slices.Contains(l.Carried, s):
		case !slices.Contains(asked, s) || first && slices.Contains(remembered, s):
			l.Before = change.With(l.Before, s)
		case first:
			l.Unsure = change.With(l.Unsure, s)
		default:
			l.Ours = change.With(l.Ours, s)
		}
	}
	l.Carried = slices.Clone(carried)
	return l
}

// idScopes name the person and are in every token.
var idScopes = []string{"openid", "profile", "email", "offline_access"}
