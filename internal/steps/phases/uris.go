package phases

import (
	"fmt"
	"slices"
	"strings"

	"ssowizard/internal/mtp"
	"ssowizard/internal/paste"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// The 12 redirect URIs of step 11, taken from whatever was copied, whole or piece by piece:
// what was read, what was left out and why, what is wrong with the list. Only a list
// without failures can be taken. A check asks for the same list and compares.

// ViewPaste takes each change of the text, and shows at once how it is read. The last
// block below the rows stays in view.
const ViewPaste steps.View = "paste"

const (
	pasteMost = 512 << 10 // bytes of pasted text that are kept
	editMost  = 8 << 10   // more than this is not edited letter by letter
)

// Change edits the text of a list where it stands.
const Change steps.ChoiceID = "change"

// PageEntered asks for the rest of steps 10–11 when the list is taken.
const PageEntered steps.PageID = "S10q"

var urisNodes = []steps.Node{
	{ID: steps.PagePaste, Fresh: noDraft, Enter: beginDraft, Page: pastePage, Ways: pasteWays(
		steps.On("take", steps.To(steps.Here, PageEntered), takeDraft),
		steps.On("list", steps.To(steps.Here, PageEntered), giveDraft),
		steps.On("no", steps.To(steps.Below), notTaken),
		steps.On(steps.Done, steps.To(steps.Here, steps.Home, steps.Below), draftTaken),
	)},
	{ID: steps.PageURIs, Fresh: noDraft, Enter: beginDraft, Page: urisPage, Ways: pasteWays(
		steps.On("take", steps.To(steps.Here), takeDraft),
		steps.On("list", steps.To(steps.Here), giveDraft),
		steps.On("without", steps.To(steps.Home), func(w *steps.Walk, _ any, _ steps.Event) steps.Move {
			w.Task.WithoutURIs = true
			return steps.Move{To: steps.Home}
		}),
		steps.On(steps.Done, steps.To(steps.Here, steps.Home), draftTaken),
	)},
	{ID: PageEntered, Page: enteredPage, Ways: []steps.Way{
		steps.On("yes", steps.To(steps.Here), func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
			l := local.(*draft)
			return steps.Stay(steps.Run{Work: keeping(said{onward: true}, func(w steps.Worker) error {
				if err := l.keep(w); err != nil {
					return err
				}
				return w.Confirm(accountPhase, l.note)
			})})
		}),
		steps.On("not-yet", steps.To(steps.Here), func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
			return steps.Stay(steps.Run{Work: keeping(said{}, local.(*draft).keep)})
		}),
		steps.On(steps.Done, steps.To(steps.Next, steps.PagePhase),
			func(_ *steps.Walk, local any, e steps.Event) steps.Move {
				kept := local.(*draft).kept()
				if e.Result.(said).onward {
					return steps.Move{To: steps.Next, Effects: []steps.Effect{steps.Notice{Text: kept}}}
				}
				return toPhase(accountPhase, kept)
			}),
	}},
}

// pasteWays are the rows in which a list is put together, and those of one page.
func pasteWays(own ...steps.Way) []steps.Way {
	changed := func(do func(*steps.Walk, *draft, string)) func(*steps.Walk, any, steps.Event) steps.Move {
		return func(w *steps.Walk, local any, e steps.Event) steps.Move {
			do(w, local.(*draft), e.Arg)
			return steps.Stay()
		}
	}
	return append([]steps.Way{
		steps.On("paste", steps.To(steps.Here),
			changed(func(_ *steps.Walk, l *draft, s string) { l.add(s) })),
		steps.On("edit", steps.To(steps.Here), changed(func(_ *steps.Walk, l *draft, s string) { l.set(s) })),
		steps.On(Change, steps.To(steps.Here), changed(func(*steps.Walk, *draft, string) {})),
		steps.On("clear", steps.To(steps.Here),
			changed(func(_ *steps.Walk, l *draft, _ string) { l.set("") })),
		steps.On("examples", steps.To(steps.Here), changed(func(w *steps.Walk, l *draft, _ string) {
			l.set(lined(w.Practice.URIs))
		})),
	}, own...)
}

// draft is a list that was pasted and not taken yet. Whoever opens the page keeps it, so
// that it is there again.
type draft struct {
	begun    bool // what is known stands in it
	raw      string
	given    bool // the list was there before the page; a paste takes its place
	flagged  bool // it came with the flags, and is asked about before anything else
	wrong    mtp.Problem
	parsed   paste.Parsed
	problems []mtp.Problem
	note     string // about the word that the rest is entered
}

func noDraft() any { return &draft{} }

// Beforehand is what the page begins with for a list that came with the flags; asks tells
// whether a person has to look at it, and can take it then.
func Beforehand(p paste.Parsed) (local any, asks bool) {
	l := &draft{begun: true, raw: lined(p.URIs), flagged: true, parsed: p, problems: mtp.Judge(p.URIs)}
	return l, l.good() && l.doubted()
}

// pasted is how many addresses were pasted here and are not taken yet.
func (l *draft) pasted() int {
	if l.given {
		return 0
	}
	return len(l.parsed.URIs)
}

func lined(uris []string) string { return strings.Join(uris, "\n") }

// beginDraft fills the page with the list that is known.
func beginDraft(w *steps.Walk, local any) steps.Move {
	l := local.(*draft)
	if l.begun {
		return steps.Stay()
	}
	if uris := w.Known.Profile().Wanted.URIs; len(uris) > 0 {
		l.set(lined(uris))
	} else {
		l.set(w.List)
	}
	l.given = l.raw != ""
	return steps.Stay()
}

