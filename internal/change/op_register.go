package change

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// VisibleTag makes a registration's service principal show under "Enterprise
// applications", as the portal does (Microsoft Graph docs, application tags).
const VisibleTag = "WindowsAzureActiveDirectoryIntegratedApp"

var _ = does("3-8", &Action{Verb: "Register it for me",
	Effect: "one app registration and its service principal", Role: mayRegisterWords,
	Plan: planRegister, roleFor: registerRole, wordsFor: registerWords})

const mayRegisterWords = "anybody who may register applications in your tenant"

func registerWords(s setup.Snapshot) (verb, effect string) {
	if s.App.Known && s.App.Value == nil && s.Deleted.Value != nil {
		return "Bring it back", "the registration and its service principal, out of the recycle bin"
	}
	return "", ""
}

// registerRole is who may register, who may change a registration that is there,
// and who may bring one back. Source: Microsoft Graph docs,
// directory-deleteditems-restore.
func registerRole(s setup.Snapshot) string {
	switch app := s.App.Value; {
	case app == nil && s.Deleted.Value != nil,
		app != nil && s.Principal.Known && s.Principal.Value == nil && s.DeletedPrincipal.Value != nil:
		return "Cloud Application Administrator or Application Administrator"
	case app != nil:
		return ownersMay
	}
	return mayRegisterWords
}

func planRegister(s setup.Snapshot, p setup.Profile, opts Options) (Plan, error) {
	if !s.App.Known {
		return Plan{}, &advice.BlockedError{By: "the registration has to be read: " + s.App.Why.Text}
	}
	app := s.App.Value
	switch {
	case app == nil && p.App.AppID != "":
		back := restoration(s)
		if len(back) == 0 {
			return Plan{}, &advice.BlockedError{By: judge.GoneFinding(s, p).Remedy()}
		}
		return NewPlan("register", "Bring the registration back", s, back), nil
	case app == nil && !p.Wanted.New:
		return Plan{}, &advice.BlockedError{By: "Step 2 · App registrations"}
	}
	ops := writesOf("3-8", s, p, opts)
	if len(ops) == 0 {
		return Plan{}, advice.ErrNothingToDo
	}
	var said []setup.Finding
	if s.MultiTenant.Known && !s.MultiTenant.Value &&
		(app == nil || app.SignInAudience != graph.AudienceOrgs) {
		said = append(said, judge.MultiTenantFinding()) // Entra will refuse; whoever tries knows why
	}
	return NewPlan("register", "Register the application", s, ops, said...), nil
}

func init() { writes("3-8", 10, registering) }

// registering makes the registration, or puts it right.
func registering(s setup.Snapshot, p setup.Profile, opts Options) []Operation {
	if s.App.Value == nil {
		return []Operation{NewRegistration(s, p, opts)}
	}
	if patch, ok := RegistrationPatch(*s.App.Value, opts); ok {
		return []Operation{patch}
	}
	return nil
}

func init() { writes("3-8", 30, itsPrincipal) }

// itsPrincipal makes its service principal, brings it back or puts it right.
func itsPrincipal(s setup.Snapshot, p setup.Profile, opts Options) []Operation {
	app, sp, lost := s.App.Value, s.Principal.Value, s.DeletedPrincipal.Value
	missing := s.Principal.Known && sp == nil
	switch {
	case app != nil && missing && lost != nil:
		return []Operation{&RestorePrincipal{Lost: *lost, name: text.Or(app.DisplayName, p.App.Name)}}
	case app == nil || missing:
		return []Operation{&CreatePrincipal{Name: text.Or(p.Wanted.Name, p.App.Name)}}
	case sp != nil:
		if patch, ok := PrincipalPatch(*sp, p, opts); ok {
			return []Operation{patch}
		}
	}
	return nil
}

// createApp makes the registration under a unique name that was saved before,
// so that a second attempt finds the first.
type createApp struct {
	unique string
	body   graph.NewApplication
}

