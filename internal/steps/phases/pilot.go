package phases

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
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/aside"
)

// pilot is what the page of S1–S2 remembers: one person signs in to the MTP portal, and
// Entra's sign-in log is watched for it. Where the log cannot be read, the page says why
// and asks for the person's word.
type pilot struct {
	noLog *advice.Advice // why the log cannot be read
}

var piloting = []steps.Node{Stepped{Phase: string(steps.PagePilot), Fresh: func() any { return &pilot{} },
	Facts: pilotFacts, Own: pilotChoices, More: pilotMore, enter: watchUnasked,
	Ways: []steps.Way{
		steps.On("watch", steps.To(steps.Here), func(w *steps.Walk, local any, _ steps.Event) steps.Move {
			return watch(w, local, false)
		}),
		steps.On("play", steps.To(steps.Here), playPilot),
		steps.On("mend", steps.To(steps.PagePhase), func(w *steps.Walk, _ any, _ steps.Event) steps.Move {
			return steps.GoTo(steps.PagePhase, mendedIn(w.Known.Snapshot()))
		}),
		steps.On("explain", steps.To(steps.PageExplain), aside.Explains),
		OpenMTP,
		steps.On(on(change.WayConfirm), steps.To(steps.Here), func(*steps.Walk, any, steps.Event) steps.Move {
			return steps.Stay(steps.Run{Work: wordGiven(string(steps.PagePilot),
				"signed in to the MTP portal")})
		}),
		steps.On(steps.Done, steps.To(steps.Here, steps.Next), pilotDone),
		steps.On(steps.Failed, steps.To(steps.Here), pilotFailed),
	}}.Node()}

// pilotSeen is what a watch ends with, pilotPlayed what playing the person does.
type (
	pilotSeen   struct{}
	pilotPlayed struct{}
)

// watchUnasked watches at once: the sign-in may have happened just before.
func watchUnasked(w *steps.Walk, local any) steps.Move {
	if !mayWatch(w.Known) || signedInWell(w.Known.Snapshot()) {
		return steps.Stay()
	}
	return watch(w, local, true)
}

func mayWatch(k steps.Known) bool { return k.SignedIn() && k.Profile().App.AppID != "" }

// signedInWell tells whether the log showed a sign-in that worked.
func signedInWell(s setup.Snapshot) bool { return s.Pilot.Value != nil && s.Pilot.Value.ErrorCode == 0 }