// set reads a text anew.
func (l *draft) set(raw string) {
	*l = draft{begun: true, raw: raw, parsed: paste.ParseURIs(raw)}
	if len(l.parsed.URIs) > 0 {
		l.problems = mtp.Judge(l.parsed.URIs)
	}
}

// add puts a paste to what is there, since the portal's list may be copied piece by piece.
// A whole list takes the place of what is there, and anything takes the place of a list
// that was whole before. A secret pasted here by mistake is not kept and not shown.
func (l *draft) add(pasted string) {
	if p, no := mtp.Misplaced(mtp.FieldRedirectURIs, pasted); no {
		l.wrong = p
		return
	}
	pasted = pasted[:min(len(pasted), pasteMost)]
	if strings.TrimSpace(pasted) == "" {
		return
	}
	alone := draft{}
	if alone.set(pasted); l.given || l.good() || alone.good() {
		*l = alone
		return
	}
	raw := l.raw
	if len(raw)+len(pasted) > pasteMost {
		raw = lined(l.parsed.URIs)
	}
	if raw != "" && !strings.HasSuffix(raw, "\n") {
		raw += "\n"
	}
	l.set(raw + pasted)
}

// good tells whether the list can be taken.
func (l *draft) good() bool {
	return len(l.parsed.URIs) > 0 &&
		!slices.ContainsFunc(l.problems, func(p mtp.Problem) bool { return p.Level == mtp.Fail })
}

// doubted tells whether something has to be looked at before the list is taken.
func (l *draft) doubted() bool { return len(l.parsed.Doubts()) > 0 }

// editable is the text to be edited: what was pasted, or the addresses read from it where
// it was a whole page.
func (l *draft) editable() string {
	if len(l.raw) <= editMost {
		return l.raw
	}
	return lined(l.parsed.URIs) + "\n"
}

func (l *draft) keep(w steps.Worker) error {
	_, err := w.SetURIs(l.parsed.URIs)
	return err
}

// kept says what was taken, and empties the draft.
func (l *draft) kept() string {
	said := text.Count(len(l.parsed.URIs), "URI") + " kept"
	if away := elsewhereWords(l.parsed.URIs, "them"); away != "" {
		said += "; " + away
	}
	*l = draft{}
	return said + "."
}

// takeDraft asks in the setup what else is entered in the MTP portal: that is a person's
// word, and is kept only where it was given. A check asks nothing and notes nothing.
func takeDraft(w *steps.Walk, local any, _ steps.Event) steps.Move {
	l := local.(*draft)
	if !l.good() {
		return steps.Stay()
	}
	if w.Task != nil || l.flagged {
		return steps.Stay(steps.Run{Work: steps.Kept(l.keep)})
	}
	l.note = text.Count(len(l.parsed.URIs), "redirect URI") + " pasted"
	if w.Practice != nil && slices.Equal(l.parsed.URIs, w.Practice.URIs) {
		l.note = "example addresses of the practice tenant"
	}
	return steps.GoTo(PageEntered, l)
}

// giveDraft takes a text that was given as a whole; one that has to be looked at first is
// shown.
func giveDraft(w *steps.Walk, local any, e steps.Event) steps.Move {
	l := local.(*draft)
	if l.add(e.Arg); l.wrong.Text != "" || l.doubted() {
		return steps.Stay()
	}
	return takeDraft(w, l, e)
}

func draftTaken(_ *steps.Walk, local any, _ steps.Event) steps.Move {
	l := local.(*draft)
	if l.flagged {
		return steps.Answer(true, steps.Notice{Text: l.kept()})
	}
	return steps.Move{To: steps.Home, Effects: []steps.Effect{steps.Notice{Text: l.kept()}}}
}

// notTaken leaves a list that came with the flags, and says what of it leads elsewhere.
func notTaken(_ *steps.Walk, local any, _ steps.Event) steps.Move {
	said := "The list was not taken"
	if away := elsewhereWords(local.(*draft).parsed.URIs, "its addresses"); away != "" {
		said += "; " + away
	}
	return steps.Close(steps.Notice{Text: said + "."})
}

func enteredPage(_ steps.State, local any) steps.Page {
	l := local.(*draft)
	stands := steps.Marked(steps.SignGood, "The list is good.")
	if away := elsewhereWords(l.parsed.URIs, "the addresses"); away != "" {
		stands = steps.Marked(steps.SignLook, away+". The list is taken with it, as it was read.")
	} else if l.doubted() {
		stands = steps.Marked(steps.SignLook, "The list is taken as it was read, with what is marked.")
	}
	return steps.Page{Heading: "Steps 10–11 · The rest of them", Phase: accountPhase, Box: true,
		Blocks: []steps.Block{stands, steps.Paragraph(fmt.Sprintf("Are the type \"Microsoft\", %q and %q "+
			"entered in the MTP portal too?", fieldName(mtp.FieldClientID), fieldName(mtp.FieldTenantID)))},
		Choices: []steps.Choice{
			{ID: "yes", Title: "Yes, type and both ids are entered", Key: "y", Word: true,
				Detail: "noted with the date; only you can know"},
			{ID: "not-yet", Title: "Not yet, just keep the list", Key: "n", Detail: "back to steps 10–11"},
		}}
}
