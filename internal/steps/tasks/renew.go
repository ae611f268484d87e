package tasks

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/aside"
	"ssowizard/internal/steps/phases"
	"ssowizard/internal/steps/plans"
)

// The five parts of a renewal in their order, with the way to each. The old secret
// works until the new one was made, proven, entered in the MTP portal and used once;
// only then can it be removed. Where it stands is read each time, so it can be left at
// any moment.

var renewing = []steps.Node{
	{ID: steps.PageRenew, Page: renewPage, Ways: []steps.Way{
		steps.On("make", steps.To(steps.Here, steps.PageOwn, steps.PagePlan, steps.PagePreflight), makeNew),
		steps.On(steps.Returned, steps.To(steps.Here, steps.PagePlan, steps.PagePreflight),
			func(w *steps.Walk, local any, e steps.Event) steps.Move {
				if e.Value == true && (e.From == steps.PageOwn || e.From == steps.PagePreflight) {
					return makeNew(w, local, e)
				}
				return steps.Stay()
			}),
		steps.Leads("prove", steps.PageProof),
		steps.Leads("hand-over", steps.PageHandOver),
		steps.Leads("pilot", steps.PagePilot),
		steps.Leads("remove", pageRemove),
		steps.Leads("life", steps.PageLife),
		steps.Leads("sign-in", steps.PageTenant),
		steps.On("end", steps.To(steps.Here), func(*steps.Walk, any, steps.Event) steps.Move {
			return steps.Stay(steps.Run{Work: endRenewal})
		}),
		steps.On("read", steps.To(steps.Here), func(*steps.Walk, any, steps.Event) steps.Move {
			return steps.Stay(steps.Run{Work: steps.ReadAgain})
		}),
		steps.On(steps.Done, steps.To(steps.Here, steps.PageRenewOver), renewDone),
		steps.On(steps.Failed, steps.To(steps.Here), renewFailed),
		steps.Leads("calendar", steps.PageCalendar),
	}},
	{ID: steps.PageRenewOver, Page: renewOverPage, Ways: []steps.Way{
		steps.Leads("leave", steps.Leave),
		steps.Leads("consent", steps.PageConsent),
		steps.Leads("calendar", steps.PageCalendar),
	}},
	plans.Writer{ID: steps.PageRenewWrite, Heading: "A new secret beside the old one",
		Back:    "Back to the five parts",
		Onward:  steps.Choice{ID: steps.GoOn, Title: "Go on", Detail: "next: prove that it works"},
		Outcome: func(st steps.State, _ any) []steps.Block { return newSecret(st, false) }}.Node(),
}

// parts say to which page each part belongs, and what it is.
var parts = map[string]struct {
	page   steps.PageID
	detail string
}{
	"make":      {"23-27", "shown before it is written; the old one stays as it is"},
	"prove":     {steps.PageProof, "a token obtained with it, three times in a row"},
	"hand-over": {steps.PageHandOver, "paste it and press \"Save changes\""},
	"pilot":     {steps.PagePilot, "one person, before the old one goes"},
	"remove":    {pageRemove, "you choose which; shown before it is written"},
}

// PartPage is the page to which a part of a renewal belongs.
func PartPage(phase string) steps.PageID { return parts[phase].page }

func renewPage(st steps.State, _ any) steps.Page {
	r := st.Renewal
	p := steps.Page{Heading: "Renew the client secret · five parts", At: renewAt(st),
		Blocks:  []steps.Block{renewHeadline(st)},
		Choices: slices.Concat(partChoices(r), renewChoices(st)),
		Below:   append(newSecret(st, false), oldSecrets(st)),
		Values:  phases.BothIDs(st), Sensitive: secretNames(r)}
	return p
}

// renewAt is what comes next among the choices.
func renewAt(st steps.State) int {
	r := st.Renewal
	at := slices.IndexFunc(r.Phases, func(p change.RenewPhase) bool { return p.ID == r.Next })
	if at < 0 || !st.SignedIn {
		return len(r.Phases)
	}
	return at
}

