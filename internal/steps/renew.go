package steps

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// RenewPhase is one part of a renewal; its state follows from the snapshot and
// a person's word, so that a renewal goes on wherever it was left.
type RenewPhase struct {
	ID     string // "make", "prove", "hand-over", "pilot", "remove"
	Title  string
	Status setup.Status
	Detail string
}

// OldSecret is a secret beside the new one, and what is known about it.
type OldSecret struct {
	Password graph.Password
	Ours     bool // this wizard made it
	Marked   bool // its name is this program's, and no receipt on this computer knows it
	InUse    bool // the secret that this computer knew before the renewal
	Likely   Likelihood
	Why      string // what Likely rests on, in sentences
}

// By says who made it, as far as is known here.
func (o OldSecret) By() string {
	switch {
	case o.Ours:
		return "made by this wizard"
	case o.Marked:
		return "made by ssowizard on another computer, or by a run that broke off"
	}
	return "made by somebody else"
}

// Renewal is where a renewal stands.
type Renewal struct {
	Phases []RenewPhase
	Old    []OldSecret
	Next   string // id of the first phase that is not settled; "" at the end
}

// Renewal derives the state of the renewal from the last snapshot.
func (r *Runner) Renewal() Renewal {
	s, p := r.both()
	return renewal(s, p)
}

func renewal(s setup.Snapshot, p setup.Profile) Renewal {
	v := judge.Judge(s, p, judge.Walking)
	under := p.Renewal != nil
	out := Renewal{Old: oldSecrets(s, p)}
	add := func(id, title string, st setup.Status, detail string) {
		if out.Next == "" && !st.Settled() {
			out.Next = id
		}
		out.Phases = append(out.Phases, RenewPhase{ID: id, Title: title, Status: st, Detail: detail})
	}
	later := func(id string) setup.Status {
		if !under {
			return setup.StatusBlocked
		}
		return v.Stage(id).Status
	}
	made, detail := setup.StatusTodo, besideWords(s)
	if under {
		made, detail = setup.StatusOK, fmt.Sprintf("%s, until %s", p.Secret.Name, text.Day(p.Secret.End))
	}
	add("make", "Make a new secret", made, detail)
	proven := later("28")
	if proven == setup.StatusOK && p.Secret.Proven == nil {
		// One good try at a look is not the proof: another server may refuse a new
		// secret a moment later, as when a run that was stopped is taken up again.
		proven = setup.StatusTodo
	}
	now := v.Stage("28").Now
	if under && !proven.Settled() && overInEntra(s, p) {
		proven, now = setup.StatusOK, "proven on "+text.Day(*p.Secret.Proven)+"; its value could not be read now"
	}
	add("prove", "Prove that it works", proven, now)
	add("hand-over", "Enter it in the MTP portal", later("29"), v.Stage("29").Now)
	add("pilot", "Sign in once", later("S1-S2"), v.Stage("S1-S2").Now)
	rest := setup.StatusBlocked
	switch {
	case under && len(out.Old) == 0:
		rest = setup.StatusOK
	case under && out.Next == "":
		rest = setup.StatusTodo
	}
	add("remove", "Remove the old one", rest, text.Count(len(out.Old), "other secret")+" on the registration")
	return out
}

// overInEntra tells whether the old secrets are gone and the new one has shown that it
// works. Nothing that it could be tried for is ahead then, so a keychain that does not
// give its value now is no reason to go on; that Entra refuses it is.
func overInEntra(s setup.Snapshot, p setup.Profile) bool {
	refused := s.Proof.Known && !s.Proof.Value.Good
	return p.Secret.Proven != nil && !refused && s.App.Value != nil &&
		setup.HasPassword(s, p.Secret.KeyID) && len(oldSecrets(s, p)) == 0
}

