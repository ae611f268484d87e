package phases

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
)

// Steps 12–14: the MTP portal's redirect URIs and Entra's side by side, with what each
// of them needs, and one choice that puts them in order. What the portal does not name is
// kept.

// boardPhase holds the redirect URIs of the registration.
const boardPhase = "12-14"

// ViewBoard sets the two addresses of a row side by side.
const ViewBoard steps.View = "board"

var boarding = []steps.Node{
	Stepped{Phase: boardPhase, spare: 40, Facts: boardFacts, bare: true, Own: boardChoices, More: boardPage,
		Ways: []steps.Way{
			steps.Leads("paste", steps.PagePaste),
			steps.On("copy", steps.To(steps.Here), copyRow),
		}}.Node(),
}

// boardFacts count the states. Before the registration was read they say so: an unread
// list is not an empty one.
func boardFacts(st steps.State, _ any) []steps.Block {
	r, b := st.Verdict.Phase(boardPhase), judge.BoardOf(st.Snapshot, st.Profile)
	head := steps.Mark{Sign: steps.Sign(r.Status), Weight: steps.Strong, Text: b.Summary()}
	switch n := len(st.Profile.Wanted.URIs); {
	case n == 0:
		head = steps.Mark{Sign: steps.SignUnsure,
			Text: "The MTP portal's list is not known here yet, so there is nothing to compare with."}
	case !st.Snapshot.App.Known:
		head = steps.Mark{Sign: steps.SignUnsure, Text: "Entra's list could not be read: " +
			st.Snapshot.App.Why.Text}
	case st.Snapshot.App.Value == nil:
		head = steps.Mark{Sign: steps.SignUnsure, Text: "The registration is not made yet (steps 3–8)."}
	case b.Complete():
		head.Text = fmt.Sprintf("%d of %d registered under SPA, byte for byte",
			b.Count(mtp.StatusRegistered), n)
	}
	out := steps.Block{head}
	if r.Word != nil {
		out = slices.Insert(out, 0, steps.Line(steps.Mark{Sign: steps.Sign(r.Status),
			Text: StatusWords[r.Status] + " · " +
				Noted(*r.Word)}))
	}
	if len(b.Rows) == 0 {
		return []steps.Block{out, phaseFindings(r)}
	}
	return []steps.Block{out}
}

// boardRows are the rows under their common beginnings, the foreign ones last.
func boardRows(st steps.State) []steps.Row {
	groups := map[string][]steps.Row{}
	var order []string
	const foreign = "not in the MTP portal's list"
	for _, r := range judge.BoardOf(st.Snapshot, st.Profile).Rows {
		section := foreign
		if r.Status != mtp.StatusExtra {
			if section = originOf(r.Want); groups[section] == nil {
				order = append(order, section)
			}
		}
		row := steps.Row{Section: section, Pair: &r, Title: rowWords(r)}
		row.Sign, row.Label = rowState(st, r)
		groups[section] = append(groups[section], row)
	}
	var out []steps.Row
	for _, section := range append(order, foreign) {
		out = append(out, groups[section]...)
	}
	for i := range out {
		out[i].Arg = strconv.Itoa(i)
	}
	return out
}

// rowState is how an address stands, as a sign and in a word. What is missing is a fault
// only once something was put in order before.
func rowState(st steps.State, r mtp.Row) (steps.Sign, string) {
	switch r.Status {
	case mtp.StatusRegistered:
		return steps.SignGood, "registered"
	case mtp.StatusWrongPlatform:
		return steps.SignBad, "under " + r.Platform.String()
	case mtp.StatusNearMiss:
		return steps.SignLook, "nearly"
	case mtp.StatusExtra:
		return steps.SignNote, "kept, not ours"
	case mtp.StatusMissing:
	}
	switch {
	case st.Snapshot.App.Value == nil:
		return steps.SignUnsure, "not read"
	case st.Verdict.Phase(boardPhase).Status == setup.StatusFail:
		return steps.SignBad, "missing"
	}
	return steps.Sign(setup.StatusTodo), "missing"
}

// rowWords say a row in one line.
func rowWords(r mtp.Row) string {
	switch r.Status {
	case mtp.StatusRegistered:
		return "registered: " + r.Want
	case mtp.StatusMissing:
		return "missing: " + r.Want
	case mtp.StatusWrongPlatform:
		return fmt.Sprintf("wrong platform (%s): %s", r.Platform, r.Want)
	case mtp.StatusNearMiss:
		return fmt.Sprintf("nearly the same (%s): wanted %s, found %s under %s", r.Differs, r.Want, r.Found,
			r.Platform)
	case mtp.StatusExtra:
	}
	return fmt.Sprintf("not in the MTP portal's list, kept: %s under %s", r.Found, r.Platform)
}

