package steps

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
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
	grants    []graph.DelegatedGrant
}

// Any tells whether there is anything of this run.
func (c ConsentLeft) Any() bool { return len(c.Ours)+len(c.Unsure) > 0 }

// signIns remembers what the tokens of this run carried, so that what was agreed
// to in it can be told from what was there.
type signIns struct {
	client               string
	carried              []string // by the last token
	ours, unsure, before []string
}

// note takes a token in. Microsoft puts into each token all that was ever agreed
// to for the application, so what an earlier token did not carry and this
// sign-in asked for was agreed to in between. Of the first one nobody can tell,
// but for what an earlier run on this computer saw.
func (l signIns) note(c entra.PublicClient, carried, asked, remembered []string) signIns {
	if c.Preauthorized {
		return l
	}
	first := l.client != c.ID
	if first {
		l = signIns{client: c.ID}
	}
	for _, s := range carried {
		switch {
		case slices.Contains(idScopes, s) || slices.Contains(l.carried, s):
		case !slices.Contains(asked, s) || first && slices.Contains(remembered, s):
			l.before = with(l.before, s)
		case first:
			l.unsure = with(l.unsure, s)
		default:
			l.ours = with(l.ours, s)
		}
	}
	l.carried = slices.Clone(carried)
	return l
}

// idScopes name the person and are in every token.
var idScopes = []string{"openid", "profile", "email", "offline_access"}

// noteConsent keeps what a sign-in has shown, also for later runs.
func (r *Runner) noteConsent(s *entra.Session, asked []string) {
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
	_ = r.update(func(p *Profile) { // not remembered: the next run says of more that it cannot tell
		p.Consent = &ProfileConsent{ClientID: c.ID, Scopes: slices.Clone(carried)}
	})
}

// ConsentLeft reads what the sign-ins of this run left. The error says that it
// could not be read, as by a sign-in that did not ask for that right.
func (r *Runner) ConsentLeft(ctx context.Context) (ConsentLeft, error) {
	r.mu.Lock()
	l, who := r.signedIns, entra.Identity{}
	if r.session != nil {
		who = r.session.Identity()
	}
	r.mu.Unlock()
	out := ConsentLeft{Client: r.Client().Name, Ours: l.ours, Unsure: l.unsure, Before: l.before}
	if !out.Any() {
		return out, nil
	}
	client, err := r.graphClient()
	if err != nil {
		return out, err
	}
	list, err := lookOnce[[]graph.DelegatedGrant](ctx, client, graph.DelegatedGrantsQuery(l.client))
	if err != nil {
		return out, r.remember(err)
	}
	for _, g := range list {
		if g.ConsentType != allPrincipals && g.PrincipalID != who.ObjectID || len(common(g.Scope, l.ours, l.unsure)) == 0 {
			continue
		}
		out.grants, out.Everybody = append(out.grants, g), out.Everybody || g.ConsentType == allPrincipals
	}
	return out, nil
}

// common are the words of a grant that are among the lists.
func common(scope string, lists ...[]string) []string {
	return slices.DeleteFunc(strings.Fields(scope), func(s string) bool {
		return !slices.ContainsFunc(lists, func(l []string) bool { return slices.Contains(l, s) })
	})
}

// PlanConsentBack plans to take back what this run's sign-ins left. Of a grant
// for everybody only what is known to be of this run is taken: others may use it.
// ErrNothingToDo where nothing is.
func (r *Runner) PlanConsentBack(c ConsentLeft) (Plan, error) {
	var ops []operation
	for _, g := range c.grants {
		take := common(g.Scope, c.Ours, c.Unsure)
		if g.ConsentType == allPrincipals {
			take = common(g.Scope, c.Ours)
		}
		if len(take) > 0 {
			ops = append(ops, &consentBack{client: c.Client, grant: g, take: take})
		}
	}
	if len(ops) == 0 {
		return Plan{}, ErrNothingToDo
	}
	p := newPlan("consent-back", "Take back what the sign-in left", "1", r.Snapshot(), ops)
	p.UndoHint = "It comes back with the next sign-in, which asks for it anew"
	return p, nil
}

// consentBack takes rights out of a grant of the sign-in client, or removes it
// where none is left.
type consentBack struct {
	client string
	grant  graph.DelegatedGrant
	take   []string
}

func (o *consentBack) rest() string {
	return strings.Join(slices.DeleteFunc(strings.Fields(o.grant.Scope), func(s string) bool { return slices.Contains(o.take, s) }), " ")
}

func (o *consentBack) change() []Change {
	whose := "for you"
	if o.grant.ConsentType == allPrincipals {
		whose = "on behalf of your organization"
	}
	return []Change{{Object: fmt.Sprintf("Enterprise application %q", o.client), Property: "oauth2PermissionGrants", Before: o.grant.Scope + ", " + whose,
		After: orWord(o.rest(), "none"), Removed: o.take, Kept: strings.Fields(o.rest())}}
}

func (o *consentBack) request() Request {
	path := "/v1.0/oauth2PermissionGrants/" + o.grant.ID
	if o.rest() == "" {
		return Request{Method: "DELETE", Path: path}
	}
	return Request{Method: "PATCH", Path: path, Body: pretty(map[string]string{"scope": o.rest()})}
}

func (o *consentBack) run(ctx context.Context, r *Runner, note func(Note)) (Receipt, error) {
	client, err := r.graphClient()
	if err != nil {
		return Receipt{}, err
	}
	note(Note{Text: "Taking back what the sign-in left"})
	_, err = again(ctx, r, func(int) (struct{}, error) {
		err := o.send(ctx, client)
		if err != nil && !retryable(err) {
			err = &final{err}
		}
		return struct{}{}, err
	})
	if err = unfinal(err); err != nil {
		return Receipt{}, err
	}
	r.mu.Lock()
	r.signedIns = signIns{client: r.signedIns.client, carried: r.signedIns.carried, before: r.signedIns.before}
	r.mu.Unlock()
	return Receipt{Summary: "Took back what the sign-in with " + o.client + " left"}, r.update(func(p *Profile) { p.Consent = nil })
}

// send makes the one request; it is safe to repeat.
func (o *consentBack) send(ctx context.Context, c *graph.Client) error {
	if rest := o.rest(); rest != "" {
		return c.UpdateScopes(ctx, o.grant.ID, rest)
	}
	if err := c.RemoveScopes(ctx, o.grant.ID); !errIsGone(err) { // gone: an earlier try did it, and its answer was lost
		return err
	}
	return nil
}

// Words says what was left, and where it is taken back by hand.
func (c ConsentLeft) Words() []string {
	if !c.Any() {
		return nil
	}
	whose := "for you"
	if c.Everybody {
		whose = "on behalf of your organization, which is for every user"
	}
	out := []string{"Signing in left consent in your tenant: " + c.Client + " may act " + whose + " with " + strings.Join(append(slices.Clone(c.Ours), c.Unsure...), ", ") +
		". It stays until somebody takes it back: \"Enterprise applications\", \"" + c.Client + "\", \"Permissions\"."}
	if len(c.Unsure) > 0 {
		out = append(out, "Whether all of it is from this run could not be told: "+strings.Join(c.Unsure, ", ")+" may have been there before, for other tools that sign in as "+c.Client+".")
	}
	if len(c.Before) > 0 {
		out = append(out, "There before, and left alone: "+strings.Join(c.Before, ", ")+".")
	}
	return out
}
