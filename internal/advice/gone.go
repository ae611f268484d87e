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
	name := text.Clean(gone.Name)
	switch {
	case gone.Bin == nil:
		return advice("deleted-unseen", "name", name, "readers", judge.BinReaders()), true
	case gone.Bin.DeletedDateTime == nil:
		return advice("deleted", "name", name), true
	}
	return advice("deleted-dated", "name", name, "at", text.DayAndTime(*gone.Bin.DeletedDateTime)), true
}
