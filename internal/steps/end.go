package steps

import (
	"strconv"

	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// The last page says where the walk stands when no phase is open, what was set up and how
// that is known, what is left for a person, and when the secret ends.
var ending = []node{{id: PageEnd, page: endPage, ways: []way{
	to("leave", Leave),
	openMTP,
	{"entra", []PageID{Here}, func(w *Walk, _ any, _ Event) Move {
		return stay(Open{URL: w.known.Links().URL("overview")})
	}},
	{"copy-client", []PageID{Here}, copyField(mtp.FieldClientID)},
	{"copy-tenant", []PageID{Here}, copyField(mtp.FieldTenantID)},
	to("calendar", PageCalendar),
	to("consent", PageConsent),
	to("support", PageSupport),
}}}

func endPage(st State, _ any) Page {
	who := text.Or(st.Profile.Tenant.Name, "your company")
	status, words := st.Verdict.Headline(who)
	head := Mark{Sign: SignLook, Weight: Strong, Text: words}
	if status == setup.StatusOK {
		head.Sign = SignGood
	}
	p := Page{Heading: "Where it stands", End: true, Values: bothIDs(st),
		Blocks: []Block{{head}, leftForAPerson(st), secretEnds(st), wasSetUp(st)}}
	leave := Choice{ID: "leave", Title: "Leave", Detail: "a summary stays in your shell"}
	if st.Practice != nil {
		leave.Detail = "practice ends and is forgotten"
	}
	p.Choices = append([]Choice{leave}, copyChoices(st, "1", "2")...)
	p.Choices = append(p.Choices, openMTPChoice,
		Choice{ID: "entra", Title: "Registration in Entra", Key: "e", Quiet: true, Screen: true})
	if mayRemind(st) {
		p.Choices = append(p.Choices, calendarChoice)
	}
	if st.SignedIn && st.Consent.Any() {
		p.Choices = append(p.Choices, Choice{ID: "consent", Title: "What signing in left", Key: "c",
			Quiet: true})
	}
	p.Choices = append(p.Choices, Choice{ID: "support", Title: "Report for support", Key: "w", Quiet: true,
		Screen: true})
	return p
}

// leftForAPerson is what remains, and what was skipped with which note.
func leftForAPerson(st State) Block {
	var out Block
	for _, l := range st.Left {
		out = append(out, Mark{Sign: Sign(setup.StatusTodo), Text: l})
	}
	for _, r := range st.Verdict.Phases {
		if r.Status != setup.StatusSkipped {
			continue
		}
		line := r.Phase.Heading() + ": skipped"
		if r.Word != nil && r.Word.Note != "" {
			line += " (" + r.Word.Note + ")"
		}
		out = append(out, Mark{Sign: Sign(r.Status), Weight: Quiet, Text: line})
	}
	if len(out) == 0 {
		return nil
	}
	return append(Block{Para{Weight: Strong, Text: "Left for you"}}, out...)
}

// secretEnds says when the secret ends and when to think of it.
func secretEnds(st State) Block {
	s := st.Profile.Secret
	if s.KeyID == "" || s.End.IsZero() {
		return nil
	}
	return mark(SignLook, "The client secret ends on "+text.Day(s.End)+", in "+
		text.Plural(setup.DaysLeft(st.Now, s.End), "day", "days")+". Then sign-in stops for everybody. Put "+
		text.Day(s.End.AddDate(0, 0, -30))+" into your calendar.")
}

// wasSetUp lists what was set up, with how it is known.
func wasSetUp(st State) Block {
	p := st.Profile
	out := Block{Para{Weight: Strong, Text: "What was set up"}}
	for _, x := range []struct{ phase, name, holds string }{
		{"3-8", "Registration", "\"" + p.App.Name + "\", for accounts of any organization"},
		{boardPhase, "Redirect URIs", strconv.Itoa(len(p.Wanted.URIs)) + " under SPA, byte for byte"},
		{judge.ConsentPhase, "Permission", "User.Read.All, granted for the whole company"},
		{judge.SecretPhase, "Client secret", "kept: " + p.Secret.Keeper},
		{string(PageProof), "Proof", "a token with it carries User.Read.All"},
		{accountPhase, "Ids, redirect list", ""}, {string(PageHandOver), "Secret, saved there", ""},
		{"A1-A2", "MTP portal users", ""}, {string(PagePilot), "Sign-in", ""},
	} {
		r := st.Verdict.Phase(x.phase)
		f := Fact{Label: x.name, Sign: Sign(r.Status), Text: evidence(r, x.holds)}
		// a word that the value was copied proves nothing
		if x.phase == string(PageProof) && r.Status == setup.StatusConfirmed && r.Word != nil {
			f.Sign, f.Text = SignUnsure, "not tried; that the value was copied was "+f.Text
		}
		out = append(out, f)
	}
	return append(out, idFields(st, "1", "2")...)
}

// evidence is how a phase's state is known; holds says it where it was read.
func evidence(r judge.PhaseReport, holds string) string {
	switch {
	case r.Status == setup.StatusOK && holds != "":
		return holds
	case r.Status == setup.StatusOK && r.Evidence() != "":
		return r.Evidence()
	case r.Word != nil:
		return StatusWords[r.Status] + ", " + Noted(*r.Word)
	}
	return StatusWords[r.Status] + " · " + r.Now
}

var calendarChoice = Choice{ID: "calendar", Title: "Calendar", Key: "t", Quiet: true}
