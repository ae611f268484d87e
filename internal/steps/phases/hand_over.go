package phases

import (
	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// Show asks a front to show the secret, and to hide it again.
const Show steps.ChoiceID = "show"

// PageHandOver is step 29: the secret's value goes into the MTP portal. The page knows
// where it is kept and never the value: a front shows that while a person holds it.
var handingOver = []steps.Node{
	Stepped{Phase: "29", Fresh: func() any { return &pasting{} },
		Facts: handOverFacts, Own: handOverChoices, More: handOverMore, Ways: []steps.Way{
			steps.On("copy", steps.To(steps.Here, steps.PageUnlock),
				revealing(steps.Reveal{Copy: true, Done: "copied"})),
			steps.On("copied", steps.To(steps.Here),
				func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
					local.(*pasting).copied = true
					return steps.Stay()
				}),
			steps.On(Show, steps.To(steps.Here, steps.PageUnlock), revealing(steps.Reveal{})),
			steps.On(steps.Returned, steps.To(steps.Here, steps.Next), backToHandOver),
			steps.On("copy-client", steps.To(steps.Here), copyField(mtp.FieldClientID)),
			steps.On("copy-tenant", steps.To(steps.Here), copyField(mtp.FieldTenantID)),
			steps.On("open", steps.To(steps.Here), func(w *steps.Walk, _ any, _ steps.Event) steps.Move {
				return steps.Stay(steps.Open{URL: w.State().PortalURL()})
			}),
		}}.Node(),
}

// pasting is what the page remembers.
type pasting struct {
	copied bool          // it was copied: the choice stays where it was, and says so
	wanted *steps.Reveal // is done once the encrypted file is open
}

// revealing has the front show or copy the secret, after the file that it lies in was
// opened.
func revealing(how steps.Reveal) func(*steps.Walk, any, steps.Event) steps.Move {
	return func(w *steps.Walk, local any, _ steps.Event) steps.Move {
		if _, locked := w.Known.LockedFile(); locked {
			local.(*pasting).wanted = &how
			return steps.GoTo(steps.PageUnlock, nil)
		}
		return steps.Stay(how)
	}
}

// backToHandOver goes on with what the file had to be opened for.
func backToHandOver(w *steps.Walk, local any, e steps.Event) steps.Move {
	if e.From == steps.PageNote {
		return backToPhase(w, "29", e)
	}
	l := local.(*pasting)
	how := l.wanted
	l.wanted = nil
	if _, locked := w.Known.LockedFile(); how == nil || locked {
		return steps.Stay()
	}
	return steps.Stay(*how)
}

func handOverFacts(st steps.State, _ any) []steps.Block {
	account, _ := mtp.FieldByID(mtp.FieldClientSecret)
	fields := append(steps.Paragraph("In the MTP portal "+account.Place), idFields(st, "1", "2")...)
	fields = append(fields, secretField(st),
		steps.Field{Name: "then press", Text: "\"" + fieldName(mtp.FieldSave) + "\""})
	return []steps.Block{PhaseWord(st.Verdict.Phase("29")), fields, secretFacts(st.Profile)}
}

// handOverChoices copy the secret. That stays in its place, so that a second Enter copies
// once more and says nothing in a person's name.
func handOverChoices(st steps.State, local any) []steps.Choice {
	if st.Profile.Secret.KeyID == "" || st.Verdict.Phase("29").Status.Settled() {
		return nil
	}
	c := steps.Choice{ID: "copy", Title: "Copy the secret", Screen: true,
		Detail: "to the clipboard; v shows it for 30 s"}
	if local.(*pasting).copied {
		c.Detail = "sent to the clipboard; if pasting gives something else, v shows it"
	}
	return []steps.Choice{c}
}

