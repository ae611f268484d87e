package steps

import (
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
)

// SignIn is what a sign-in begins with.
type SignIn struct {
	Name   bool    // it asks for nothing but the name, to find out what a page has stopped
	Then   string  // the phase that it comes back to; "" for where it began
	Errand *Errand // what it is for in the middle of something
	Bare   bool    // nothing is read afterwards: whoever has asked for it does that

	Failed error // of reading afterwards
	Signing
}

// Signing is a sign-in under way.
type Signing struct {
	Code    *entra.DeviceCode // nil until it is there
	Browser *entra.Browser    // likewise
	Waits   bool              // the wait was begun
	Played  bool              // in practice, the administrator has done their part
	Pasting bool              // the address that the browser ended up at is asked for
	Wrong   string            // what is wrong with the one that was given
	Err     error             // how it ended without a session
	Ways    []engine.WayOn    // on from there
	Vain    engine.WayOnID    // the way that led nowhere
}

// Anew is another sign-in for the same.
func (in *SignIn) Anew() *SignIn {
	return &SignIn{Name: in.Name, Then: in.Then, Errand: in.Errand, Bare: in.Bare}
}

// Meanwhile is what whoever waits line by line for a sign-in is told, and can do.
type Meanwhile struct {
	Until time.Time // when the wait ends by itself
	Late  []string  // once it has been waited for longer than a sign-in takes
	Alone string    // where nobody can be asked
	About string    // where what is typed is taken
	Takes ChoiceID  // what is typed and is no key of the page is given as this; "" for nothing
}

// Errand is what a sign-in in the middle of something is for: why it is asked for, in
// one sentence, and what goes on by itself afterwards.
type Errand struct {
	Why  string
	Then Move
}

// ResumeWhy is said where a sign-in ended in the middle of a task.
const ResumeWhy = "Your sign-in has ended. After this one your tenant is read again, and the task goes " +
	"on where it was."

// Resuming is a sign-in that goes on in the middle of a task.
func Resuming() *SignIn { return &SignIn{Errand: &Errand{Why: ResumeWhy, Then: Close()}} }

// Resume signs in again and goes on with the page below: what took effect is read
// before anything is planned.
func Resume(p PageID) func(*Walk, any, Event) Move {
	return func(*Walk, any, Event) Move { return Instead(p, Resuming()) }
}

// SignInAgain are the ways to a sign-in and back to where one was.
func SignInAgain(st State) []Choice {
	then := "then back to this step"
	if st.Task != nil {
		then = "then back to where you were"
	}
	return []Choice{
		{ID: "code", Title: "Sign in again", Detail: "with a code, " + then},
		{ID: "browser", Title: "Sign in with the browser", Detail: "on this computer, " + then},
	}
}
