package sheet

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// States are the states of a step as words; nothing is said by color.
var States = map[setup.Status]string{
	setup.StatusOK:        "holds",
	setup.StatusWarn:      "look here",
	setup.StatusFail:      "does not hold",
	setup.StatusUnknown:   "could not check",
	setup.StatusConfirmed: "confirmed by you",
	setup.StatusTodo:      "to do",
	setup.StatusBlocked:   "waits for another step",
	setup.StatusSkipped:   "skipped by you",
}

// Levels are those of findings.
var Levels = map[setup.Level]string{
	setup.LevelNote: "Note", setup.LevelWarn: "Look here", setup.LevelFail: "Does not hold",
	setup.LevelUnknown: "Could not check",
}

// checkStates are the states of a step in a check, where what is to do in a walk
// is merely not shown to hold.
var checkStates = func() map[setup.Status]string {
	m := map[setup.Status]string{}
	for k, v := range States {
		m[k] = v
	}
	m[setup.StatusConfirmed] = "confirmed by a person"
	m[setup.StatusTodo] = "not shown"
	m[setup.StatusFail] = "not in order" // a step is an action, and none of them holds
	return m
}()

// Verdicts are how a check ended.
var Verdicts = map[judge.Overall]string{judge.OverallOK: "ok",
	judge.OverallProblems:   "problems were found",
	judge.OverallIncomplete: "something could not be checked"}

// Verdict is the verdict with its reason, in words that stand once: a reason
// that begins with how much was found has the verdict in it.
func Verdict(verdict judge.Overall, reason string) string {
	word := text.Or(Verdicts[verdict], string(verdict))
	first, _, _ := strings.Cut(reason, ". ")
	said := word[strings.LastIndex(word, " ")+1:]
	if verdict == judge.OverallProblems && reason != "" { // how much was found stands there
		return reason
	}
	twice := strings.HasSuffix(strings.TrimSuffix(first, "."), " "+said)
	if reason == "" || verdict != judge.OverallOK && twice {
		return text.Or(reason, word+".")
	}
	return word + ". " + reason
}

// Step is a step's state as a word. A list that was given is not a person's
// word about the MTP portal, and the examples of practice are neither.
func Step(number string, st setup.Status, evidence string) string {
	switch list := number == judge.PortalListStep; {
	case list && st == setup.StatusTodo && evidence != "":
		return checkStates[st] + ": examples stand in for the MTP portal's list"
	case list && st == setup.StatusConfirmed && evidence != "":
		return strings.TrimSuffix(evidence, ".")
	}
	return text.Or(checkStates[st], string(st))
}

// Link says a link's state, its evidence and when that was read.
func Link(l judge.ProofChain, r judge.ChainLink) string {
	word := map[setup.LinkState]string{setup.LinkOK: "holds", setup.LinkFail: "broken",
		setup.LinkUnknown: "not shown", setup.LinkTodo: "not shown"}[r.State]
	if r.Follows != "" {
		for _, c := range l.Links {
			if c.ID == r.Follows {
				return word + ", follows from: " + c.Title
			}
		}
	}
	switch {
	case r.Step != "": // it stands there, with what to do
		word += ": see step " + r.Step
	case r.Detail != "":
		word += ": " + r.Detail
	}
	if !r.At.IsZero() {
		word += " (" + r.At.UTC().Format("15:04:05 UTC")
		if r.Took >= time.Millisecond {
			word += ", took " + r.Took.Round(time.Millisecond).String()
		}
		word += ")"
	}
	return word
}

// Ends says when something ends, or that it has.
func Ends(now, end time.Time) string {
	if !end.After(now) {
		return text.Day(end) + " (it has ended)"
	}
	return fmt.Sprintf("%s (%s)", text.Day(end),
		text.Plural(setup.DaysLeft(now, end), "day left", "days left"))
}

// Padded is a text with blanks behind it up to that many columns.
func Padded(text string, columns int) string {
	return text + strings.Repeat(" ", max(0, columns-ansi.StringWidth(text)))
}
