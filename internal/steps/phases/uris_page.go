package phases

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ssowizard/internal/mtp"
	"ssowizard/internal/paste"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// How a pasted list was read, in words: first what has to be looked at, then the
// addresses, then what was left out.

func pastePage(st steps.State, local any) steps.Page {
	l := local.(*draft)
	p := readingOf(st, l)
	p.Phase, p.Heading = accountPhase, "Step 11 · The 12 redirect URIs"
	if l.flagged {
		p.Heading = "The list of redirect URIs that was given has to be looked at before it is taken."
		p.Input, p.At = nil, 1
		p.Choices = []steps.Choice{{ID: "take", Title: takeAsRead, Word: true},
			{ID: "no", Title: "Do not take it; it can be pasted later"}}
	}
	return p
}

// urisPage asks for the list in a check, which goes on without it too.
func urisPage(st steps.State, local any) steps.Page {
	p := readingOf(st, local.(*draft))
	p.Heading = st.Task.Title + " · the 12 redirect URIs"
	if local.(*draft).raw == "" {
		p.Choices = append(p.Choices, steps.Choice{ID: "without", Title: "Go on without the list", Key: "k",
			Detail: "No list at hand? The rest is checked all the same"})
	}
	return p
}

const takeAsRead = "Take these addresses as they were read"

// readingOf is the page of a list: how to give it, or how it was read.
func readingOf(st steps.State, l *draft) steps.Page {
	p := steps.Page{View: ViewPaste, Input: listInput(l)}
	for _, u := range l.parsed.URIs {
		p.Sensitive = append(p.Sensitive, steps.WithHosts(u)...)
	}
	if l.raw == "" {
		p.Blocks = []steps.Block{steps.Paragraph("In the MTP portal (\"System\" > \"Single sign-on\"), " +
			"copy the whole list from the tab " + theTab() + ". Then paste it here as you paste in this " +
			"terminal: a right click, Ctrl+Shift+V or Cmd+V.")}
		p.Below = []steps.Block{{steps.Para{Weight: steps.Quiet, Text: "Lines, numbered lists, tables, " +
			"quotes and HTML are all read. Piece by piece works too: each paste adds to the list. Nothing " +
			"is kept before the list is taken."}}}
		p.Choices = emptyChoices(st)
		return p
	}
	p.Blocks = []steps.Block{problemsOf(l), mendedOf(l), droppedOf(l, true)}
	p.Rows = addressRows(l)
	rest := droppedOf(l, false)
	if !l.good() && len(looks(l)) > 0 { // what was left out may be what is missing
		p.Blocks, rest = append(p.Blocks, rest), nil
	}
	p.Below = []steps.Block{rest, tally(st, l)}
	p.Choices = draftChoices(st, l)
	return p
}

// listInput takes the list line by line; a full screen takes each change of it.
func listInput(l *draft) *steps.Input {
	in := &steps.Input{ID: "list", Label: "Paste them here", Value: l.editable(), Most: editMost,
		Help: "The addresses of the MTP portal's tab " + theTab() + ", in any shape.",
		Check: func(pasted string) error {
			if p, no := mtp.Misplaced(mtp.FieldRedirectURIs, pasted); no {
				return fmt.Errorf("%s", p.Text)
			}
			return nil
		},
		Lines: &steps.Lines{Ask: fmt.Sprintf("Paste the list now. Any shape will do. A line with a dot "+
			"ends it; so does an empty line once %d were read.", mtp.URICount), Read: readSoFar}}
	if l.wrong.Text != "" {
		in.Wrong = strings.TrimSpace(l.wrong.Text + " " + l.wrong.Remedy + " It was not kept.")
	}
	switch {
	case l.given || l.good():
		in.Label = "Paste another list"
	case l.raw != "":
		in.Label = "Paste more; what was read stays"
	}
	return in
}

// theTab is where the MTP portal shows the list.
func theTab() string { return "\"" + fieldName(mtp.FieldRedirectURIs) + "\"" }

func readSoFar(so string) (said string, enough bool) {
	have := len(paste.ParseURIs(so).URIs)
	return fmt.Sprintf("%d of %d read. Paste the rest, or a dot to stop here.", have, mtp.URICount),
		have >= mtp.URICount
}

