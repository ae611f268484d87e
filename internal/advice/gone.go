package advice

import (
	"errors"

	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// AdviseDeleted says when it was, and how it comes back.
func AdviseDeleted(err error) (Advice, bool) {
	var gone *setup.DeletedError
	if !errors.As(err, &gone) {
		return Advice{}, false
	}
	a := Advice{What: "The registration " + text.Clean(gone.Name) + " was deleted" + setup.AtWords(gone.Bin) + ", possibly by somebody else.",
		Means: "It was there before, so this is no delay of Entra's. What was written to it is deleted with it."}
	if gone.Bin != nil {
		a.Do = "Entra keeps it for 30 days. Read again: steps 3–8 bring it back with all that it held. Or choose another one in step 2."
		return a, true
	}
	a.Do = "Ask whoever deleted it. It can come back for 30 days, under \"App registrations\", \"Deleted applications\". " + judge.BinReaders
	return a, true
}
