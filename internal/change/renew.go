package change

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ssowizard/internal/advice"
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

// RenewalOf is how far a renewal is.
func RenewalOf(s setup.Snapshot, p setup.Profile) Renewal {
	v := judge.Judge(s, p, judge.Walking)
	under := p.Renewal != nil
	out := Renewal{Old: OldSecrets(s, p)}
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
		return v.Phase(id).Status
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
	now := v.Phase("28").Now
	if under && !proven.Settled() && overInEntra(s, p) {
		proven, now = setup.StatusOK, "proven on "+text.Day(*p.Secret.Proven)+
			"; its value could not be read now"
	}
	add("prove", "Prove that it works", proven, now)
	add("hand-over", "Enter it in the MTP portal", later("29"), v.Phase("29").Now)
	add("pilot", "Sign in once", later("S1-S2"), v.Phase("S1-S2").Now)
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
		setup.HasPassword(s, p.Secret.KeyID) && len(OldSecrets(s, p)) == 0
}

// OldSecrets are all secrets but the profile's; before a renewal the profile's
// own is the old one.
func OldSecrets(s setup.Snapshot, p setup.Profile) []OldSecret {
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
		out = append(out, OldSecret{Password: c, Ours: judge.MadeHere(p, c.KeyID),
			Marked: setup.NamedHere(c.DisplayName) && !judge.MadeHere(p, c.KeyID),
			InUse:  c.KeyID == used && used != ""})
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
	case slices.ContainsFunc(app.PasswordCredentials,
		func(c graph.Password) bool { return judge.Usable(c, s.At) }):
		return "a new one beside the old, so that nothing stops meanwhile"
	case len(app.PasswordCredentials) == 0:
		return "there is none, so the MTP portal cannot reach Entra until it has this one"
	}
	return "no old one works any more, so the MTP portal cannot reach Entra until it has this one"
}

// RenewStops are what a renewal would stop at.
func RenewStops(s setup.Snapshot, p setup.Profile) []setup.Finding {
	v := judge.Judge(s, p, judge.Checking)
	var out []setup.Finding
	for _, phase := range []string{"3-8", "15-20", "21-22"} {
		for _, f := range v.Phase(phase).Findings() {
			if f.Level == setup.LevelFail && slices.Contains(stopsProof, f.Code) {
				out = append(out, f)
			}
		}
	}
	return out
}

// stopsProof are the codes without whose repair no token comes, or none with the
// role in it.
var stopsProof = []setup.Code{setup.CodeAppDisabled, setup.CodeServicePrincipalMissing,
	setup.CodeServicePrincipalDisabled, setup.CodeConsentMissing}

// RenewGate says why an old secret may not be removed yet; "" when it may.
func RenewGate(s setup.Snapshot, p setup.Profile) string {
	v := judge.Judge(s, p, judge.Walking)
	switch {
	case p.Renewal == nil:
		return "no renewal is under way"
	case !s.Proof.Known || !s.Proof.Value.Good:
		return "the new secret has to be proven first"
	case !setup.HasPassword(s, p.Secret.KeyID):
		return "the new secret is not on the registration"
	case !v.Phase("29").Status.Settled() || v.Phase("29").Status == setup.StatusSkipped:
		return "the new secret has to be entered in the MTP portal first"
	case !v.Phase("S1-S2").Status.Settled() || v.Phase("S1-S2").Status == setup.StatusSkipped:
		return "one sign-in with the new secret has to succeed first"
	}
	return ""
}

// RemoveOld removes a secret that another has followed.
type RemoveOld struct {
	App graph.Application
	Old OldSecret
}

// Change is what is shown of it.
func (o *RemoveOld) Change() []setup.Change {
	c := o.Old.Password
	return []setup.Change{{Object: AppWords(o.App),
		Property: "passwordCredentials", Before: text.Count(len(o.App.PasswordCredentials), "secret"),
		After: text.Count(len(o.App.PasswordCredentials)-1, "secret"),
		Removed: []string{fmt.Sprintf("%s (%s…), %s, key id %s", text.Or(c.DisplayName, "unnamed"), c.Hint,
			judge.LifeWords(c), c.KeyID)}}}
}

// Request is what is sent.
func (o *RemoveOld) Request() setup.Request {
	return RemovingPassword(o.App, o.Old.Password.KeyID)
}

// Run writes it.
func (o *RemoveOld) Run(ctx context.Context, r Env, client *graph.Client,
	note func(Note)) (setup.Receipt, error) {
	note(Note{Text: "Removing the old secret", Usual: 10 * time.Second})
	id := o.Old.Password.KeyID
	s, err := r.Observe(ctx) // a person may have thought about the plan for long
	if err != nil {
		return setup.Receipt{}, err
	}
	if why := RenewGate(s, r.Profile()); why != "" {
		return setup.Receipt{}, &advice.BlockedError{By: why}
	}
	if err := removeSecret(ctx, r, client, o.App, id); err != nil {
		return setup.Receipt{}, err
	}
	rec := o.Begun()
	if rec.Left, err = Clear(ctx, r, id); err != nil {
		return setup.Receipt{}, err
	}
	if rec.Left != "" {
		note(Note{Text: rec.Left})
	}
	return rec, nil
}

// Begun is its receipt, as far as it is known before it is sent.
func (o *RemoveOld) Begun() setup.Receipt {
	c := o.Old.Password
	return setup.Receipt{Object: setup.ObjectSecret,
		ObjectID: c.KeyID, Gone: true, Summary: "Removed the old secret " + text.Or(c.DisplayName, c.KeyID),
		Inverse: "none: its value cannot come back"}
}

// Seen tells whether a look shows what was written.
func (o *RemoveOld) Seen(s setup.Snapshot) bool {
	_, still := setup.PasswordOf(s, o.Old.Password.KeyID)
	return !still
}
