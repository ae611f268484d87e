package steps

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/setup"
)

// The five parts of a renewal in their order, with the way to each. The old secret
// works until the new one was made, proven, entered in the MTP portal and used once;
// only then can it be removed. Where it stands is read each time, so it can be left at
// any moment.

var renewing = []node{
	{id: PageRenew, page: renewPage, ways: []way{
		{"make", []PageID{Here, PageOwn, PagePlan, PagePreflight}, makeNew},
		{Returned, []PageID{Here, PagePlan, PagePreflight}, func(w *Walk, local any, e Event) Move {
			if e.Value == true && (e.From == PageOwn || e.From == PagePreflight) {
				return makeNew(w, local, e)
			}
			return stay()
		}},
		to("prove", PageProof),
		to("hand-over", PageHandOver),
		to("pilot", PagePilot),
		to("remove", pageRemove),
		to("life", PageLife),
		to("sign-in", PageTenant),
		{"end", []PageID{Here}, func(*Walk, any, Event) Move { return stay(Run{endRenewal}) }},
		{"read", []PageID{Here}, func(*Walk, any, Event) Move { return stay(Run{readAgain}) }},
		{Done, []PageID{Here, PageRenewOver}, renewDone},
		{Failed, []PageID{Here}, renewFailed},
		to("calendar", PageCalendar),
	}},
	{id: PageRenewOver, page: renewOverPage, ways: []way{
		to("leave", Leave),
		to("consent", PageConsent),
		to("calendar", PageCalendar),
	}},
	writer{id: PageRenewWrite, heading: "A new secret beside the old one", back: "Back to the five parts",
		onward:  Choice{ID: GoOn, Title: "Go on", Detail: "next: prove that it works"},
		outcome: func(st State, _ any) []Block { return newSecret(st, false) }}.node(),
}

// parts say to which page each part belongs, and what it is.
var parts = map[string]struct {
	page   PageID
	detail string
}{
	"make":      {"23-27", "shown before it is written; the old one stays as it is"},
	"prove":     {PageProof, "a token obtained with it, three times in a row"},
	"hand-over": {PageHandOver, "paste it and press \"Save changes\""},
	"pilot":     {PagePilot, "one person, before the old one goes"},
	"remove":    {pageRemove, "you choose which; shown before it is written"},
}

// PartPage is the page to which a part of a renewal belongs.
func PartPage(phase string) PageID { return parts[phase].page }

func renewPage(st State, _ any) Page {
	r := st.Renewal
	p := Page{Heading: "Renew the client secret · five parts", At: renewAt(st),
		Blocks:  []Block{renewHeadline(st)},
		Choices: slices.Concat(partChoices(r), renewChoices(st)),
		Below:   append(newSecret(st, false), oldSecrets(st)),
		Values:  bothIDs(st), Sensitive: secretNames(r)}
	return p
}

// renewAt is what comes next among the choices.
func renewAt(st State) int {
	r := st.Renewal
	at := slices.IndexFunc(r.Phases, func(p change.RenewPhase) bool { return p.ID == r.Next })
	if at < 0 || !st.SignedIn {
		return len(r.Phases)
	}
	return at
}

// partChoices are the five parts; what comes after the next one has to wait for it.
func partChoices(r change.Renewal) []Choice {
	var out []Choice
	first := ""
	for i, p := range r.Phases {
		c := Choice{ID: ChoiceID(p.ID), Title: p.Title, Detail: parts[p.ID].detail, Off: first,
			Key: strconv.Itoa(i + 1), Sign: Sign(p.Status), State: partWords(p)}
		if p.Status.Settled() {
			c.Detail, c.Off = "looks at it again; it is done", ""
		}
		if p.ID == r.Next {
			c.Sign, first = SignNow, "first: part "+c.Key
		}
		out = append(out, c)
	}
	return out
}

