package talk

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/text"
	"ssowizard/internal/wire"
)

// Terminal is where a voice speaks and listens. Out and Talk are needed; everything else
// may be zero.
type Terminal struct {
	In       io.Reader // answers of a person, or of a script
	Out      io.Writer // results
	Talk     io.Writer // everything else
	Practice bool      // headings and prompts say so

	Live  bool          // In is a terminal, which shows what is typed
	Width int           // columns of Talk's terminal; 0: lines stay whole
	Wide  int           // columns of Out's terminal; 0: Out is none, and its lines stay whole
	Beat  time.Duration // between two lines of a wait; more than 0

	Hidden func(context.Context) (string, error) // reads a line without showing it; nil: read from In

	// Forget takes away what was typed and not read, until nothing more came for the
	// pause, and tells whether there was any. reading: a read is under way, so whole
	// lines are its business and the pause is none. nil where In is no terminal: there,
	// lines wait for their questions.
	Forget func(pause time.Duration, reading bool) bool

	Leaving func() string // what becomes of what was done, for whoever thinks of leaving
}

// Voice speaks to one terminal. Several goroutines may speak; lines never mix.
type Voice struct {
	mu sync.Mutex
	t  Terminal
	in *lines
}

// New is the voice at a terminal.
func New(t Terminal) *Voice { return &Voice{t: t, in: newLines(t.In)} }

// Hush leaves out what is said, but for results, until back is called.
func (v *Voice) Hush() (back func()) {
	talk := v.t.Talk
	v.t.Talk = io.Discard
	return func() { v.t.Talk = talk }
}

// Typed is where the next line arrives that is typed while something else goes on.
// Whoever receives it calls Taken.
func (v *Voice) Typed() <-chan Read { return v.in.wanted() }

// Taken marks the line that Typed gave as used.
func (v *Voice) Taken() { v.in.taken() }

// Next waits for one line of a longer text, without its line end.
func (v *Voice) Next(ctx context.Context) (string, error) { return v.in.next(ctx) }

// Say writes one line of talk. A failing writer is no reason to stop the walk.
func (v *Voice) Say(format string, args ...any) {
	v.line(v.t.Talk, text.Wrap(fmt.Sprintf(format, args...), v.t.Width))
}

// Answer writes one line of the result. Only a terminal gets it broken: what
// reads a pipe takes it line by line.
func (v *Voice) Answer(format string, args ...any) {
	v.line(v.t.Out, text.Wrap(fmt.Sprintf(format, args...), v.t.Wide))
}

// WriteJSON writes a result as JSON, whole: a line that is broken is none.
func (v *Voice) WriteJSON(result any) {
	doc, err := wire.JSON(result)
	if err != nil {
		v.Say("The document could not be written: %v", err)
		return
	}
	v.line(v.t.Out, string(bytes.TrimRight(doc, "\n")))
}

// line lets nothing through that was typed, read from a file or sent by a
// service and steers the terminal.
func (v *Voice) line(w io.Writer, words string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	_, _ = io.WriteString(w, text.Visible(words)+"\n")
}

// prompt writes the beginning of a line that a person completes.
func (v *Voice) prompt(words string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.t.Practice {
		words = "(practice) " + words
	}
	_, _ = io.WriteString(v.t.Talk, text.Visible(words))
}

// Heading begins a part of the walk.
func (v *Voice) Heading(text string) {
	if v.t.Practice {
		text += " (practice)"
	}
	v.Say("")
	v.Say("%s", text)
	v.Say("%s", strings.Repeat("-", min(ansi.StringWidth(text), 72)))
}

// SayEach says lines one by one.
func (v *Voice) SayEach(lines []string) {
	for _, l := range lines {
		v.Say("%s", l)
	}
}