// partChoices are the five parts; what comes after the next one has to wait for it.
func partChoices(r change.Renewal) []steps.Choice {
	var out []steps.Choice
	first := ""
	for i, p := range r.Phases {
		c := steps.Choice{ID: steps.ChoiceID(p.ID), Title: p.Title, Detail: parts[p.ID].detail, Off: first,
			Key: strconv.Itoa(i + 1), Sign: steps.Sign(p.Status), State: partWords(p)}
		if p.Status.Settled() {
			c.Detail, c.Off = "looks at it again; it is done", ""
		}
		if p.ID == r.Next {
			c.Sign, first = steps.SignNow, "first: part "+c.Key
		}
		out = append(out, c)
	}
	return out
}

// renewChoices are what else can be done.
func renewChoices(st steps.State) []steps.Choice {
	var out []steps.Choice
	if st.SignedIn && st.Renewal.Next == "make" {
		life, _ := change.LifetimeWords(st.Profile.Wanted.Months())
		out = append(out, steps.Choice{ID: "life", Title: "Another lifetime", Key: "m", Detail: "now " +
			life})
	}
	switch {
	case !st.SignedIn:
		out = append(out, steps.Choice{ID: "sign-in", Title: "Sign in",
			Detail: "what was done is read from Entra"})
	case st.Renewal.Next == "":
		out = append(out, steps.Choice{ID: "end", Title: "End the renewal", Key: "e",
			Detail: "everything is done"})
	case st.Renewal.Next == "remove":
		out = append(out, steps.Choice{ID: "end", Title: "Keep what is left, and end it", Key: "e",
			Detail: "old secrets stay until they end by themselves"})
	}
	if st.SignedIn {
		out = append(out, steps.Choice{ID: "read", Title: "Read again", Key: "r", Quiet: true})
	}
	if proven(st.Renewal) && aside.MayRemind(st) {
		out = append(out, phases.CalendarChoice)
	}
	return out
}

// proven tells whether the new secret was made and proven: before that nobody needs to
// be reminded of its end.
func proven(r change.Renewal) bool {
	return slices.ContainsFunc(r.Phases, func(p change.RenewPhase) bool {
		return p.ID == "prove" && p.Status == setup.StatusOK
	})
}

// partWords is the state of a part in words. A person's word stands as such, and a part
// that was skipped does not open the way to removing anything.
func partWords(p change.RenewPhase) string {
	switch p.Status {
	case setup.StatusConfirmed:
		return "done, as you said"
	case setup.StatusSkipped:
		return "skipped; it has to be done before the old one can go"
	}
	return p.Detail
}

func renewHeadline(st steps.State) steps.Block {
	r, app := st.Renewal, st.Snapshot.App
	works := slices.ContainsFunc(r.Old, func(o change.OldSecret) bool { return !o.Password.Ended(st.Now) })
	switch {
	case !st.SignedIn:
		return steps.Marked(steps.SignUnsure, "Nobody is signed in, so what Entra holds was not read.")
	case app.Known && app.Value == nil:
		return steps.Block{steps.Mark{Sign: steps.SignBad, Weight: steps.Strong,
			Text: "The registration is not there."},
			steps.Para{Text: "A check finds out more, and brings a deleted one back: \"Check an existing " +
				"setup\".", In: 2}}
	case !app.Known: // of the secrets nothing can be said then
		return steps.Marked(steps.SignUnsure, "The registration could not be read: "+
			strings.TrimSuffix(app.Why.Text, ".")+". r reads again.")
	case r.Next == "":
		return allDone(r)
	case r.Next == "make" && !works:
		return steps.Paragraph("No secret works any more, so the MTP portal cannot reach Entra until it " +
			"has a new one.")
	case r.Next == "make":
		return steps.Paragraph("Two secrets work side by side while you change over, so sign-in does not " +
			"stop for anybody.")
	case !works:
		return steps.Paragraph("No old secret works any more: the MTP portal reaches Entra only with the " +
			"new one. You may leave at any time; the renewal goes on where it stands.")
	}
	return steps.Paragraph("The old secret still works. You may leave at any time; the renewal goes on " +
		"where it stands.")
}

