package tui

import (
	"testing"

	"ssowizard/internal/steps"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/walked"
)

func visitCheck(d *driver, at stop) {
	d.Press("down", "enter")
	at("V01", "check, company")
	d.Press("enter")
	at("V01a", "check, tenant")
	d.Press("enter")
	at("V01b", "check, code")
	d.Press("a")
	d.Await("which registration")
	at("V02", "find")
	d.Press("i")
	at("V02i", "find by id")
	d.Type("no id")
	d.Press("enter")
	at("V02i", "find by a wrong id")
	d.Clear()
	d.Type(judgedApp)
	d.Press("enter")
	at("V03", "check, list")
	d.Press("enter")
	at("V03", "check, list filled in")
	d.Press("enter")
	for range 9 {
		at("V04", "report")
		d.Press("down")
	}
	d.Press("d")
	at("V04", "report, all details")
	d.Press("end")
	at("V04", "report, end")
	d.Press("f")
	at("V02", "another registration")
	d.Press("esc", "a")
	at("V05", "repairs")
	d.Press("enter")
	at("V01e", "own company")
	d.Press("y")
	at("W", "plan of a repair")
	d.Press("y")
	at("V01b", "step up")
	d.Press("b")
	at("V01c", "step up in the browser")
	d.Press("d", "a")
	d.Await("Repair 1 of 2")
	at("V05w", "repair written")
	d.Press("enter", "n", "k")
	at("V05", "repairs, one left out")
	d.Press("b")
	at("V04", "report after a repair")
	visitUndo(d, at)
}

// visitUndo goes over to taking back what the repair wrote.
func visitUndo(d *driver, at stop) {
	d.send(screen.TaskMsg{Task: steps.NewTask(steps.TaskUndo), Open: func(w *screen.Deps) screen.Screen { return walked.New(w, steps.PageUndo, nil) }})
	d.Idle()
	at("U02", "undo")
	d.Press("enter")
	at("W", "undo, plan")
	d.Press("y")
	at("U02w", "undo, written")
	d.Press("enter")
	at("U02", "undo, nothing left")
}

func visitAssignment(d *driver, at stop) {
	d.check()
	at("V04", "report with a look")
	d.Press("enter")
	at("V06", "who may sign in")
}

func visitRenewal(d *driver, at stop) {
	d.Press("down", "down", "enter", "enter", "enter", "a")
	d.Await("which registration")
	at("R02", "renewal, find")
	d.Press("enter")
	for range 5 {
		at("R03", "renewal")
		d.Press("down")
	}
	d.Press("1", "y", "y")
	d.At("R03w")
	at("R03w", "renewal, made")
	d.Press("enter")
	at("R03", "renewal, next")
	d.Press("2")
	d.Await("Proven at")
	d.Press("esc", "3", "y", "4", "y")
	at("R03", "renewal, ready to remove")
	d.Press("enter")
	d.At("R04")
	at("R04", "remove old")
	d.Press("enter")
	at("W", "remove old, plan")
	d.Press("y")
	d.At("R04w")
	at("R04w", "removed")
	d.Press("enter")
	d.At("R03")
	at("R03", "renewal, at its end")
	d.Press("e")
	at("R03", "renewal, over")
}

// Every page of a task has a name that can be said on the telephone.
func TestTaskPagesHaveNamesOfTheirOwn(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, id := range []steps.PageID{steps.PageReport, steps.PageURIs, steps.PageRepairs, steps.PageOpen, steps.PageNear, steps.PageUnclaimed} {
		if other, twice := seen[string(id)]; twice {
			t.Errorf("%s is named as %s is", id, other)
		}
	}
}
