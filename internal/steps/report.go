package steps

import (
	"slices"
	"strings"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// What a check came to: the verdict, the cause, everything that was noticed with what was
// wanted and what is there, and every step. Repairs begin here; nothing is written from
// this page itself.

// ViewReport is the report in lines as a check without questions prints it.
const ViewReport View = "report"

// lowReport is the height below which the head of a report is short: the list says it.
const lowReport = 20

var reporting = []node{
	{id: PageReport, page: reportPage, enter: beginReport, ways: []way{
		{"go", []PageID{Here, PageOpen, PageUnclaimed, PageRenew, PageURIs, PagePhase}, fromReport},
		to("repair-all", PageRepairs),
		{"read", []PageID{Here, PageTenant}, readReport},
		{Done, []PageID{Here}, wasRead},
		{Failed, []PageID{Here}, wasNotRead},
		to("uris", PageURIs),
		{"other", []PageID{PageChoose}, func(w *Walk, _ any, _ Event) Move {
			w.task.Choosing = true
			return Move{To: PageChoose}
		}},
		to("prove", PageProof),
		to("unlock", PageUnlock),
		to("calendar", PageCalendar),
		to("consent", PageConsent),
		to("support", PageSupport),
		{Returned, []PageID{Here}, func(w *Walk, local any, _ Event) Move {
			m := beginReport(w, local)
			m.Begins, m.Task = true, w.task.ID // one that was begun here is over
			return m
		}},
	}},
	{id: PageUnsigned, page: unsignedPage, enter: tryKept, ways: []way{
		{"again", []PageID{Here}, func(w *Walk, local any, _ Event) Move { return tryKept(w, local) }},
		{Done, []PageID{Home}, func(w *Walk, _ any, _ Event) Move {
			w.task.WithoutURIs = true // Entra's list is not read, so there is nothing to compare with
			return Move{To: Home}
		}},
	}},
	{id: PageURIs, page: urisPage, ways: []way{
		{"paste", []PageID{PagePaste}, func(*Walk, any, Event) Move { return Move{To: PagePaste} }},
		{Returned, []PageID{Here, Home}, func(w *Walk, _ any, _ Event) Move {
			if len(w.known.Profile().Wanted.URIs) == 0 {
				return stay()
			}
			return Move{To: Home}
		}},
		{"without", []PageID{Home}, func(w *Walk, _ any, _ Event) Move {
			w.task.WithoutURIs = true
			return Move{To: Home}
		}},
	}},
}

// The pages around a report.

// beginReport is where another choice of a registration is over.
func beginReport(w *Walk, _ any) Move {
	w.task.Choosing = false
	return stay()
}

func readReport(w *Walk, _ any, _ Event) Move {
	if !w.known.SignedIn() {
		return Move{To: PageTenant}
	}
	return stay(Run{w.readWork("Reading again")})
}

func reportPage(st State, _ any) Page {
	repairs := change.Repairs(st.Verdict)
	p := Page{Heading: st.Task.Title + " · report", View: ViewReport, Pick: "go there",
		End: len(repairs) == 0, Values: bothIDs(st),
		Blocks: []Block{reportHead(st)}, Rows: reportRows(st, repairs)}
	p.Choices = reportChoices(st, slices.DeleteFunc(repairs, change.Repair.Alone))
	for _, x := range st.Verdict.Noticed(setup.LevelFail, setup.LevelWarn, setup.LevelUnknown,
		setup.LevelNote) {
		p.Sensitive = append(p.Sensitive, withHosts(x.Subject)...)
		for _, said := range []string{x.Want(), x.Got()} {
			for _, word := range strings.Fields(said) {
				if strings.Contains(word, "://") {
					p.Sensitive = append(p.Sensitive, withHosts(word)...)
				}
			}
		}
	}
	return p
}

func reportChoices(st State, together []change.Repair) []Choice {
	quiet := func(id ChoiceID, title, key, detail string) Choice {
		return Choice{ID: id, Title: title, Key: key, Detail: detail, Quiet: true}
	}
	var out []Choice
	if len(together) > 0 {
		out = append(out, quiet("repair-all", "Repair all", "a",
			"steps "+spans(together)+", each shown before it is written"))
	}
	if st.Locked != "" {
		out = append(out, quiet("unlock", "Unlock the file", "u", ""))
	}
	if st.Profile.Secret.KeyID != "" {
		out = append(out, quiet("prove", "Prove", "p", ""))
	}
	out = append(out, quiet("read", "Read again", "r", ""), quiet("uris", "Redirect URIs", "v", ""),
		quiet("other", "Other registration", "f", ""))
	if mayRemind(st) {
		out = append(out, calendarChoice)
	}
	return append(append(out, consentChoice(st)...), quiet("support", "Support", "w", ""))
}

func spans(list []change.Repair) string {
	var out []string
	for _, r := range list {
		out = append(out, r.Phase.Span())
	}
	return strings.Join(out, ", then ")
}

// reportHead is the verdict, the cause, and when it was read.
func reportHead(st State) Block {
	status, said := Headline(st.Verdict)
	out := Block{Mark{Sign: Sign(status), Weight: Strong, Text: said}}
	if label, cause, follows := causeWords(st.Verdict); cause != "" {
		low, _, _ := strings.Cut(cause, ". ")
		out = append(out, Fact{Label: "  " + label, Text: cause, Low: low})
		if follows != "" {
			out = append(out, Para{Weight: Quiet, In: 4, Spare: lowReport,
				Text: "What follows from it: " + follows + "."})
		}
	}
	p, s := st.Profile, st.Snapshot
	name := p.App.Name
	if s.App.Value != nil {
		name = s.App.Value.DisplayName
	} else if s.Deleted.Value != nil {
		name = s.Deleted.Value.DisplayName
	}
	about := text.Or(name, p.App.AppID) + " · read at " + clockTime(s.At)
	if st.SignedIn && !st.MayWrite {
		about += " with a sign-in that asked to read"
	}
	return append(out, Para{Weight: Quiet, In: 2, Text: about})
}

// reportRows are what can be chosen: what is wrong, what is left to do, the other
// findings, then every step; between them what sign-in stands on, to be read.
func reportRows(st State, repairs []change.Repair) []Row {
	v := st.Verdict
	wrong := "What is wrong, the cause first"
	if v.OnlyLooks() {
		wrong = "What needs a look"
	}
	offers := &repairOffers{list: repairs, offered: map[string]bool{}}
	out := findingRows(st, wrong, v.Noticed(setup.LevelFail, setup.LevelWarn), offers)
	for _, id := range v.Left {
		out = append(out, phaseRow("Still to do", v.Phase(id)))
	}
	out = append(out, findingRows(st, "What could not be checked",
		v.Noticed(setup.LevelUnknown), offers)...)
	out = append(out, findingRows(st, "What was noticed besides", v.Noticed(setup.LevelNote), offers)...)
	out = append(out, chainRows(v)...)
	for _, r := range v.Phases {
		out = append(out, phaseRow("Every step", r))
	}
	return out
}

// findingRows are findings with what was wanted, what is there, why it matters and what
// to do. Line by line only what can be repaired is offered, once for each repair.
func findingRows(st State, section string, list []judge.Noticed, offers *repairOffers) []Row {
	var out []Row
	for _, x := range list {
		row := Row{ID: "go", Arg: noticedArg(x), Section: section, Sign: signOf(x.Level), Title: x.Said(),
			Under: findingFacts(x), Later: true}
		if phase, of := judge.PhaseByID(x.Phase); of {
			row.Span = phase.Span()
		}
		if r, some := repairOf(offers.list, x); some && !offers.offered[r.ID] {
			offers.offered[r.ID], row.Later = true, false
			row.Label = r.Phase.Heading() + ": " + repairVerb(st, r)
			row.Numbers = numbers(r.Phase)
		}
		out = append(out, row)
	}
	return out
}

// repairOffers are the repairs that there are, and which of them a row has offered.
type repairOffers struct {
	list    []change.Repair
	offered map[string]bool
}

func noticedArg(x judge.Noticed) string { return x.Phase + "|" + string(x.Code) + "|" + x.Subject }

func repairOf(list []change.Repair, x judge.Noticed) (change.Repair, bool) {
	i := slices.IndexFunc(list, func(r change.Repair) bool { return slices.Contains(r.Mends, x.Finding) })
	if i < 0 {
		return change.Repair{}, false
	}
	return list[i], true
}

// repairVerb is what a repair does, as a choice says it.
func repairVerb(st State, r change.Repair) string {
	switch r.ID {
	case change.RepairOpenToAll:
		return "Open it to everybody in the company, or leave it to assigned people"
	case change.RepairUnclaimed:
		return "Remove a secret of ssowizard's that this computer does not use, or keep it"
	case change.RepairByRenewal:
		return "Renew the secret, so that nothing stops meanwhile"
	}
	verb, _ := change.ActionOf(r.Phase.ID).Words(st.Snapshot)
	return verb
}

func findingFacts(x judge.Noticed) Block {
	var out Block
	add := func(label, said string) {
		if said != "" {
			out = append(out, Fact{Label: label, Text: said})
		}
	}
	want, got := x.Contrast()
	if !strings.Contains(x.Said()+want+got, x.Subject) {
		add("About", x.Subject)
	}
	add("Wanted", want)
	add("Found", got)
	add("What to do", x.Remedy()) // before the reason: a low window cuts the end
	phase, _ := judge.PhaseByID(x.Phase)
	add("Why", text.Or(x.Matters(), phase.Why))
	return out
}

func signOf(l setup.Level) Sign {
	return map[setup.Level]Sign{setup.LevelNote: SignNote, setup.LevelWarn: SignLook,
		setup.LevelFail: SignBad, setup.LevelUnknown: SignUnsure}[l]
}

// phaseRow is one phase with how it stands.
func phaseRow(section string, r judge.PhaseReport) Row {
	said := r.Now
	switch {
	case r.Status == setup.StatusOK:
		said = text.Or(r.Evidence(), r.Now)
	case r.Follows != "":
		first, _ := judge.PhaseByID(r.Follows)
		said = "follows from " + first.Words()
	case r.Word != nil:
		said = text.DayAndTime(r.Word.At)
		if r.Word.Note != "" {
			said += " · " + r.Word.Note
		}
	}
	return Row{ID: "go", Arg: r.Phase.ID, Section: section, Sign: Sign(r.Status), Span: r.Phase.Span(),
		Title: r.Phase.Title, Beside: said, Later: true}
}

// fromReport leads from a finding to where it is mended, and from a phase to its page.
func fromReport(w *Walk, _ any, e Event) Move {
	v := w.verdict()
	list := v.Noticed(setup.LevelFail, setup.LevelWarn, setup.LevelUnknown, setup.LevelNote)
	i := slices.IndexFunc(list, func(x judge.Noticed) bool { return noticedArg(x) == e.Arg })
	if i < 0 {
		return open(PagePhase, e.Arg)
	}
	x := list[i]
	switch r, _ := repairOf(change.Repairs(v), x); r.ID {
	case change.RepairOpenToAll:
		return Move{To: PageOpen}
	case change.RepairUnclaimed:
		return Move{To: PageUnclaimed}
	case change.RepairByRenewal:
		return Move{To: PageRenew, Begins: true, Task: TaskRenew}
	}
	switch x.Code {
	case setup.CodePortalURIsUnknown:
		return Move{To: PageURIs}
	case setup.CodeClockSkew:
		return stay(Notice{"This one is mended outside Entra and the MTP portal, as it says."})
	}
	return open(PagePhase, x.Phase)
}

// tryKept tries the kept secret. What came of it is in the snapshot.
func tryKept(*Walk, any) Move { return stay(Run{tryingKept}) }

func unsignedPage(st State, _ any) Page {
	return Page{Heading: st.Task.Title + " · without a sign-in",
		Blocks: []Block{para("Nobody signs in, so only the kept secret is tried: whether a token can be " +
			"obtained with it, whether that carries the role, and whether one user can be read.")},
		Choices: []Choice{{ID: "again", Title: "Try again"}}}
}

func urisPage(st State, _ any) Page {
	return Page{Heading: st.Task.Title + " · the 12 redirect URIs", View: ViewURIs,
		Blocks: []Block{para("The MTP portal shows the redirect URIs it uses: \"System\" > \"Single " +
			"sign-on\", tab \"Redirect URIs\".")},
		Choices: []Choice{{ID: "paste", Title: "Paste them"},
			{ID: "without", Title: "Go on without; they are not compared then", Key: "k"}}}
}

// ViewURIs takes the list by paste and says at once what is wrong with it.
const ViewURIs View = "uris"
