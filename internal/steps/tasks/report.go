package tasks

import (
	"slices"
	"strings"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/arrival"
	"ssowizard/internal/steps/aside"
	"ssowizard/internal/steps/phases"
	"ssowizard/internal/text"
)

// What a check came to: the verdict, the cause, everything that was noticed with what was
// wanted and what is there, and every step. Repairs begin here; nothing is written from
// this page itself.

// ViewReport is the report in lines as a check without questions prints it.
const ViewReport steps.View = "report"

// lowReport is the height below which the head of a report is short: the list says it.
const lowReport = 20

var reporting = []steps.Node{
	{ID: steps.PageReport, Page: reportPage, Enter: beginReport, Ways: []steps.Way{
		steps.On("go", steps.To(steps.Here, steps.PageOpen, steps.PageUnclaimed, steps.PageRenew,
			steps.PageURIs, steps.PagePhase), fromReport),
		steps.Leads("repair-all", steps.PageRepairs),
		steps.On("read", steps.To(steps.Here, steps.PageTenant), readReport),
		steps.On(steps.Done, steps.To(steps.Here), steps.WasRead),
		steps.On(steps.Failed, steps.To(steps.Here), steps.WasNotRead),
		steps.Leads("uris", steps.PageURIs),
		steps.On("other", steps.To(steps.PageChoose), func(w *steps.Walk, _ any, _ steps.Event) steps.Move {
			w.Task.Choosing = true
			return steps.Move{To: steps.PageChoose}
		}),
		steps.Leads("prove", steps.PageProof),
		steps.Leads("unlock", steps.PageUnlock),
		steps.Leads("calendar", steps.PageCalendar),
		steps.Leads("consent", steps.PageConsent),
		steps.Leads("support", steps.PageSupport),
		steps.On(steps.Returned, steps.To(steps.Here),
			func(w *steps.Walk, local any, _ steps.Event) steps.Move {
				m := beginReport(w, local)
				m.Begins, m.Task = true, w.Task.ID // one that was begun here is over
				return m
			}),
	}},
	{ID: steps.PageUnsigned, Page: unsignedPage, Enter: tryKept, Ways: []steps.Way{
		steps.On("again", steps.To(steps.Here), func(w *steps.Walk, local any, _ steps.Event) steps.Move {
			return tryKept(w, local)
		}),
		steps.On(steps.Done, steps.To(steps.Home), func(w *steps.Walk, _ any, _ steps.Event) steps.Move {
			w.Task.WithoutURIs = true // Entra's list is not read, so there is nothing to compare with
			return steps.Move{To: steps.Home}
		}),
	}},
}

// The pages around a report.

// beginReport is where another choice of a registration is over. A secret that is there by
// then was tried by the reading.
func beginReport(w *steps.Walk, _ any) steps.Move {
	if !w.Task.Reported || w.Task.Choosing {
		w.Trying()
	}
	w.Task.Reported = true
	w.Task.Choosing = false
	return steps.Stay()
}

func readReport(w *steps.Walk, _ any, _ steps.Event) steps.Move {
	if !w.Known.SignedIn() {
		return steps.Move{To: steps.PageTenant}
	}
	return steps.Stay(steps.Run{Work: w.ReadWork("Reading again")})
}

func reportPage(st steps.State, _ any) steps.Page {
	repairs := change.Repairs(st.Verdict)
	p := steps.Page{Heading: st.Task.Title + " · report", View: ViewReport, Pick: "go there",
		End: len(repairs) == 0, Values: phases.BothIDs(st),
		Blocks: []steps.Block{reportHead(st)}, Rows: reportRows(st, repairs)}
	p.Choices = reportChoices(st, slices.DeleteFunc(repairs, change.Repair.Alone))
	for _, x := range st.Verdict.Noticed(setup.LevelFail, setup.LevelWarn, setup.LevelUnknown,
		setup.LevelNote) {
		p.Sensitive = append(p.Sensitive, steps.WithHosts(x.Subject)...)
		for _, said := range []string{x.Want(), x.Got()} {
			for _, word := range strings.Fields(said) {
				if strings.Contains(word, "://") {
					p.Sensitive = append(p.Sensitive, steps.WithHosts(word)...)
				}
			}
		}
	}
	return p
}

func reportChoices(st steps.State, together []change.Repair) []steps.Choice {
	quiet := func(id steps.ChoiceID, title, key, detail string) steps.Choice {
		return steps.Choice{ID: id, Title: title, Key: key, Detail: detail, Quiet: true}
	}
	var out []steps.Choice
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
	if aside.MayRemind(st) {
		out = append(out, phases.CalendarChoice)
	}
	return append(append(out, arrival.ConsentChoice(st)...), quiet("support", "Support", "w", ""))
}

