package steps

import (
	"context"
	"errors"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// ownRegistration makes sure that whoever made a registration may go on with it:
// without an administrator role only its owners may. Microsoft's page on the upsert
// does not say that its caller becomes one, so that is looked for, and made where it
// lacks.
type ownRegistration struct{ app, person, who string }

// owning is the operation for a registration that is still to be made; ok is false
// where this person needs no ownership.
func owning(s setup.Snapshot, p setup.Profile) (o *ownRegistration, ok bool) {
	if s.Identity.ObjectID == "" || !s.OwnershipNeeded() {
		return nil, false
	}
	return &ownRegistration{app: p.Wanted.Name, person: s.Identity.ObjectID, who: s.Identity.Username}, true
}

func (o *ownRegistration) change() []setup.Change {
	return []setup.Change{{Object: "App registration \"" + o.app + "\"", Property: "owners", Before: notSet, After: o.who + ", where Entra does not enter you by itself",
		Added: []string{o.who + ": without an administrator role only an owner may go on with it"}}}
}

func (o *ownRegistration) request() Request {
	return Request{Method: "POST", Path: "/v1.0/applications/(object id)/owners/$ref", Body: pretty(map[string]string{"@odata.id": "directoryObjects/" + o.person})}
}

func (o *ownRegistration) run(ctx context.Context, r *Runner, note func(Note)) (setup.Receipt, error) {
	client, err := r.graphClient()
	if err != nil {
		return setup.Receipt{}, err
	}
	app := r.Profile().App
	note(Note{Text: "Looking whether you own it", Usual: 30 * time.Second})
	owners, err := r.owners(ctx, client, app.AppID, note)
	if err != nil {
		return setup.Receipt{}, err
	}
	if judge.Owns(owners, o.person) {
		return setup.Receipt{Summary: "You own it"}, nil
	}
	note(Note{Text: "Entering you as its owner", Usual: 30 * time.Second})
	_, err = r.settled(ctx, note, func() (graph.Application, error) {
		err := client.AddOwner(ctx, app.ObjectID, o.person)
		if errors.Is(err, graph.ErrAlreadyExists) {
			err = nil
		}
		return graph.Application{}, err
	})
	if errors.Is(err, graph.ErrDenied) {
		return setup.Receipt{}, &RoleRefusedError{Code: setup.CodeRegistrationRight, What: "Entra made the registration \"" + app.Name + "\" and did not enter you as its owner, so it refuses that you go on with it",
			Who: "an Application Administrator or Cloud Application Administrator", Do: "Have them add you under \"App registrations\", \"" + app.Name + "\", \"Owners\", \"Add owners\". Then run it again: it goes on with this registration.", cause: err}
	}
	if err != nil {
		return setup.Receipt{}, err
	}
	return setup.Receipt{Summary: "Entered you as its owner"}, nil // it goes with the registration
}

// owners reads who owns a registration that may be too new to be read.
func (r *Runner) owners(ctx context.Context, c *graph.Client, appID string, note func(Note)) ([]graph.Owner, error) {
	var list []graph.Owner
	waits := func(n Note) {
		n.Text = "Entra has not copied the new registration to all its servers yet. Looking again"
		note(n)
	}
	_, err := r.settled(ctx, waits, func() (graph.Application, error) {
		var err error
		list, err = lookOnce[[]graph.Owner](ctx, c, graph.OwnersQuery(appID))
		return graph.Application{}, err
	})
	return list, err
}

// RoleRefusedError says what Entra refused for want of a right that could not be
// seen beforehand, and who has it.
type RoleRefusedError struct {
	Code      setup.Code // what a look would have found, had it been seen
	What, Who string
	Do        string // how to go on
	cause     error
}

func (e *RoleRefusedError) Error() string { return e.What }

// Unwrap gives Entra's refusal.
func (e *RoleRefusedError) Unwrap() error { return e.cause }

// Finding is the refusal as a look would have told it.
func (e *RoleRefusedError) Finding() setup.Finding {
	return setup.Finding{Code: e.Code, Level: setup.LevelFail, Subject: "the account's role", Want: e.Who, Got: "refused by Entra",
		Text: e.What + ". This takes " + e.Who + ".", Remedy: e.Do}
}

// adviseRoleRefused words it.
func adviseRoleRefused(err error) (Advice, bool) {
	var e *RoleRefusedError
	if !errors.As(err, &e) {
		return Advice{}, false
	}
	a := Advice{What: e.What + ".", Means: "This takes " + e.Who + ".", Do: e.Do, Code: "Authorization_RequestDenied"}
	var ge *graph.Error
	if errors.As(err, &ge) {
		a.Code, a.RequestID, a.At = ge.Code, ge.RequestID, ge.Date
	}
	return a, true
}

// refusedToRegister says what a refusal of the first write means: it cost nothing.
func refusedToRegister(err error) error {
	if !errors.Is(err, graph.ErrDenied) {
		return err
	}
	return &RoleRefusedError{Code: setup.CodeRegistrationRight, What: "Entra refused to register the application", Who: "an Application Developer, an Application Administrator, or a Cloud Application Administrator, or a tenant that lets users register applications",
		Do: "Nothing was made by that. Sign in with such an account, or activate the role and sign in again.", cause: err}
}

// refusedToGrant says what a refusal of consent means.
func refusedToGrant(err error) error {
	if !errors.Is(err, graph.ErrDenied) {
		return err
	}
	return &RoleRefusedError{Code: setup.CodeRoleMissing, What: "Entra refused to grant User.Read.All", Who: consentAction.Role,
		Do: "Hand steps 21–22 to a colleague who has the role: the walk has the message for it. Then run it again; it goes on from here.", cause: err}
}
