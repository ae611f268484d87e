package aside

import (
	"errors"
	"strconv"
	"strings"

	"ssowizard/internal/entra"
	"ssowizard/internal/explain"
	"ssowizard/internal/judge"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// A code, an id, or a whole message or page as it was copied is explained: what it means,
// which cause is so here, and what to do. The page goes by what was read of Entra last and by
// what this computer remembers, and asks nobody for anything. What was pasted may hold a
// secret: the page keeps the explanation alone.

// explainMost bounds what is taken, in bytes; a saved error page has some 100 KiB.
const explainMost = 512 << 10

// explaining is what was explained last.
type explaining struct {
	said     *explain.Explanation // nil: nothing was given yet, or nothing was recognized
	unknown  bool                 // the last text meant nothing
	mayLeave bool                 // nothing waits below, so that a step can be gone to
}

var explainNodes = []steps.Node{{ID: steps.PageExplain, Fresh: func() any {
	return &explaining{}
}, Page: explainPage,
	Ways: []steps.Way{
		steps.On("text", steps.To(steps.Here), func(w *steps.Walk, local any, e steps.Event) steps.Move {
			l := local.(*explaining)
			said := explain.Explain(e.Arg, w.Known.Snapshot(), w.Known.Profile())
			if l.unknown = !said.Recognised(); !l.unknown {
				l.said = here(said)
			}
			return steps.Stay()
		}),
		steps.On("another", steps.To(steps.Here), func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
			local.(*explaining).said = nil
			return steps.Stay()
		}),
		steps.On("go", steps.To(steps.PagePhase), func(_ *steps.Walk, _ any, e steps.Event) steps.Move {
			return steps.GoTo(steps.PagePhase, e.Arg)
		}),
	}}}

// Explains leads to the page from one of a phase.
func Explains(*steps.Walk, any, steps.Event) steps.Move {
	return steps.GoTo(steps.PageExplain, &explaining{mayLeave: true})
}

func explainPage(st steps.State, local any) steps.Page {
	l := local.(*explaining)
	p := steps.Page{Heading: "What a refusal means", Box: true, Back: true}
	if l.said == nil {
		p.Input = &steps.Input{ID: "text", Label: "A code, an id, or the whole message", Enter: "explain",
			AtOnce: true, Check: toExplain,
			Help: "For example AADSTS50011. A whole error page can be pasted; it is explained at once and " +
				"not shown again."}
		if l.unknown {
			p.Input.Wrong = "Nothing in this text was recognized. It takes an AADSTS code, a whole message " +
				"or page, an id, or one of the wizard's codes."
		}
		return p
	}
	e := *l.said
	p.Sensitive = append(steps.WithHosts(e.Message.RedirectURI), steps.WithHosts(e.Message.Origin)...)
	p.Sensitive = append(p.Sensitive, e.Message.Tenant)
	for _, v := range e.Values {
		p.Sensitive = append(p.Sensitive, v.Text)
	}
	p.Blocks = append([]steps.Block{topicLines(e), causeLines(e.Causes)}, usualLines(e)...)
	p.Blocks = append(p.Blocks, valueLines(e.Values), comparedLines(st, e))
	p.Choices = []steps.Choice{{ID: "another", Title: "Explain another"}}
	if l.mayLeave {
		p.Choices = append(p.Choices, mendingSteps(e)...)
	}
	return p
}

func toExplain(given string) error {
	switch {
	case strings.TrimSpace(given) == "":
		return errors.New("there is nothing to explain yet; type a code such as AADSTS50011, or paste the " +
			"message")
	case len(given) > explainMost:
		return errors.New("this is far longer than an error page, so it was not read; paste the message " +
			"alone")
	}
	return nil
}

// here sends whoever is in the walk to the steps in which a refusal is mended: the command
// that the explanation names is for somebody at a shell.
func here(e explain.Explanation) *explain.Explanation {
	if e.Message.Client != "" {
		return &e // no step of the registration mends it
	}
	e.Topics = append([]explain.Topic(nil), e.Topics...)
	for i := range e.Topics {
		x := &e.Topics[i]
		x.Remedy = remedyHere(x.Code, x.Remedy, x.Within)
	}
	e.Causes = append([]explain.Cause(nil), e.Causes...)
	for i := range e.Causes {
		x := &e.Causes[i]
		x.Remedy = remedyHere(x.For, x.Remedy, x.Within)
	}
	return &e
}

func remedyHere(code, remedy, within string) string {
	phase, some := mendingPhase(code)
	if !some || within == "" {
		return remedy
	}
	return entra.Told(within, "go to "+phase.Words())
}

// mendingPhase is the phase in which the cause of a well-known refusal lies.
func mendingPhase(code string) (judge.Phase, bool) {
	n, err := strconv.Atoi(strings.TrimPrefix(code, "AADSTS"))
	if err != nil {
		return judge.Phase{}, false
	}
	e, _ := entra.Explain(n)
	return judge.PhaseByID(e.Phase)
}