func emptyChoices(st steps.State) []steps.Choice {
	if st.Practice == nil || len(st.Practice.URIs) == 0 {
		return nil
	}
	return []steps.Choice{{ID: "examples", Title: "Use the practice tenant's example URIs",
		Enter: "put in examples (practice)", Detail: fmt.Sprintf("In practice: puts in %d addresses made up "+
			"for it, marked as examples", len(st.Practice.URIs))}}
}

func draftChoices(st steps.State, l *draft) []steps.Choice {
	take := steps.Choice{ID: "take", Title: "Take the list", Enter: "take the list"}
	if l.doubted() {
		take.Title, take.Detail, take.Word = takeAsRead, "with what is marked above", true
	}
	if st.Task != nil {
		take.Enter = "compare with Entra"
		take.Detail = strings.TrimPrefix(take.Detail+
			"; then they are compared with Entra, and nothing is written", "; ")
	}
	if !l.good() {
		take.Off = "Paste what is missing, or edit the text. The list can be taken once nothing is " +
			"marked ✗."
	}
	return []steps.Choice{take, {ID: Change, Title: "Edit the text", Key: "e", Screen: true},
		{ID: "clear", Title: "Start over", Key: "ctrl+u"}}
}

// problemsOf are those of the whole list, and of single addresses by their names.
func problemsOf(l *draft) steps.Block {
	var out steps.Block
	if len(l.parsed.URIs) == 0 {
		out = steps.Block{steps.Mark{Sign: steps.SignBad, Text: "No address was found in this text."},
			steps.Para{Weight: steps.Quiet, In: 2,
				Text: "An address begins with https://. Copy the list from the tab " + theTab() + "."}}
	}
	for _, p := range l.problems {
		out = append(out, problemLines(p)...)
	}
	return out
}

// mendsNamed is how many addresses are named where they were mended alike; of more, the
// list below has the marks.
const mendsNamed = 4

// mendedOf says what was undone, and in which addresses.
func mendedOf(l *draft) steps.Block {
	var order []string
	alike := map[string][]string{}
	for _, m := range l.parsed.Mended {
		why := strings.Join(m.Why, ", ")
		if alike[why] == nil {
			order = append(order, why)
		}
		alike[why] = append(alike[why], m.URI)
	}
	var out steps.Block
	for _, why := range order {
		uris, said := alike[why], "1 address was mended: "+why+"."
		if len(uris) > 1 {
			said = fmt.Sprintf("%d addresses were mended, those marked below. Of each: %s.", len(uris), why)
		}
		out = append(out, steps.Mark{Sign: steps.SignLook, Text: said})
		if len(uris) > mendsNamed {
			continue
		}
		for _, u := range uris {
			out = append(out, steps.Para{Weight: steps.Quiet, In: 4, Text: u})
		}
	}
	return out
}

// looks are the dropped pieces that are worth a line: not mere list marks.
func looks(l *draft) []paste.Dropped {
	return slices.DeleteFunc(slices.Clone(l.parsed.Dropped), func(d paste.Dropped) bool {
		return d.Kind.Noise() || d.Kind == paste.DropDuplicate
	})
}

// droppedNamed is how many pieces are named one by one.
const droppedNamed = 8

