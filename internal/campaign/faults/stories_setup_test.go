package faults

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

const appName = "Contoso Voice SSO"

// enter does what every run begins with.
func enter(ctx context.Context, w *world, r *engine.Session, device bool) error {
	if err := r.ProbeKeychain(ctx); err != nil {
		return err
	}
	if _, err := r.Resolve(ctx, w.sc.Tenant.Domains[0].Name); err != nil {
		return err
	}
	if err := signIn(ctx, w, r, device); err != nil {
		return err
	}
	return r.ConfirmOwnTenant()
}

func signIn(ctx context.Context, w *world, r *engine.Session, device bool) error {
	if device {
		code, err := r.SignInDevice(ctx)
		if err != nil {
			return err
		}
		if err := w.srv.ApproveDevice(code.UserCode, ""); err != nil {
			return err
		}
		return r.AwaitDevice(ctx, code, func(entra.DeviceNote) {})
	}
	b, err := r.SignInBrowser(ctx)
	if err != nil {
		return err
	}
	defer b.Close()
	if err := w.srv.OpenBrowser(b.URL, ""); err != nil {
		return fmt.Errorf("the browser: %w", err)
	}
	return r.AwaitBrowser(ctx, b)
}

func apply(ctx context.Context, r *engine.Session, plan change.Plan, err error) error {
	if errors.Is(err, advice.ErrNothingToDo) {
		return nil
	}
	if err == nil {
		_, err = r.Apply(ctx, plan, func(change.Note) {})
	}
	return err
}

func prove(ctx context.Context, r *engine.Session) error {
	proof, err := r.Prove(ctx, func(setup.Proof) {})
	if err != nil {
		return err
	}
	if !proof.Good {
		return &unfinished{[]setup.Finding{*proof.Finding}}
	}
	return nil
}

// automatic are the phases that no person's word can settle.
var automatic = []string{"3-8", "9", "12-14", "15-20", "21-22", "23-27", "28"}

// settled tells whether all that can be done from here holds, or what does not, as the fronts say it.
func settled(r *engine.Session) error {
	var open []setup.Finding
	v := r.Verdict(judge.Walking)
	for _, id := range automatic {
		st := v.Phase(id)
		if st.Status == setup.StatusOK {
			continue
		}
		found := slices.DeleteFunc(st.Findings(), func(f setup.Finding) bool { return f.Level == setup.LevelNote })
		if len(found) == 0 && st.Status == setup.StatusBlocked && len(open) > 0 {
			continue // it waits for one that says why
		}
		if len(found) == 0 {
			found = []setup.Finding{{Code: "none", Subject: id + " is " + string(st.Status)}} // an end without words
		}
		open = append(open, found...)
	}
	if len(open) > 0 {
		return &unfinished{open}
	}
	return nil
}

func setupAtOnce(device bool) func(context.Context, *world, *engine.Session) error {
	return func(ctx context.Context, w *world, r *engine.Session) error {
		if err := enter(ctx, w, r, device); err != nil {
			return err
		}
		if err := wanted(w, r); err != nil {
			return err
		}
		if _, err := r.ObserveMade(ctx, func(change.Note) {}); err != nil {
			return err
		}
		plan, err := r.PlanWhole()
		if err := apply(ctx, r, plan, err); err != nil {
			return err
		}
		if err := prove(ctx, r); err != nil {
			return err
		}
		return settled(r)
	}
}

// twice plays a story and, in a new process, plays it again at once.
func twice(play func(context.Context, *world, *engine.Session) error) func(context.Context, *world, *engine.Session) error {
	return func(ctx context.Context, w *world, r *engine.Session) error {
		if err := play(ctx, w, r); err != nil {
			return err
		}
		again, err := w.engine()
		if err != nil {
			return err
		}
		return play(ctx, w, again)
	}
}

