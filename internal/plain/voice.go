package plain

import (
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/advice"
	"ssowizard/internal/setup"
	"ssowizard/internal/sheet"
	"ssowizard/internal/text"
)

// voice writes whole lines. Several goroutines may speak; lines never mix.
type voice struct {
	mu       sync.Mutex
	out      io.Writer
	talk     io.Writer
	practice bool
	width    int // columns of talk's terminal; 0: none
	wide     int // columns of out's terminal; 0: none, and its lines stay whole
}

// say writes one line of talk. A failing writer is no reason to stop the walk.
func (v *voice) say(format string, args ...any) {
	v.line(v.talk, text.Wrap(fmt.Sprintf(format, args...), v.width))
}

// answer writes one line of the result. Only a terminal gets it broken: what
// reads a pipe takes it line by line.
func (v *voice) answer(format string, args ...any) {
	v.line(v.out, text.Wrap(fmt.Sprintf(format, args...), v.wide))
}

// line lets nothing through that was typed, read from a file or sent by a
// service and steers the terminal.
func (v *voice) line(w io.Writer, words string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	_, _ = io.WriteString(w, text.Visible(words)+"\n")
}

// prompt writes the beginning of a line that a person completes.
func (v *voice) prompt(words string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.practice {
		words = "(practice) " + words
	}
	_, _ = io.WriteString(v.talk, text.Visible(words))
}

// heading begins a part of the walk.
func (v *voice) heading(text string) {
	if v.practice {
		text += " (practice)"
	}
	v.say("")
	v.say("%s", text)
	v.say("%s", strings.Repeat("-", min(ansi.StringWidth(text), 72)))
}

// finding says one finding: what it is about, what it means, what to do.
func (v *voice) finding(f setup.Finding) { v.findingAs(sheet.Levels[f.Level], f) }

func (v *voice) findingAs(word string, f setup.Finding) { v.sayEach(findingLines(word, f)) }

func findingLines(word string, f setup.Finding) []string {
	out := []string{fmt.Sprintf("  %s: %s", word, f.Told())}
	if f.Remedy() != "" {
		out = append(out, "    "+f.Remedy())
	}
	return out
}

// sayEach says lines one by one.
func (v *voice) sayEach(lines []string) {
	for _, l := range lines {
		v.say("%s", l)
	}
}

// failure says what happened, what it means here and what to do, and then what
// support needs.
func (v *voice) failure(err error) { v.sayEach(adviceLines(advice.Advise(err))) }

func adviceLines(a advice.Advice) []string {
	var out []string
	for _, s := range []string{a.What, a.Means, a.Do} {
		if s != "" {
			out = append(out, text.Sentence(s))
		}
	}
	var ids []string
	if a.Code != "" {
		ids = append(ids, "code "+a.Code)
	}
	if a.RequestID != "" {
		ids = append(ids, "request "+a.RequestID)
	}
	if len(ids) > 0 {
		if !a.At.IsZero() {
			ids = append(ids, a.At.UTC().Format("2006-01-02 15:04:05 UTC"))
		}
		out = append(out, "For support: "+strings.Join(ids, ", "))
	}
	return out
}
