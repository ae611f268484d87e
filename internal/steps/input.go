package steps

import (
	"fmt"
	"unicode/utf8"

	"ssowizard/internal/secret"
)

// Input is what a page asks to be typed or pasted. It is given only where Check finds
// nothing; what it finds is said below, and what was typed stays.
type Input struct {
	ID     ChoiceID // the event when it is given; its text is Event.Arg, or Event.Typed
	Label  string   // what is asked for: "Your company's domain"
	Help   string   // where to find it
	Value  string   // what stands there at first
	Enter  string   // what giving it does, for the footer; "" is "take it"; of a Live one what to type
	Most   int      // how many characters it may have; 0: as many as fit into a line
	Hidden bool     // a secret: it is not shown, and comes as Event.Typed
	// Veil is what is shown in place of a hidden text; nil: a dot for each character.
	Veil func(string) string
	// Live gives each change of it after a pause, and Enter takes the row under the cursor.
	Live  bool
	Found string // how much of what was found is listed: "first 25 of 2000"
	// AtOnce gives a paste as soon as it is there, with its line breaks: a whole page.
	AtOnce bool
	Check  func(string) error // nil takes everything, an empty text too
	Wrong  string             // what came of the text that was given last
	Lines  *Lines             // a text of many lines; nil: one line
}

// Wants tells what is wrong with a text before it is given; nil for nothing.
func (i *Input) Wants(text string) error {
	switch {
	case i.Most > 0 && utf8.RuneCountInString(text) > i.Most:
		return fmt.Errorf("it has more than %d characters", i.Most)
	case i.Check != nil:
		return i.Check(text)
	}
	return nil
}

// Lines is how a text of many lines is asked for where it comes line by line.
type Lines struct {
	Ask string // how it is given, and how it ends
	// Read tells after an empty line how far the text is, and whether that ends it.
	Read func(string) (said string, enough bool)
}

// View names a drawing of its own that a full screen has for a page; line by line the
// page's blocks say the same.
type View string

// Typed is a hidden text that was given.
type Typed = secret.Value
