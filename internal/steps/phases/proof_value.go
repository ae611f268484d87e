package phases

import (
	"context"
	"errors"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// valueMeant is what the page of the value remembers: why the last one was not taken.
type valueMeant struct{ wrong string }

// PageValue takes the value of a client secret that was made by hand in the portal. It
// goes to where secrets are kept and nowhere else, and is proven next: a token needs
// both ids and the value, and nobody's sign-in.
func valuePage(st steps.State, local any) steps.Page {
	p := steps.Page{Phase: "28", Heading: "Step 28 · The value that you made",
		Blocks: []steps.Block{steps.Paragraph("The value is kept in " + keeperName(st.Snapshot) +
			", and tried three times " +
			"as the MTP portal will use it. Nobody has to sign in for that.")},
		Below: []steps.Block{{steps.Para{Weight: steps.Quiet, Text: "It is never shown, written to a log " +
			"or sent anywhere but to Microsoft's sign-in service."}}},
		Input: &steps.Input{ID: "value", Label: fieldName(mtp.FieldClientSecret), Hidden: true,
			Enter: "keep it and prove it",
			Wrong: local.(*valueMeant).wrong,
			Help: "The column \"Value\" of \"Certificates & secrets\". Entra shows it once, right after it " +
				"was made."}}
	return p
}

func keepValue(_ *steps.Walk, local any, e steps.Event) steps.Move {
	local.(*valueMeant).wrong = ""
	return steps.Stay(steps.Run{Work: keepingValue(e.Typed)})
}

// keepingValue keeps a value; what it came to is told by valueKept.
func keepingValue(v steps.Typed) steps.Work {
	return steps.Work{What: "Saving your answer", Brief: true,
		Do: func(ctx context.Context, w steps.Worker, _ func(change.Note)) (any, error) {
			return valueKept{}, w.KeepByHand(ctx, v.Reveal())
		}}
}

type valueKept struct{}

func valueRefused(_ *steps.Walk, local any, e steps.Event) steps.Move {
	if no := (*engine.ValueError)(nil); errors.As(e.Err, &no) {
		local.(*valueMeant).wrong = text.Sentence(no.Error()) + " It was not kept."
		return steps.Stay()
	}
	return steps.Stay(steps.Fail{Err: e.Err})
}

// noValue says what there is where no value is kept here.
func noValue(st steps.State) string {
	if st.Verdict.Phase("28").BlockedBy != "" && !st.ByHand() {
		return "There is no secret of this program's making yet."
	}
	return "The value of the secret that you made is not kept on this computer. Pasted here it is kept and " +
		"proven; or keep it yourself until step 29."
}

// withoutValue are the ways on where this program has made no secret: somebody who does
// every step in the portal has one all the same.
func withoutValue(st steps.State) []steps.Choice {
	made := steps.Choice{ID: "make", Title: "Go to steps 23–27",
		Detail: "they make the secret that is proven here"}
	if !st.ByHand() && st.Verdict.Phase("28").BlockedBy != "" {
		return []steps.Choice{made}
	}
	var out []steps.Choice
	if st.ByHand() && st.Practice != nil && !st.Practice.Shown.Secret.Empty() {
		take := valueChoice(st, "Take it from the simulated portal",
			"in practice: the value that it showed once")
		take.ID, take.Key = "take", "a"
		out = append(out, take)
	}
	return append(out, valueChoice(st, "Paste the value here",
		"it is not shown, it is kept on this computer, and proven without a sign-in"), made)
}

// valueChoice is a way to give a value. What has to come before it says so.
func valueChoice(st steps.State, title, does string) steps.Choice {
	c := steps.Choice{ID: "value", Title: title, Key: "v", Detail: does}
	switch {
	case st.Profile.App.AppID == "":
		c.Detail = "first: give the application (client) ID in step 9; leads there"
	case !st.Snapshot.Keychain.Known:
		c.Detail = "first: choose where it is kept; leads there"
	}
	return c
}

// beforeValue is where somebody is led who cannot give a value yet.
func beforeValue(w *steps.Walk) (steps.Move, bool) {
	switch {
	case w.Known.Profile().App.AppID == "":
		return steps.GoTo(steps.PagePhase, "9"), true
	case !w.Known.Snapshot().Keychain.Known:
		return steps.GoTo(steps.PagePreflight, Place{}), true
	}
	return steps.Stay(), false
}

func giveValue(w *steps.Walk, _ any, _ steps.Event) steps.Move {
	if m, first := beforeValue(w); first {
		return m
	}
	return steps.GoTo(steps.PageValue, nil)
}

// takeValue carries the value over that the simulated portal showed.
func takeValue(w *steps.Walk, _ any, _ steps.Event) steps.Move {
	if m, first := beforeValue(w); first {
		return m
	}
	return steps.Stay(steps.Run{Work: keepingValue(w.Practice.Shown.Secret)})
}

func fieldName(id string) string {
	f, _ := mtp.FieldByID(id)
	return f.Name
}

func phaseWords(id string) string {
	p, _ := judge.PhaseByID(id)
	return p.Words()
}