func boardChoices(st steps.State, _ any) []steps.Choice {
	if len(st.Profile.Wanted.URIs) > 0 {
		return []steps.Choice{{ID: "paste", Title: "Paste again", Key: "v",
			Detail: "another list from the MTP portal"}}
	}
	return []steps.Choice{{ID: "paste", Title: "Paste the 12 redirect URIs", Key: "v",
		Detail: "from the tab " + theTab() + " in the MTP portal"}}
}

// boardPage adds the rows, and what putting them in order would do. There is nothing to
// put in order before the list is known, or where nothing would change.
func boardPage(st steps.State, _ any, p *steps.Page) {
	p.View, p.Rows = ViewBoard, boardRows(st)
	for i, u := range st.Profile.Wanted.URIs {
		p.Values = append(p.Values, steps.Value{Label: fmt.Sprintf("Redirect URI %d", i+1), Text: u})
	}
	for _, r := range p.Rows {
		p.Sensitive = append(p.Sensitive, append(steps.WithHosts(r.Pair.Want),
			steps.WithHosts(r.Pair.Found)...)...)
	}
	last := len(p.Blocks) - 1 // who may do it: the lists need the room
	p.Blocks, p.Below = p.Blocks[:last], append(p.Below, p.Blocks[last])
	a, read := arrangement(st, mtp.ReplaceNear()) // it is asked about
	p.Choices = slices.DeleteFunc(p.Choices, func(c steps.Choice) bool {
		return c.Way == change.WayDo && (len(st.Profile.Wanted.URIs) == 0 || read && !a.Changed)
	})
	for i, c := range p.Choices {
		if c.Way == change.WayDo {
			p.Choices[i].Title, p.Choices[i].Key = "Put in order", "a"
			if st.SignedIn {
				p.Choices[i].Detail = orderWords(a) + "; shown before it is written"
			}
		}
	}
	if read {
		kept, _ := arrangement(st)
		for _, problem := range kept.Problems() {
			p.Below = append(p.Below, problemLines(problem))
		}
	}
	if len(p.Rows) > 0 {
		p.Choices = append(p.Choices, steps.Choice{ID: "copy", Title: "Copy this one", Key: "c", Quiet: true,
			Screen: true})
	}
}

// arrangement is what putting in order would change now; read tells whether Entra's list
// is known.
func arrangement(st steps.State, how ...mtp.Option) (a mtp.Arrangement, read bool) {
	if st.Snapshot.App.Value == nil {
		return mtp.Arrange(st.Profile.Wanted.URIs, nil), false
	}
	return mtp.Arrange(st.Profile.Wanted.URIs, judge.Registered(st.Snapshot.App.Value), how...), true
}

// orderWords count what putting in order would do: "11 to add, 1 to move to SPA".
func orderWords(a mtp.Arrangement) string {
	var parts []string
	for _, x := range []struct {
		n    int
		what string
	}{{len(a.Added), "to add"}, {len(a.Moved), "to move to SPA"},
		{len(a.Replaced), "nearly the same (you are asked)"}, {len(a.Kept), "kept"}} {
		if x.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", x.n, x.what))
		}
	}
	return strings.Join(parts, ", ")
}

// problemLines say what is wrong with an address or a list, and what to do.
func problemLines(p mtp.Problem) steps.Block {
	sign := steps.SignLook
	if p.Level == mtp.Fail {
		sign = steps.SignBad
	}
	if p.URI != "" {
		p.Text = p.URI + ": " + p.Text
	}
	out := steps.Block{steps.Mark{Sign: sign, Text: p.Text}}
	if p.Remedy != "" {
		out = append(out, steps.Para{Weight: steps.Quiet, In: 2, Text: p.Remedy})
	}
	return out
}

func copyRow(w *steps.Walk, _ any, e steps.Event) steps.Move {
	rows := boardRows(w.State())
	i, err := strconv.Atoi(e.Arg)
	if err != nil || i < 0 || i >= len(rows) {
		return steps.Stay()
	}
	if want := rows[i].Pair.Want; want != "" {
		return steps.Stay(steps.Copy{Label: "Redirect URI of the MTP portal", Text: want})
	}
	return steps.Stay(steps.Copy{Label: "Redirect URI in Entra", Text: rows[i].Pair.Found})
}

// originOf is scheme and host of an address, as they are written.
func originOf(uri string) string {
	scheme, rest, some := strings.Cut(uri, "://")
	if !some {
		return uri
	}
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	return scheme + "://" + rest
}
