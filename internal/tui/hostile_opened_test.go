package tui

import (
	"ssowizard/internal/change"
	"ssowizard/internal/injecttest"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/plans"
	"ssowizard/internal/tui/walked"
)

// visitOpened opens pages that no hostile walk comes to: those that only ask for a text, and
// writes that are over at once or that nobody is asked about.
func visitOpened(d *driver, g *rig, at func(string)) {
	d.signIn()
	open := func(id steps.PageID, local any) {
		d.run(d.m.open(walked.New(d.m.deps, id, local), false))
		d.Idle()
		at("opened, " + string(id))
	}
	open(steps.PageName, nil)
	d.Paste(injecttest.Texts[4] + injecttest.Texts[7])
	at("name, typed")
	open("02s", nil)
	open("9i", injecttest.Texts[0]+injecttest.Texts[6])
	open(steps.PagePeople, nil)
	d.Paste(injecttest.Texts[2] + injecttest.Texts[6])
	at("people, searched")
	open(steps.PageWhole, nil)
	plan := change.Plan{Title: injecttest.Texts[1] + injecttest.Texts[4], UndoHint: injecttest.Texts[6]}
	g.refuse("/v1.0/", 1)
	for _, id := range []steps.PageID{steps.PageGroundWrite, steps.PageWholeWrite, steps.PageDecidedWrite} {
		writing := walked.New(d.m.deps, id, &plans.Writing{Plan: plan, Phase: "21-22"})
		d.m.open(writing, false) // nothing begins
		at("writing, " + string(id))
		d.m.drop(&d.m.pages, 1)
		open(id, &plans.Writing{Plan: plan, Heading: injecttest.Texts[0]})
		d.m.boxes = nil
		at("written, " + string(id))
	}
}
