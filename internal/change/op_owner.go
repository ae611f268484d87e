package change

import (
	"context"
	"errors"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/observe"
	"ssowizard/internal/setup"
)

// OwnRegistration makes sure that whoever made a registration may go on with it:
// without an administrator role only its owners may. Microsoft's page on the upsert
// does not say that its caller becomes one, so that is looked for, and made where it
// lacks.
type OwnRegistration struct{ App, Person, Who string }

func init() { writes("3-8", 20, itsOwner) }

// itsOwner goes before whatever Entra lets only an owner write.
func itsOwner(s setup.Snapshot, p setup.Profile, _ Options) []Operation {
	if o, needed := owning(s, p); needed && s.App.Value == nil {
		return []Operation{o}
	}
	return nil
}

// owning is the operation for a registration that is still to be made; ok is false
// where this person needs no ownership.
func owning(s setup.Snapshot, p setup.Profile) (o *OwnRegistration, ok bool) {
	if s.Identity.ObjectID == "" || !s.OwnershipNeeded() {
		return nil, false
	}
	return &OwnRegistration{App: p.Wanted.Name, Person: s.Identity.ObjectID, Who: s.Identity.Username}, true
}

// Change is what is shown of it.
func (o *OwnRegistration) Change() []setup.Change {
	return []setup.Change{{Object: "App registration \"" + o.App + "\"", Property: "owners",
		Before: notSet, After: o.Who + ", where Entra does not enter you by itself",
		Added: []string{o.Who + ": without an administrator role only an owner may go on with it"}}}
}

// Request is what is sent.
func (o *OwnRegistration) Request() setup.Request {
	return setup.Request{Method: "POST", Path: "/v1.0/applications/(object id)/owners/$ref",
		Body: Pretty(map[string]string{"@odata.id": "directoryObjects/" + o.Person})}
}

// Run writes it.
func (o *OwnRegistration) Run(ctx context.Context, r Env, client *graph.Client,
	note func(Note)) (setup.Receipt, error) {
	app := r.Profile().App
	note(Note{Text: "Looking whether you own it", Usual: 30 * time.Second})
	owners, err := owners(ctx, r, client, app.AppID, note)
	if err != nil {
		return setup.Receipt{}, err
	}
	if judge.Owns(owners, o.Person) {
		return setup.Receipt{Summary: "You own it"}, nil
	}
	note(Note{Text: "Entering you as its owner", Usual: 30 * time.Second})
	_, err = settled(ctx, r, note, func() (graph.Application, error) {
		err := client.AddOwner(ctx, app.ObjectID, o.Person)
		if errors.Is(err, graph.ErrAlreadyExists) {
			err = nil
		}
		return graph.Application{}, err
	})
	if errors.Is(err, graph.ErrDenied) {
		return setup.Receipt{}, &advice.RoleRefusedError{Code: setup.CodeRegistrationRight,
			What: "Entra made the registration \"" + app.Name + "\" and did not enter you as its owner, " +
				"so it refuses that you go on with it",
			Who: "an Application Administrator or Cloud Application Administrator",
			Do: "Have them add you under \"App registrations\", \"" + app.Name + "\", \"Owners\", " +
				"\"Add owners\". Then run it again: it goes on with this registration.",
			Cause: err}
	}
	if err != nil {
		return setup.Receipt{}, err
	}
	return setup.Receipt{Summary: "Entered you as its owner"}, nil // it goes with the registration
}

// owners reads who owns a registration that may be too new to be read.
func owners(ctx context.Context, r Env, c *graph.Client, appID string,
	note func(Note)) ([]graph.Owner, error) {
	var list []graph.Owner
	waits := func(n Note) {
		n.Text = "Entra has not copied the new registration to all its servers yet. Looking again"
		note(n)
	}
	_, err := settled(ctx, r, waits, func() (graph.Application, error) {
		var err error
		list, err = observe.LookOnce[[]graph.Owner](ctx, c, graph.OwnersQuery(appID))
		return graph.Application{}, err
	})
	return list, err
}

// refusedToRegister says what a refusal of the first write means: it cost nothing.
func refusedToRegister(err error) error {
	if !errors.Is(err, graph.ErrDenied) {
		return err
	}
	return &advice.RoleRefusedError{Code: setup.CodeRegistrationRight,
		What: "Entra refused to register the application",
		Who: "an Application Developer, an Application Administrator, " +
			"or a Cloud Application Administrator, or a tenant that lets users register applications",
		Do: "Nothing was made by that. Sign in with such an account, " +
			"or activate the role and sign in again.", Cause: err}
}

// refusedToGrant says what a refusal of consent means.
func refusedToGrant(err error) error {
	if !errors.Is(err, graph.ErrDenied) {
		return err
	}
	return &advice.RoleRefusedError{Code: setup.CodeRoleMissing,
		What: "Entra refused to grant User.Read.All", Who: consentAction.Role,
		Do: "Hand steps 21–22 to a colleague who has the role: the walk has the message for it. " +
			"Then run it again; it goes on from here.", Cause: err}
}

// Seen is left to the writes that follow, which Entra refuses without it.
func (o *OwnRegistration) Seen(setup.Snapshot) bool { return true }
