package steps

import (
	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
)

// Step 9: the two ids, each with the field of the MTP portal that it goes into. Whoever
// works in the portal gives the application id here.
const pageGivesID PageID = "9i"

var idPages = []node{
	stepped{phase: string(PageIDs), facts: idFacts, own: idChoices, ways: []way{
		to("give", pageGivesID),
		{"take", []PageID{pageGivesID}, func(w *Walk, _ any, _ Event) Move {
			return open(pageGivesID, w.practice.Shown.AppID)
		}},
		{"copy-client", []PageID{Here}, copyField(mtp.FieldClientID)},
		{"copy-tenant", []PageID{Here}, copyField(mtp.FieldTenantID)},
	}, more: func(st State, _ any, p *Page) {
		p.Values = bothIDs(st)
		p.Choices = append(p.Choices, copyChoices(st, "c", "t")...)
	}}.node(),
	{id: pageGivesID, page: givesIDPage, ways: []way{
		{"id", []PageID{Here}, keepID},
		{Done, []PageID{Below}, func(*Walk, any, Event) Move {
			return below(Notice{"Both ids are known here now. Compare them with Entra, then go on."})
		}},
	}},
}

// idFacts are how it stands, the ids, and the one that looks like them.
func idFacts(st State, _ any) []Block {
	r := st.Verdict.Phase(string(PageIDs))
	sign, word := Sighted(st.Snapshot, st.Profile, st.Task != nil, r)
	stands := Block{Sight{Label: "State", Sign: sign, Word: word}}
	if r.Word != nil {
		stands = append(stands, Fact{Label: "Noted", Text: Noted(*r.Word)})
	} else if e := r.Evidence(); e != "" {
		stands = append(stands, Fact{Label: "Seen", Text: e})
	}
	var fields Block
	for i, l := range idFields(st, "c", "t") {
		f := l.(Field)
		if i == 0 && !st.SignedIn {
			f.None = idUnknown + " Give it here (i)."
		}
		goes, _ := mtp.FieldByID([]string{mtp.FieldClientID, mtp.FieldTenantID}[i])
		fields = append(fields, f, Para{Weight: Quiet, In: 2,
			Text: "goes to " + goes.Place + " > \"" + goes.Name + "\""})
	}
	not := "Not this one: \"Object ID\" stands beside them in Entra, looks the same, and is the wrong one."
	if id := st.Profile.App.ObjectID; id != "" {
		not = "Not this one: the \"Object ID\" " + id + " stands beside them in Entra and looks the same."
	}
	return []Block{stands, fields, mark(SignLook, not)}
}

// idChoices take the id from whoever works in the portal, before any word: an id that is
// known here is entered and proven later.
func idChoices(st State, _ any) []Choice {
	if !st.byHand() {
		return nil
	}
	var out []Choice
	if p := st.Practice; p != nil && p.Shown.AppID != "" && st.Profile.App.AppID == "" {
		out = append(out, Choice{ID: "take", Title: "Take it from the simulated portal", Key: "a",
			Detail: "in practice: the client ID of what was made there"})
	}
	return append(out, Choice{ID: "give", Title: "Give the client ID", Key: "i",
		Detail: "or all of \"Essentials\": the right id is found"})
}

func givesIDPage(st State, local any) Page {
	phase, _ := judge.PhaseByID(string(PageIDs))
	value := st.Profile.App.AppID
	if shown, taken := local.(string); taken {
		value = shown
	}
	return Page{Code: phase.Screen(), Phase: phase.ID, Heading: phase.Heading(),
		Blocks: []Block{para(phase.Why)}, Back: true,
		Input: &Input{ID: "id", Label: "Application (client) ID", Value: value,
			Help: "From the registration's page \"Overview\", \"Essentials\". The Directory (tenant) ID is " +
				"known already.",
			Check: func(typed string) error {
				_, err := engine.AppIDIn(typed, st.Snapshot, st.Profile)
				return err
			}}}
}

func keepID(w *Walk, _ any, e Event) Move {
	id, err := engine.AppIDIn(e.Arg, w.known.Snapshot(), w.known.Profile())
	if err != nil {
		return stay(Fail{Err: err})
	}
	return stay(Run{kept(func(k Worker) error {
		if err := k.ChooseExisting(id); err != nil {
			return err
		}
		return k.Confirm(string(PageIDs), judge.IDGiven)
	})})
}

// bothIDs are the ids that the MTP portal asks for.
func bothIDs(st State) []Value {
	known := judge.Values(st.Snapshot, st.Profile)
	var out []Value
	for _, v := range []Value{
		{"Application (client) ID", known["appId"]}, {"Directory (tenant) ID", known["tenantId"]},
	} {
		if v.Text != "" {
			out = append(out, v)
		}
	}
	return out
}
