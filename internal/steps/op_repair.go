package steps

import (
	"context"
	"fmt"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// SetOpenToAll decides whether everybody in the company may sign in, assigned
// or not. Left alone, "Assignment required?" stays as it is: somebody may have
// set it on purpose, and a repair of something else must not widen who gets in.
func (r *Runner) SetOpenToAll(on bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.options.OpenToAll = on
}

// patchPrincipal changes how the registration may be used in this tenant.
type patchPrincipal struct {
	sp    graph.ServicePrincipal // as it was when the plan was shown
	patch graph.ServicePrincipalPatch
	name  string
}

// principalPatch puts right what keeps people from signing in with a service
// principal that is there: it is switched off, or open to assigned people only
// where everybody is wanted.
func principalPatch(sp graph.ServicePrincipal, p setup.Profile) (*patchPrincipal, bool) {
	o := &patchPrincipal{sp: sp, name: text.Or(p.App.Name, sp.DisplayName)}
	if !sp.AccountEnabled {
		o.patch.AccountEnabled = ptr(true)
	}
	if sp.AppRoleAssignmentRequired && p.Wanted.OpenToAll {
		o.patch.AppRoleAssignmentRequired = ptr(false)
	}
	return o, o.patch != graph.ServicePrincipalPatch{}
}

func (o *patchPrincipal) change() []setup.Change {
	obj := fmt.Sprintf("Service principal %q", o.name)
	var out []setup.Change
	if o.patch.AccountEnabled != nil {
		out = append(out, setup.Change{Object: obj, Property: "accountEnabled", Before: enabledWords(o.sp.AccountEnabled), After: enabledWords(*o.patch.AccountEnabled)})
	}
	if o.patch.AppRoleAssignmentRequired != nil {
		out = append(out, setup.Change{Object: obj, Property: "appRoleAssignmentRequired", Before: assignmentWords(o.sp.AppRoleAssignmentRequired), After: assignmentWords(*o.patch.AppRoleAssignmentRequired)})
	}
	return out
}

func enabledWords(on bool) string {
	if on {
		return "Yes: people may sign in"
	}
	return "No: nobody may sign in"
}

func assignmentWords(required bool) string {
	if required {
		return "Yes: only assigned people may sign in"
	}
	return "No: everybody in the company may sign in"
}

func (o *patchPrincipal) request() Request {
	return Request{Method: "PATCH", Path: "/v1.0/servicePrincipals/" + o.sp.ID, Body: pretty(o.patch)}
}

// run sends the change, again after a lost answer: the same twice is the same.
func (o *patchPrincipal) run(ctx context.Context, r *Runner, note func(Note)) (setup.Receipt, error) {
	client, err := r.graphClient()
	if err != nil {
		return setup.Receipt{}, err
	}
	note(Note{Text: "Changing who may sign in with " + o.name, Usual: 10 * time.Second})
	now, err := lookForPrincipal(ctx, client, o.sp.AppID) // a person may have thought about the plan for long
	switch {
	case errIsGone(err), err == nil && (now.ID != o.sp.ID || !setup.HoldsSettings(o.patch, now) && !setup.HoldsSettings(o.before(), now)):
		return setup.Receipt{}, ErrStalePlan
	case err != nil:
		return setup.Receipt{}, err
	case setup.HoldsSettings(o.patch, now) && !r.stoppedHere():
		return sameMeanwhile("who may sign in with " + o.name), nil
	}
	_, err = r.settled(ctx, note, func() (graph.Application, error) {
		return graph.Application{}, client.UpdateServicePrincipal(ctx, o.sp.ID, o.patch)
	})
	if err != nil {
		return setup.Receipt{}, err
	}
	return o.begun(), nil
}

func (o *patchPrincipal) begun() setup.Receipt {
	return setup.Receipt{Object: setup.ObjectPrincipalSettings, ObjectID: o.sp.ID, Before: o.before(), After: o.patch,
		Summary: "Changed who may sign in with " + o.name, Inverse: "PATCH /v1.0/servicePrincipals/" + o.sp.ID}
}

func (o *patchPrincipal) before() graph.ServicePrincipalPatch {
	var b graph.ServicePrincipalPatch
	if o.patch.AccountEnabled != nil {
		b.AccountEnabled = ptr(o.sp.AccountEnabled)
	}
	if o.patch.AppRoleAssignmentRequired != nil {
		b.AppRoleAssignmentRequired = ptr(o.sp.AppRoleAssignmentRequired)
	}
	return b
}

func (o *patchPrincipal) seen(s setup.Snapshot) bool {
	return s.Principal.Value != nil && setup.HoldsSettings(o.patch, *s.Principal.Value)
}
