package steps

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/entra"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
)

// pilot is what the page of S1–S2 remembers: one person signs in to the MTP portal, and
// Entra's sign-in log is watched for it. Where the log cannot be read, the page says why
// and asks for the person's word.
type pilot struct {
	noLog *advice.Advice // why the log cannot be read
}

var piloting = []node{stepped{phase: string(PagePilot), fresh: func() any { return &pilot{} },
	facts: pilotFacts, own: pilotChoices, more: pilotMore, enter: watchUnasked,
	ways: []way{
		{"watch", []PageID{Here}, func(w *Walk, local any, _ Event) Move { return watch(w, local, false) }},
		{"play", []PageID{Here}, playPilot},
		{"mend", []PageID{PagePhase}, func(w *Walk, _ any, _ Event) Move {
			return open(PagePhase, mendedIn(w.known.Snapshot()))
		}},
		{"explain", []PageID{PageExplain}, explains},
		openMTP,
		{on(change.WayConfirm), []PageID{Here}, func(*Walk, any, Event) Move {
			return stay(Run{wordGiven(string(PagePilot), "signed in to the MTP portal")})
		}},
		{Done, []PageID{Here, Next}, pilotDone},
		{Failed, []PageID{Here}, pilotFailed},
	}}.node()}

// pilotSeen is what a watch ends with, pilotPlayed what playing the person does.
type (
	pilotSeen   struct{}
	pilotPlayed struct{}
)

// watchUnasked watches at once: the sign-in may have happened just before.
func watchUnasked(w *Walk, local any) Move {
	if !mayWatch(w.known) || signedInWell(w.known.Snapshot()) {
		return stay()
	}
	return watch(w, local, true)
}

func mayWatch(k Known) bool { return k.SignedIn() && k.Profile().App.AppID != "" }

// signedInWell tells whether the log showed a sign-in that worked.
func signedInWell(s setup.Snapshot) bool { return s.Pilot.Value != nil && s.Pilot.Value.ErrorCode == 0 }

// watch waits for a sign-in in the log: since it was first waited for, and after one was
// seen from now on.
func watch(w *Walk, local any, unasked bool) Move {
	if !mayWatch(w.known) {
		return stay(Notice{"Nobody is signed in here, so the log cannot be read."})
	}
	local.(*pilot).noLog = nil
	anew := w.known.Profile().PilotFrom == nil || w.known.Snapshot().Pilot.Value != nil
	return stay(Run{Work{What: "Watching the sign-in log", Usual: 5 * time.Minute, Waits: true,
		Unasked: unasked,
		Do: func(ctx context.Context, k Worker, say func(change.Note)) (any, error) {
			if anew {
				if err := k.BeginPilot(); err != nil {
					return pilotSeen{}, err
				}
			}
			_, err := k.AwaitPilot(ctx, say)
			return pilotSeen{}, err
		}}})
}

// playPilot signs the simulated person in.
func playPilot(w *Walk, _ any, _ Event) Move {
	play, app := w.practice.Pilot, w.known.Profile().App.AppID
	return stay(Run{Work{What: "Playing the person", Beside: true,
		Do: func(context.Context, Worker, func(change.Note)) (any, error) {
			return pilotPlayed{}, play(app)
		}}})
}

func pilotDone(w *Walk, local any, e Event) Move {
	switch e.Result.(type) {
	case pilotSeen:
		return stay()
	case pilotPlayed:
		return stay(Notice{"The simulated person signed in. The log shows it in a moment."})
	}
	return phaseDone(w, local, e)
}

func pilotFailed(w *Walk, local any, e Event) Move {
	var none *advice.NoSignInLogError
	_, watched := e.Result.(pilotSeen)
	switch {
	case errors.As(e.Err, &none):
		a := advice.Advise(e.Err)
		local.(*pilot).noLog = &a
		return stay()
	case watched:
		return stay(Fail{Err: e.Err, Again: "watch"})
	}
	return phaseFailed(w, local, e)
}

// mendedIn is the phase in which the cause of a well-known refusal lies; "" for none.
func mendedIn(s setup.Snapshot) string {
	if s.Pilot.Value == nil {
		return ""
	}
	e, _ := entra.Explain(s.Pilot.Value.ErrorCode)
	return e.Phase
}