// handOverMore words the ways of every phase for this one, and adds its keys.
func handOverMore(st steps.State, _ any, p *steps.Page) {
	p.Blocks[0] = steps.Block{steps.Para{Text: p.Why, Spare: 20}}
	p.Values = append(BothIDs(st), steps.Value{Label: "MTP portal", Text: st.PortalURL()})
	for i, c := range p.Choices {
		if c.Way == change.WayConfirm {
			p.Choices[i].Title = "I pasted it and saved"
			p.Choices[i].Detail = "you pressed \"" + fieldName(mtp.FieldSave) +
				"\" there; noted with the date"
		}
	}
	if st.Profile.Secret.KeyID != "" {
		p.Choices = append(p.Choices,
			steps.Choice{ID: "copy", Title: "Copy the secret", Key: "c", Quiet: true, Screen: true},
			steps.Choice{ID: Show, Title: "Show the value on this screen", Key: "v", Quiet: true})
	}
	p.Choices = append(append(p.Choices, copyChoices(st, "1", "2")...),
		steps.Choice{ID: "open", Title: "Open MTP portal", Key: "o", Quiet: true, Screen: true})
}

// secretField is the field of the secret, or where its value comes from that this
// program does not have.
func secretField(st steps.State) steps.Field {
	f := steps.Field{Name: fieldName(mtp.FieldClientSecret), Secret: true}
	switch {
	case st.Profile.Secret.KeyID != "":
		f.Text = "kept in " + st.Profile.Secret.Keeper
	case st.SignedIn:
		f.None = "There is none yet: steps 23–27 make it."
	default:
		f.None = "The value that you copied in Entra (step 28). It is not kept here."
	}
	return f
}

// secretFacts tell the secret from its neighbors, and say how long it lasts and where
// it is kept.
func secretFacts(p setup.Profile) steps.Block {
	s := p.Secret
	if s.KeyID == "" {
		return nil
	}
	is := "The value"
	if s.Hint != "" {
		is += " begins with \"" + s.Hint + "\""
	}
	if !s.End.IsZero() {
		is += " and works until " + text.Day(s.End)
	}
	kept := "Kept: " + s.Keeper + "."
	if s.Keeper == setup.KeeperShownOnce {
		kept = "It is kept nowhere: when this program ends it is gone."
	}
	not := "Not the \"Secret ID\""
	if !s.ByHand { // Entra's own id of one that was made there is not known here
		not += " " + s.KeyID
	}
	return steps.Block{
		steps.Mark{Sign: steps.SignNote, Text: is + ". " + kept},
		steps.Mark{Sign: steps.SignLook, Text: not + ": it stands beside the value in Entra, and with it " +
			"sign-in ends at AADSTS7000215."},
	}
}

// idFields are the two ids, each with its field in the MTP portal and the key that
// copies it.
func idFields(st steps.State, client, tenant string) steps.Block {
	known := judge.Values(st.Snapshot, st.Profile)
	app := steps.Field{Name: fieldName(mtp.FieldClientID), Text: known["appId"], Key: client,
		None: idUnknown + " Give it at step 9 (i), then it is shown here."}
	if st.SignedIn { // then it is read
		app.None = "not known here. It exists once the registration of steps 3–8 does."
	}
	return steps.Block{app, steps.Field{Name: fieldName(mtp.FieldTenantID), Text: known["tenantId"],
		Key:  tenant,
		None: idUnknown}}
}

// idUnknown is said of an id that is not known here.
const idUnknown = "not known here. In Entra: \"Overview\" > \"Essentials\"."

// copyChoices copy the ids that are known.
func copyChoices(st steps.State, client, tenant string) []steps.Choice {
	known := judge.Values(st.Snapshot, st.Profile)
	var out []steps.Choice
	for _, c := range []struct{ text, id, title, key string }{
		{known["appId"], "copy-client", "Copy client ID", client},
		{known["tenantId"], "copy-tenant", "Copy tenant ID", tenant},
	} {
		if c.text != "" {
			out = append(out, steps.Choice{ID: steps.ChoiceID(c.id), Title: c.title, Key: c.key,
				Quiet: true, Screen: true})
		}
	}
	return out
}

// copyField copies the id that goes into a field.
func copyField(field string) func(*steps.Walk, any, steps.Event) steps.Move {
	key := map[string]string{mtp.FieldClientID: "appId", mtp.FieldTenantID: "tenantId"}[field]
	return func(w *steps.Walk, _ any, _ steps.Event) steps.Move {
		known := judge.Values(w.Known.Snapshot(), w.Known.Profile())
		return steps.Stay(steps.Copy{Label: fieldName(field), Text: known[key]})
	}
}
