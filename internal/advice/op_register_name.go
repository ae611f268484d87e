package advice

import (
	"errors"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
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
		return Advice{What: "A deleted registration of an earlier run has the name that this one was to get: " + text.Clean(d.DisplayName) + " (" + text.Clean(d.AppID) + ").",
			Means: "Nothing was made. Entra keeps a deleted registration, and its unique name with it, for 30 days.",
			Do:    "Read again, then let the wizard bring that one back. Or choose a new registration in step 2: it gets another unique name."}, true
	}
	a := Advice{What: "Entra says that another registration has the name " + held.Unique + " already, and does not show it.",
		Means: "Nothing was made. It may be one that an earlier run made and somebody deleted, or one that Entra has not copied to all its servers yet.",
		Do:    "Run it again in some minutes: it looks for that registration once more, and makes one under another name if there is none."}
	if held.BinWhy.Text != "" {
		a.Means += " The recycle bin could not be looked at. " + judge.BinReaders
	}
	return a, true
}
