package document

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/engine"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
	"ssowizard/internal/wire"
)

// Source is what a report is made of; *engine.Session is one.
type Source interface {
	Snapshot() setup.Snapshot
	Profile() setup.Profile
	As(judge.As) judge.As
	ConsentSeen() engine.ConsentLeft
	Log() *wire.Log
}

// About is what the source does not know.
type About struct {
	Program Program
	At      time.Time
	Ended   *advice.Advice // what ended the look before its time; nil where nothing did
	// Unusable are the profiles of this computer that cannot be used.
	Unusable []*profile.Error
}

// NewReport puts a report together from the last look. It asks nobody anything.
func NewReport(src Source, about About) Report {
	s, p := src.Snapshot(), src.Profile()
	v := judge.Judge(s, p, src.As(judge.Checking))
	d := Report{Schema: ReportSchema, At: about.At.UTC(), Practice: s.Practice,
		Services: s.Services().Roots(), Program: about.Program, Keychain: keychain(s),
		Look: look(s, about.Ended), Tenant: tenant(p), App: reportApp(s, p), Verdict: v.Overall,
		Reason: strings.TrimPrefix(v.Why+" "+v.Reason(), " "), Secrets: reportSecrets(s, p, about.At),
		Said: said(p), Receipts: reportReceipts(p), Consent: src.ConsentSeen().Told(), Unknown: unknowns(s)}
	if s.SignedIn {
		d.Beforehand = items(v.Before, findings)
	}
	for _, r := range v.Steps {
		d.Steps = append(d.Steps, ReportStep{step(r), r.Evidence, findings(r.Findings)})
	}
	for _, r := range v.Proof.Links {
		d.Ladder = append(d.Ladder, ReportLink{r.ID, r.Title, held(r, r.Took.Milliseconds()), r.Follows})
	}
	if s.App.Value != nil {
		d.RedirectURIs = rows(judge.BoardOf(s, p))
	} else {
		for _, u := range p.Wanted.URIs { // Entra's list was not read
			d.RedirectURIs = append(d.RedirectURIs, Row{URI: u, Status: "wanted"})
		}
	}
	if l := src.Log(); l != nil {
		d.Calls = calls(l.Calls())
	}
	for _, u := range about.Unusable {
		d.Unknown = append(d.Unknown, Unknown{What: "what this computer remembers in " + u.Path,
			Why: "The profile cannot be used: " + u.Why + ".", Remedy: u.Do})
	}
	clean(&d)
	return d
}

func keychain(s setup.Snapshot) Keychain {
	if !s.Keychain.Known {
		return Keychain{Why: s.Keychain.Why.Text}
	}
	return Keychain{Name: s.Keychain.Value.Name, Answers: true}
}

func look(s setup.Snapshot, a *advice.Advice) Look {
	l := Look{At: s.At.UTC(), SignedIn: s.SignedIn, As: s.Identity.Username}
	if s.Role.Known {
		l.Role = s.Role.Value.Words()
	}
	if a != nil {
		l.Ended = &Ended{a.What, a.Means, a.Do, a.Code, a.RequestID, moment(a.At)}
	}
	return l
}

func reportApp(s setup.Snapshot, p setup.Profile) ReportApp {
	a := ReportApp{AppSeen: appSeen(s, p), MadeHere: p.App.AppID != "" && !p.App.Adopted}
	for _, there := range []*graph.Application{s.Deleted.Value, s.App.Value} {
		if there != nil {
			a.ObjectID, a.Name, a.Audience = there.ID, there.DisplayName, there.SignInAudience
		}
	}
	return a
}

