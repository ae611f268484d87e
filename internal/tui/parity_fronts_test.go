package tui

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"ssowizard/internal/change"
	"ssowizard/internal/document"
	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/must"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/tasks"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/walked"
)

// engine is one that has what a check is given.
func (p *parity) session() *engine.Session {
	p.t.Helper()
	r := p.g.runner()
	r.SignInFor(change.ForCheck)
	if err := p.in(r, ""); err != nil {
		p.t.Skip(err)
	}
	if r.Profile().App.AppID != p.app {
		must.Do(p.t, r.ChooseExisting(p.app))
	}
	if _, err := r.SetURIs(p.sc.PortalURIs); err != nil {
		p.t.Fatal(err)
	}
	return r
}

// exitCode is the program's, by how a run ended.
func exitCode(err error) int {
	var stopped *outcome.Stopped
	var unchecked *outcome.Unchecked
	var out *outcome.NotSignedIn
	switch {
	case err == nil:
		return 0
	case errors.As(err, &out):
		return 4
	case errors.As(err, &stopped):
		return 3
	case errors.As(err, &unchecked):
		return 5
	}
	return 1
}

// screen is the page of a check, as it is drawn and as it answers keys.
func (p *parity) screen() seenBy {
	p.t.Helper()
	r := p.session()
	d := newDriver(p.t, Config{Session: r, Practice: p.g.practice(), Start: string(steps.TaskCheck)}, 120, 200)
	msg := walked.ObserveJob(d.m.deps, "Reading").Do(p.t.Context(), r, nil).(walked.ObservedMsg)
	if msg.Err != nil {
		p.t.Fatal(msg.Err)
	}
	d.send(screen.TaskMsg{Task: steps.NewTask(steps.TaskCheck), Open: func(d *screen.Deps) screen.Screen { return walked.New(d, steps.PageReport, nil) }})
	d.Idle()
	d.At("V04")
	page := d.m.page().s.(*walked.Page)
	v := page.D.Verdict()
	st, words := tasks.Headline(v)
	d.Sees(words)
	out := seenBy{Verdict: string(overallOf(st)), Findings: []string{}, Repairs: []string{}, Own: "?", Near: "?", Exit: exitCode(outcome.Of(v, true))}
	var fs []setup.Finding
	for _, row := range page.Page().Rows {
		for _, x := range v.Noticed(setup.LevelFail, setup.LevelWarn, setup.LevelUnknown, setup.LevelNote) {
			if row.Arg == argOf(x) {
				fs = append(fs, x.Finding)
			}
		}
	}
	out.Findings = told(fs)
	out.Repairs, out.Near = p.offeredBy(d, page)
	if len(change.RepairsTogether(v)) > 0 {
		out.Own = enterAsked(page.D, steps.PageOwn)
	}
	return out
}

// overallOf is what the colour and the words of the headline amount to.
func overallOf(st setup.Status) judge.Overall {
	switch st {
	case setup.StatusFail, setup.StatusWarn:
		return judge.OverallProblems
	case setup.StatusUnknown:
		return judge.OverallIncomplete
	}
	return judge.OverallOK
}

// enterTakes is yes or no, by the choice on which the cursor stands.
func enterTakes(list []screen.Choice) string {
	m := screen.Menu{}
	switch i := m.Cursor(list); {
	case i < 0:
		return "" // nothing
	case list[i].Letter == "y":
		return "yes"
	}
	return "no"
}

// enterAsked is what Enter alone answers to a question of the walk.
func enterAsked(d *screen.Deps, id steps.PageID) string {
	w := walked.New(d, id, nil)
	return enterTakes(w.MenuChoices(w.Page()))
}

// argOf is how the report names a finding to the walk.
func argOf(x judge.Noticed) string { return x.Phase + "|" + string(x.Code) + "|" + x.Subject }

// offeredBy are the repairs that the page leads to: all together by its key, the
// others by Enter on what they mend.
func (p *parity) offeredBy(d *driver, page *walked.Page) (ids []string, near string) {
	near = "?"
	ids = []string{}
	together := map[string]bool{}
	if drawn := strings.Contains(d.Screen(), "Repair all: steps"); drawn {
		for _, r := range change.RepairsTogether(page.D.Verdict()) {
			together[r.ID] = true
		}
	}
	for _, r := range change.Repairs(page.D.Verdict()) {
		offered := together[r.ID]
		if r.Alone() {
			x := judge.Noticed{Finding: r.Mends[0], Phase: r.Phase.ID}
			m := page.D.Walk().Do(page.Frame, steps.Event{On: "go", Arg: argOf(x)})
			offered = m.To == steps.PageOpen || m.To == steps.PageUnclaimed || m.Task == steps.TaskRenew
		}
		if offered {
			ids = append(ids, r.ID)
		}
		if offered && r.Asks == judge.AskReplaceNear {
			near = enterAsked(page.D, steps.PageNear)
		}
	}
	return ids, near
}