// allDone is said once no part is open. It claims no more than was seen: that the old
// secret is gone was read, that the MTP portal has the new one is a person's word, and
// nobody's where that part was skipped.
func allDone(r change.Renewal) steps.Block {
	for _, p := range r.Phases {
		if p.Status == setup.StatusSkipped {
			return steps.Block{steps.Mark{Sign: steps.SignLook, Weight: steps.Strong,
				Text: "The old secret is gone. \"" + p.Title + "\" was skipped and is not done."}}
		}
	}
	return steps.Block{steps.Mark{Sign: steps.SignGood, Weight: steps.Strong,
		Text: "All five parts are done. The old secret is gone. The MTP portal has the new one, as you " +
			"said."}}
}

// makeNew shows the new secret's plan, after the question whose tenant this is.
func makeNew(w *steps.Walk, _ any, _ steps.Event) steps.Move {
	if !w.Known.Profile().Own {
		return steps.GoTo(steps.PageOwn, nil)
	}
	plan, err := w.Known.PlanRenew()
	switch {
	case errors.Is(err, advice.ErrNothingToDo):
		return steps.Stay(steps.Notice{Text: "The new secret is made already."})
	case err != nil && !w.Known.Snapshot().Keychain.Known:
		return steps.GoTo(steps.PagePreflight, phases.Place{})
	case err != nil:
		return steps.Stay(steps.Fail{Err: err})
	}
	return plans.Show(plan, steps.PageRenewWrite, nil)
}

// endRenewal closes the renewal; what is left stays by the person's choice.
var endRenewal = steps.Work{What: "Saving your answer", Brief: true,
	Do: func(ctx context.Context, w steps.Worker, _ func(change.Note)) (any, error) {
		left, err := w.EndRenewal(ctx)
		return RenewalOver{left}, err
	}}

// RenewalOver is what the page after a renewal is opened with.
type RenewalOver struct {
	Stays string // what stays on this computer of the old secret's value, in sentences
}

func renewDone(w *steps.Walk, local any, e steps.Event) steps.Move {
	if over, is := e.Result.(RenewalOver); is {
		return steps.Instead(steps.PageRenewOver, over)
	}
	return steps.WasRead(w, local, e)
}

func renewFailed(_ *steps.Walk, _ any, e steps.Event) steps.Move {
	if _, ended := e.Result.(RenewalOver); ended {
		return steps.Stay(steps.Fail{Err: e.Err})
	}
	return steps.Stay(steps.Fail{Err: e.Err, Again: "read"})
}

func renewOverPage(st steps.State, local any) steps.Page {
	p := steps.Page{Code: string(steps.PageRenew), Heading: "Renew the client secret · five parts", End: true,
		Blocks: []steps.Block{{steps.Mark{Sign: steps.SignGood, Weight: steps.Strong,
			Text: "The renewal is over."}}},
		Values: phases.BothIDs(st), Sensitive: secretNames(st.Renewal)}
	if stays := local.(RenewalOver).Stays; stays != "" {
		p.Blocks = append(p.Blocks, steps.Marked(steps.SignLook, stays))
	}
	p.Blocks = append(p.Blocks, newSecret(st, true)...)
	leave := steps.Choice{ID: "leave", Title: "Leave", Detail: "a summary stays in your shell"}
	if st.Practice != nil {
		leave.Detail = "practice ends and is forgotten"
	}
	p.Choices = []steps.Choice{leave}
	if st.SignedIn && st.Consent.Any() {
		p.Choices = append(p.Choices, steps.Choice{ID: "consent", Title: "What signing in left", Key: "c",
			Detail: "consent in your tenant, and taking it back"})
	}
	if aside.MayRemind(st) {
		p.Choices = append(p.Choices, phases.CalendarChoice)
	}
	return p
}
