package judge

import (
	"fmt"
	"slices"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/messages"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// secretPhases holds steps 23 to 28: the client secret, made, kept and proven.
func secretPhases() []Phase {
	return []Phase{
		{ID: "23-27", Chapter: "Secret", Title: "New client secret", Needs: []need{needApp},
			Why: "The secret is the MTP portal's password at Entra. Its value is shown once, " +
				"at the moment it is made, and never again.",
			Steps: same(SecretState, "23", "24", "25", "26", "27"),
			Wanted: func(s setup.Snapshot, p setup.Profile) string {
				life := LifeOf(s, p)
				return "a secret until " + text.Day(life.End) + " (" + life.Why() + ")"
			}},
		{ID: "28", Chapter: "Secret", Title: "Keep and prove the value", Needs: []need{needSecret},
			Why: "The value is kept, read back, and tried: " +
				"a token obtained with it has to carry User.Read.All.",
			Steps:  []Step{step("28", keptState)},
			Wanted: always("kept, read back, and a token with User.Read.All")},
	}
}

// needSecret is met by a secret of this computer, and by a person's word that they
// made one in the portal: its value is theirs to keep, to prove here and to enter.
var needSecret = need{"23-27", func(_ setup.Snapshot, p setup.Profile) bool {
	_, said := p.Confirmed["23-27"]
	return p.Secret.KeyID != "" || said
}}

// twinWithin is how far apart the two tries of one run to make a secret can be:
// the time-out of the first, and the look after it.
const twinWithin = setup.VisibleWithin + time.Minute

// Orphan finds a secret that an interrupted run made and nobody kept: its name
// is the one that was saved before the request was sent, or the kept secret's
// own where a lost answer turned out to have made a second.
func Orphan(s setup.Snapshot, p setup.Profile) (graph.Password, bool) {
	if s.App.Value == nil {
		return graph.Password{}, false
	}
	own, have := setup.PasswordOf(s, p.Secret.KeyID)
	for _, c := range s.App.Value.PasswordCredentials {
		if c.KeyID == p.Secret.KeyID || !setup.NamedHere(c.DisplayName) {
			continue
		}
		// Somebody who makes one by hand may copy the name, but not in the same minutes.
		twin := have && c.DisplayName == own.DisplayName &&
			own.StartDateTime.Sub(c.StartDateTime).Abs() < twinWithin
		l := p.UnheardOf(c.DisplayName)
		if gone := l != nil && slices.Contains(l.Gone, c.KeyID); twin || l != nil && !gone {
			return c, true
		}
	}
	return graph.Password{}, false
}

// SecretState tells whether a secret is there, and until when.
func SecretState(s setup.Snapshot, p setup.Profile, as As) State {
	app := appOf(s)
	fs := slices.Concat(PolicyFindings(s, p, as), cutFindings(s, p), nameFindings(s, p, as),
		unclaimedFindings(s, p))
	if o, ok := Orphan(s, p); ok {
		fs = append(fs, setup.Finding{Code: setup.CodeSecretOrphan, Level: setup.LevelWarn, Subject: o.KeyID,
			Args: messages.With("name", o.DisplayName)})
	}
	out := State{Now: unknownValues(s.At, app)}
	c, ok := setup.FindPassword(app, p.Secret.KeyID)
	if ok {
		out.Now = "a secret " + setup.EndWords(s.At, c)
	} else {
		c, ok = p.MadeByHand(s)
	}
	switch {
	case ok:
		out.Report = holds(secretWords(c), append(fs, setup.AgeFindings(s.At, c)...)...)
	case p.Secret.KeyID != "" && !p.Secret.ByHand:
		missing := setup.Finding{Code: setup.CodeSecretMissing, Level: setup.LevelFail,
			Subject: p.Secret.KeyID}
		out.Report = holds("", append(fs, missing)...)
	default:
		out.Report = OthersSecrets(s.At, app, fs, as.expects(p))
	}
	return out.ofApp(s, p)
}

// secretWords name a secret by what Entra's own list shows of its value.
func secretWords(c graph.Password) string {
	which := "The secret"
	if c.Hint != "" {
		which += fmt.Sprintf(" that begins with %q", c.Hint)
	}
	if c.EndDateTime.IsZero() {
		return fmt.Sprintf("%s is there; %s (key id %s).", which, setup.NoEnd, c.KeyID)
	}
	return fmt.Sprintf("%s ends on %s (key id %s).", which, text.Day(c.EndDateTime), c.KeyID)
}

// unknownValues says how many secrets there are whose values nobody here knows, and how
// long the last of them lives.
func unknownValues(now time.Time, app *graph.Application) string {
	best, some := LongestLived(app)
	switch n := len(app.PasswordCredentials); {
	case !some:
		return "no secret"
	case n > 1:
		return text.Count(n, "secret") + " of unknown value, the last " + setup.EndWords(now, best)
	}
	return "1 secret of unknown value, " + setup.EndWords(now, best)
}

// keptState tells whether the value is kept and was proven.
func keptState(s setup.Snapshot, p setup.Profile, _ As) State {
	out := State{Now: "kept in " + p.Secret.Keeper + ", not proven in this run",
		Link: setup.LinkUnknown, Detail: messages.Say("evidence.not-tried")}
	if s.Proof.Known && s.Proof.Value.Good {
		out.Now = "kept in " + p.Secret.Keeper + ", proven"
	}
	switch {
	case p.Secret.KeyID == "":
		out = State{setup.Report{Status: setup.StatusTodo}, "no secret yet",
			setup.LinkTodo, "the secret's value is not known here, so it was not tried"}
		if needSecret.Met(s, p) {
			out.Now = "its value is not kept on this computer"
		}
	case s.Stored.Known && !s.Stored.Value:
		out.Report = holds("", setup.Finding{Code: setup.CodeSecretNotInKeychain, Level: setup.LevelFail,
			Subject: p.Secret.KeyID, Args: messages.With("keeper", p.Secret.Keeper)})
		out.Detail = "the value is not in " + text.Or(p.Secret.Keeper, "the keychain") +
			", so it was not tried"
	case !s.Stored.Known:
		out.Report, out.Detail = unread("stored secret", s.Stored.Why), whyUnproven(s, s.Stored.Why.Text)
	default:
		out.Report, out.Detail = provenReport(s, p, nil), whyUnproven(s, out.Detail)
	}
	if p.Secret.KeyID != "" && p.Secret.Keeper == setup.KeeperShownOnce {
		out.Report = provenReport(s, p, []setup.Finding{{Code: setup.CodeSecretNotInKeychain,
			Variant: "shown-once", Level: setup.LevelNote, Subject: p.Secret.KeyID}})
	}
	if obtained(s.Proof) {
		out.Link, out.Detail = setup.LinkOK, messages.Say("evidence.token")
	}
	return out
}

// obtained tells whether a token was given for the secret, whatever it carries.
func obtained(proof setup.Part[setup.Proof]) bool {
	p := proof.Value
	return proof.Known && (p.Good || p.Link("token").State == setup.LinkOK ||
		p.Finding != nil && p.Finding.Code == setup.CodeConsentMissing)
}

func whyUnproven(s setup.Snapshot, otherwise string) string {
	if s.Proof.Known {
		return otherwise
	}
	return text.Or(s.Proof.Why.Text, otherwise)
}

func provenReport(s setup.Snapshot, p setup.Profile, fs []setup.Finding) setup.Report {
	switch {
	case s.Proof.Known && s.Proof.Value.Good:
		return holds("A token obtained with it carries User.Read.All.", fs...)
	case s.Proof.Known && s.Proof.Value.Finding != nil:
		return holds("", append(fs, asItsAge(*s.Proof.Value.Finding, s, p))...)
	case p.Secret.Keeper == setup.KeeperShownOnce && p.Secret.Proven != nil:
		return setup.Report{Status: setup.StatusConfirmed, Findings: fs,
			Evidence: "Proven on " + text.Day(*p.Secret.Proven) + ", before the value was put away."}
	}
	return setup.Report{Status: setup.StatusTodo, Findings: fs}
}

// asItsAge tells a secret that Entra refuses because it has ended in the words
// in which its end is told where it is read: it is one finding.
func asItsAge(f setup.Finding, s setup.Snapshot, p setup.Profile) setup.Finding {
	if f.Code != setup.CodeSecretExpired {
		return f
	}
	ages := p.SecretAge(s.At)
	if s.App.Value != nil {
		if c, ok := setup.FindPassword(s.App.Value, p.Secret.KeyID); ok {
			ages = setup.AgeFindings(s.At, c)
		}
	}
	if len(ages) == 1 && ages[0].Code == f.Code {
		return ages[0]
	}
	return f
}

// LifeWords says until when a secret works, or worked.
func LifeWords(c graph.Password) string {
	if c.EndDateTime.IsZero() {
		return setup.NoEnd
	}
	return "until " + text.Day(c.EndDateTime)
}
