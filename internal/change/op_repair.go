package change

import (
	"context"
	"fmt"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// PatchPrincipal changes how the registration may be used in this tenant.
type PatchPrincipal struct {
	Sp    graph.ServicePrincipal // as it was when the plan was shown
	Patch graph.ServicePrincipalPatch
	Name  string
}

// PrincipalPatch puts right what keeps people from signing in with a service
// principal that is there: it is switched off, or open to assigned people only
// where everybody is wanted.
func PrincipalPatch(sp graph.ServicePrincipal, p setup.Profile,
	opts Options) (*PatchPrincipal, bool) {
	o := &PatchPrincipal{Sp: sp, Name: text.Or(p.App.Name, sp.DisplayName)}
	if !sp.AccountEnabled {
		o.Patch.AccountEnabled = new(true)
	}
	if sp.AppRoleAssignmentRequired && opts.OpenToAll {
		o.Patch.AppRoleAssignmentRequired = new(false)
	}
	return o, o.Patch != graph.ServicePrincipalPatch{}
}

// Change is what is shown of it.
func (o *PatchPrincipal) Change() []setup.Change {
	obj := fmt.Sprintf("Service principal %q", o.Name)
	var out []setup.Change
	if o.Patch.AccountEnabled != nil {
		out = append(out, setup.Change{Object: obj, Property: "accountEnabled",
			Before: enabledWords(o.Sp.AccountEnabled), After: enabledWords(*o.Patch.AccountEnabled)})
	}
	if o.Patch.AppRoleAssignmentRequired != nil {
		out = append(out, setup.Change{Object: obj,
			Property: "appRoleAssignmentRequired", Before: assignmentWords(o.Sp.AppRoleAssignmentRequired),
			After: assignmentWords(*o.Patch.AppRoleAssignmentRequired)})
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

// Request is what is sent.
func (o *PatchPrincipal) Request() setup.Request {
	return setup.Request{Method: "PATCH", Path: "/v1.0/servicePrincipals/" + o.Sp.ID, Body: Pretty(o.Patch)}
}

// Run sends the change, again after a lost answer: the same twice is the same.
func (o *PatchPrincipal) Run(ctx context.Context, r Env, client *graph.Client,
	note func(Note)) (setup.Receipt, error) {
	note(Note{Text: "Changing who may sign in with " + o.Name, Usual: 10 * time.Second})
	now, err := LookForPrincipal(ctx, client, o.Sp.AppID) // a person may have thought about the plan for long
	switch {
	case ErrIsGone(err), err == nil && (now.ID != o.Sp.ID ||
		!setup.HoldsSettings(o.Patch, now) && !setup.HoldsSettings(o.before(), now)):
		return setup.Receipt{}, advice.ErrStalePlan
	case err != nil:
		return setup.Receipt{}, err
	case setup.HoldsSettings(o.Patch, now) && !r.StoppedHere():
		return sameMeanwhile("who may sign in with " + o.Name), nil
	}
	_, err = settled(ctx, r, note, func() (graph.Application, error) {
		return graph.Application{}, client.UpdateServicePrincipal(ctx, o.Sp.ID, o.Patch)
	})
	if err != nil {
		return setup.Receipt{}, err
	}
	return o.Begun(), nil
}

// Begun is its receipt, as far as it is known before it is sent.
func (o *PatchPrincipal) Begun() setup.Receipt {
	return setup.Receipt{Object: setup.ObjectPrincipalSettings, ObjectID: o.Sp.ID,
		Before: o.before(), After: o.Patch, Summary: "Changed who may sign in with " + o.Name,
		Inverse: "PATCH /v1.0/servicePrincipals/" + o.Sp.ID}
}

func (o *PatchPrincipal) before() graph.ServicePrincipalPatch {
	var b graph.ServicePrincipalPatch
	if o.Patch.AccountEnabled != nil {
		b.AccountEnabled = new(o.Sp.AccountEnabled)
	}
	if o.Patch.AppRoleAssignmentRequired != nil {
		b.AppRoleAssignmentRequired = new(o.Sp.AppRoleAssignmentRequired)
	}
	return b
}

// Seen tells whether a look shows what was written.
func (o *PatchPrincipal) Seen(s setup.Snapshot) bool {
	return s.Principal.Value != nil && setup.HoldsSettings(o.Patch, *s.Principal.Value)
}
