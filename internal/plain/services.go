package plain

import (
	"ssowizard/internal/setup"
)

// services is who is asked in Microsoft's place.
func (f *front) services() setup.Services { return f.eng.Snapshot().Services() }

// sayServices says, at the beginning of a run, who is asked in Microsoft's place.
func (f *front) sayServices() { f.sayOf(f.services().Warning()) }

// sayServicesAtEnd says it for whoever sees the end alone.
func (f *front) sayServicesAtEnd() {
	if s := f.services(); s.Foreign() {
		f.Say("NOT MICROSOFT: %s", s.Short())
	}
}

func (f *front) sayOf(words string) {
	if words != "" {
		f.Say("")
		f.Say("NOT MICROSOFT: %s", words)
	}
}

// answerServices is the line of a printed result.
func (f *front) answerServices() {
	if s := f.services(); s.Foreign() {
		f.Answer("NOT MICROSOFT: %s", s.Short())
	}
}
