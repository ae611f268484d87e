package steps

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ssowizard/internal/graph"
)

// takeBack undoes one write of the wizard.
type takeBack struct {
	rec     Receipt
	index   int
	changes []Change
	unread  []string // what the plan said could not be looked at
	app     graph.Application
	graphSP string
}

func (o *takeBack) change() []Change { return o.changes }

func (o *takeBack) request() Request {
	q := Request{Method: "DELETE"}
	switch {
	case isPolicyObject(o.rec.Object):
		return policyRequest(o.rec, o.app)
	case o.rec.Object == "password":
		return Request{Method: "POST", Path: "/v1.0/applications/" + o.app.ID + "/removePassword", Body: pretty(map[string]string{"keyId": o.rec.ObjectID})}
	case o.rec.Object == "appRoleAssignment":
		q.Path = "/v1.0/servicePrincipals/" + o.graphSP + "/appRoleAssignedTo/" + o.rec.ObjectID
	case o.rec.Object == "oauth2PermissionGrant" && o.before() != "":
		return Request{Method: "PATCH", Path: "/v1.0/oauth2PermissionGrants/" + o.rec.ObjectID, Body: pretty(map[string]string{"scope": o.before()})}
	case o.rec.Object == "oauth2PermissionGrant":
		q.Path = "/v1.0/oauth2PermissionGrants/" + o.rec.ObjectID
	case o.rec.Object == "servicePrincipal":
		q.Path = "/v1.0/servicePrincipals/" + o.rec.ObjectID
	case o.rec.Object == objectPrincipalSettings:
		before, _ := recordedSettings(o.rec.Before) // read before it was planned; what else a receipt holds is not sent
		return Request{Method: "PATCH", Path: "/v1.0/servicePrincipals/" + o.rec.ObjectID, Body: pretty(before)}
	case o.rec.Before != nil:
		before, _ := recorded(o.rec.Before)
		return Request{Method: "PATCH", Path: "/v1.0/applications/" + o.app.ID, Body: pretty(before.patch())}
	default:
		q.Path = "/v1.0/applications/" + o.app.ID
	}
	return q
}

func (o *takeBack) before() string {
	s, _ := o.rec.Before.(string)
	return s
}

func (o *takeBack) run(ctx context.Context, r *Runner, note func(Note)) (Receipt, error) {
	client, err := r.graphClient()
	if err != nil {
		return Receipt{}, err
	}
	note(Note{Text: "Taking back: " + o.rec.Summary})
	if err := o.stillRight(ctx, r); err != nil {
		return Receipt{}, err
	}
	now := r.cfg.Now().UTC()
	if err := r.update(func(p *Profile) {
		if o.index < len(p.Receipts) {
			p.Receipts[o.index].Taking = &now
		}
	}); err != nil {
		return Receipt{}, err
	}
	_, err = again(ctx, r, func(int) (struct{}, error) {
		err := o.send(ctx, client)
		if errIsGone(err) { // an earlier try did it, and its answer was lost; or a server is behind
			err = o.gone(ctx, client)
		}
		switch {
		case err == nil:
			return struct{}{}, nil
		case retryable(err):
			return struct{}{}, err
		}
		return struct{}{}, &final{err}
	})
	err = unfinal(err)
	var left string
	if err == nil && o.rec.Object == "password" {
		left, err = r.clear(ctx, o.rec.ObjectID)
	}
	if err != nil {
		return Receipt{}, errors.Join(err, r.notTaken(o, err))
	}
	if left != "" {
		note(Note{Text: left})
	}
	now = r.cfg.Now().UTC()
	err = r.update(func(p *Profile) {
		p.takenBack(o.index, now)
		p.leftBehind(o.index, left)
		o.forgetIn(p)
	})
	return Receipt{Object: o.rec.Object, ObjectID: o.rec.ObjectID, Summary: "Took back: " + o.rec.Summary, Inverse: "none"}, err
}

// notTaken forgets that a receipt was about to be taken back where Entra said no:
// then it stands as it did.
func (r *Runner) notTaken(o *takeBack, err error) error {
	if !refused(err) {
		return nil
	}
	return r.update(func(p *Profile) {
		if o.index < len(p.Receipts) {
			p.Receipts[o.index].Taking = o.rec.Taking
		}
	})
}

// stillRight looks once more, because a person may have thought about the plan
// for long: what somebody has changed meanwhile is not taken back.
func (o *takeBack) stillRight(ctx context.Context, r *Runner) error {
	s, err := r.Observe(ctx)
	if err != nil {
		return err
	}
	p := r.Profile()
	if can, why := undoState(s, p, o.rec); !can {
		return &ChangedSinceError{Why: why}
	}
	if o.index < len(p.Receipts) && p.Receipts[o.index].Unattributed && !o.rec.Unattributed {
		return &ChangedSinceError{Why: p.Receipts[o.index].doubt()} // it became so while the plan was read
	}
	if x := sinceMade(s, p, o.rec); slices.ContainsFunc(x.unread, func(w string) bool { return !slices.Contains(o.unread, w) }) {
		return &ChangedSinceError{Why: strings.TrimSpace(x.question())} // less can be seen than when it was agreed to
	}
	return nil
}

