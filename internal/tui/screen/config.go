package screen

import (
	"context"
	"io"

	"ssowizard/internal/engine"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
)

// Config is what a run of the screen begins with.
type Config struct {
	Session  *engine.Session
	Practice *engine.Practice // nil wherever something real is touched
	// Open hands an address to the browser; nil where none can be opened.
	Open func(url string) error
	// Clipboard is the computer's own clipboard; nil leaves it to the terminal.
	Clipboard func(string) error
	Domain    string   // --tenant
	URIs      []string // --redirect-uris, parsed
	List      string   // its text, which shows what was mended and left out
	Name      string   // --name
	SignIn    string   // "device", "browser", "none" or ""
	Version   string
	Start     string          // "welcome", "setup", "validate", "renew" or "undo"
	Profiles  []setup.Profile // walks that can be resumed, newest first
	// SaveReport writes a report for support into a new file and names it; nil
	// leaves that to the command line.
	SaveReport func(steps.Worker) (path string, err error)
	// Calendar writes the reminders of the profile's secret into a new file; nil
	// leaves them out. Its error is a sentence for the person.
	Calendar func(path string, p setup.Profile) error
	// StartPractice brings up the practice tenant for "Practice first"; nil
	// leaves that choice out.
	StartPractice func(context.Context) (*engine.Session, *engine.Practice, error)

	// For tests; nil means the terminal.
	Input   io.Reader
	Output  io.Writer
	Environ []string
}