// NewRegistration is the write of steps 3–8.
func NewRegistration(s setup.Snapshot, p setup.Profile, opts Options) *createApp {
	body := graph.NewApplication{DisplayName: p.Wanted.Name, SignInAudience: graph.AudienceOrgs,
		SPAURIs: []string{judge.FirstURI}, Tags: []string{VisibleTag}, InstanceLock: true,
		Notes: registrationNotes(s)}
	if opts.Whole && len(p.Wanted.URIs) > 0 {
		body.SPAURIs = p.Wanted.URIs
	}
	if o, needed := owning(s, p); needed {
		body.OwnerID = o.Person
	}
	body.RequiredResourceAccess = []graph.RequiredResource{{ResourceAppID: graph.GraphAppID,
		Access: []graph.Access{{ID: graph.UserReadScope, Type: graph.DelegatedPermission}}}}
	if opts.Whole {
		body.RequiredResourceAccess = withPermission(s, body.RequiredResourceAccess)
	}
	return &createApp{unique: p.App.UniqueName, body: body}
}

func (o *createApp) Change() []setup.Change {
	obj := fmt.Sprintf("App registration %q", o.body.DisplayName)
	out := []setup.Change{
		{Object: obj, Property: "displayName", Before: notSet, After: o.body.DisplayName},
		{Object: obj, Property: "uniqueName", Before: notSet,
			After: o.unique + ", so that a repeated attempt finds this one"},
		{Object: obj, Property: "signInAudience", Before: notSet,
			After: setup.AudienceLabel(o.body.SignInAudience)},
		{Object: obj, Property: "spa.redirectUris", Before: "0", After: fmt.Sprint(len(o.body.SPAURIs)),
			Added: o.body.SPAURIs},
	}
	declared := []string{"Microsoft Graph: User.Read (delegated permission), as the portal adds by itself"}
	if len(o.body.RequiredResourceAccess[0].Access) > 1 {
		declared = append(declared, "Microsoft Graph: User.Read.All (application permission)")
	}
	out = append(out, setup.Change{Object: obj, Property: "requiredResourceAccess", Before: "0",
		After: countAccess(o.body.RequiredResourceAccess), Added: declared})
	return append(out, setup.Change{Object: obj, Property: "notes", Before: notSet, After: o.body.Notes},
		tagChange(obj), setup.Change{Object: obj, Property: "servicePrincipalLockConfiguration",
			Before: notSet, After: "on, for all properties: nobody can put secrets or certificates of " +
				"their own on this application in another tenant"})
}

func (o *createApp) Request() setup.Request {
	return setup.Request{Method: "PATCH", Path: "/v1.0/applications(uniqueName='" + o.unique + "')",
		Body: Pretty(o.body)}
}

func (o *createApp) Run(ctx context.Context, r Env, client *graph.Client,
	note func(Note)) (setup.Receipt, error) {
	note(Note{Text: "Registering " + o.body.DisplayName})
	app, err := o.upsert(ctx, r, client, note)
	if err == nil {
		err = setup.UnfitIDs(app)
	}
	if err != nil {
		return setup.Receipt{}, refusedToRegister(err)
	}
	err = r.Update(func(p *setup.Profile) {
		p.App.AppID, p.App.ObjectID, p.App.Name, p.App.Made = app.AppID, app.ID,
			app.DisplayName, r.Now().UTC()
	})
	return o.Begun().MadeAs(app.ID, app.AppID), err
}

func (o *createApp) Begun() setup.Receipt {
	made := o.body
	made.OwnerID = "" // whoever goes on with it may be somebody else
	return setup.Receipt{Object: setup.ObjectApplication, After: made,
		Summary: "Registered " + o.body.DisplayName + ", application (client) ID",
		Inverse: "DELETE /v1.0/applications/"}
}

func (o *createApp) Seen(s setup.Snapshot) bool {
	return s.App.Value != nil && len(s.App.Value.SPA.URIs) >= len(o.body.SPAURIs)
}

// CreatePrincipal makes what the portal makes by itself and Graph does not: the
// registration's presence in the tenant.
type CreatePrincipal struct{ Name string }

