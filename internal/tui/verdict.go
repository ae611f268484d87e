package tui

import (
	"slices"
	"strings"

	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// verdictWords is a check's verdict in one sentence, and the state that it amounts
// to.
func verdictWords(v steps.Verdict) (steps.Status, string) {
	wrong := v.Problems()
	fails := countLevel(wrong, steps.LevelFail)
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
		return steps.StatusFail, said + "."
	case looks > 0:
		return steps.StatusWarn, steps.LooksWords(looks) + leftWords(v)
	case doubts > 0:
		return steps.StatusUnknown, "No problem was found, but " + text.Count(doubts, "thing") + " could not be checked." + leftWords(v)
	case v.Overall == steps.OverallIncomplete:
		return steps.StatusUnknown, v.Why
	case len(v.Left) > 0:
		return steps.StatusTodo, "Nothing is wrong in Entra." + leftWords(v)
	}
	text := "All that can be read in Entra is as it has to be."
	if slices.ContainsFunc(v.Stages, func(r steps.StageReport) bool { return r.Status == steps.StatusTodo || r.Status == steps.StatusBlocked }) {
		text += " What cannot be read there is marked ○ or ◌."
	}
	return steps.StatusOK, text
}

// leftWords is what a person still has to do with a secret of this computer.
func leftWords(v steps.Verdict) string {
	var words []string
	for _, id := range v.Left {
		words = append(words, spanWords(v.Stage(id).Stage))
	}
	if len(words) == 0 {
		return ""
	}
	return " Still to do with the new secret: " + strings.Join(words, " and ") + "."
}

func countLevel(fs []steps.Finding, l steps.Level) int {
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

// saidTogether says findings about one thing each, and those about several
// addresses that share their words once, with how many they are.
func saidTogether(list []steps.Finding) []string {
	var out []string
	said := map[string]bool{}
	for _, x := range list {
		if said[x.Text] {
			continue
		}
		said[x.Text] = true
		n := 0
		for _, other := range list {
			if other.Text == x.Text {
				n++
			}
		}
		if n > 1 && x.Said() != x.Text {
			out = append(out, text.Count(n, "redirect URI")+": "+x.Text)
			continue
		}
		out = append(out, x.Said())
	}
	return out
}

func spans(list []steps.Repair) string {
	var out []string
	for _, r := range list {
		out = append(out, r.Stage.Span())
	}
	return strings.Join(out, ", then ")
}
