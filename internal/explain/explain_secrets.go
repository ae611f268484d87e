package explain

import (
	"fmt"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// newness is how long a new object or secret may be unknown to some of Entra's
// servers.
const newness = 5 * time.Minute

// when is the time of the refusal, or of the look where the message has none.
func (c scene) when() time.Time {
	if !c.m.At.IsZero() {
		return c.m.At
	}
	return c.s.At
}

func (c scene) young(made time.Time) bool {
	return !made.IsZero() && !c.when().IsZero() && c.when().Sub(made) < newness
}

func nameOf(p graph.Password) string {
	return fmt.Sprintf("%s (hint %s…, id %s, %s)", text.Or(shown(p.DisplayName), "a secret without a name"),
		text.Or(shown(p.Hint), "?"), p.KeyID, judge.LifeWords(p))
}

// wrongSecretCauses look for why a secret's value was refused.
func wrongSecretCauses(c scene) []Cause {
	if c.appID() == "" {
		return nil // the catalogue's words say as much
	}
	pasted := Cause{Truth: TruthPossible, Text: "The \"Secret ID\" stands in the " +
		"field \"Client Secret\" of the MTP portal instead of the \"Value\", or a value that was cut off.",
		Remedy: wantsValue}
	var out []Cause
	switch proof := c.s.Proof; {
	case proof.Known && proof.Value.Good:
		pasted.Truth = TruthHolds
		pasted.Text = "The MTP portal holds something else than the secret that this wizard keeps: " +
			"its id, a cut-off value, or another secret."
		pasted.Evidence = "Entra accepted the kept secret on " + text.Day(proof.Value.At) + "."
		pasted.Remedy = "Copy the kept value with ssowizard setup (step 29), " +
			"paste it into \"Client Secret\" and press \"Save changes\"."
	case proof.Known && proof.Value.Finding != nil && proof.Value.Finding.Code == setup.CodeSecretRejected:
		out = append(out, Cause{Truth: TruthHolds, Finding: setup.CodeSecretRejected,
			Text:     "The secret that this wizard keeps is refused as well.",
			Evidence: wantGot(*proof.Value.Finding), Remedy: proof.Value.Finding.Remedy()})
	case c.p.Secret.KeyID != "" && c.p.Secret.Proven == nil:
		out = append(out, Cause{Truth: TruthPossible, Finding: setup.CodeSecretUnproven,
			Text:     "The secret is new and was never proven to work.",
			Evidence: "The profile " + c.p.Name + " holds no proof of it.",
			Remedy:   "Prove it in step 28. A new secret takes some minutes to be known everywhere."})
	case c.p.Secret.Proven != nil:
		pasted.Evidence = "The secret of the profile " + c.p.Name + " was proven on " +
			text.Day(*c.p.Secret.Proven) + ", so its value is right where it was copied whole."
	}
	out = append(out, pasted)
	if c.app() == nil {
		return append(out,
			c.notRead("The secret was removed in Entra, or the portal uses another one.", c.s.App.Why)...)
	}
	return append(out, c.listedSecrets()...)
}

// listedSecrets say what the registration's list of secrets explains.
func (c scene) listedSecrets() []Cause {
	list := c.app().PasswordCredentials
	if len(list) == 0 {
		return []Cause{{Truth: TruthHolds, Finding: setup.CodeSecretMissing,
			Text: "The registration has no client secret at all.", Evidence: "Entra's list is empty.",
			Remedy: "Make one and enter it in the MTP portal (steps 23 to 29)."}}
	}
	var out []Cause
	if _, ok := setup.FindPassword(c.app(), c.p.Secret.KeyID); !ok && c.p.Secret.KeyID != "" {
		out = append(out, Cause{Truth: TruthHolds, Finding: setup.CodeSecretMissing,
			Text:     "The secret that this wizard made was removed in Entra.",
			Evidence: "Its id " + c.p.Secret.KeyID + " is not in the list.",
			Remedy:   "Make a new one and enter it in the MTP portal (steps 23 to 29)."})
	}
	for _, x := range list {
		switch {
		case c.young(x.StartDateTime):
			out = append(out, Cause{Truth: TruthPossible,
				Text:     "The secret was so new that not every server of Entra knew it.",
				Evidence: nameOf(x) + " was made at " + x.StartDateTime.UTC().Format("15:04 UTC") + ".",
				Remedy:   "Wait some minutes and try again."})
		case c.p.Secret.KeyID != "" && !setup.SameID(x.KeyID, c.p.Secret.KeyID):
			out = append(out, Cause{Truth: TruthPossible,
				Text:     "The MTP portal holds a damaged value of another secret.",
				Evidence: "Entra also holds " + nameOf(x) + ".",
				Remedy:   "Compare the first three characters of what was pasted with the hint."})
		}
	}
	return out
}

// expiredSecretCauses set end dates against now.
func expiredSecretCauses(c scene) []Cause {
	remedy := "Make a new secret and enter it in the MTP portal (steps 23 to 29), or run ssowizard renew."
	if c.app() == nil {
		return c.rememberedEnd(remedy)
	}
	var over, good []graph.Password
	for _, x := range c.app().PasswordCredentials {
		if gone, ok := passed(x.EndDateTime, c.s.At); ok && gone {
			over = append(over, x)
		} else if ok {
			good = append(good, x)
		}
	}
	var out []Cause
	for _, x := range over {
		y := Cause{Truth: TruthHolds, Finding: setup.CodeSecretExpired,
			Text:     "The secret expired on " + text.Day(x.EndDateTime) + ".",
			Evidence: "Entra holds " + nameOf(x) + ".", Remedy: remedy}
		if len(good) > 0 {
			y.Text, y.Remedy = "The MTP portal still uses a secret that expired on "+
				text.Day(x.EndDateTime)+".",
				"Enter the newer secret in the MTP portal, or make a new one (steps 23 to 29)."
			y.Evidence += " It also holds " + nameOf(good[0]) + ", which is good."
		}
		if len(over) > 1 {
			y.Truth = TruthPossible // which of them the portal uses is not known
		}
		out = append(out, y)
	}
	if len(out) > 0 || len(good) == 0 {
		return out
	}
	return []Cause{ruledOut("A secret of this registration has expired.",
		"Entra holds none that has: "+nameOf(good[0])+"."), {Truth: TruthPossible,
		Text:   "The MTP portal uses a secret that was removed since, or one of another registration.",
		Remedy: "Enter the value of a secret that is good, or make a new one (steps 23 to 29)."}}
}

// rememberedEnd goes by the profile where Entra was not asked.
func (c scene) rememberedEnd(remedy string) []Cause {
	end := c.p.Secret.End
	over, ok := passed(end, c.s.At)
	switch {
	case !ok:
		return c.notRead("The secret that the MTP portal uses has expired.", c.s.App.Why)
	case over:
		return []Cause{{Truth: TruthHolds, Finding: setup.CodeSecretExpired,
			Text:     "The secret that this wizard made expired on " + text.Day(end) + ".",
			Evidence: "The profile " + c.p.Name + " holds its end date.", Remedy: remedy}}
	}
	return []Cause{ruledOut("The secret that this wizard made has expired.",
		"It ends on "+text.Day(end)+", by the profile "+c.p.Name+"."),
		{Truth: TruthPossible, Text: "The MTP portal uses an older secret than the one this wizard made.",
			Evidence: "The message says that the one in use has expired.",
			Remedy: "Copy the kept value with ssowizard setup (step 29), " +
				"paste it into \"Client Secret\" and press \"Save changes\"."}}
}