// plain is the check line by line, with somebody who repairs all, up to the question
// whose tenant it is.
func (p *parity) plain() seenBy {
	p.t.Helper()
	out := seenBy{Repairs: []string{}, Own: "?", Near: "?", Exit: -1}
	hands, before := p.g.practice(), len(p.g.srv.Writes())
	in := &impatient{}
	c := plain.Config{Session: p.g.runner(), Practice: hands, Domain: hands.Domain, AppID: p.app, URIs: p.sc.PortalURIs, SignIn: p.way,
		In: in, Out: io.Discard, Talk: io.Discard, Offered: func(o plain.Offer) {
			switch o.Of {
			case "repairs":
				if in.offered++; in.offered == 1 {
					out.Repairs, in.say = o.IDs, "a"
				}
			case string(judge.AskOwnTenant):
				out.Own, in.say = o.Enter, "yes"
			case string(judge.AskReplaceNear):
				out.Near = o.Enter
			}
		}}
	if err := plain.Validate(p.t.Context(), c, false); err != nil {
		if has := (*outcome.NotSignedIn)(nil); errors.As(err, &has) {
			p.t.Skip(err)
		}
	}
	if n := len(p.g.srv.Writes()); n != before {
		p.t.Errorf("Enter alone wrote: %d", n-before)
	}
	doc := p.document()
	p.printsTheSame(doc)
	out.Verdict, out.Findings, out.Exit = doc.Verdict, doc.Findings, doc.Exit
	return out
}

// impatient presses Enter at every question, which never writes anything. Of what is
// offered they take the first, once; asked whose tenant it is they say yes.
type impatient struct {
	offered int
	say     string // the next answer; "" for Enter
	asked   int
}

func (i *impatient) Read(b []byte) (int, error) {
	i.asked++
	if i.offered > 1 || i.asked > 40 { // or Enter alone leads nowhere here
		return 0, io.EOF
	}
	said := i.say
	i.say = ""
	return copy(b, said+"\n"), nil
}

// document is what the check writes for machines, and how it ends.
func (p *parity) document() seenBy {
	p.t.Helper()
	hands, raw := p.g.practice(), &bytes.Buffer{}
	err := plain.Validate(p.t.Context(), plain.Config{Session: p.g.runner(), Practice: hands, Domain: hands.Domain, AppID: p.app, URIs: p.sc.PortalURIs, SignIn: p.way,
		NoInput: true, JSON: true, In: strings.NewReader(""), Out: raw, Talk: io.Discard}, false)
	var doc document.Validate
	if jerr := json.Unmarshal(raw.Bytes(), &doc); jerr != nil {
		p.t.Fatal(jerr)
	}
	var fs []setup.Finding
	for _, s := range doc.Steps {
		for _, f := range s.Findings {
			fs = append(fs, setup.Finding{Code: f.Code, Level: f.Level, Subject: f.Subject})
		}
	}
	ids := []string{}
	for _, r := range doc.Repairs {
		ids = append(ids, r.ID)
	}
	return seenBy{Verdict: string(doc.Verdict), Findings: told(fs), Repairs: ids, Own: "?", Near: "?", Exit: exitCode(err)}
}

// support is the report for support of the same look.
func (p *parity) support() seenBy {
	p.t.Helper()
	r := p.session()
	if _, err := r.Observe(p.t.Context()); err != nil {
		p.t.Fatal(err)
	}
	must.Do(p.t, r.TryKept(p.t.Context()))
	d := document.NewReport(r, document.About{At: r.Now()})
	var fs []setup.Finding
	for _, s := range d.Steps {
		for _, f := range s.Findings {
			fs = append(fs, setup.Finding{Code: f.Code, Level: f.Level, Subject: f.Subject})
		}
	}
	return seenBy{Verdict: string(d.Verdict), Findings: told(fs), Own: "?", Near: "?", Exit: -1}
}

// plansMend holds the rule of repairs: what is offered has a plan that writes
// something, and nothing that a plan would mend is left out.
func (p *parity) plansMend() {
	p.t.Helper()
	r := p.session()
	ctx := p.t.Context()
	for _, err := range []error{r.ProbeKeychain(ctx), r.ConfirmOwnTenant()} {
		must.Do(p.t, err)
	}
	if _, err := r.Observe(ctx); err != nil {
		p.t.Fatal(err)
	}
	v := r.Verdict(judge.Checking)
	offered := map[string]bool{}
	for _, x := range change.RepairsTogether(v) {
		offered[x.Phase.ID] = true
		if plan, err := r.Plan(x.ID); err != nil || plan.Empty() {
			p.t.Errorf("%s is offered, and its plan is %v", x.ID, err)
		}
	}
	for _, st := range judge.Catalogue() {
		if change.ActionOf(st.ID) == nil || offered[st.ID] || st.ID == "23-27" {
			continue
		}
		wrong := slices.ContainsFunc(v.Noticed(setup.LevelFail, setup.LevelWarn), func(n judge.Noticed) bool { return n.Phase == st.ID })
		if plan, err := r.Plan(st.ID); wrong && err == nil && !plan.Empty() {
			p.t.Errorf("%s has a plan that writes, something is wrong there, and it is not offered: %+v", st.ID, plan.Changes)
		}
	}
}