// Change is what is shown of it.
func (o *CreatePrincipal) Change() []setup.Change {
	obj := fmt.Sprintf("Service principal %q", o.Name)
	return []setup.Change{{Object: obj, Property: "servicePrincipals", Before: "none",
		After: "there, and enabled"}, tagChange(obj)}
}

// tagChange shows the one tag that is set, on whichever object.
func tagChange(object string) setup.Change {
	return setup.Change{Object: object, Property: "tags", Before: notSet,
		After: VisibleTag + ", which shows it under \"Enterprise applications\""}
}

// Request is what is sent.
func (o *CreatePrincipal) Request() setup.Request {
	return setup.Request{Method: "POST", Path: "/v1.0/servicePrincipals",
		Body: Pretty(map[string]any{"appId": "(the new application id)", "tags": []string{VisibleTag}})}
}

// Run writes it.
func (o *CreatePrincipal) Run(ctx context.Context, r Env, client *graph.Client,
	note func(Note)) (setup.Receipt, error) {
	id := r.Profile().App.AppID
	if id == "" {
		return setup.Receipt{}, advice.ErrNoRegistration
	}
	note(Note{Text: "Adding its service principal", Usual: 30 * time.Second})
	var lost error
	sp, err := client.CreateServicePrincipal(ctx, id, []string{VisibleTag})
	if errors.Is(err, graph.ErrAlreadyExists) || errors.Is(err, graph.ErrUncertain) {
		lost = err
		sp, err = findPrincipal(ctx, r, client, id, []string{VisibleTag})
	}
	if err != nil {
		return setup.Receipt{}, unsettled(lost, err)
	}
	r.MadePrincipal(sp.ID)
	if foundThere(r, lost) {
		return setup.Receipt{Summary: "Its service principal was there already"}, nil
	}
	return o.Begun().MadeAs(sp.ID, sp.ID), nil
}

// Begun is its receipt, as far as it is known before it is sent.
func (o *CreatePrincipal) Begun() setup.Receipt {
	return setup.Receipt{Object: setup.ObjectPrincipal, Summary: "Added its service principal",
		Inverse: "DELETE /v1.0/servicePrincipals/"}
}

// Seen tells whether a look shows what was written.
func (o *CreatePrincipal) Seen(s setup.Snapshot) bool { return s.Principal.Value != nil }

// findPrincipal looks a service principal up after an answer that was lost or
// said "there is one already"; if there is none after all, it is made. A second
// one cannot come of it, because Entra refuses two for one application id.
func findPrincipal(ctx context.Context, r Env, c *graph.Client, appID string,
	tags []string) (graph.ServicePrincipal, error) {
	return Again(ctx, r, func(try int) (graph.ServicePrincipal, error) {
		sp, err := LookForPrincipal(ctx, c, appID)
		if errors.Is(err, graph.ErrNotFound) && try > 1 {
			return c.CreateServicePrincipal(ctx, appID, tags)
		}
		return sp, err
	})
}

// RegistrationPatch puts right what an adopted registration lacks of steps 3–8:
// the audience, and the first redirect URI under SPA.
func RegistrationPatch(app graph.Application, opts Options) (*patchApp, bool) {
	o := &patchApp{app: app, what: "the registration"}
	if judge.TooNarrow(app.SignInAudience) {
		o.patch.SignInAudience = new(graph.AudienceOrgs)
		o.changes = append(o.changes, setup.Change{Object: AppWords(app),
			Property: "signInAudience", Before: setup.AudienceLabel(app.SignInAudience),
			After: setup.AudienceLabel(graph.AudienceOrgs)})
	}
	if arr := arrangement([]string{judge.FirstURI}, app, opts); arr.Changed && !opts.Whole {
		o.arrange(arr)
	}
	return o, len(o.changes) > 0
}

// AppWords name a registration in a change.
func AppWords(app graph.Application) string {
	return fmt.Sprintf("App registration %q", app.DisplayName)
}

// Pretty is a body as it is shown.
func Pretty(v any) string {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err.Error()
	}
	return string(b)
}
