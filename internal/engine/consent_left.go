package engine

import (
	"context"
	"slices"
	"strings"

	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/observe"
	"ssowizard/internal/setup"
	"ssowizard/internal/undo"
)

// ConsentLeft is what the sign-ins of this run left in the tenant: delegated
// grants of the application that people were signed in with. A token of that
// application carries them from then on, whatever is asked for.
type ConsentLeft struct {
	Client    string   // as Microsoft's pages name it
	Ours      []string // agreed to in this run: they were not in a token before
	Unsure    []string // asked for by the first sign-in of this run, and perhaps agreed to before it
	Before    []string // there before this run; it stays
	Everybody bool     // "on behalf of your organization": it stands for every user
	Read      bool     // the grants themselves were read, and not only the tokens
	grants    []graph.DelegatedGrant
}

// ConsentTold is the same for a document.
type ConsentTold struct {
	App    string   `json:"app"`    // that people were signed in with
	Rights []string `json:"rights"` // agreed to in this run
	// Unsure are those that the run asked for and that may have been there before.
	Unsure []string `json:"unsure"`
	Before []string `json:"before"` // there before this run
}

// Told is what was left, for a document; nil where nothing was.
func (c ConsentLeft) Told() *ConsentTold {
	if !c.Any() {
		return nil
	}
	some := func(list []string) []string { return append([]string{}, list...) }
	return &ConsentTold{App: c.Client, Rights: some(c.Ours), Unsure: some(c.Unsure), Before: some(c.Before)}
}

// Any tells whether there is anything of this run.
func (c ConsentLeft) Any() bool { return len(c.Ours)+len(c.Unsure) > 0 }

// noteConsent keeps what a sign-in has shown, also for later runs.
func (r *Session) noteConsent(s *entra.Session, asked []string) {
	c, carried := r.Client(), s.Identity().Scopes
	r.mu.Lock()
	var remembered []string
	if p := r.profile.Consent; p != nil && p.ClientID == c.ID {
		remembered = p.Scopes
	}
	r.signedIns = r.signedIns.note(c, carried, asked, remembered)
	r.mu.Unlock()
	if c.Preauthorized {
		return
	}
	_ = r.Update(func(p *setup.Profile) { // not remembered: the next run says of more that it cannot tell
		p.Consent = &setup.ProfileConsent{ClientID: c.ID, Scopes: slices.Clone(carried)}
	})
}

// ConsentSeen is what the tokens of this run show of it; nothing is asked for it.
func (r *Session) ConsentSeen() ConsentLeft {
	r.mu.Lock()
	defer r.mu.Unlock()
	l := r.signedIns
	return ConsentLeft{Client: r.cfg.Entra.Public().Name, Ours: l.Ours, Unsure: l.Unsure, Before: l.Before}
}

// ConsentLeft reads what the sign-ins of this run left. The error says that it
// could not be read, as by a sign-in that did not ask for that right.
func (r *Session) ConsentLeft(ctx context.Context) (ConsentLeft, error) {
	r.mu.Lock()
	l, who := r.signedIns, entra.Identity{}
	if r.session != nil {
		who = r.session.Identity()
	}
	r.mu.Unlock()
	out := r.ConsentSeen()
	if !out.Any() {
		return out, nil
	}
	client, err := r.GraphClient()
	if err != nil {
		return out, err
	}
	list, err := observe.LookOnce[[]graph.DelegatedGrant](ctx, client, graph.DelegatedGrantsQuery(l.Client))
	if err != nil {
		return out, r.remember(err)
	}
	out.Read = true
	for _, g := range list {
		if g.ConsentType != setup.AllPrincipals && g.PrincipalID != who.ObjectID ||
			len(undo.Common(g.Scope, l.Ours, l.Unsure)) == 0 {
			continue
		}
		out.grants, out.Everybody = append(out.grants, g), out.Everybody ||
			g.ConsentType == setup.AllPrincipals
	}
	return out, nil
}

// Words says what was left, and where it is taken back by hand.
func (c ConsentLeft) Words() []string {
	if !c.Any() {
		return nil
	}
	whose := ""
	switch {
	case c.Everybody:
		whose = " on behalf of your organization, which is for every user,"
	case c.Read && len(c.grants) > 0:
		whose = " for you"
	}
	out := []string{"Signing in left consent in your tenant: " + c.Client + " may act" + whose + " with " +
		strings.Join(append(slices.Clone(c.Ours), c.Unsure...), ", ") + ". It stays until somebody takes " +
		"it back: \"Enterprise applications\", \"" + c.Client + "\", \"Permissions\"."}
	if len(c.Unsure) > 0 {
		which := strings.Join(c.Unsure, ", ")
		if len(c.Ours) == 0 {
			which = "each of them" // named just now
		}
		out = append(out, "Whether all of it is from this run could not be told: "+which+
			" may have been there before, for other tools that sign in as "+c.Client+".")
	}
	if len(c.Before) > 0 {
		out = append(out, "There before, and left alone: "+strings.Join(c.Before, ", ")+".")
	}
	return out
}
