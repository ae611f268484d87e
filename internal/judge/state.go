package judge

import (
	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

// State is what a look shows of a phase, for each of its readers: the numbered steps,
// the line that says what is there, and the link of the proof chain.
type State struct {
	setup.Report
	Now    string          // what is there, in one line; that of the phase's last step counts
	Link   setup.LinkState // of the link that rests on it, where no finding breaks that
	Detail string          // the evidence of the link
}

type look func(setup.Snapshot, setup.Profile, As) State

// ofApp lets a registration that was not read, is gone or is not there yet speak for
// what belongs to it. The link keeps its own evidence.
func (st State) ofApp(s setup.Snapshot, p setup.Profile) State {
	if s.App.Value != nil {
		return st
	}
	st.Now = withoutApp(s)
	switch st.Report = (setup.Report{Status: setup.StatusTodo}); {
	case !s.App.Known:
		st.Report = unread("registration", s.App.Why)
	case p.App.AppID != "":
		st.Report = holds("", GoneFinding(s, p))
	}
	return st
}

// appOf is the registration, an empty one where there is none: what is said of that
// one ofApp replaces.
func appOf(s setup.Snapshot) *graph.Application {
	if s.App.Value == nil {
		return &graph.Application{}
	}
	return s.App.Value
}

// withoutApp says why nothing is told of a registration: there is none, or nobody
// could look.
func withoutApp(s setup.Snapshot) string {
	switch {
	case !s.SignedIn:
		return "not looked at, because nobody is signed in"
	case !s.App.Known:
		return "could not look"
	}
	return "no registration yet"
}

// always is what is wanted of a phase in every setup.
func always(words string) func(setup.Snapshot, setup.Profile) string {
	return func(setup.Snapshot, setup.Profile) string { return words }
}
