package engine

import (
	"context"
	"errors"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/entra"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// Made is what a person who worked in the portal comes back with: the id that
// stands there, and the value that is shown once.
type Made struct {
	AppID  string
	Name   string // of the registration
	Secret secret.Value
}

// Hand plays a person at work in the portal of a practice tenant: it does there
// what a phase asks for, with an engine and a sign-in of its own, so that whoever
// practices meets the change as one that somebody else made. p is what the walk is
// about so far. It refuses an engine that is not practice.
func Hand(ctx context.Context, r *Session, approve func(userCode string) error, phase string,
	p setup.Profile) (Made, error) {
	if !r.Practice() {
		return Made{}, errors.New("only practice has hands of its own")
	}
	defer r.Close()
	if err := r.enterAs(ctx, approve, text.Or(p.Tenant.Domain, p.Tenant.ID)); err != nil {
		return Made{}, err
	}
	err := r.ConfirmOwnTenant()
	switch {
	case err != nil:
	case p.App.AppID != "":
		err = r.ChooseExisting(p.App.AppID)
	default:
		err = r.ChooseNew(text.Or(p.Wanted.Name, DefaultName))
	}
	if err == nil && len(p.Wanted.URIs) > 0 {
		_, err = r.SetURIs(p.Wanted.URIs)
	}
	if err == nil {
		_, err = r.Observe(ctx)
	}
	if err != nil {
		return Made{}, err
	}
	plan, err := r.Plan(phase)
	if errors.Is(err, advice.ErrNothingToDo) {
		return Made{AppID: r.Profile().App.AppID, Name: r.Profile().App.Name}, nil
	}
	if err == nil {
		_, err = r.Apply(ctx, plan, func(change.Note) {})
	}
	if err != nil {
		return Made{}, err
	}
	made := Made{AppID: r.Profile().App.AppID, Name: r.Profile().App.Name}
	if r.Profile().Secret.KeyID != "" {
		made.Secret, err = r.Secret(ctx)
	}
	return made, err
}

// enterAs signs in with a code that approve enters.
func (r *Session) enterAs(ctx context.Context, approve func(string) error, domain string) error {
	if _, err := r.Resolve(ctx, domain); err != nil {
		return err
	}
	code, err := r.SignInDevice(ctx)
	if err != nil {
		return err
	}
	if err := approve(code.UserCode); err != nil {
		return err
	}
	if err := r.AwaitDevice(ctx, code, func(entra.DeviceNote) {}); err != nil {
		return err
	}
	_ = r.ProbeKeychain(ctx) // of practice, in memory
	_, err = r.Observe(ctx)
	return err
}
