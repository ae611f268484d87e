package tui

import (
	"strings"

	"ssowizard/internal/explain"
	"ssowizard/internal/text"
)

// topicsView says what each code means.
func topicsView(f frame, e explain.Explanation) string {
	var out []string
	for _, x := range e.Topics {
		out = append(out, f.Para(f.Theme.Strong, x.Code, 0), f.Para(f.Theme.Text, x.Meaning, 2))
	}
	return strings.Join(out, "\n")
}

// causesView tells the causes, what is so first: the signs are those of findings.
func causesView(f frame, list []explain.Cause) string {
	if len(list) == 0 {
		return ""
	}
	t := f.Theme
	signs := map[explain.Truth]string{explain.TruthHolds: t.Bad.Render("✗ "),
		explain.TruthPossible: t.Look.Render("! "), explain.TruthUnknown: t.Unsure.Render("? "),
		explain.TruthRuledOut: t.Muted.Render("– ")}
	out := []string{f.Para(t.Strong, "The cause here", 0)}
	for _, c := range list {
		out = append(out, f.Hang(signs[c.Truth], t.Text, c.Truth.Words()+" ("+c.For+"): "+c.Text))
		if c.Evidence != "" {
			out = append(out, f.Para(t.Muted, c.Evidence, 2))
		}
		if c.Remedy != "" {
			out = append(out, f.Hang("  "+t.Muted.Render("What to do  "), t.Text, c.Remedy))
		}
	}
	return strings.Join(out, "\n")
}

// usualView says what usually leads to a code whose cause here is not certain.
func usualView(f frame, e explain.Explanation) string {
	t := f.Theme
	certain := map[string]bool{}
	for _, c := range e.Causes {
		certain[c.For] = certain[c.For] || c.Truth == explain.TruthHolds
	}
	var out []string
	for _, x := range e.Topics {
		if certain[x.Code] {
			continue
		}
		label := "Usual cause "
		if x.Kind == explain.TopicFinding {
			label = "Why it matters "
		}
		out = append(out, f.Para(t.Strong, "In general ("+x.Code+")", 0))
		if x.Cause != "" {
			out = append(out, f.Hang("  "+t.Muted.Render(label), t.Text, x.Cause))
		}
		out = append(out, f.Hang("  "+t.Muted.Render("What to do  "), t.Text, x.Remedy))
	}
	return strings.Join(out, "\n")
}

// valuesView says what each id and address is. The text of a secret or a token is
// not in the explanation.
func valuesView(f frame, list []explain.Value) string {
	t := f.Theme
	var out []string
	for _, v := range list {
		if v.Kind == explain.ValueSupport {
			continue
		}
		if out == nil {
			out = []string{f.Para(t.Strong, "What the values are", 0)}
		}
		out = append(out, f.Whole(t.Accent, text.Or(v.Text, "(not repeated)"), 2),
			f.Para(t.Text, strings.TrimSpace(v.Means+" "+v.Do), 4))
	}
	return strings.Join(out, "\n")
}

// explainFoot holds what support asks for, and what the text was set against.
func explainFoot(f frame, e explain.Explanation) string {
	t, m := f.Theme, e.Message
	var out []string
	if m.CorrelationID != "" {
		out = append(out, f.Para(t.Muted, "For support: correlation id "+m.CorrelationID, 0))
	}
	if m.TraceID != "" {
		out = append(out, f.Para(t.Muted, "For support: trace id "+m.TraceID, 0))
	}
	switch {
	case e.Compare.Live:
		out = append(out, f.Para(t.Muted, "Compared with what Entra held at "+clockTime(f.State.Snapshot.At)+".",
			0))
	case f.State.Snapshot.SignedIn:
		out = append(out, f.Para(t.Look,
			"No registration has been read yet, so nothing could be compared with Entra.", 0))
	default:
		out = append(out, f.Para(t.Muted, "Nobody is signed in, so what Entra holds was not read.", 0))
	}
	return strings.Join(out, "\n")
}
