package tui

import (
	"slices"
	"strings"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// verdictWords is a check's verdict in one sentence, and the state that it amounts
// to.
func verdictWords(v judge.Verdict) (setup.Status, string) {
	wrong := v.Problems()
	fails := countLevel(wrong, setup.LevelFail)
	looks, doubts := len(wrong)-fails, len(v.Unknown())
	switch {
	case fails > 0:
		verb := " keep sign-in from working"
		if fails == 1 {
			verb = " keeps sign-in from working"
		}
		said := text.Count(fails, "thing") + verb
		if looks > 0 {
			said += ", and " + text.Count(looks, "more thing") + " need" + third(looks) + " a look"
		}
		return setup.StatusFail, said + "."
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
	text := "All that can be read in Entra is as it has to be."
	if slices.ContainsFunc(v.Phases, func(r judge.PhaseReport) bool {
		return r.Status == setup.StatusTodo || r.Status == setup.StatusBlocked
	}) {
		text += " What cannot be read there is marked ○ or ◌."
	}
	return setup.StatusOK, text
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

func countLevel(fs []setup.Finding, l setup.Level) int {
	n := 0
	for _, x := range fs {
		if x.Level == l {
			n++
		}
	}
	return n
}

func third(n int) string {
	if n == 1 {
		return "s"
	}
	return ""
}

func spans(list []change.Repair) string {
	var out []string
	for _, r := range list {
		out = append(out, r.Phase.Span())
	}
	return strings.Join(out, ", then ")
}
