package plain

import (
	"cmp"
	"context"
	"os"
	"slices"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/plain/talk"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/arrival"
	"ssowizard/internal/steps/table"
	"ssowizard/internal/steps/tasks"
	"ssowizard/internal/text"
)

// pages leads through pages of the walk line by line: it says what a page says, asks
// for one of its choices, and does what follows. It decides nothing.
type pages struct {
	*front
	walk   *steps.Walk
	task   *steps.Task // nil: the setup
	stack  []*steps.Frame
	said   map[*steps.Frame]map[string]bool // the lines of each page that were said
	tries  int                              // sign-ins that were made anew
	failed error                            // of the last work, for a run that ends with it
	until  steps.PageID                     // it ends before this page; "" for none
	next   string                           // the phase to which the walk goes, once no page is left

	walking bool              // through the phases of the setup
	before  map[string]string // how each page of the phase was when it was asked about

	out     string                              // the way out, in the middle of something else
	waits   map[*steps.Frame]context.CancelFunc // of the pages that wait for a sign-in
	worked  *steps.Frame                        // the page whose work has just ended
	brought any                                 // what the last page brought back
	todo    []string                            // the rows that are chosen in turn, where nobody can be asked
}

// through leads through the pages of a task from one on, until none is left.
func (f *front) through(ctx context.Context, task steps.TaskID, from *steps.Frame) error {
	p := f.pages(task)
	if err := p.enter(ctx, from); err != nil {
		return err
	}
	return p.lead(ctx)
}

// aside leads through pages of the walk in the middle of something else, and gives what
// they brought back.
func (f *front) aside(ctx context.Context, m steps.Move) (any, error) {
	p := f.within("Back")
	err := p.follow(ctx, nil, m)
	if err == nil {
		err = p.lead(ctx)
	}
	return p.brought, err
}

// within are pages in the middle of something else; out is what leaving them is called.
func (f *front) within(out string) *pages {
	p := f.pages(f.task)
	p.out = out
	return p
}

func (f *front) pages(task steps.TaskID) *pages {
	t := f.taskOf(task)
	p := &pages{front: f, task: t, said: map[*steps.Frame]map[string]bool{},
		waits: map[*steps.Frame]context.CancelFunc{},
		walk:  table.New(f.eng, f.cfg.Practice, t, f.eng.Now).Named(f.cfg.Name)}
	p.walk.Way = arrival.Way(f.cfg.SignIn)
	p.walk.Files = steps.Files{Report: f.cfg.SaveReport, Calendar: f.renewal.Calendar}
	p.walk.Files.Folder, _ = os.Getwd()
	return p
}

// tellPage says a page on which nobody is asked.
func (f *front) tellPage(task steps.TaskID, at *steps.Frame) {
	p := f.pages(task)
	p.tell(at, p.walk.Page(at))
}

// lead asks about one page after the other, until none is left.
func (p *pages) lead(ctx context.Context) error { return p.leadAbove(ctx, 0) }

// leadAbove leads through the pages above that many.
func (p *pages) leadAbove(ctx context.Context, n int) error {
	for len(p.stack) > n {
		top := p.stack[len(p.stack)-1]
		e, err := p.ask(ctx, top)
		if err == nil && e.On != "" {
			m := p.walk.Do(top, e)
			p.tellRead(top, e)
			err = p.follow(ctx, top, m)
		}
		if err == nil {
			continue
		}
		if p.cfg.NoInput || p.fatal(ctx, err) {
			return err
		}
		p.failure(err)
	}
	return nil
}

// enter puts a page on the stack and begins what begins with it.
func (p *pages) enter(ctx context.Context, f *steps.Frame) error {
	if f.ID == p.until {
		p.stack, p.brought = nil, f.ID
		return nil
	}
	p.stack = append(p.stack, f)
	p.noted(f)
	return p.follow(ctx, f, p.walk.Enter(f))
}