// oldSecrets are all secrets but the profile's; before a renewal the profile's
// own is the old one.
func oldSecrets(s setup.Snapshot, p setup.Profile) []OldSecret {
	if s.App.Value == nil {
		return nil
	}
	current, used := "", p.Secret.KeyID
	if p.Renewal != nil {
		current, used = p.Secret.KeyID, p.Renewal.Old.KeyID
	}
	var out []OldSecret
	for _, c := range s.App.Value.PasswordCredentials {
		if current != "" && c.KeyID == current {
			continue
		}
		out = append(out, OldSecret{Password: c, Ours: judge.MadeHere(p, c.KeyID), Marked: setup.NamedHere(c.DisplayName) && !judge.MadeHere(p, c.KeyID), InUse: c.KeyID == used && used != ""})
	}
	judgeUse(s, p, out)
	return out
}

// besideWords says what a new secret is made beside of: only one that still works
// keeps sign-in going meanwhile.
func besideWords(s setup.Snapshot) string {
	switch app := s.App.Value; {
	case app == nil:
		return "the registration was not read"
	case slices.ContainsFunc(app.PasswordCredentials, func(c graph.Password) bool { return judge.Usable(c, s.At) }):
		return "a new one beside the old, so that nothing stops meanwhile"
	case len(app.PasswordCredentials) == 0:
		return "there is none, so the MTP portal cannot reach Entra until it has this one"
	}
	return "no old one works any more, so the MTP portal cannot reach Entra until it has this one"
}

// PlanRenew plans a new secret beside the one in use. It is ErrNothingToDo while
// a renewal is under way: that one is finished first.
func (r *Runner) PlanRenew() (Plan, error) {
	s, p := r.both()
	switch {
	case !s.SignedIn:
		return Plan{}, ErrNotSignedIn
	case !p.Own:
		return Plan{}, ErrNotOwnTenant
	case s.App.Value == nil && s.Behind == "":
		return Plan{}, &BlockedError{By: "Step 2 · App registrations"}
	case p.Renewal != nil:
		return Plan{}, ErrNothingToDo
	}
	if err := settledToPlan(s); err != nil {
		return Plan{}, err
	}
	plan, err := planNewSecret(s, p, setup.BesideSecret(p.Secret.KeyID))
	plan.Notes = append(plan.Notes, renewStops(s, p)...)
	return plan, err
}

// RenewStops are the findings for which a new secret could not be proven, however
// long one waits: what it would be used with is missing or switched off. They are
// repaired first.
func (r *Runner) RenewStops() []setup.Finding {
	s, p := r.both()
	return renewStops(s, p)
}

func renewStops(s setup.Snapshot, p setup.Profile) []setup.Finding {
	v := judge.Judge(s, p, judge.Checking)
	var out []setup.Finding
	for _, stage := range []string{"3-8", "15-20", "21-22"} {
		for _, f := range v.Stage(stage).Findings() {
			if f.Level == setup.LevelFail && slices.Contains(stopsProof, f.Code) {
				out = append(out, f)
			}
		}
	}
	return out
}

// stopsProof are the codes without whose repair no token comes, or none with the
// role in it.
var stopsProof = []setup.Code{setup.CodeAppDisabled, setup.CodeServicePrincipalMissing, setup.CodeServicePrincipalDisabled, setup.CodeConsentMissing}

// renewGate says why an old secret may not be removed yet; "" when it may.
func renewGate(s setup.Snapshot, p setup.Profile) string {
	v := judge.Judge(s, p, judge.Walking)
	switch {
	case p.Renewal == nil:
		return "no renewal is under way"
	case !s.Proof.Known || !s.Proof.Value.Good:
		return "the new secret has to be proven first"
	case !setup.HasPassword(s, p.Secret.KeyID):
		return "the new secret is not on the registration"
	case !v.Stage("29").Status.Settled() || v.Stage("29").Status == setup.StatusSkipped:
		return "the new secret has to be entered in the MTP portal first"
	case !v.Stage("S1-S2").Status.Settled() || v.Stage("S1-S2").Status == setup.StatusSkipped:
		return "one sign-in with the new secret has to succeed first"
	}
	return ""
}

