package trial

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ssowizard/assets"
	"ssowizard/internal/entra"
	"ssowizard/internal/sim"
	"ssowizard/internal/steps"
	"ssowizard/internal/vault"
)

// story is one thing that people do with the program. Played again, it goes on where it was left and ends the same.
type story struct {
	name   string
	sc     sim.Scenario
	before *prepared // nil: the tenant is as the scenario has it
	play   func(context.Context, *world, *steps.Runner) error
	of     func(request) bool // which requests are meant; nil: all of them
	ticks  bool               // takes real seconds, which no clock of ours moves
	deep   bool               // each fault comes in both ways
	undone bool               // at its end nothing of the program is left
}

// byCode are the requests of a sign-in by device code, which takes real seconds and is played for them alone.
func byCode(q request) bool {
	return strings.Contains(q.kind, "device_code") || strings.Contains(q.kind, "/devicecode")
}

// prepared is a world in which a setup was done weeks ago.
type prepared struct {
	sc      sim.Scenario
	profile steps.Profile
	kept    map[vault.Key]string
}

// unfinished is an end with words: what is still wrong or could not be looked at, and what to do.
type unfinished struct{ said []steps.Finding }

func (u *unfinished) Error() string { return fmt.Sprintf("not finished: %+v", u.said) }

const appName = "Contoso Voice SSO"

