package plain

import (
	"context"

	"ssowizard/internal/change"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/tasks"
)

// tellReport says the report of a check, and what can be repaired.
func (f *front) tellReport() {
	f.judged()
	list := change.Repairs(f.found())
	if len(list) == 0 {
		return
	}
	var ids []string
	for _, r := range list {
		ids = append(ids, r.ID)
	}
	f.offered(Offer{Of: "repairs", IDs: ids})
	f.Heading("Repairs")
	f.Say("A repair signs in again, with the rights to write. Each is shown before it is written, and " +
		"leaves a receipt.")
}

// oneRepair leads through the pages of one repair. It was chosen already, and is not
// asked about once more.
func (p *pages) oneRepair(ctx context.Context, phase string) error {
	report := p.found().Phase(phase)
	p.Heading(report.Phase.Heading())
	p.sayFindings(report.Findings())
	at := steps.At(steps.PageRepairs, tasks.OneRepair(phase)) // its id is that of its phase
	if err := p.enter(ctx, at); err != nil {
		return err
	}
	return p.follow(ctx, at, p.walk.Do(at, steps.Event{On: tasks.Begin}))
}

// newSecret says of a secret that a repair made where it has to be entered.
func (p *pages) newSecret() {
	now := p.eng.Profile().Secret.KeyID
	if now == p.reported {
		return
	}
	p.reported = now
	p.Say("The MTP portal does not have it yet.")
	p.tellPage(steps.TaskCheck, steps.At(steps.PageHandOver, nil))
	p.Say("ssowizard renew goes on from here: it shows the value, watches " +
		"a sign-in and removes the old secret.")
}