func spans(list []change.Repair) string {
	var out []string
	for _, r := range list {
		out = append(out, r.Phase.Span())
	}
	return strings.Join(out, ", then ")
}

// reportHead is the verdict, the cause, and when it was read.
func reportHead(st steps.State) steps.Block {
	status, said := Headline(st.Verdict)
	out := steps.Block{steps.Mark{Sign: steps.Sign(status), Weight: steps.Strong, Text: said}}
	if label, cause, follows := causeWords(st.Verdict); cause != "" {
		low, _, _ := strings.Cut(cause, ". ")
		out = append(out, steps.Fact{Label: "  " + label, Text: cause, Low: low})
		if follows != "" {
			out = append(out, steps.Para{Weight: steps.Quiet, In: 4, Spare: lowReport,
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
	about := text.Or(name, p.App.AppID) + " · read at " + steps.ClockTime(s.At)
	if st.SignedIn && !st.MayWrite {
		about += " with a sign-in that asked to read"
	}
	return append(out, steps.Para{Weight: steps.Quiet, In: 2, Text: about})
}

// reportRows are what can be chosen: what is wrong, what is left to do, the other
// findings, then every step; between them what sign-in stands on, to be read.
func reportRows(st steps.State, repairs []change.Repair) []steps.Row {
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
func findingRows(st steps.State, section string, list []judge.Noticed, offers *repairOffers) []steps.Row {
	var out []steps.Row
	for _, x := range list {
		row := steps.Row{ID: "go", Arg: noticedArg(x), Section: section, Sign: signOf(x.Level),
			Title: x.Said(),
			Under: findingFacts(x), Later: true}
		if phase, of := judge.PhaseByID(x.Phase); of {
			row.Span = phase.Span()
		}
		if r, some := repairOf(offers.list, x); some && !offers.offered[r.ID] {
			offers.offered[r.ID], row.Later = true, false
			row.Label = r.Phase.Heading() + ": " + repairVerb(st, r)
			row.Numbers = phases.Numbers(r.Phase)
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
func repairVerb(st steps.State, r change.Repair) string {
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

func findingFacts(x judge.Noticed) steps.Block {
	var out steps.Block
	add := func(label, said string) {
		if said != "" {
			out = append(out, steps.Fact{Label: label, Text: said})
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

func signOf(l setup.Level) steps.Sign {
	return map[setup.Level]steps.Sign{setup.LevelNote: steps.SignNote, setup.LevelWarn: steps.SignLook,
		setup.LevelFail: steps.SignBad, setup.LevelUnknown: steps.SignUnsure}[l]
}

// phaseRow is one phase with how it stands.
func phaseRow(section string, r judge.PhaseReport) steps.Row {
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
	return steps.Row{ID: "go", Arg: r.Phase.ID, Section: section, Sign: steps.Sign(r.Status),
		Span:  r.Phase.Span(),
		Title: r.Phase.Title, Beside: said, Later: true}
}

// fromReport leads from a finding to where it is mended, and from a phase to its page.
func fromReport(w *steps.Walk, _ any, e steps.Event) steps.Move {
	v := w.Verdict()
	list := v.Noticed(setup.LevelFail, setup.LevelWarn, setup.LevelUnknown, setup.LevelNote)
	i := slices.IndexFunc(list, func(x judge.Noticed) bool { return noticedArg(x) == e.Arg })
	if i < 0 {
		return steps.GoTo(steps.PagePhase, e.Arg)
	}
	x := list[i]
	switch r, _ := repairOf(change.Repairs(v), x); r.ID {
	case change.RepairOpenToAll:
		return steps.Move{To: steps.PageOpen}
	case change.RepairUnclaimed:
		return steps.Move{To: steps.PageUnclaimed}
	case change.RepairByRenewal:
		return steps.Move{To: steps.PageRenew, Begins: true, Task: steps.TaskRenew}
	}
	switch x.Code {
	case setup.CodePortalURIsUnknown:
		return steps.Move{To: steps.PageURIs}
	case setup.CodeClockSkew:
		return steps.Stay(steps.Notice{Text: "This one is mended outside Entra and the MTP portal, as it " +
			"says."})
	}
	return steps.GoTo(steps.PagePhase, x.Phase)
}

// tryKept tries the kept secret. What came of it is in the snapshot.
func tryKept(*steps.Walk, any) steps.Move { return steps.Stay(steps.Run{Work: tryingKept}) }

func unsignedPage(st steps.State, _ any) steps.Page {
	return steps.Page{Heading: st.Task.Title + " · without a sign-in",
		Blocks: []steps.Block{steps.Paragraph("Nobody signs in, so only the kept secret is tried: whether " +
			"a token can be obtained with it, whether that carries the role, and whether one user can be " +
			"read.")},
		Choices: []steps.Choice{{ID: "again", Title: "Try again"}}}
}