// forgetIn drops from the profile what no longer exists.
func (o *takeBack) forgetIn(p *Profile) {
	switch {
	case o.rec.Object == "password" && p.Secret.KeyID == o.rec.ObjectID:
		p.Secret = ProfileSecret{}
		p.unsaid()
		if p.Renewal != nil { // the one that it was to follow is the one in use again
			p.Secret, p.Renewal = p.Renewal.Old, nil
		}
	case o.rec.Object == "application" && o.rec.Before == nil:
		p.leave()
		p.Lost = slices.DeleteFunc(p.Lost, func(l Pending) bool { return l.AppID == p.App.AppID }) // they went with it
		p.App, p.Wanted.New = ProfileApp{}, false
	}
}

// send makes the one request; all of them are safe to repeat.
func (o *takeBack) send(ctx context.Context, c *graph.Client) error {
	switch o.rec.Object {
	case objectPolicy, objectPolicyAssigned, objectPolicyRules:
		return sendPolicy(ctx, c, o.rec, o.app)
	case "password":
		return removePassword(ctx, c, o.app.AppID, o.app.ID, o.rec.ObjectID)
	case "appRoleAssignment":
		return c.RemoveAppRole(ctx, o.graphSP, o.rec.ObjectID)
	case "servicePrincipal":
		return c.DeleteServicePrincipal(ctx, o.rec.ObjectID)
	case objectPrincipalSettings:
		before, err := recordedSettings(o.rec.Before)
		if err != nil {
			return fmt.Errorf("the receipt cannot be read: %w", err)
		}
		return c.UpdateServicePrincipal(ctx, o.rec.ObjectID, before)
	case "oauth2PermissionGrant":
		if b := o.before(); b != "" {
			return c.UpdateScopes(ctx, o.rec.ObjectID, b)
		}
		return c.RemoveScopes(ctx, o.rec.ObjectID)
	}
	if o.rec.Before == nil {
		return c.DeleteApplication(ctx, o.app.ID)
	}
	before, err := recorded(o.rec.Before)
	if err != nil {
		return fmt.Errorf("the receipt cannot be read: %w", err)
	}
	return c.UpdateApplication(ctx, o.app.ID, before.patch())
}

// gone looks whether what Entra says is not there is not there: nil then, and
// errStillThere where it is still shown.
func (o *takeBack) gone(ctx context.Context, c *graph.Client) error {
	var there bool
	var err error
	switch o.rec.Object {
	case "password":
		return nil // removePassword has looked
	case "appRoleAssignment":
		var list []graph.AppRoleAssignment
		list, err = lookOnce[[]graph.AppRoleAssignment](ctx, c, graph.GrantsQuery(o.app.AppID))
		there = slices.ContainsFunc(list, func(g graph.AppRoleAssignment) bool { return g.ID == o.rec.ObjectID })
	case "oauth2PermissionGrant":
		var list []graph.DelegatedGrant
		list, err = lookOnce[[]graph.DelegatedGrant](ctx, c, graph.DelegatedGrantsQuery(o.app.AppID))
		there = slices.ContainsFunc(list, func(g graph.DelegatedGrant) bool { return g.ID == o.rec.ObjectID })
	case "servicePrincipal", objectPrincipalSettings:
		var sp graph.ServicePrincipal
		sp, err = lookForPrincipal(ctx, c, o.app.AppID)
		there = sp.ID == o.rec.ObjectID
	case objectPolicy, objectPolicyAssigned, objectPolicyRules:
		there, err = policyStands(ctx, c, o.rec, o.app)
	default:
		_, err = lookForApp(ctx, c, o.app.AppID)
		there = err == nil
	}
	switch {
	case errIsGone(err) || err == nil && !there:
		return nil
	case err != nil:
		return err
	}
	return errStillThere
}

// seen waits until what was taken back is no longer read.
func (o *takeBack) seen(s Snapshot) bool {
	switch o.rec.Object {
	case "password":
		_, still := passwordOf(s, o.rec.ObjectID)
		return !still
	case "appRoleAssignment":
		return !hasGrant(s, o.rec.ObjectID)
	case "servicePrincipal":
		return s.Principal.Known && s.Principal.Value == nil
	case objectPrincipalSettings:
		before, err := recordedSettings(o.rec.Before)
		return err != nil || s.Principal.Value != nil && holdsSettings(before, *s.Principal.Value)
	case objectPolicyAssigned:
		_, still := policyWritten(s, o.rec)
		return s.OwnPolicy.Known && !still
	}
	return true
}

// final marks an error that another try cannot mend.
type final struct{ error }

func (f *final) Unwrap() error { return f.error }

// unfinal takes the mark off again.
func unfinal(err error) error {
	var end *final
	if errors.As(err, &end) {
		return end.error
	}
	return err
}

// retryable tells a lost or crossed answer, after which an idempotent request
// may be sent again, from a refusal.
func retryable(err error) bool {
	return errors.Is(err, graph.ErrUncertain) || errors.Is(err, graph.ErrConflict) || errors.Is(err, errStillThere)
}