// enter does what every run begins with.
func enter(ctx context.Context, w *world, r *steps.Runner, device bool) error {
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

func signIn(ctx context.Context, w *world, r *steps.Runner, device bool) error {
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

func apply(ctx context.Context, r *steps.Runner, plan steps.Plan, err error) error {
	if errors.Is(err, steps.ErrNothingToDo) {
		return nil
	}
	if err == nil {
		_, err = r.Apply(ctx, plan, func(steps.Note) {})
	}
	return err
}

func prove(ctx context.Context, r *steps.Runner) error {
	proof, err := r.Prove(ctx, func(steps.Proof) {})
	if err != nil {
		return err
	}
	if !proof.Good {
		return &unfinished{[]steps.Finding{*proof.Finding}}
	}
	return nil
}

// automatic are the stages that no person's word can settle.
var automatic = []string{"3-8", "9", "12-14", "15-20", "21-22", "23-27", "28"}

// settled tells whether all that can be done from here holds, or what does not, as the fronts say it.
func settled(r *steps.Runner) error {
	var open []steps.Finding
	v := r.Verdict()
	for _, id := range automatic {
		st := v.Stage(id)
		if st.Status == steps.StatusOK {
			continue
		}
		found := slices.DeleteFunc(st.Findings(), func(f steps.Finding) bool { return f.Level == steps.LevelNote })
		if len(found) == 0 {
			found = []steps.Finding{{Code: "none", Subject: id + " is " + string(st.Status)}} // an end without words
		}
		open = append(open, found...)
	}
	if len(open) > 0 {
		return &unfinished{open}
	}
	return nil
}

func setupAtOnce(device bool) func(context.Context, *world, *steps.Runner) error {
	return func(ctx context.Context, w *world, r *steps.Runner) error {
		if err := enter(ctx, w, r, device); err != nil {
			return err
		}
		if err := wanted(w, r); err != nil {
			return err
		}
		if _, err := r.ObserveMade(ctx, func(steps.Note) {}); err != nil {
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

// wanted decides what a person decides, once.
func wanted(w *world, r *steps.Runner) error {
	if p := r.Profile(); p.App.AppID != "" || p.App.UniqueName != "" {
		return nil
	}
	_, err := r.SetURIs(w.sc.PortalURIs)
	return errors.Join(err, r.ChooseNew(appName))
}

// setupStepByStep is the whole walk with its looks: the lists of registrations and of people, and the first sign-in.
func setupStepByStep(ctx context.Context, w *world, r *steps.Runner) error {
	if err := enter(ctx, w, r, false); err != nil {
		return err
	}
	if _, err := r.SearchRegistrations(ctx, "Contoso"); err != nil {
		return err
	}
	if err := firstStages(ctx, w, r, "3-8", "12-14", "15-20", "21-22", "23-27"); err != nil {
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
	if _, err := r.AwaitPilot(ctx, func(steps.Note) {}); err != nil {
		return err
	}
	return settled(r)
}

// setupHandedOver is the walk of somebody without the role: a colleague consents meanwhile.
func setupHandedOver(ctx context.Context, w *world, r *steps.Runner) error {
	if err := enter(ctx, w, r, false); err != nil {
		return err
	}
	if err := firstStages(ctx, w, r, "3-8", "12-14", "15-20"); err != nil {
		return err
	}
	if r.Verdict().Stage("21-22").Status != steps.StatusOK {
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
		if _, err := r.AwaitConsent(patient, func(n steps.Note) {
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

// firstStages decides what is wanted and does stage after stage.
func firstStages(ctx context.Context, w *world, r *steps.Runner, ids ...string) error {
	if err := wanted(w, r); err != nil {
		return err
	}
	if _, err := r.ObserveMade(ctx, func(steps.Note) {}); err != nil {
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
func signInByCode(ctx context.Context, w *world, r *steps.Runner) error {
	if err := enter(ctx, w, r, true); err != nil {
		return err
	}
	_, err := r.Observe(ctx)
	return err
}

// repairEverything checks the registration that a tenant holds and puts right what it can, stage after stage.
func repairEverything(ctx context.Context, w *world, r *steps.Runner) error {
	if err := enter(ctx, w, r, false); err != nil {
		return err
	}
	if _, err := r.SetURIs(w.sc.PortalURIs); err != nil {
		return err
	}
	if r.Profile().App.AppID == "" {
		if err := adopt(ctx, r); err != nil {
			return err
		}
	}
	if _, err := r.Observe(ctx); err != nil {
		return err
	}
	r.SetReplaceNear(true)
	r.SetOpenToAll(true)
	made := r.Profile().Secret.KeyID != ""
	for tried := map[string]bool{}; ; {
		id := nextRepair(r, tried)
		if id == "" {
			break
		}
		tried[id] = true
		plan, err := r.Plan(id)
		if err := apply(ctx, r, plan, err); err != nil {
			return err
		}
		made = made || id == "23-27"
	}
	if made {
		if err := prove(ctx, r); err != nil {
			return err
		}
	}
	return wrong(r)
}

// adopt takes the registration that was found by what it holds, living or deleted.
func adopt(ctx context.Context, r *steps.Runner) error {
	s, err := r.Observe(ctx)
	if err != nil {
		return err
	}
	for _, part := range []steps.Part[[]steps.Candidate]{s.Candidates, s.Bin} {
		if !part.Known {
			return &unfinished{[]steps.Finding{{Code: steps.CodeCouldNotCheck, Level: steps.LevelUnknown, Text: part.Why.Text, Remedy: part.Why.Remedy}}}
		}
		if len(part.Value) > 0 {
			return r.ChooseExisting(part.Value[0].App.AppID)
		}
	}
	return errNothingFound
}

var errNothingFound = errors.New("the tenant holds no registration")

func nextRepair(r *steps.Runner, tried map[string]bool) string {
	for _, st := range r.Verdict().Stages {
		bad := slices.ContainsFunc(st.Findings(), func(f steps.Finding) bool { return f.Level == steps.LevelFail || f.Level == steps.LevelWarn })
		if st.Stage.Action != nil && st.BlockedBy == "" && bad && !tried[st.Stage.ID] {
			return st.Stage.ID
		}
	}
	return ""
}

// wrong lists what is still wrong, or could not be looked at, in the stages that need no person.
func wrong(r *steps.Runner) error {
	var open []steps.Finding
	v := r.Verdict()
	for _, id := range automatic {
		for _, f := range v.Stage(id).Findings() {
			if f.Level != steps.LevelNote {
				open = append(open, f)
			}
		}
	}
	if len(open) > 0 {
		return &unfinished{open}
	}
	return nil
}

// renewal replaces the secret and removes the old one last.
func renewal(ctx context.Context, w *world, r *steps.Runner) error {
	if err := enter(ctx, w, r, false); err != nil {
		return err
	}
	if r.Profile().App.AppID == "" {
		if _, err := r.SetURIs(w.sc.PortalURIs); err != nil {
			return err
		}
		if err := adopt(ctx, r); err != nil {
			return err
		}
	}
	if _, err := r.Observe(ctx); err != nil {
		return err
	}
	for range 8 {
		next := r.Renewal().Next
		if next == "" {
			break
		}
		if err := renewalPhase(ctx, r, next); err != nil {
			return err
		}
	}
	if n := r.Renewal().Next; n != "" {
		return &unfinished{[]steps.Finding{{Code: "none", Subject: "the renewal is at " + n}}}
	}
	if err := wrong(r); err != nil {
		return err
	}
	return r.EndRenewal()
}

func renewalPhase(ctx context.Context, r *steps.Runner, id string) error {
	switch id {
	case "make":
		plan, err := r.PlanRenew()
		return apply(ctx, r, plan, err)
	case "prove":
		return prove(ctx, r)
	case "hand-over":
		return errors.Join(r.Confirm("10-11", ""), r.Confirm("29", ""))
	case "pilot":
		return r.Confirm("S1-S2", "")
	}
	for _, old := range r.Renewal().Old {
		plan, err := r.PlanRemoveOld(old.Password.KeyID)
		if err := apply(ctx, r, plan, err); err != nil {
			return err
		}
	}
	return nil
}

// takeEverythingBack undoes what the wizard wrote, the newest first.
func takeEverythingBack(ctx context.Context, w *world, r *steps.Runner) error {
	if err := enter(ctx, w, r, false); err != nil {
		return err
	}
	if r.Profile().App.AppID == "" {
		return nil // taken back already
	}
	if _, err := r.Observe(ctx); err != nil {
		return err
	}
	for {
		items := r.Undoable()
		i := slices.IndexFunc(items, func(i steps.UndoItem) bool { return i.Can })
		if i < 0 {
			return notUndone(r, items)
		}
		plan, err := r.PlanUndo(items[i].Index)
		if err := apply(ctx, r, plan, err); err != nil {
			return err
		}
		if r.Profile().App.AppID == "" {
			return nil
		}
		if _, err := r.Observe(ctx); err != nil {
			return err
		}
	}
}

// notUndone says what stays, which is right only where it is gone already.
func notUndone(r *steps.Runner, items []steps.UndoItem) error {
	if s := r.Snapshot(); s.App.Known && s.App.Value == nil && s.Deleted.Value != nil {
		return nil // the recycle bin shows that it was deleted
	}
	var open []steps.Finding
	for _, i := range items {
		if !strings.Contains(i.Why, "already") {
			open = append(open, steps.Finding{Code: steps.CodeChangedSince, Text: i.Why, Remedy: "Look at it in Entra, then run it again."})
		}
	}
	if len(open) > 0 {
		return &unfinished{open}
	}
	return nil
}

// scenario loads a practice tenant.
func scenario(name string) sim.Scenario {
	sc, err := sim.LoadScenario(name)
	if err != nil {
		panic(err)
	}
	return sc
}

// stories lists everything that is played: the setup in its ways, a repair for each practice tenant that holds
// something to repair, the renewals, and the undoing of it all.
func stories(ctx context.Context) ([]story, error) {
	out := []story{
		{name: "setup at once", sc: scenario("new"), play: setupAtOnce(false), deep: true},
		{name: "setup step by step", sc: scenario("new"), play: setupStepByStep},
		{name: "setup with a colleague", sc: scenario("hand-over"), play: setupHandedOver},
		{name: "sign-in by code", sc: scenario("new"), play: signInByCode, of: byCode, deep: true, ticks: true},
	}
	for _, tenant := range assets.PracticeNames() {
		st := story{name: "repair " + tenant, sc: scenario(tenant), play: repairEverything}
		repairs, err := repairsSomething(ctx, st)
		if err != nil {
			return nil, err
		}
		if repairs {
			out = append(out, st)
		}
	}
	done, err := prepare(ctx, out[0])
	if err != nil {
		return nil, err
	}
	return append(out,
		story{name: "renewal", before: done, play: renewal, deep: true},
		story{name: "renewal of somebody else's secret", sc: scenario("secret-ending"), play: renewal},
		story{name: "undo", before: done, play: takeEverythingBack, undone: true}), nil
}

// repairsSomething plays the story undisturbed and tells whether it wrote and came to its end.
func repairsSomething(ctx context.Context, st story) (bool, error) {
	w, err := start(st.sc, nil, longEnough)
	if err != nil {
		return false, err
	}
	defer w.srv.Close()
	_, err = w.run(ctx, st)
	var open *unfinished
	var blocked *steps.BlockedError
	switch {
	case err == nil:
		return len(w.srv.Writes()) > 0, nil
	case errors.Is(err, errNothingFound), errors.As(err, &open), errors.As(err, &blocked):
		return false, nil // nothing to repair, or nothing that can be from here
	}
	if len(w.srv.Writes()) > 0 {
		return false, nil // refused by a policy
	}
	return false, fmt.Errorf("%s: %w", st.name, err)
}

// prepare plays a setup to its end and keeps the tenant, the disk and the keychain as they are then.
func prepare(ctx context.Context, st story) (*prepared, error) {
	w, err := start(st.sc, nil, longEnough)
	if err != nil {
		return nil, err
	}
	defer w.srv.Close()
	if _, err := w.run(ctx, st); err != nil {
		return nil, err
	}
	state := w.srv.State()
	sc := st.sc
	sc.Applications, sc.ServicePrincipals = state.Applications, state.ServicePrincipals
	sc.AppRoleAssignments, sc.DelegatedGrants, sc.Secrets = state.Grants, state.DelegatedGrants, state.Secrets
	return &prepared{sc: sc, profile: w.profile(), kept: w.kept.held}, nil
}
