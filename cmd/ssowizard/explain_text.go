package main

import (
	"cmp"
	"io"
	"strings"

	"ssowizard/internal/explain"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// sayExplanation writes an explanation in lines, nothing styled.
func (ios *ioStreams) sayExplanation(e explain.Explanation, several bool, asked setup.Services) {
	width := 0
	if ios.outTTY {
		width = ios.errWidth
	}
	w := &explanationText{width: width}
	if asked.Foreign() {
		w.para("NOT MICROSOFT: "+asked.Short(), "")
		w.blank()
	}
	for _, t := range e.Topics {
		w.para(t.Code+": "+t.Meaning, "")
		cause, remedy := "Usual cause", "What to do"
		switch t.Kind {
		case explain.TopicFinding:
			cause = "Why it matters"
		case explain.TopicWord:
			cause, remedy = "Why it matters here", "Where to look"
		}
		w.field(cause, t.Cause)
		w.field(remedy, t.Remedy)
		w.blank()
	}
	w.causes(e.Causes)
	w.values(e.Values)
	w.support(e.Message)
	w.foot(e, several)
	_, _ = io.WriteString(ios.out, strings.TrimRight(w.b.String(), "\n")+"\n")
}

// explanationText gathers lines no wider than the terminal; 0 is any width.
type explanationText struct {
	b     strings.Builder
	width int
}

func (w *explanationText) blank() { w.b.WriteString("\n") }

func (w *explanationText) para(words, indent string) {
	w.b.WriteString(fitted(words, w.width, indent) + "\n")
}

func (w *explanationText) field(label, words string) {
	if words != "" {
		w.para(label+": "+words, "  ")
	}
}

// causes tells the causes in their order: what holds first.
func (w *explanationText) causes(list []explain.Cause) {
	if len(list) == 0 {
		return
	}
	w.para("The cause here", "")
	for _, c := range list {
		w.para(c.Truth.Words()+" ("+c.For+"): "+c.Text, "  ")
		if c.Evidence != "" {
			w.para("Evidence: "+c.Evidence, "    ")
		}
		if c.Remedy != "" {
			w.para("What to do: "+c.Remedy, "    ")
		}
	}
	w.blank()
}

// values tells what the ids and addresses are; what only support needs follows
// elsewhere.
func (w *explanationText) values(list []explain.Value) {
	said := false
	for _, v := range list {
		if v.Kind == explain.ValueSupport {
			continue
		}
		if !said {
			w.para("What the values are", "")
			said = true
		}
		head := cmp.Or(v.Text, "(not repeated)")
		w.para(head, "  ")
		w.para(v.Means, "    ")
		if v.Do != "" {
			w.para(v.Do, "    ")
		}
	}
	if said {
		w.blank()
	}
}

func (w *explanationText) support(m explain.Message) {
	var ids []string
	if m.CorrelationID != "" {
		ids = append(ids, "correlation id "+m.CorrelationID)
	}
	if m.TraceID != "" {
		ids = append(ids, "trace id "+m.TraceID)
	}
	if !m.At.IsZero() {
		ids = append(ids, m.At.UTC().Format("2006-01-02 15:04:05 UTC"))
	}
	if len(ids) > 0 {
		w.para("For support: "+strings.Join(ids, ", "), "")
	}
}

// foot says what it was set against, and what was not.
func (w *explanationText) foot(e explain.Explanation, several bool) {
	switch {
	case several:
		w.para("There are several profiles on this computer, and nothing told which is meant. Name one "+
			"with --profile to have it compared.", "")
	case e.Compare.Live:
		w.para("Compared with what Entra holds now.", "")
	case e.Compare.Profile != "":
		w.para("Compared with the profile "+e.Compare.Profile+" on this computer; what Entra holds now was "+
			"not read.", "")
	}
}

// fitted is a text on lines that keep to the width, each behind the indent.
func fitted(words string, width int, indent string) string {
	return text.Wrap(indent+strings.Join(strings.Fields(words), " "), width)
}
