package steps

import (
	"ssowizard/internal/setup"
)

// What is written into a file of its own, after it was said where: a report for support,
// and reminders of a secret's end. Neither holds a secret.

// Files are what a run can write beside its profile.
type Files struct {
	Folder string // where the program was started; "" where that is gone
	// Report writes a report for support into a new file and names it; nil leaves that to
	// the command line.
	Report func(Worker) (path string, err error)
	// Calendar writes the reminders of the profile's secret into a new file; nil leaves
	// them out. Its error is a sentence for the person.
	Calendar func(path string, p setup.Profile) error
}