// watch waits for a sign-in in the log: since it was first waited for, and after one was
// seen from now on.
func watch(w *steps.Walk, local any, unasked bool) steps.Move {
	if !mayWatch(w.Known) {
		return steps.Stay(steps.Notice{Text: "Nobody is signed in here, so the log cannot be read."})
	}
	local.(*pilot).noLog = nil
	anew := w.Known.Profile().PilotFrom == nil || w.Known.Snapshot().Pilot.Value != nil
	return steps.Stay(steps.Run{Work: steps.Work{What: "Watching the sign-in log", Usual: 5 * time.Minute,
		Waits:   true,
		Unasked: unasked,
		Do: func(ctx context.Context, k steps.Worker, say func(change.Note)) (any, error) {
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
func playPilot(w *steps.Walk, _ any, _ steps.Event) steps.Move {
	play, app := w.Practice.Pilot, w.Known.Profile().App.AppID
	return steps.Stay(steps.Run{Work: steps.Work{What: "Playing the person", Beside: true,
		Do: func(context.Context, steps.Worker, func(change.Note)) (any, error) {
			return pilotPlayed{}, play(app)
		}}})
}

func pilotDone(w *steps.Walk, local any, e steps.Event) steps.Move {
	switch e.Result.(type) {
	case pilotSeen:
		return steps.Stay()
	case pilotPlayed:
		return steps.Stay(steps.Notice{Text: "The simulated person signed in. The log shows it in a moment."})
	}
	return PhaseDone(w, local, e)
}

func pilotFailed(w *steps.Walk, local any, e steps.Event) steps.Move {
	var none *advice.NoSignInLogError
	_, watched := e.Result.(pilotSeen)
	switch {
	case errors.As(e.Err, &none):
		a := advice.Advise(e.Err)
		local.(*pilot).noLog = &a
		return steps.Stay()
	case watched:
		return steps.Stay(steps.Fail{Err: e.Err, Again: "watch"})
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

func pilotFacts(st steps.State, local any) []steps.Block {
	signIn, _ := mtp.FieldByID(mtp.FieldSignIn)
	return append(pilotOutcome(st, local.(*pilot)), steps.Block{
		steps.Fact{Label: "S1", Text: "In a private browser window, open the MTP portal's sign-in page and " +
			"press \"" + signIn.Name + "\"."},
		steps.Fact{Label: "S2", Text: "Sign in as one of those chosen in step A2. It worked when the small " +
			"window closes and the MTP portal opens."},
	})
}

// pilotOutcome is what the log shows, or what is known instead of it.
func pilotOutcome(st steps.State, l *pilot) []steps.Block {
	r, e := st.Verdict.Phase(string(steps.PagePilot)), st.Snapshot.Pilot.Value
	switch {
	case e != nil && e.ErrorCode == 0:
		at := e.CreatedDateTime.Local().Format("15:04:05 MST on 2 January 2006")
		return []steps.Block{{steps.Mark{Sign: steps.SignGood, Weight: steps.Strong,
			Text: e.UserPrincipalName + " signed in at " + at + ", as Entra's sign-in log shows."}}}
	case e != nil:
		return []steps.Block{PhaseWord(r),
			refusal(e.ErrorCode, e.UserPrincipalName, e.FailureReason, e.CreatedDateTime)}
	case l.noLog != nil:
		return []steps.Block{PhaseWord(r),
			{steps.Mark{Sign: steps.SignUnsure, Text: l.noLog.What + " " + l.noLog.Means},
				steps.Para{Weight: steps.Quiet, In: 2, Text: "Your word takes its place: sign in to the " +
					"MTP portal, then say here whether it worked."}}}
	case r.Word == nil && (!st.SignedIn || st.Profile.App.AppID == ""):
		return []steps.Block{steps.Marked(steps.SignUnsure, "Nobody is signed in here, so Entra's sign-in "+
			"log cannot be read. Your word takes its place.")}
	}
	return []steps.Block{PhaseWord(r)}
}

// refusal explains the log's entry by the catalog.
func refusal(code int, who, reason string, at time.Time) steps.Block {
	out := steps.Block{steps.Mark{Sign: steps.SignBad, Weight: steps.Strong,
		Text: fmt.Sprintf("%s was refused at %s with AADSTS%d.", who, steps.ClockTime(at), code)}}
	x, known := entra.Explain(code)
	switch {
	case known:
		return append(out, steps.Fact{Label: "What it says", Text: x.Meaning},
			steps.Fact{Label: "Likely cause", Text: x.Cause}, steps.Fact{Label: "What to do", Text: x.Remedy})
	case reason != "":
		return append(out, steps.Para{In: 2, Text: reason})
	}
	return out
}

func pilotChoices(st steps.State, _ any) []steps.Choice {
	settled, refused := st.Verdict.Phase(string(steps.PagePilot)).Status.Settled(), false
	if e := st.Snapshot.Pilot.Value; e != nil {
		refused = e.ErrorCode != 0
	}
	if settled && !refused {
		return nil
	}
	var out []steps.Choice
	if st.SignedIn && st.Profile.App.AppID != "" {
		c := steps.Choice{ID: "watch", Title: "Wait for it here", Key: "w",
			Detail: "what Entra's log shows appears by itself"}
		if refused {
			c.Title, c.Detail = "Try again, and wait", "for a sign-in from now on"
		}
		out = append(out, c)
	}
	if p, some := judge.PhaseByID(mendedIn(st.Snapshot)); refused && some {
		out = append(out, steps.Choice{ID: "mend", Title: "Go to " + p.Words(), Key: "m",
			Detail: "where this is mended"})
	}
	return append(out, steps.Choice{ID: "explain", Title: "It was refused", Key: "e",
		Detail: "its code or its page is explained"})
}

func pilotMore(st steps.State, local any, p *steps.Page) {
	p.Retitle(change.WayConfirm, "It worked", "your word, noted with the date")
	good := signedInWell(st.Snapshot)
	if good {
		p.Calls = "signed in"
	} else if st.SignedIn && st.Profile.App.AppID != "" && local.(*pilot).noLog == nil {
		p.Below = []steps.Block{{steps.Waiting{For: "a sign-in in Entra's log",
			Usual: "it usually appears within 5 min",
			Idle:  "Not watching the sign-in log now. w watches again.",
			Leave: "There is no need to wait here: if the portal opened, say so."}}}
	}
	if pr := st.Practice; pr != nil && pr.Pilot != nil && st.Profile.App.AppID != "" && !good {
		p.Choices = append(p.Choices, steps.Choice{ID: "play",
			Title: "Play the person who signs in (practice)",
			Key:   "a", Quiet: true})
	}
	p.Choices = append(p.Choices, OpenMTPChoice)
	p.Values = []steps.Value{{Label: "MTP portal", Text: st.PortalURL()}}
	if e := st.Snapshot.Pilot.Value; e != nil {
		p.Sensitive = []string{e.UserPrincipalName}
	}
}
