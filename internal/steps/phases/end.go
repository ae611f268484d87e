package phases

import (
	"strconv"

	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/aside"
	"ssowizard/internal/text"
)

// The last page says where the walk stands when no phase is open, what was set up and how
// that is known, what is left for a person, and when the secret ends.
var ending = []steps.Node{{ID: steps.PageEnd, Page: endPage, Ways: []steps.Way{
	steps.Leads("leave", steps.Leave),
	OpenMTP,
	steps.On("entra", steps.To(steps.Here), func(w *steps.Walk, _ any, _ steps.Event) steps.Move {
		return steps.Stay(steps.Open{URL: w.Known.Links().URL("overview")})
	}),
	steps.On("copy-client", steps.To(steps.Here), copyField(mtp.FieldClientID)),
	steps.On("copy-tenant", steps.To(steps.Here), copyField(mtp.FieldTenantID)),
	steps.Leads("calendar", steps.PageCalendar),
	steps.Leads("consent", steps.PageConsent),
	steps.Leads("support", steps.PageSupport),
}}}

func endPage(st steps.State, _ any) steps.Page {
	who := text.Or(st.Profile.Tenant.Name, "your company")
	status, words := st.Verdict.Headline(who)
	head := steps.Mark{Sign: steps.SignLook, Weight: steps.Strong, Text: words}
	if status == setup.StatusOK {
		head.Sign = steps.SignGood
	}
	p := steps.Page{Heading: "Where it stands", End: true, Values: BothIDs(st),
		Blocks: []steps.Block{{head}, leftForAPerson(st), secretEnds(st), wasSetUp(st)}}
	leave := steps.Choice{ID: "leave", Title: "Leave", Detail: "a summary stays in your shell"}
	if st.Practice != nil {
		leave.Detail = "practice ends and is forgotten"
	}
	p.Choices = append([]steps.Choice{leave}, copyChoices(st, "1", "2")...)
	p.Choices = append(p.Choices, OpenMTPChoice,
		steps.Choice{ID: "entra", Title: "Registration in Entra", Key: "e", Quiet: true, Screen: true})
	if aside.MayRemind(st) {
		p.Choices = append(p.Choices, CalendarChoice)
	}
	if st.SignedIn && st.Consent.Any() {
		p.Choices = append(p.Choices, steps.Choice{ID: "consent", Title: "What signing in left", Key: "c",
			Quiet: true})
	}
	p.Choices = append(p.Choices, steps.Choice{ID: "support", Title: "Report for support", Key: "w",
		Quiet:  true,
		Screen: true})
	return p
}

// leftForAPerson is what remains, and what was skipped with which note.
func leftForAPerson(st steps.State) steps.Block {
	var out steps.Block
	for _, l := range st.Left {
		out = append(out, steps.Mark{Sign: steps.Sign(setup.StatusTodo), Text: l})
	}
	for _, r := range st.Verdict.Phases {
		if r.Status != setup.StatusSkipped {
			continue
		}
		line := r.Phase.Heading() + ": skipped"
		if r.Word != nil && r.Word.Note != "" {
			line += " (" + r.Word.Note + ")"
		}
		out = append(out, steps.Mark{Sign: steps.Sign(r.Status), Weight: steps.Quiet, Text: line})
	}
	if len(out) == 0 {
		return nil
	}
	return append(steps.Block{steps.Para{Weight: steps.Strong, Text: "Left for you"}}, out...)
}

// secretEnds says when the secret ends and when to think of it.
func secretEnds(st steps.State) steps.Block {
	s := st.Profile.Secret
	if s.KeyID == "" || s.End.IsZero() {
		return nil
	}
	return steps.Marked(steps.SignLook, "The client secret ends on "+text.Day(s.End)+", in "+
		text.Plural(setup.DaysLeft(st.Now, s.End), "day", "days")+". Then sign-in stops for everybody. Put "+
		text.Day(s.End.AddDate(0, 0, -30))+" into your calendar.")
}

// wasSetUp lists what was set up, with how it is known.
func wasSetUp(st steps.State) steps.Block {
	p := st.Profile
	out := steps.Block{steps.Para{Weight: steps.Strong, Text: "What was set up"}}
	for _, x := range []struct{ phase, name, holds string }{
		{"3-8", "Registration", "\"" + p.App.Name + "\", for accounts of any organization"},
		{boardPhase, "Redirect URIs", strconv.Itoa(len(p.Wanted.URIs)) + " under SPA, byte for byte"},
		{judge.ConsentPhase, "Permission", "User.Read.All, granted for the whole company"},
		{judge.SecretPhase, "Client secret", "kept: " + p.Secret.Keeper},
		{string(steps.PageProof), "Proof", "a token with it carries User.Read.All"},
		{accountPhase, "Ids, redirect list", ""}, {string(steps.PageHandOver), "Secret, saved there", ""},
		{"A1-A2", "MTP portal users", ""}, {string(steps.PagePilot), "Sign-in", ""},
	} {
		r := st.Verdict.Phase(x.phase)
		f := steps.Fact{Label: x.name, Sign: steps.Sign(r.Status), Text: evidence(r, x.holds)}
		// a word that the value was copied proves nothing
		if x.phase == string(steps.PageProof) && r.Status == setup.StatusConfirmed && r.Word != nil {
			f.Sign, f.Text = steps.SignUnsure, "not tried; that the value was copied was "+f.Text
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

// CalendarChoice leads to reminders of the end of a secret.
var CalendarChoice = steps.Choice{ID: "calendar", Title: "Calendar", Key: "t", Quiet: true}
