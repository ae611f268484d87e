package tasks

import (
	"strings"

	"ssowizard/internal/change"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/aside"
	"ssowizard/internal/text"
)

// What is said of secrets, and of the ids that belong to them.

// newSecret is the secret that this computer knows, once the renewal has one.
func newSecret(st steps.State, over bool) []steps.Block {
	p := st.Profile
	if p.Secret.KeyID == "" || p.Renewal == nil && !over {
		return nil
	}
	think := "Put " + text.Day(p.Secret.End.AddDate(0, 0, -30)) + " into your calendar for the next renewal"
	if (over || proven(st.Renewal)) && aside.MayRemind(st) {
		think += ": t writes a calendar file"
	}
	return []steps.Block{{
		steps.Fact{Label: "New", Text: p.Secret.Name + ", begins with \"" + p.Secret.Hint + "\", until " +
			text.Day(p.Secret.End)},
		steps.Para{Weight: steps.Quiet, Text: think + ".", In: 6},
	}}
}

// oldSecrets are the other secrets of the registration.
func oldSecrets(st steps.State) steps.Block {
	var out steps.Block
	for _, o := range st.Renewal.Old {
		out = append(out, steps.Fact{Label: "Old", Text: secretName(o) + ", " + oldWords(st, o)},
			steps.Para{Weight: steps.Quiet, Text: o.Why, In: 6})
	}
	return out
}

func secretName(o change.OldSecret) string { return text.Or(o.Password.DisplayName, "without a name") }

// oldWords is all that is known about an old secret but its name.
func oldWords(st steps.State, o change.OldSecret) string {
	c := o.Password
	var words []string
	if c.Hint != "" {
		words = append(words, "begins with \""+c.Hint+"\"")
	}
	end := "no end known"
	if !c.EndDateTime.IsZero() {
		end = "until " + text.Day(c.EndDateTime) + " (" + setup.EndsIn(st.Now, c.EndDateTime) + ")"
	}
	return strings.Join(append(words, end, o.By()), ", ")
}

// secretNames are the names of the secrets, which people choose.
func secretNames(r change.Renewal) []string {
	var out []string
	for _, o := range r.Old {
		out = append(out, o.Password.DisplayName, o.Password.KeyID, o.Password.Hint+"…")
	}
	return out
}
