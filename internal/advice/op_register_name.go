package advice

import (
	"errors"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/messages"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// NameHeldError says that another registration has the unique name under which one
// was to be made. Nothing was made. Deleted is the one in the recycle bin that has
// it; nil where none was seen, and BinWhy says why the bin could not be looked at,
// if it could not.
type NameHeldError struct {
	Unique  string
	Deleted *graph.Application
	BinWhy  setup.Reason
	Cause   error
}

func (e *NameHeldError) Error() string {
	return "the unique name " + e.Unique + " belongs to a registration that cannot be read"
}

// Unwrap gives Entra's refusal.
func (e *NameHeldError) Unwrap() error { return e.Cause }

// adviseNameHeld says what has the name and how to go on from there.
func adviseNameHeld(err error) (Advice, bool) {
	var held *NameHeldError
	if !errors.As(err, &held) {
		return Advice{}, false
	}
	if d := held.Deleted; d != nil {
		return advice("name-held-deleted", "name", text.Clean(d.DisplayName), "id", text.Clean(d.AppID)), true
	}
	a := advice("name-held", "name", held.Unique)
	if held.BinWhy.Text != "" {
		a.Means += " " + messages.Say("bin.unread", "readers", judge.BinReaders())
	}
	return a, true
}
