package tui

import (
	"strconv"
	"strings"

	"ssowizard/internal/explain"
)

// here sends whoever is in the wizard to the steps in which a refusal is mended:
// the command that the explanation names is for somebody at a shell.
func here(e explain.Explanation) *explain.Explanation {
	if e.Message.Client != "" {
		return &e // no step of the registration mends it
	}
	e.Topics = append([]explain.Topic(nil), e.Topics...)
	for i := range e.Topics {
		e.Topics[i].Remedy = remedyHere(e.Topics[i].Code, e.Topics[i].Remedy)
	}
	e.Causes = append([]explain.Cause(nil), e.Causes...)
	for i := range e.Causes {
		e.Causes[i].Remedy = remedyHere(e.Causes[i].For, e.Causes[i].Remedy)
	}
	return &e
}

func remedyHere(code, text string) string {
	n, err := strconv.Atoi(strings.TrimPrefix(code, "AADSTS"))
	id := repairOf(n)
	if err != nil || id == "" {
		return text
	}
	to := "o to " + spanWords(stageOf(id)) + " (g)"
	return strings.NewReplacer("Run ssowizard validate", "G"+to, "run ssowizard validate", "g"+to).Replace(text)
}