// droppedOf says what was not taken and why: what may be part of an address, or the rest.
func droppedOf(l *draft, doubtful bool) steps.Block {
	list := slices.DeleteFunc(looks(l), func(d paste.Dropped) bool { return d.Doubtful() != doubtful })
	out, sign := steps.Block{steps.Para{Weight: steps.Strong, Text: "Left out"}}, steps.SignNote
	if doubtful {
		out, sign = steps.Block{steps.Para{Weight: steps.Strong, Text: "Left out beside an address"}},
			steps.SignLook
	}
	add := func(said string) { out = append(out, steps.Mark{Sign: sign, Weight: steps.Quiet, Text: said}) }
	for i, d := range list {
		if i == droppedNamed && len(list) > droppedNamed+1 {
			out = append(out, steps.Para{Weight: steps.Quiet, In: 2,
				Text: "and " + text.Count(len(list)-droppedNamed, "more piece")})
			break
		}
		said := d.Why()
		if d.Text != "" {
			said = fmt.Sprintf("line %d, \"%s\": %s", d.Line, d.Text, said)
		}
		add(said)
	}
	marks := 0
	for _, d := range l.parsed.Dropped {
		if d.Kind.Noise() {
			marks += max(d.Count, 1)
		}
	}
	if !doubtful && l.parsed.Duplicates > 0 {
		add("the same address again: " + strconv.Itoa(l.parsed.Duplicates))
	}
	if !doubtful && marks > 0 {
		add("list marks, quotes and the like: " + strconv.Itoa(marks))
	}
	if len(out) == 1 {
		return nil
	}
	return out
}

// addressRows are the addresses under their common beginnings, each with its state and its
// place in the list.
func addressRows(l *draft) []steps.Row {
	groups := map[string][]steps.Row{}
	var order []string
	away := mtp.Elsewhere(l.parsed.URIs)
	for i, u := range l.parsed.URIs {
		origin := originOf(u)
		if groups[origin] == nil {
			order = append(order, origin)
		}
		row := steps.Row{Number: strconv.Itoa(i+1) + ".", Title: u, Section: origin, Sign: l.sign(u)}
		if slices.Contains(away, u) && row.Sign == steps.SignGood {
			row.Sign = steps.SignLook
		}
		groups[origin] = append(groups[origin], row)
	}
	var out []steps.Row
	for _, origin := range order {
		out = append(out, groups[origin]...)
	}
	return out
}

// sign is how an address stands: what is wrong with it, whether it was mended, or whether
// something was left out beside it.
func (l *draft) sign(uri string) steps.Sign {
	sign := steps.SignGood
	for _, p := range l.problems {
		if p.URI == uri && p.Level == mtp.Fail {
			return steps.SignBad
		} else if p.URI == uri {
			sign = steps.SignLook
		}
	}
	mended := func(m paste.Mended) bool { return m.URI == uri }
	beside := func(d paste.Dropped) bool { return d.Near == uri && d.Doubtful() }
	if slices.ContainsFunc(l.parsed.Mended, mended) || slices.ContainsFunc(l.parsed.Dropped, beside) {
		return steps.SignLook
	}
	return sign
}

// tally is the count in one line.
func tally(st steps.State, l *draft) steps.Block {
	parts := []string{fmt.Sprintf("%d of %d addresses read", len(l.parsed.URIs), mtp.URICount)}
	add := func(n int, one, more string) {
		if n > 0 {
			parts = append(parts, text.Plural(n, one, more))
		}
	}
	add(l.parsed.Duplicates, "came twice", "came twice")
	add(len(looks(l)), "piece left out", "pieces left out")
	add(len(mtp.Elsewhere(l.parsed.URIs)), "leads elsewhere", "lead elsewhere")
	if st.Practice != nil && slices.Equal(l.parsed.URIs, st.Practice.URIs) {
		parts = append(parts, "examples, for practice only")
	}
	sign := steps.SignGood
	switch {
	case !l.good():
		sign = steps.SignBad
	case l.doubted():
		sign = steps.SignLook
	}
	return steps.Block{steps.Mark{Sign: sign, Weight: steps.Strong, Text: strings.Join(parts, " · ")}}
}

// elsewhereWords say how many addresses of a list lead to another host than it should
// hold, and to which: "1 of them leads elsewhere, to mtp.bvolp.net"; "" for none.
func elsewhereWords(uris []string, of string) string {
	away := mtp.Elsewhere(uris)
	var hosts []string
	for _, u := range away {
		_, host, _ := strings.Cut(originOf(u), "://")
		if !slices.Contains(hosts, host) {
			hosts = append(hosts, host)
		}
	}
	if len(hosts) > 3 {
		hosts = append(hosts[:3], "and more")
	}
	if len(away) == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %s %s elsewhere, to %s", len(away), of,
		map[bool]string{true: "leads", false: "lead"}[len(away) == 1], strings.Join(hosts, ", "))
}
