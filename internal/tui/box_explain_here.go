package tui

import (
	"strconv"
	"strings"

	"ssowizard/internal/entra"
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
		x := &e.Topics[i]
		x.Remedy = remedyHere(x.Code, x.Remedy, x.Within)
	}
	e.Causes = append([]explain.Cause(nil), e.Causes...)
	for i := range e.Causes {
		x := &e.Causes[i]
		x.Remedy = remedyHere(x.For, x.Remedy, x.Within)
	}
	return &e
}

// repairOf is the phase in which the cause of a well-known refusal lies.
func repairOf(code int) string {
	e, _ := entra.Explain(code)
	return e.Phase
}

func remedyHere(code, remedy, within string) string {
	n, err := strconv.Atoi(strings.TrimPrefix(code, "AADSTS"))
	id := repairOf(n)
	if err != nil || id == "" || within == "" {
		return remedy
	}
	return entra.Told(within, "go to "+phaseOf(id).Words()+" (g)")
}
