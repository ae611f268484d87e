package tasks

import (
	"context"
	"slices"
	"strings"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// The words of a check: its verdict in one sentence, the cause, and the proof chain.

// Headline is a check's verdict in one sentence, and the state that it amounts to.
func Headline(v judge.Verdict) (setup.Status, string) {
	wrong := v.Problems()
	fails := 0
	for _, x := range wrong {
		if x.Level == setup.LevelFail {
			fails++
		}
	}
	looks, doubts := len(wrong)-fails, len(v.Unknown())
	switch {
	case fails > 0:
		verb := text.Plural(fails, "thing keeps", "things keep") + " sign-in from working"
		if looks > 0 {
			verb += ", and " + text.Plural(looks, "more thing needs", "more things need") + " a look"
		}
		return setup.StatusFail, verb + "."
	case looks > 0:
		return setup.StatusWarn, judge.LooksWords(looks) + leftWords(v)
	case doubts > 0:
		return setup.StatusUnknown, "No problem was found, but " + text.Count(doubts, "thing") +
			" could not be checked." + leftWords(v)
	case v.Overall == judge.OverallIncomplete:
		return setup.StatusUnknown, v.Why
	case len(v.Left) > 0:
		return setup.StatusTodo, "Nothing is wrong in Entra." + leftWords(v)
	}
	said := "All that can be read in Entra is as it has to be."
	if slices.ContainsFunc(v.Phases, func(r judge.PhaseReport) bool {
		return r.Status == setup.StatusTodo || r.Status == setup.StatusBlocked
	}) {
		said += " What cannot be read there is marked ○ or ◌."
	}
	return setup.StatusOK, said
}

// leftWords is what a person still has to do with a secret of this computer.
func leftWords(v judge.Verdict) string {
	var words []string
	for _, id := range v.Left {
		words = append(words, v.Phase(id).Phase.Words())
	}
	if len(words) == 0 {
		return ""
	}
	return " Still to do with the new secret: " + strings.Join(words, " and ") + "."
}

// causeWords names the first broken link of the proof chain, and the links that do not
// hold because of it. Where no link is broken, the first failure of the walk is the
// cause. The label says whether another one stands beside it.
func causeWords(v judge.Verdict) (label, cause, follows string) {
	label = "The cause"
	r, ok := v.Proof.Cause()
	if !ok {
		if x, some := v.FirstFailure(); some {
			phase, _ := judge.PhaseByID(x.Phase)
			return label, strings.TrimPrefix(phase.Title+". "+x.Said(), ". "), ""
		}
		return label, "", ""
	}
	var titles []string
	for _, x := range v.Proof.Links {
		if x.Follows == r.ID {
			titles = append(titles, x.FailureTitle())
		}
		if x.Broken() && x.ID != r.ID {
			label = "The first cause"
		}
	}
	return label, r.FailureTitle() + ". " + r.Detail, strings.Join(titles, ", ")
}

// chainRows are what sign-in stands on: each link with its evidence, or with the link
// that it fails by.
func chainRows(v judge.Verdict) []steps.Row {
	title := map[string]string{}
	var out []steps.Row
	for _, r := range v.Proof.Links {
		title[r.ID] = r.Title
		sign, said := steps.Sign(setup.StatusTodo), r.Detail
		switch {
		case r.Follows != "":
			sign, said = steps.Sign(setup.StatusBlocked), "follows from: "+title[r.Follows]
		case r.State == setup.LinkOK:
			sign = steps.SignGood
		case r.State == setup.LinkFail:
			sign = steps.SignBad
			if r.Step != "" { // it stands there, with what to do
				said = "see step " + r.Step
			}
		case r.State == setup.LinkUnknown:
			sign = steps.SignUnsure
		}
		out = append(out, steps.Row{Section: "What sign-in stands on, the lowest first", Sign: sign,
			Title:  r.Title,
			Beside: said})
	}
	return out
}

var tryingKept = steps.Work{What: "Trying the kept secret", Usual: 3 * time.Second,
	Do: func(ctx context.Context, w steps.Worker, _ func(change.Note)) (any, error) {
		_, _ = w.TrySecret(ctx) // what came of it is in the snapshot
		return nil, ctx.Err()
	}}