func pilotFacts(st State, local any) []Block {
	signIn, _ := mtp.FieldByID(mtp.FieldSignIn)
	return append(pilotOutcome(st, local.(*pilot)), Block{
		Fact{Label: "S1", Text: "In a private browser window, open the MTP portal's sign-in page and press " +
			"\"" + signIn.Name + "\"."},
		Fact{Label: "S2", Text: "Sign in as one of those chosen in step A2. It worked when the small " +
			"window closes and the MTP portal opens."},
	})
}

// pilotOutcome is what the log shows, or what is known instead of it.
func pilotOutcome(st State, l *pilot) []Block {
	r, e := st.Verdict.Phase(string(PagePilot)), st.Snapshot.Pilot.Value
	switch {
	case e != nil && e.ErrorCode == 0:
		at := e.CreatedDateTime.Local().Format("15:04:05 MST on 2 January 2006")
		return []Block{{Mark{Sign: SignGood, Weight: Strong,
			Text: e.UserPrincipalName + " signed in at " + at + ", as Entra's sign-in log shows."}}}
	case e != nil:
		return []Block{phaseWord(r),
			refusal(e.ErrorCode, e.UserPrincipalName, e.FailureReason, e.CreatedDateTime)}
	case l.noLog != nil:
		return []Block{phaseWord(r), {Mark{Sign: SignUnsure, Text: l.noLog.What + " " + l.noLog.Means},
			Para{Weight: Quiet, In: 2, Text: "Your word takes its place: sign in to the MTP portal, then " +
				"say here whether it worked."}}}
	case r.Word == nil && (!st.SignedIn || st.Profile.App.AppID == ""):
		return []Block{mark(SignUnsure, "Nobody is signed in here, so Entra's sign-in log cannot be read. "+
			"Your word takes its place.")}
	}
	return []Block{phaseWord(r)}
}

// refusal explains the log's entry by the catalog.
func refusal(code int, who, reason string, at time.Time) Block {
	out := Block{Mark{Sign: SignBad, Weight: Strong,
		Text: fmt.Sprintf("%s was refused at %s with AADSTS%d.", who, clockTime(at), code)}}
	x, known := entra.Explain(code)
	switch {
	case known:
		return append(out, Fact{Label: "What it says", Text: x.Meaning},
			Fact{Label: "Likely cause", Text: x.Cause}, Fact{Label: "What to do", Text: x.Remedy})
	case reason != "":
		return append(out, Para{In: 2, Text: reason})
	}
	return out
}

func pilotChoices(st State, _ any) []Choice {
	settled, refused := st.Verdict.Phase(string(PagePilot)).Status.Settled(), false
	if e := st.Snapshot.Pilot.Value; e != nil {
		refused = e.ErrorCode != 0
	}
	if settled && !refused {
		return nil
	}
	var out []Choice
	if st.SignedIn && st.Profile.App.AppID != "" {
		c := Choice{ID: "watch", Title: "Wait for it here", Key: "w",
			Detail: "what Entra's log shows appears by itself"}
		if refused {
			c.Title, c.Detail = "Try again, and wait", "for a sign-in from now on"
		}
		out = append(out, c)
	}
	if p, some := judge.PhaseByID(mendedIn(st.Snapshot)); refused && some {
		out = append(out, Choice{ID: "mend", Title: "Go to " + p.Words(), Key: "m",
			Detail: "where this is mended"})
	}
	return append(out, Choice{ID: "explain", Title: "It was refused", Key: "e",
		Detail: "its code or its page is explained"})
}

func pilotMore(st State, local any, p *Page) {
	p.retitle(change.WayConfirm, "It worked", "your word, noted with the date")
	good := signedInWell(st.Snapshot)
	if good {
		p.Calls = "signed in"
	} else if st.SignedIn && st.Profile.App.AppID != "" && local.(*pilot).noLog == nil {
		p.Below = []Block{{Waiting{For: "a sign-in in Entra's log", Usual: "it usually appears within 5 min",
			Idle:  "Not watching the sign-in log now. w watches again.",
			Leave: "There is no need to wait here: if the portal opened, say so."}}}
	}
	if pr := st.Practice; pr != nil && pr.Pilot != nil && st.Profile.App.AppID != "" && !good {
		p.Choices = append(p.Choices, Choice{ID: "play", Title: "Play the person who signs in (practice)",
			Key: "a", Quiet: true})
	}
	p.Choices = append(p.Choices, openMTPChoice)
	p.Values = []Value{{"MTP portal", st.portalURL()}}
	if e := st.Snapshot.Pilot.Value; e != nil {
		p.Sensitive = []string{e.UserPrincipalName}
	}
}
