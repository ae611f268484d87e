package profile

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"ssowizard/internal/setup"
)

// UnusableError names what is there of the profiles and cannot be used, the folder
// itself included. Whoever lists setups says so: one that is left out silently
// looks like one that is not there.
type UnusableError struct{ Profiles []*Error }

func (e *UnusableError) Error() string {
	words := make([]string, 0, len(e.Profiles))
	for _, p := range e.Profiles {
		words = append(words, p.Error())
	}
	return strings.Join(words, " ")
}

// Unwrap gives each of them.
func (e *UnusableError) Unwrap() []error {
	out := make([]error, 0, len(e.Profiles))
	for _, p := range e.Profiles {
		out = append(out, p)
	}
	return out
}

// reportFile begins the name of a report that the full screen puts here where the
// folder it was started in takes none. It is no profile.
const reportFile = "ssowizard-report-"

func (d diskStore) List() ([]setup.Profile, error) {
	entries, err := os.ReadDir(d.dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, &UnusableError{[]*Error{{Path: d.dir, Why: "the folder cannot be read",
			Do: "Look at its owner and rights.", Cause: err}}}
	}
	var out []setup.Profile
	var bad []*Error
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), ".json")
		if !ok || strings.HasPrefix(name, reportFile) {
			continue
		}
		if deviceName().MatchString(name) {
			bad = append(bad, &Error{Path: filepath.Join(d.dir, e.Name()),
				Why: "Windows keeps that name for a device", Do: "Rename the file to use it again."})
			continue
		}
		p, err := d.Load(name)
		var unusable *Error
		switch {
		case err == nil:
			out = append(out, p)
		case errors.As(err, &unusable): // else it is gone by now, or has a name that no profile has
			bad = append(bad, unusable)
		}
	}
	newestFirst(out)
	if len(bad) > 0 {
		return out, &UnusableError{bad}
	}
	return out, nil
}
