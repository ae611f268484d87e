package change

import (
	"context"
	"errors"
	"slices"

	"ssowizard/internal/advice"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// patchApp changes properties of a registration. A collection that is sent
// replaces the old one, so the whole merged list is sent, and only after a last
// look has shown that the list it was merged with is still there.
type patchApp struct {
	app     graph.Application // as it was when the plan was shown
	patch   graph.ApplicationPatch
	changes []setup.Change
	what    string
	// courtesy: nothing depends on it, so that it gives way to whoever changed the
	// same meanwhile instead of failing.
	courtesy, left bool
}

func (o *patchApp) Change() []setup.Change { return o.changes }

func (o *patchApp) Request() setup.Request {
	return setup.Request{Method: "PATCH", Path: "/v1.0/applications/" + o.app.ID, Body: Pretty(o.patch)}
}

func (o *patchApp) Run(ctx context.Context, r Env, client *graph.Client,
	note func(Note)) (setup.Receipt, error) {
	note(Note{Text: "Changing " + o.what})
	now, err := ReadApp(ctx, r, client, o.app.AppID)
	if err != nil {
		return setup.Receipt{}, err
	}
	switch same := o.samePatched(now); {
	case Differs(o.patch, now) == "" && !r.StoppedHere():
		return sameMeanwhile(o.what + " of " + o.app.DisplayName), nil
	case Differs(o.patch, now) == "":
		return o.Begun(), nil
	case !same && o.courtesy:
		o.left = true
		return setup.Receipt{Summary: "Left " + o.what + " as they are: " +
			"somebody has changed them meanwhile"}, nil
	case !same:
		return setup.Receipt{}, advice.ErrStalePlan
	}
	if err := patch(ctx, r, client, o, note); err != nil {
		return setup.Receipt{}, err
	}
	return o.Begun(), nil
}

func (o *patchApp) Begun() setup.Receipt {
	return setup.Receipt{Object: setup.ObjectApplication,
		ObjectID: o.app.ID, Before: inverse(o.patch, o.app),
		After: o.patch, Summary: "Changed " + o.what + " of " + o.app.DisplayName,
		Inverse: "PATCH /v1.0/applications/" + o.app.ID}
}

// patch sends the change, again after a lost answer or while the registration
// is still being copied: the same lists twice are the same lists.
func patch(ctx context.Context, r Env, c *graph.Client, o *patchApp, note func(Note)) error {
	_, err := settled(ctx, r, note, func() (graph.Application, error) {
		return graph.Application{}, c.UpdateApplication(ctx, o.app.ID, o.patch)
	})
	return err
}

// ReadApp reads the registration, waiting for it while it is new.
func ReadApp(ctx context.Context, r Env, c *graph.Client, appID string) (graph.Application, error) {
	return settled(ctx, r, func(Note) {},
		func() (graph.Application, error) { return LookForApp(ctx, c, appID) })
}

// samePatched tells whether what the patch replaces is still what the plan was
// based on. The three lists of redirect URIs are one: an address may be in only
// one of them.
func (o *patchApp) samePatched(now graph.Application) bool {
	was := o.patch
	if was.SPA != nil || was.Web != nil || was.PublicClient != nil {
		list := new([]string)
		was.SPA, was.Web, was.PublicClient = list, list, list
	}
	return Differs(inverse(was, o.app), now) == ""
}

func (o *patchApp) Seen(s setup.Snapshot) bool {
	return o.left || s.App.Value != nil && Differs(o.patch, *s.App.Value) == ""
}

// arrangement is the new order of a registration's redirect URIs.
func arrangement(want []string, app graph.Application, opts Options) mtp.Arrangement {
	if opts.ReplaceNear {
		return mtp.Arrange(want, judge.Registered(&app), mtp.ReplaceNear())
	}
	return mtp.Arrange(want, judge.Registered(&app))
}

// arrange puts a new order of redirect URIs into the patch. All lists that
// change go in one request, because a URI may not be on two platforms even
// briefly.
func (o *patchApp) arrange(a mtp.Arrangement) {
	lists := []struct {
		property      string
		before, after []string
		set           func([]string)
	}{
		{"spa.redirectUris", o.app.SPA.URIs, a.SPA, func(l []string) { o.patch.SPA = &l }},
		{"web.redirectUris", o.app.Web.URIs, a.Web, func(l []string) { o.patch.Web = &l }},
		{"publicClient.redirectUris", o.app.PublicClient.URIs, a.Public,
			func(l []string) { o.patch.PublicClient = &l }},
	}
	for _, l := range lists {
		if slices.Equal(l.before, l.after) {
			continue
		}
		if l.after == nil {
			l.after = []string{}
		}
		l.set(l.after)
		o.changes = append(o.changes, urisChange(o.app, l.property, l.before, l.after))
	}
	if len(o.changes) > 0 && len(a.Kept) > 0 {
		o.changes[0].Kept = a.Kept
	}
}

// Without lists what is in a and not in b.
func Without(a, b []string) []string {
	var out []string
	for _, x := range a {
		if !slices.Contains(b, x) {
			out = append(out, x)
		}
	}
	return out
}

var _ = does("12-14", &Action{Verb: "Put the redirect URIs in order for me",
	Effect: "adds what is missing, moves what is under Web; keeps the rest", Role: ownersMay, Plan: PlanURIs})

// PlanURIs plans steps 12–14.
func PlanURIs(s setup.Snapshot, p setup.Profile, opts Options) (Plan, error) {
	if len(p.Wanted.URIs) == 0 {
		return Plan{}, &advice.BlockedError{By: "Steps 10–11 · Account, type and ids"}
	}
	if s.App.Value == nil {
		return Plan{}, madeWith(opts)
	}
	o := &patchApp{app: *s.App.Value, what: "the redirect URIs"}
	arr := arrangement(p.Wanted.URIs, *s.App.Value, opts)
	o.arrange(arr)
	if len(o.changes) == 0 {
		return Plan{}, advice.ErrNothingToDo
	}
	return NewPlan("redirect-uris", "Put the redirect URIs in order", s, []Operation{o}), nil
}

var _ = does("15-20", &Action{Verb: "Declare it for me",
	Effect: "one entry under \"API permissions\"; grants nothing yet", Role: ownersMay, Plan: PlanPermission})

// madeWith says why nothing is changed of a registration that is not there: where all is
// planned as one, it is made with what it needs.
func madeWith(opts Options) error {
	if opts.Whole {
		return advice.ErrNothingToDo
	}
	return Unregistered()
}

// Unregistered refuses what needs the registration first.
func Unregistered() error { return &advice.BlockedError{By: "Steps 3–8 · New registration"} }

// PlanPermission plans steps 15–20.
func PlanPermission(s setup.Snapshot, _ setup.Profile, opts Options) (Plan, error) {
	if s.App.Value == nil {
		return Plan{}, madeWith(opts)
	}
	if judge.Declares(s.App.Value, graph.ApplicationPermission) {
		return Plan{}, advice.ErrNothingToDo
	}
	list := withPermission(s, s.App.Value.RequiredResourceAccess)
	o := &patchApp{app: *s.App.Value, what: "the declared permissions",
		patch: graph.ApplicationPatch{RequiredResourceAccess: &list}}
	o.changes = []setup.Change{{Object: AppWords(o.app), Property: "requiredResourceAccess",
		Before: countAccess(s.App.Value.RequiredResourceAccess), After: countAccess(list),
		Added: []string{"Microsoft Graph: User.Read.All (application permission)"},
		Kept:  accessWords(s, s.App.Value.RequiredResourceAccess)}}
	return NewPlan("permission", "Declare User.Read.All", s, []Operation{o}), nil
}

// withPermission adds User.Read.All to what is declared already.
func withPermission(s setup.Snapshot, have []graph.RequiredResource) []graph.RequiredResource {
	out := make([]graph.RequiredResource, 0, len(have)+1)
	add := graph.Access{ID: setup.UserReadAllRole(s), Type: graph.ApplicationPermission}
	done := false
	for _, r := range have {
		r.Access = slices.Clone(r.Access)
		if r.ResourceAppID == graph.GraphAppID && !done {
			done = true
			if !slices.Contains(r.Access, add) {
				r.Access = append(r.Access, add)
			}
		}
		out = append(out, r)
	}
	if !done {
		out = append(out, graph.RequiredResource{ResourceAppID: graph.GraphAppID,
			Access: []graph.Access{add}})
	}
	return out
}

func countAccess(rs []graph.RequiredResource) string {
	n := 0
	for _, r := range rs {
		n += len(r.Access)
	}
	return text.Count(n, "permission")
}

// accessWords names declared permissions where Graph's own list tells them.
func accessWords(s setup.Snapshot, rs []graph.RequiredResource) []string {
	var out []string
	for _, r := range rs {
		for _, a := range r.Access {
			kind := "delegated"
			if a.Type == graph.ApplicationPermission {
				kind = "application"
			}
			out = append(out, permissionName(s, r.ResourceAppID, a.ID)+" ("+kind+" permission)")
		}
	}
	return out
}

func permissionName(s setup.Snapshot, resource, id string) string {
	if resource == graph.GraphAppID {
		for _, sc := range s.Graph.Value.Scopes {
			if sc.ID == id {
				return sc.Value
			}
		}
	}
	return judge.RoleName(s, resource, id)
}

// ErrIsGone tells a missing object from a refusal.
func ErrIsGone(err error) bool { return errors.Is(err, graph.ErrNotFound) }
