package document

import (
	"errors"
	"strings"

	"ssowizard/internal/advice"
	"ssowizard/internal/outcome"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// ExitCode is the program's exit code and its name: good, failure, usage, problems,
// sign-in, unchecked, interrupted.
type ExitCode struct {
	Code    int    `json:"code"`
	Verdict string `json:"verdict"`
}

// Exit is how a run ended.
type Exit struct {
	ExitCode
	Reason   string          `json:"reason,omitempty"`
	Missing  []string        `json:"missing,omitempty"` // flags, where values were missing
	Findings []setup.Finding `json:"findings"`          // what led to the verdict
	Error    *Error          `json:"error,omitempty"`   // what a service or this computer refused
}

// Error is a refusal in words, with what support needs.
type Error struct {
	What      string `json:"what"`
	Means     string `json:"means"`
	Do        string `json:"do"`
	Code      string `json:"code,omitempty"`
	RequestID string `json:"requestId,omitempty"`
}

// exit says how a run ended: by a code, and by the error that led to it.
func exit(code ExitCode, err error) Exit {
	e := Exit{ExitCode: code, Findings: []setup.Finding{}}
	if err == nil {
		return e
	}
	var missing *outcome.Missing
	var stopped *outcome.Stopped
	var unchecked *outcome.Unchecked
	var file *outcome.Unwritten
	switch {
	case errors.As(err, &missing):
		e.Reason = "values are missing"
		for _, l := range missing.Lacks {
			e.Missing = append(e.Missing, l.Flag)
		}
	case errors.As(err, &stopped):
		e.Reason, e.Findings = stopped.Why, some(stopped.Findings)
	case errors.As(err, &unchecked):
		e.Reason, e.Findings = unchecked.Why, some(unchecked.Findings)
	case errors.As(err, &file):
		e.Reason, e.Error = file.What, &Error{What: file.What, Means: file.Means, Do: file.Do}
	case code.Code == 0 || outcome.Broken(err):
		e.Reason = err.Error()
	default:
		a := advice.Advise(err)
		if refused := (*outcome.Refused)(nil); a.Unknown && errors.As(err, &refused) {
			a.What = refused.Flag + ": " + text.Sentence(refused.Why)
			a.Means, a.Do = "The value cannot be used.", refused.Remedy
		}
		e.Reason, e.Error = a.What, &Error{a.What, a.Means, a.Do, a.Code, a.RequestID}
	}
	return e
}

// EndedEarly says in sentences what ended a check before its verdict.
func EndedEarly(err error) string {
	if outcome.Broken(err) || outcome.Found(err) || outcome.Unusable(err) {
		return text.Sentence(err.Error())
	}
	a := advice.Advise(err)
	words := strings.TrimSpace(text.Sentence(a.What) + " " + text.Sentence(a.Means) + " " +
		text.Sentence(a.Do))
	if a.Code != "" {
		words += " (" + a.Code + ")"
	}
	return words
}