// follow does what belongs to a move, and goes where it leads.
func (p *pages) follow(ctx context.Context, from *steps.Frame, m steps.Move) error {
	for _, e := range m.Effects {
		if err := p.effect(ctx, from, e); err != nil {
			return err
		}
	}
	switch {
	case m.To == steps.Here, m.To == "":
		return nil
	case from != nil && (m.To == steps.Below || m.Replace || p.walk.Page(from).Box):
		p.pop()
		if m.Both && len(p.stack) > 0 {
			p.pop()
		}
	}
	if from != nil && from.ID == steps.PageDomain && m.To != steps.Below { // its sign-in is this front's own
		p.stack, p.brought = nil, m.To
		return nil
	}
	if p.out != "" && from != nil && (m.To == steps.PageDomain || m.To == steps.PagePreflight) {
		p.stack, p.brought = nil, m.To == steps.PagePreflight // in the setup: whose tenant it is
		return nil
	}
	if phase, some := m.Phase(); p.task == nil && (some || m.To == steps.PageEnd) {
		p.stack, p.next, p.brought = nil, phase, true
		return nil
	}
	switch m.To {
	case steps.Below:
		return p.returned(ctx, steps.Event{On: steps.Returned, From: from.ID, Value: m.Value})
	case steps.Leave:
		return talk.ErrLeft
	case steps.Home:
		p.stack = nil
		return p.enter(ctx, steps.At(p.walk.Home(), nil))
	case steps.PagePhase: // which the report below shows
		if from.ID == steps.PageReport {
			return p.oneRepair(ctx, m.Local.(string))
		}
		return p.returned(ctx, steps.Event{On: steps.Returned, From: m.To})
	case steps.PageTenant:
		m.Local = arrival.HowToSignIn{For: &steps.SignIn{}}
	case steps.PageByHand:
		if p.stack, p.brought = nil, m.To; p.out == "" {
			return talk.ErrLeft
		}
		return nil
	}
	if m.To == steps.PageRenew && p.task.ID == steps.TaskCheck {
		return p.renewInCheck(ctx)
	}
	return p.enter(ctx, steps.At(m.To, m.Local))
}

// pop closes the page on top, and ends its wait.
func (p *pages) pop() {
	top := p.stack[len(p.stack)-1]
	if cancel := p.waits[top]; cancel != nil {
		cancel()
	}
	p.stack = p.stack[:len(p.stack)-1]
}

// returned tells the page below that the one above it was closed.
func (p *pages) returned(ctx context.Context, e steps.Event) error {
	switch {
	case len(p.stack) == 0 && p.walking:
		return talk.ErrLeft
	case len(p.stack) == 0:
		p.brought = e.Value
		return nil
	}
	below := p.stack[len(p.stack)-1]
	return p.follow(ctx, below, p.walk.Do(below, e))
}

// effect does what a page asks of its front. A failure is said, and ends a run in
// which nobody can be asked.
func (p *pages) effect(ctx context.Context, from *steps.Frame, e steps.Effect) error {
	switch e := e.(type) {
	case steps.Run:
		return p.run(ctx, from, e.Work)
	case steps.Notice:
		if e.Text != "" {
			p.Say("%s", e.Text)
		}
	case steps.Patience:
		p.Say("%s", e.Text)
	case steps.Fail:
		if p.cfg.NoInput || p.fatal(ctx, e.Err) {
			return e.Err
		}
		p.failure(e.Err)
	case steps.Copy:
		if e.Quiet {
			return nil
		}
		p.Say("%s: %s", e.Label, e.Text)
	case steps.Open:
		p.openPage(e.URL)
	case steps.Reveal:
		return p.reveal(ctx)
	}
	return nil
}

// run does the work of a page and tells it how that ended. A wait can be stopped; one
// that nobody has asked for is not begun.
func (p *pages) run(ctx context.Context, from *steps.Frame, w steps.Work) error {
	if w.Unasked {
		return p.follow(ctx, from, p.walk.Do(from, steps.Event{On: steps.Stopped}))
	}
	result, left, err := p.work(ctx, from, w)
	if left {
		return err
	}
	anew := err != nil && w.SignIn == nil && triedAgain(err)
	if p.failed = err; err != nil && (p.fatal(ctx, err) || p.cfg.NoInput && !anew) {
		p.sayWritten(err)
		return err
	}
	p.worked = from
	e := steps.Event{On: steps.Done, Result: result, Err: err}
	if err != nil {
		e.On = steps.Failed
	}
	return p.follow(ctx, from, p.walk.Do(from, e))
}

// work does it; left tells that a person has stopped waiting.
func (p *pages) work(ctx context.Context, from *steps.Frame, w steps.Work) (result any, left bool,
	err error) {
	if w.SignIn != nil && w.Waits {
		return p.attend(ctx, from, w)
	}
	do := func() error {
		if w.Waits {
			wait := func(ctx context.Context, note func(change.Note)) (err error) {
				result, err = w.Do(ctx, p.eng, note)
				return err
			}
			left, err = p.untilEnter(ctx, w.What, wait)
			return err
		}
		note, stop := p.working(w.What)
		defer stop()
		if w.Live {
			note = func(change.Note) { p.SayEach(p.fresh(from, p.walk.Page(from))) }
		}
		result, err = w.Do(ctx, p.eng, note)
		return err
	}
	// A sign-in that ended is made anew; what a page writes says itself what follows.
	if !w.Writes && w.SignIn == nil {
		err = p.withSession(ctx, do)
		return result, left, err
	}
	err = do()
	return result, left, err
}