// reportSecrets are those of the registration, and the remembered one where Entra's
// list was not read or does not hold it.
func reportSecrets(s setup.Snapshot, p setup.Profile, now time.Time) []ReportSecret {
	var out []ReportSecret
	listed := s.App.Known && s.App.Value != nil
	if listed {
		for _, c := range s.App.Value.PasswordCredentials {
			out = append(out, ReportSecret{SecretName: SecretName{c.KeyID, c.DisplayName, c.Hint},
				End: moment(c.EndDateTime), InEntra: &listed})
		}
	}
	kept := func(x ReportSecret) bool { return x.KeyID == p.Secret.KeyID }
	if p.Secret.KeyID != "" && !slices.ContainsFunc(out, kept) {
		x := ReportSecret{SecretName: SecretName{p.Secret.KeyID, p.Secret.Name, p.Secret.Hint},
			End: moment(p.Secret.End)}
		if s.App.Known {
			gone := false
			x.InEntra = &gone
		}
		out = append(out, x)
	}
	for i := range out {
		x := &out[i]
		x.Hint = first(x.Hint, hintRunes)
		if x.End != nil {
			x.DaysLeft = setup.DaysLeft(now, *x.End)
		}
		x.MadeHere = slices.ContainsFunc(p.Receipts, func(r setup.Receipt) bool {
			return r.OfSecret() && r.ObjectID == x.KeyID && r.Action != "undo"
		})
		if kept(*x) {
			x.Keeper, x.Proven, x.Copied = p.Secret.Keeper, utc(p.Secret.Proven), utc(p.Secret.Pasted)
			if s.Stored.Known {
				x.Stored = &s.Stored.Value
			}
			if s.Proof.Known && s.Proof.Value.Good {
				x.Proven = moment(s.Proof.Value.At)
			}
		}
	}
	return out
}

func said(p setup.Profile) []Said {
	var out []Said
	for i, words := range []map[string]setup.Word{p.Confirmed, p.Skipped} {
		for id, w := range words {
			out = append(out, Said{ID: id, At: w.At.UTC(), Skipped: i == 1, Note: w.Note})
		}
	}
	slices.SortFunc(out, func(a, b Said) int { return a.At.Compare(b.At) })
	return out
}

func reportReceipts(p setup.Profile) []ReportReceipt {
	var out []ReportReceipt
	for i, r := range p.Receipts {
		out = append(out, ReportReceipt{i + 1, r.At.UTC(), r.Action, written(r), r.RequestID,
			utc(r.Undone), r.Unattributed})
	}
	return out
}

func calls(list []wire.Call) []Call {
	var out []Call
	for _, c := range list[max(0, len(list)-listLength):] { // the last say how it ended
		out = append(out, Call{c.Start.UTC(), c.Duration.Milliseconds(), c.Method, c.Host, c.Path,
			c.Status, c.RequestID, c.Err, append([]string{}, c.Items...)})
	}
	return out
}

// unknowns name each part that could not be read. The parts that only matter
// while no registration is chosen are left out once one is.
func unknowns(s setup.Snapshot) []Unknown {
	var out []Unknown
	add := func(what string, known bool, why setup.Reason) {
		if !known && why.Text != "" {
			out = append(out, Unknown{what, why.Text, why.Remedy, why.RequestID})
		}
	}
	add("the company's name and domains", s.Organization.Known, s.Organization.Why)
	add("the role of the signed-in person", s.Role.Known, s.Role.Why)
	add("the right to register applications", s.MayRegister.Known, s.MayRegister.Why)
	add("the tenant's rule on client secrets", s.Secrets.Known, s.Secrets.Why)
	add("the tenant's rule on multi-tenant registrations", s.MultiTenant.Known, s.MultiTenant.Why)
	add("how right the clock is", s.Skew.Known, s.Skew.Why)
	add("the keychain", s.Keychain.Known, s.Keychain.Why)
	add("the registration", s.App.Known, s.App.Why)
	add("the service principal", s.Principal.Known, s.Principal.Why)
	add("the admin consent", s.Grants.Known, s.Grants.Why)
	add("the permissions granted for users", s.Delegated.Known, s.Delegated.Why)
	add("whether the secret's value is kept", s.Stored.Known, s.Stored.Why)
	add("whether the secret works", s.Proof.Known, s.Proof.Why)
	add("a sign-in in Entra's log", s.Pilot.Known, s.Pilot.Why)
	return out
}

// ReportName is a file name for a report of that time.
func ReportName(at time.Time) string {
	return fmt.Sprintf("ssowizard-report-%s.json", at.UTC().Format("20060102-150405"))
}
