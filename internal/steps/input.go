package steps

import "ssowizard/internal/secret"

// Input is what a page asks to be typed or pasted. What is wrong with it is said while
// it is typed, and it is given only when nothing is.
type Input struct {
	ID     ChoiceID // the event when it is given; its text is Event.Arg, or Event.Typed
	Label  string   // what is asked for: "Your company's domain"
	Help   string   // where to find it
	Value  string   // what stands there at first
	Many   bool     // of several lines
	Hidden bool     // a secret: it is not shown, and comes as Event.Typed
	Check  func(string) error
}

// View names a drawing of its own that a full screen has for a page; line by line the
// page's blocks say the same.
type View string

// Typed is a hidden text that was given.
type Typed = secret.Value
