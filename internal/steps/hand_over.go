package steps

import (
	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// Show asks a front to show the secret, and to hide it again.
const Show ChoiceID = "show"

// PageHandOver is step 29: the secret's value goes into the MTP portal. The page knows
// where it is kept and never the value: a front shows that while a person holds it.
var handingOver = []node{
	stepped{phase: "29", fresh: func() any { return &pasting{} },
		facts: handOverFacts, own: handOverChoices, more: handOverMore, ways: []way{
			{"copy", []PageID{Here, PageUnlock}, revealing(Reveal{Copy: true, Done: "copied"})},
			{"copied", []PageID{Here}, func(_ *Walk, local any, _ Event) Move {
				local.(*pasting).copied = true
				return stay()
			}},
			{Show, []PageID{Here, PageUnlock}, revealing(Reveal{})},
			{Returned, []PageID{Here, Next}, backToHandOver},
			{"copy-client", []PageID{Here}, copyField(mtp.FieldClientID)},
			{"copy-tenant", []PageID{Here}, copyField(mtp.FieldTenantID)},
			{"open", []PageID{Here}, func(w *Walk, _ any, _ Event) Move {
				return stay(Open{URL: w.state().portalURL()})
			}},
		}}.node(),
}

// pasting is what the page remembers.
type pasting struct {
	copied bool    // it was copied: the choice stays where it was, and says so
	wanted *Reveal // is done once the encrypted file is open
}

// revealing has the front show or copy the secret, after the file that it lies in was
// opened.
func revealing(how Reveal) func(*Walk, any, Event) Move {
	return func(w *Walk, local any, _ Event) Move {
		if _, locked := w.known.LockedFile(); locked {
			local.(*pasting).wanted = &how
			return open(PageUnlock, nil)
		}
		return stay(how)
	}
}

// backToHandOver goes on with what the file had to be opened for.
func backToHandOver(w *Walk, local any, e Event) Move {
	if e.From == PageNote {
		return backToPhase(w, "29", e)
	}
	l := local.(*pasting)
	how := l.wanted
	l.wanted = nil
	if _, locked := w.known.LockedFile(); how == nil || locked {
		return stay()
	}
	return stay(*how)
}

func handOverFacts(st State, _ any) []Block {
	account, _ := mtp.FieldByID(mtp.FieldClientSecret)
	fields := append(para("In the MTP portal "+account.Place), idFields(st, "1", "2")...)
	fields = append(fields, secretField(st),
		Field{Name: "then press", Text: "\"" + fieldName(mtp.FieldSave) + "\""})
	return []Block{phaseWord(st.Verdict.Phase("29")), fields, secretFacts(st.Profile)}
}

// handOverChoices copy the secret. That stays in its place, so that a second Enter copies
// once more and says nothing in a person's name.
func handOverChoices(st State, local any) []Choice {
	if st.Profile.Secret.KeyID == "" || st.Verdict.Phase("29").Status.Settled() {
		return nil
	}
	c := Choice{ID: "copy", Title: "Copy the secret", Screen: true,
		Detail: "to the clipboard; v shows it for 30 s"}
	if local.(*pasting).copied {
		c.Detail = "sent to the clipboard; if pasting gives something else, v shows it"
	}
	return []Choice{c}
}

// handOverMore words the ways of every phase for this one, and adds its keys.
func handOverMore(st State, _ any, p *Page) {
	p.Blocks[0] = Block{Para{Text: p.Why, Spare: 20}}
	p.Values = append(bothIDs(st), Value{"MTP portal", st.portalURL()})
	for i, c := range p.Choices {
		if c.Way == change.WayConfirm {
			p.Choices[i].Title = "I pasted it and saved"
			p.Choices[i].Detail = "you pressed \"" + fieldName(mtp.FieldSave) +
				"\" there; noted with the date"
		}
	}
	if st.Profile.Secret.KeyID != "" {
		p.Choices = append(p.Choices,
			Choice{ID: "copy", Title: "Copy the secret", Key: "c", Quiet: true, Screen: true},
			Choice{ID: Show, Title: "Show the value on this screen", Key: "v", Quiet: true})
	}
	p.Choices = append(append(p.Choices, copyChoices(st, "1", "2")...),
		Choice{ID: "open", Title: "Open MTP portal", Key: "o", Quiet: true, Screen: true})
}

// secretField is the field of the secret, or where its value comes from that this
// program does not have.
func secretField(st State) Field {
	f := Field{Name: fieldName(mtp.FieldClientSecret), Secret: true}
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
func secretFacts(p setup.Profile) Block {
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
	return Block{
		Mark{Sign: SignNote, Text: is + ". " + kept},
		Mark{Sign: SignLook, Text: not + ": it stands beside the value in Entra, and with it " +
			"sign-in ends at AADSTS7000215."},
	}
}

// idFields are the two ids, each with its field in the MTP portal and the key that
// copies it.
func idFields(st State, client, tenant string) Block {
	known := judge.Values(st.Snapshot, st.Profile)
	app := Field{Name: fieldName(mtp.FieldClientID), Text: known["appId"], Key: client,
		None: idUnknown + " Give it at step 9 (i), then it is shown here."}
	if st.SignedIn { // then it is read
		app.None = "not known here. It exists once the registration of steps 3–8 does."
	}
	return Block{app, Field{Name: fieldName(mtp.FieldTenantID), Text: known["tenantId"], Key: tenant,
		None: idUnknown}}
}

// idUnknown is said of an id that is not known here.
const idUnknown = "not known here. In Entra: \"Overview\" > \"Essentials\"."

// copyChoices copy the ids that are known.
func copyChoices(st State, client, tenant string) []Choice {
	known := judge.Values(st.Snapshot, st.Profile)
	var out []Choice
	for _, c := range []struct{ text, id, title, key string }{
		{known["appId"], "copy-client", "Copy client ID", client},
		{known["tenantId"], "copy-tenant", "Copy tenant ID", tenant},
	} {
		if c.text != "" {
			out = append(out, Choice{ID: ChoiceID(c.id), Title: c.title, Key: c.key,
				Quiet: true, Screen: true})
		}
	}
	return out
}

// copyField copies the id that goes into a field.
func copyField(field string) func(*Walk, any, Event) Move {
	key := map[string]string{mtp.FieldClientID: "appId", mtp.FieldTenantID: "tenantId"}[field]
	return func(w *Walk, _ any, _ Event) Move {
		known := judge.Values(w.known.Snapshot(), w.known.Profile())
		return stay(Copy{Label: fieldName(field), Text: known[key]})
	}
}