// mendingSteps leads to the phases in which what was explained is mended, each once.
func mendingSteps(e explain.Explanation) []steps.Choice {
	var out []steps.Choice
	seen := map[string]bool{}
	for _, x := range e.Topics {
		phase, some := mendingPhase(x.Code)
		if e.Message.Client != "" || !some || seen[phase.ID] {
			continue
		}
		seen[phase.ID] = true
		c := steps.Choice{ID: "go", Arg: phase.ID, Title: "Go to " + phase.Words(), Detail: phase.Title}
		if len(out) == 0 {
			c.Key = "g"
		}
		out = append(out, c)
	}
	return out
}

// topicLines say what each code means.
func topicLines(e explain.Explanation) steps.Block {
	var out steps.Block
	for _, x := range e.Topics {
		out = append(out, steps.Para{Weight: steps.Strong, Text: x.Code}, steps.Para{In: 2, Text: x.Meaning})
	}
	return out
}

var truthSigns = map[explain.Truth]steps.Sign{explain.TruthHolds: steps.SignBad,
	explain.TruthPossible: steps.SignLook,
	explain.TruthUnknown:  steps.SignUnsure, explain.TruthRuledOut: steps.SignPast}

// causeLines tell the causes, what is so first.
func causeLines(list []explain.Cause) steps.Block {
	if len(list) == 0 {
		return nil
	}
	out := steps.Block{steps.Para{Weight: steps.Strong, Text: "The cause here"}}
	for _, c := range list {
		out = append(out, steps.Mark{Sign: truthSigns[c.Truth], Word: c.Truth.Words() + " (" + c.For + ")",
			Text: c.Text})
		if c.Evidence != "" {
			out = append(out, steps.Para{Weight: steps.Quiet, In: 2, Text: c.Evidence})
		}
		if c.Remedy != "" {
			out = append(out, steps.Fact{Label: "  What to do", Text: c.Remedy})
		}
	}
	return out
}

// usualLines say what usually leads to a code whose cause here is not certain.
func usualLines(e explain.Explanation) []steps.Block {
	certain := map[string]bool{}
	for _, c := range e.Causes {
		certain[c.For] = certain[c.For] || c.Truth == explain.TruthHolds
	}
	var out []steps.Block
	for _, x := range e.Topics {
		if certain[x.Code] {
			continue
		}
		cause, remedy := "  Usual cause", "  What to do"
		switch x.Kind {
		case explain.TopicFinding:
			cause = "  Why it matters"
		case explain.TopicWord:
			cause, remedy = "  Why it matters here", "  Where to look"
		case explain.TopicAADSTS, explain.TopicPage, explain.TopicForeign:
		}
		b := steps.Block{steps.Para{Weight: steps.Strong, Text: "In general (" + x.Code + ")"}}
		if x.Cause != "" {
			b = append(b, steps.Fact{Label: cause, Text: x.Cause})
		}
		out = append(out, append(b, steps.Fact{Label: remedy, Text: x.Remedy}))
	}
	return out
}

// valueLines say what each id and address is. The text of a secret or a token is not in
// the explanation.
func valueLines(list []explain.Value) steps.Block {
	var out steps.Block
	for _, v := range list {
		if v.Kind == explain.ValueSupport {
			continue
		}
		if out == nil {
			out = steps.Block{steps.Para{Weight: steps.Strong, Text: "What the values are"}}
		}
		out = append(out, steps.Para{Weight: steps.Strong, In: 2, Text: text.Or(v.Text, "(not repeated)")},
			steps.Para{In: 4, Text: strings.TrimSpace(v.Means + " " + v.Do)})
	}
	return out
}

// comparedLines hold what support asks for, and what the text was set against.
func comparedLines(st steps.State, e explain.Explanation) steps.Block {
	var out steps.Block
	if id := e.Message.CorrelationID; id != "" {
		out = append(out, steps.Para{Weight: steps.Quiet, Text: "For support: correlation id " + id})
	}
	if id := e.Message.TraceID; id != "" {
		out = append(out, steps.Para{Weight: steps.Quiet, Text: "For support: trace id " + id})
	}
	switch {
	case e.Compare.Live:
		return append(out, steps.Para{Weight: steps.Quiet,
			Text: "Compared with what Entra held at " + steps.ClockTime(st.Snapshot.At) + "."})
	case st.Snapshot.SignedIn:
		return append(out, steps.Para{Weight: steps.Warning,
			Text: "No registration has been read yet, so nothing could be compared with Entra."})
	}
	return append(out, steps.Para{Weight: steps.Quiet,
		Text: "Nobody is signed in, so what Entra holds was not read."})
}
