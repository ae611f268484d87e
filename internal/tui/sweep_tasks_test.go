package tui

import "testing"

func visitCheck(d *driver, at func(string)) {
	d.Press("down", "enter")
	at("check, company")
	d.Press("enter")
	at("check, tenant")
	d.Press("enter")
	at("check, code")
	d.Press("a")
	d.Await("which registration")
	at("find")
	d.Press("i")
	at("find by id")
	d.Type("no id")
	d.Press("enter")
	at("find by a wrong id")
	d.Clear()
	d.Type(judgedApp)
	d.Press("enter")
	at("check, list")
	d.Press("enter")
	at("check, list filled in")
	d.Press("enter")
	for range 9 {
		at("report")
		d.Press("down")
	}
	d.Press("d")
	at("report, all details")
	d.Press("end")
	at("report, end")
	d.Press("t")
	at("report, calendar file")
	d.Press("enter")
	at("report, calendar file written")
	d.Press("enter", "d", "f")
	at("another registration")
	d.Press("esc", "a")
	at("repairs")
	d.Press("enter")
	at("own company")
	d.Press("y")
	at("plan of a repair")
	d.Press("y")
	at("step up")
	d.Press("b")
	at("step up in the browser")
	d.Press("d", "a")
	d.Await("Repair 1 of 2")
	at("repair written")
	d.Press("enter", "n", "k")
	at("repairs, one left out")
	d.Press("b")
	at("report after a repair")
	visitUndo(d, at)
}

// visitUndo goes over to taking back what the repair wrote.
func visitUndo(d *driver, at func(string)) {
	d.send(taskMsg{newTask(taskUndo), func(w *deps) screen { return newUndoList(w) }})
	d.Idle()
	at("undo")
	d.Press("enter")
	at("undo, plan")
	d.Press("y")
	at("undo, written")
	d.Press("enter")
	at("undo, nothing left")
}

func visitAssignment(d *driver, at func(string)) {
	d.check()
	at("report with a look")
	d.Press("enter")
	at("who may sign in")
}

func visitRenewal(d *driver, at func(string)) {
	d.Press("down", "down", "enter", "enter", "enter", "a")
	d.Await("which registration")
	at("renewal, find")
	d.Press("enter")
	for range 5 {
		at("renewal")
		d.Press("down")
	}
	d.Press("1", "y", "y")
	d.At("R03w")
	at("renewal, made")
	d.Press("enter")
	at("renewal, next")
	d.Press("2")
	d.Await("Proven at")
	d.Press("esc", "3", "y", "4", "y")
	at("renewal, ready to remove")
	d.Press("enter")
	d.At("R04")
	at("remove old")
	d.Press("enter")
	at("remove old, plan")
	d.Press("y")
	d.At("R04w")
	at("removed")
	d.Press("enter")
	d.At("R03")
	at("renewal, at its end")
	d.Press("e")
	at("renewal, over")
}

// Every page of a task has a name that can be said on the telephone.
func TestTaskPagesHaveNamesOfTheirOwn(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, s := range []screen{&report{}, &repairList{}, &openBox{}, &renewal{}, &removeOld{}, &undoList{}, &checkURIs{}} {
		name := s.ID()
		if other, twice := seen[name]; twice || len(name) != 3 {
			t.Errorf("%T is named %q, as is %s", s, name, other)
		}
		seen[name] = name
	}
}