// setupAllowed is the setup in a tenant that forbids client secrets, by somebody who may exempt the registration: the
// plan of the secret asks for a right of its own.
func setupAllowed(ctx context.Context, w *world, r *engine.Session) error {
	if err := enter(ctx, w, r, false); err != nil {
		return err
	}
	if err := firstPhases(ctx, w, r, "3-8", "12-14", "15-20", "21-22"); err != nil {
		return err
	}
	plan, err := r.Plan("23-27")
	if err == nil && !r.May(plan) {
		r.StepUp(plan.Scopes())
		if err := signIn(ctx, w, r, false); err != nil {
			return err
		}
		if _, err := r.Observe(ctx); err != nil {
			return err
		}
		plan, err = r.Plan("23-27")
	}
	if err := apply(ctx, r, plan, err); err != nil {
		return err
	}
	if err := prove(ctx, r); err != nil {
		return err
	}
	return settled(r)
}

// wanted decides what a person decides, once.
func wanted(w *world, r *engine.Session) error {
	if p := r.Profile(); p.App.AppID != "" || p.App.UniqueName != "" {
		return nil
	}
	_, err := r.SetURIs(w.sc.PortalURIs)
	return errors.Join(err, r.ChooseNew(appName))
}

// setupStepByStep is the whole walk with its looks: the lists of registrations and of people, and the first sign-in.
func setupStepByStep(ctx context.Context, w *world, r *engine.Session) error {
	if err := enter(ctx, w, r, false); err != nil {
		return err
	}
	if _, err := r.SearchRegistrations(ctx, "Contoso"); err != nil {
		return err
	}
	if err := firstPhases(ctx, w, r, "3-8", "12-14", "15-20", "21-22", "23-27"); err != nil {
		return err
	}
	if err := prove(ctx, r); err != nil {
		return err
	}
	if _, err := r.SearchUsers(ctx, "a"); err != nil {
		return err
	}
	if err := r.BeginPilot(); err != nil {
		return err
	}
	if err := w.srv.PilotSignIn(r.Profile().App.AppID, "", w.sc.PortalURIs[0]); err != nil {
		return err
	}
	if _, err := r.AwaitPilot(ctx, func(change.Note) {}); err != nil {
		return err
	}
	return settled(r)
}

// setupHandedOver is the walk of somebody without the role: a colleague consents meanwhile.
func setupHandedOver(ctx context.Context, w *world, r *engine.Session) error {
	if err := enter(ctx, w, r, false); err != nil {
		return err
	}
	if err := firstPhases(ctx, w, r, "3-8", "12-14", "15-20"); err != nil {
		return err
	}
	if r.Verdict(judge.Walking).Phase("21-22").Status != setup.StatusOK {
		h, err := r.HandOver()
		if err != nil {
			return err
		}
		if err := w.srv.ApproveConsent(h.AppID, ""); err != nil {
			return err
		}
		patient, leave := context.WithCancel(ctx)
		defer leave()
		looked := 0
		if _, err := r.AwaitConsent(patient, func(n change.Note) {
			if looked++; looked == 20 {
				leave() // as whoever has waited long enough
			}
		}); err != nil {
			return err
		}
	}
	plan, err := r.Plan("23-27")
	if err := apply(ctx, r, plan, err); err != nil {
		return err
	}
	if err := prove(ctx, r); err != nil {
		return err
	}
	return settled(r)
}

// firstStages decides what is wanted and does phase after phase.
func firstPhases(ctx context.Context, w *world, r *engine.Session, ids ...string) error {
	if err := wanted(w, r); err != nil {
		return err
	}
	if _, err := r.ObserveMade(ctx, func(change.Note) {}); err != nil {
		return err
	}
	for _, id := range ids {
		plan, err := r.Plan(id)
		if err := apply(ctx, r, plan, err); err != nil {
			return err
		}
	}
	return nil
}

// signInByCode signs in by device code and looks once.
func signInByCode(ctx context.Context, w *world, r *engine.Session) error {
	if err := enter(ctx, w, r, true); err != nil {
		return err
	}
	_, err := r.Observe(ctx)
	return err
}