// ask says a page and waits for its answer.
func (p *pages) ask(ctx context.Context, top *steps.Frame) (steps.Event, error) {
	page := p.walk.Page(top)
	if e, err := p.given(ctx, top, page); err != nil || e.On != "" {
		return e, err
	}
	if page.View == tasks.ViewReport {
		p.newSecret()
	}
	p.tell(top, page)
	p.offerSignIn(top.ID, page)
	list, events, some := p.list(page)
	preset := preset(page, events)
	if page.Turns && p.walking {
		list, events = p.ways(page, list, events)
	}
	if p.walking {
		preset = p.preselect(page, preset)
	}
	if page.Asks != "" {
		p.offerAnswers(page, preset)
	}
	if e, given := p.agreed(page); given {
		return e, nil
	}
	if page.End && !slices.ContainsFunc(page.Choices, func(c steps.Choice) bool { return c.ID == "leave" }) {
		return steps.Event{On: steps.Back}, nil
	}
	// Work that leads on has settled the page.
	if p.worked == top && len(page.Choices) > 0 && page.Choices[0].Way == change.WayGoOn {
		p.worked = nil
		return steps.Event{On: page.Choices[0].ID}, nil
	}
	p.worked = nil
	if page.End || len(page.Choices) > 0 && page.Choices[0].ID == steps.GoOn { // there is nothing to choose
		return steps.Event{On: page.Choices[0].ID}, nil
	}
	if p.cfg.NoInput {
		return p.unasked(page)
	}
	if page.Input != nil && !talk.OfSteps(list) { // a number is typed as such
		return p.askInput(ctx, page, list, events, some || page.Input.Live)
	}
	if !some {
		return steps.Event{On: steps.Back}, nil
	}
	n, err := p.ChooseFor(ctx, text.Or(page.Asks.Why(), page.Why), list, preset)
	if err != nil {
		return steps.Event{}, err
	}
	if do, own := events[n].Value.(does); own {
		return steps.Event{}, p.does(ctx, page, do)
	}
	return events[n], nil
}

// list are the rows that can be chosen, the choices, and the way back; some tells
// whether there is anything to decide.
func (p *pages) list(page steps.Page) (list []talk.Option, events []steps.Event, some bool) {
	for _, r := range page.Rows {
		if r.ID != "" && !r.Later {
			list, events = append(list, talk.Option{Label: r.Label, Numbers: r.Numbers}),
				append(events, steps.Event{On: r.ID, Arg: r.Arg})
		}
	}
	some = len(list) > 0
	for _, c := range page.Choices {
		if c.Off == "" && !c.Screen {
			some = some || !c.Quiet || c.ID == "play"
			list, events = append(list, talk.Option{Label: labeled(c), Word: c.Word,
				Says: []string{cmp.Or(c.Arg, string(c.ID)), c.Key}}), append(events, steps.Event{On: c.ID,
				Arg: c.Arg})
		}
	}
	add := func(label string, e steps.Event, says ...string) {
		list, events = append(list, talk.Option{Label: label, Says: says}), append(events, e)
	}
	switch {
	case page.Asks == judge.AskOwnTenant: // its no leads to another company
		leave := does(func(context.Context) error { return talk.ErrLeft })
		add(p.leaveLabel(), steps.Event{Value: leave}, talk.Leaves)
	case page.Box && !page.Back, slices.ContainsFunc(events,
		func(e steps.Event) bool { return slices.Contains(ownWaysBack, e.On) }):
	case len(p.stack) > 1:
		add("Back", steps.Event{On: steps.Back})
	case page.View == tasks.ViewReport:
		add("Leave it as it is", steps.Event{On: steps.Back}, talk.Leaves)
	case p.out == "", p.out == p.leaveLabel():
		add(p.leaveLabel(), steps.Event{On: steps.Back}, talk.Leaves)
	default:
		add(p.out, steps.Event{On: steps.Back})
	}
	return list, events, some
}

// ownWaysBack are the choices of pages that have a way back of their own.
var ownWaysBack = []steps.ChoiceID{"back", "no", "look", "leave"}

// preset is what Enter alone takes, counted from 1: the way out of a list, and else
// what the page begins with.
func preset(page steps.Page, events []steps.Event) int {
	if pickable(page) || page.At >= len(page.Choices) {
		return len(events)
	}
	at := page.Choices[page.At]
	return 1 + slices.IndexFunc(events, func(e steps.Event) bool { return e.On == at.ID && e.Arg == at.Arg })
}
