package phases

import (
	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/steps"
)

// Step 9: the two ids, each with the field of the MTP portal that it goes into. Whoever
// works in the portal gives the application id here.
const pageGivesID steps.PageID = "9i"

var idPages = []steps.Node{
	Stepped{Phase: string(steps.PageIDs), Facts: idFacts, Own: idChoices, Ways: []steps.Way{
		steps.Leads("give", pageGivesID),
		steps.On("take", steps.To(pageGivesID), func(w *steps.Walk, _ any, _ steps.Event) steps.Move {
			return steps.GoTo(pageGivesID, w.Practice.Shown.AppID)
		}),
		steps.On("copy-client", steps.To(steps.Here), copyField(mtp.FieldClientID)),
		steps.On("copy-tenant", steps.To(steps.Here), copyField(mtp.FieldTenantID)),
	}, More: func(st steps.State, _ any, p *steps.Page) {
		p.Values = BothIDs(st)
		p.Choices = append(p.Choices, copyChoices(st, "c", "t")...)
	}}.Node(),
	{ID: pageGivesID, Page: givesIDPage, Ways: []steps.Way{
		steps.On("id", steps.To(steps.Here), keepID),
		steps.On(steps.Done, steps.To(steps.Below), func(*steps.Walk, any, steps.Event) steps.Move {
			return steps.Close(steps.Notice{Text: "Both ids are known here now. Compare them with Entra, " +
				"then go on."})
		}),
	}},
}

// idFacts are how it stands, the ids, and the one that looks like them.
func idFacts(st steps.State, _ any) []steps.Block {
	r := st.Verdict.Phase(string(steps.PageIDs))
	sign, word := Sighted(st.Snapshot, st.Profile, st.Task != nil, r)
	stands := steps.Block{steps.Sight{Label: "State", Sign: sign, Word: word}}
	if r.Word != nil {
		stands = append(stands, steps.Fact{Label: "Noted", Text: Noted(*r.Word)})
	} else if e := r.Evidence(); e != "" {
		stands = append(stands, steps.Fact{Label: "Seen", Text: e})
	}
	var fields steps.Block
	for i, l := range idFields(st, "c", "t") {
		f := l.(steps.Field)
		if i == 0 && !st.SignedIn {
			f.None = idUnknown + " Give it here (i)."
		}
		goes, _ := mtp.FieldByID([]string{mtp.FieldClientID, mtp.FieldTenantID}[i])
		fields = append(fields, f, steps.Para{Weight: steps.Quiet, In: 2,
			Text: "goes to " + goes.Place + " > \"" + goes.Name + "\""})
	}
	not := "Not this one: \"Object ID\" stands beside them in Entra, looks the same, and is the wrong one."
	if id := st.Profile.App.ObjectID; id != "" {
		not = "Not this one: the \"Object ID\" " + id + " stands beside them in Entra and looks the same."
	}
	return []steps.Block{stands, fields, steps.Marked(steps.SignLook, not)}
}

// idChoices take the id from whoever works in the portal, before any word: an id that is
// known here is entered and proven later.
func idChoices(st steps.State, _ any) []steps.Choice {
	if !st.ByHand() {
		return nil
	}
	var out []steps.Choice
	if p := st.Practice; p != nil && p.Shown.AppID != "" && st.Profile.App.AppID == "" {
		out = append(out, steps.Choice{ID: "take", Title: "Take it from the simulated portal", Key: "a",
			Detail: "in practice: the client ID of what was made there"})
	}
	return append(out, steps.Choice{ID: "give", Title: "Give the client ID", Key: "i",
		Detail: "or all of \"Essentials\": the right id is found"})
}

func givesIDPage(st steps.State, local any) steps.Page {
	phase, _ := judge.PhaseByID(string(steps.PageIDs))
	value := st.Profile.App.AppID
	if shown, taken := local.(string); taken {
		value = shown
	}
	return steps.Page{Code: phase.Screen(), Phase: phase.ID, Heading: phase.Heading(),
		Blocks: []steps.Block{steps.Paragraph(phase.Why)}, Back: true,
		Input: &steps.Input{ID: "id", Label: "Application (client) ID", Value: value,
			Help: "From the registration's page \"Overview\", \"Essentials\". The Directory (tenant) ID is " +
				"known already.",
			Check: func(typed string) error {
				_, err := engine.AppIDIn(typed, st.Snapshot, st.Profile)
				return err
			}}}
}

func keepID(w *steps.Walk, _ any, e steps.Event) steps.Move {
	id, err := engine.AppIDIn(e.Arg, w.Known.Snapshot(), w.Known.Profile())
	if err != nil {
		return steps.Stay(steps.Fail{Err: err})
	}
	return steps.Stay(steps.Run{Work: steps.Kept(func(k steps.Worker) error {
		if err := k.ChooseExisting(id); err != nil {
			return err
		}
		return k.Confirm(string(steps.PageIDs), judge.IDGiven)
	})})
}

// BothIDs are the ids that the MTP portal asks for.
func BothIDs(st steps.State) []steps.Value {
	known := judge.Values(st.Snapshot, st.Profile)
	var out []steps.Value
	for _, v := range []steps.Value{
		{Label: "Application (client) ID", Text: known["appId"]},
		{Label: "Directory (tenant) ID", Text: known["tenantId"]},
	} {
		if v.Text != "" {
			out = append(out, v)
		}
	}
	return out
}