// PlanRemoveOld plans to remove one old secret, by its key id. It is refused
// until the new one is proven, handed over and used once.
func (r *Runner) PlanRemoveOld(keyID string) (Plan, error) {
	s, p := r.both()
	if !s.SignedIn {
		return Plan{}, ErrNotSignedIn
	}
	if why := renewGate(s, p); why != "" {
		return Plan{}, &BlockedError{By: why}
	}
	for _, o := range oldSecrets(s, p) {
		if o.Password.KeyID == keyID {
			op := &removeOld{app: *s.App.Value, old: o}
			plan := newPlan("renew", "Remove the old secret", "", s, []operation{op})
			plan.UndoHint = "This cannot be taken back: nobody can read the old value again."
			return plan, nil
		}
	}
	return Plan{}, ErrNothingToDo
}

// EndRenewal says that the renewal is over: what is left beside the new secret
// stays by a person's choice. left says what stays on this computer of the value of
// an old one that Entra holds no more, where a keychain did not let go of it: that is
// no reason not to end.
func (r *Runner) EndRenewal(ctx context.Context) (left string, err error) {
	s, p := r.both()
	var gone string
	if p.Renewal != nil && s.App.Value != nil && !setup.HasPassword(s, p.Renewal.Old.KeyID) {
		gone = p.Renewal.Old.KeyID
	}
	if gone != "" {
		if left, err = r.clear(ctx, gone); err != nil {
			return "", err
		}
	}
	return left, r.update(func(p *setup.Profile) {
		p.Renewal = nil
		for i, rec := range p.Receipts {
			if gone != "" && rec.Gone && rec.ObjectID == gone {
				p.LeftBehind(i, left)
			}
		}
	})
}

// removeOld removes a secret that another has followed.
type removeOld struct {
	app graph.Application
	old OldSecret
}

func (o *removeOld) change() []setup.Change {
	c := o.old.Password
	return []setup.Change{{Object: appWords(o.app), Property: "passwordCredentials", Before: text.Count(len(o.app.PasswordCredentials), "secret"), After: text.Count(len(o.app.PasswordCredentials)-1, "secret"),
		Removed: []string{fmt.Sprintf("%s (%s…), %s, key id %s", text.Or(c.DisplayName, "unnamed"), c.Hint, judge.LifeWords(c), c.KeyID)}}}
}

func (o *removeOld) request() Request {
	return removingPassword(o.app, o.old.Password.KeyID)
}

func (o *removeOld) run(ctx context.Context, r *Runner, note func(Note)) (setup.Receipt, error) {
	client, err := r.graphClient()
	if err != nil {
		return setup.Receipt{}, err
	}
	note(Note{Text: "Removing the old secret", Usual: 10 * time.Second})
	id := o.old.Password.KeyID
	s, err := r.Observe(ctx) // a person may have thought about the plan for long
	if err != nil {
		return setup.Receipt{}, err
	}
	if why := renewGate(s, r.Profile()); why != "" {
		return setup.Receipt{}, &BlockedError{By: why}
	}
	if err := r.removeSecret(ctx, client, o.app, id); err != nil {
		return setup.Receipt{}, err
	}
	rec := o.begun()
	if rec.Left, err = r.clear(ctx, id); err != nil {
		return setup.Receipt{}, err
	}
	if rec.Left != "" {
		note(Note{Text: rec.Left})
	}
	return rec, nil
}

func (o *removeOld) begun() setup.Receipt {
	c := o.old.Password
	return setup.Receipt{Object: setup.ObjectSecret, ObjectID: c.KeyID, Gone: true, Summary: "Removed the old secret " + text.Or(c.DisplayName, c.KeyID), Inverse: "none: its value cannot come back"}
}

func (o *removeOld) seen(s setup.Snapshot) bool {
	_, still := setup.PasswordOf(s, o.old.Password.KeyID)
	return !still
}