// renewChoices are what else can be done.
func renewChoices(st State) []Choice {
	var out []Choice
	if st.SignedIn && st.Renewal.Next == "make" {
		life, _ := change.LifetimeWords(st.Profile.Wanted.Months())
		out = append(out, Choice{ID: "life", Title: "Another lifetime", Key: "m", Detail: "now " + life})
	}
	switch {
	case !st.SignedIn:
		out = append(out, Choice{ID: "sign-in", Title: "Sign in", Detail: "what was done is read from Entra"})
	case st.Renewal.Next == "":
		out = append(out, Choice{ID: "end", Title: "End the renewal", Key: "e", Detail: "everything is done"})
	case st.Renewal.Next == "remove":
		out = append(out, Choice{ID: "end", Title: "Keep what is left, and end it", Key: "e",
			Detail: "old secrets stay until they end by themselves"})
	}
	if st.SignedIn {
		out = append(out, Choice{ID: "read", Title: "Read again", Key: "r", Quiet: true})
	}
	if proven(st.Renewal) && mayRemind(st) {
		out = append(out, calendarChoice)
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

func renewHeadline(st State) Block {
	r, app := st.Renewal, st.Snapshot.App
	works := slices.ContainsFunc(r.Old, func(o change.OldSecret) bool { return !o.Password.Ended(st.Now) })
	switch {
	case !st.SignedIn:
		return mark(SignUnsure, "Nobody is signed in, so what Entra holds was not read.")
	case app.Known && app.Value == nil:
		return Block{Mark{Sign: SignBad, Weight: Strong, Text: "The registration is not there."},
			Para{Text: "A check finds out more, and brings a deleted one back: \"Check an existing " +
				"setup\".", In: 2}}
	case !app.Known: // of the secrets nothing can be said then
		return mark(SignUnsure, "The registration could not be read: "+
			strings.TrimSuffix(app.Why.Text, ".")+". r reads again.")
	case r.Next == "":
		return allDone(r)
	case r.Next == "make" && !works:
		return para("No secret works any more, so the MTP portal cannot reach Entra until it has a new one.")
	case r.Next == "make":
		return para("Two secrets work side by side while you change over, so sign-in does not stop for " +
			"anybody.")
	case !works:
		return para("No old secret works any more: the MTP portal reaches Entra only with the new one. You " +
			"may leave at any time; the renewal goes on where it stands.")
	}
	return para("The old secret still works. You may leave at any time; the renewal goes on where it stands.")
}

// allDone is said once no part is open. It claims no more than was seen: that the old
// secret is gone was read, that the MTP portal has the new one is a person's word, and
// nobody's where that part was skipped.
func allDone(r change.Renewal) Block {
	for _, p := range r.Phases {
		if p.Status == setup.StatusSkipped {
			return Block{Mark{Sign: SignLook, Weight: Strong,
				Text: "The old secret is gone. \"" + p.Title + "\" was skipped and is not done."}}
		}
	}
	return Block{Mark{Sign: SignGood, Weight: Strong,
		Text: "All five parts are done. The old secret is gone. The MTP portal has the new one, as you " +
			"said."}}
}

// makeNew shows the new secret's plan, after the question whose tenant this is.
func makeNew(w *Walk, _ any, _ Event) Move {
	if !w.known.Profile().Own {
		return open(PageOwn, nil)
	}
	plan, err := w.known.PlanRenew()
	switch {
	case errors.Is(err, advice.ErrNothingToDo):
		return stay(Notice{"The new secret is made already."})
	case err != nil && !w.known.Snapshot().Keychain.Known:
		return open(PagePreflight, Place{})
	case err != nil:
		return stay(Fail{Err: err})
	}
	return show(plan, PageRenewWrite, nil)
}

// endRenewal closes the renewal; what is left stays by the person's choice.
var endRenewal = Work{What: "Saving your answer", Brief: true,
	Do: func(ctx context.Context, w Worker, _ func(change.Note)) (any, error) {
		left, err := w.EndRenewal(ctx)
		return RenewalOver{left}, err
	}}

// RenewalOver is what the page after a renewal is opened with.
type RenewalOver struct {
	Stays string // what stays on this computer of the old secret's value, in sentences
}

func renewDone(w *Walk, local any, e Event) Move {
	if over, is := e.Result.(RenewalOver); is {
		return instead(PageRenewOver, over)
	}
	return wasRead(w, local, e)
}

func renewFailed(_ *Walk, _ any, e Event) Move {
	if _, ended := e.Result.(RenewalOver); ended {
		return stay(Fail{Err: e.Err})
	}
	return stay(Fail{Err: e.Err, Again: "read"})
}

func renewOverPage(st State, local any) Page {
	p := Page{Code: string(PageRenew), Heading: "Renew the client secret · five parts", End: true,
		Blocks: []Block{{Mark{Sign: SignGood, Weight: Strong, Text: "The renewal is over."}}},
		Values: bothIDs(st), Sensitive: secretNames(st.Renewal)}
	if stays := local.(RenewalOver).Stays; stays != "" {
		p.Blocks = append(p.Blocks, mark(SignLook, stays))
	}
	p.Blocks = append(p.Blocks, newSecret(st, true)...)
	leave := Choice{ID: "leave", Title: "Leave", Detail: "a summary stays in your shell"}
	if st.Practice != nil {
		leave.Detail = "practice ends and is forgotten"
	}
	p.Choices = []Choice{leave}
	if st.SignedIn && st.Consent.Any() {
		p.Choices = append(p.Choices, Choice{ID: "consent", Title: "What signing in left", Key: "c",
			Detail: "consent in your tenant, and taking it back"})
	}
	if mayRemind(st) {
		p.Choices = append(p.Choices, calendarChoice)
	}
	return p
}
