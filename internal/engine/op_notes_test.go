package engine_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"ssowizard/internal/graph"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
)

// TestTheNotesOfAnAdoptedRegistrationGetOneLine: what somebody wrote stays byte
// for byte, the line is shown before it is written, a second renewal adds none,
// and taking it back leaves the notes as they were.
func TestTheNotesOfAnAdoptedRegistrationGetOneLine(t *testing.T) {
	const theirs = "Owned by Grace.\r\nAsk before you change it.\t \u200b"
	for _, c := range []struct {
		name, notes string
		want        string // begins our line; "" for none
	}{
		{"empty", "", "Single sign-on for the bvoip MTP portal. To renew its client secret before it ends: ssowizard renew. Noted on "},
		{"somebody's", theirs, "\nSingle sign-on for the bvoip MTP portal. To renew its client secret before it ends: ssowizard renew. Noted on "},
		{"little room", strings.Repeat("ä", 900), "\nbvoip MTP portal: renew the client secret with ssowizard renew."},
		{"no room", strings.Repeat("ä", 1000), ""},
		{"ours already", "Anything. ssowizard renew", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			sc, app := goodScenario(t)
			if c.notes != "" {
				app["notes"] = c.notes
			}
			w := newWalkIn(t, sc)
			w.judge()
			plan, err := w.r.PlanRenew()
			must.Do(t, err)
			i := slices.IndexFunc(plan.Changes, func(x setup.Change) bool { return x.Property == "notes" })
			if (i >= 0) != (c.want != "") {
				t.Fatalf("shown: %+v", plan.Changes)
			}
			w.apply(plan, nil)
			got := w.notes()
			line, kept := strings.CutPrefix(got, c.notes)
			if !kept || !strings.HasPrefix(line, c.want) || (c.want == "") != (line == "") || utf8.RuneCountInString(got) > 1024 {
				t.Fatalf("the notes are %q", got)
			}
			if c.want == "" {
				return
			}
			if x := plan.Changes[i]; len(x.Added) != 1 || strings.TrimSpace(line) != x.Added[0] || len(x.Removed) > 0 {
				t.Errorf("shown: %+v", x)
			}
			w.takeBackNotes(c.notes)
		})
	}
}

func (w *walk) notes() string {
	s, _ := w.srv.State().Application(judgedApp)["notes"].(string)
	return s
}

func (w *walk) takeBackNotes(want string) {
	w.t.Helper()
	if rec := w.takeBack(); rec.Object != "password" { // what was written last goes first
		w.t.Fatalf("taken back first: %+v", rec)
	}
	newest := w.r.Undoable()[0]
	if !newest.Can || newest.Why != "The notes become what they were before." {
		w.t.Fatalf("undo: %+v", newest)
	}
	plan, err := w.r.PlanUndo(newest.Index)
	w.apply(plan, err)
	if got := w.notes(); got != want {
		w.t.Errorf("taken back to %q", got)
	}
}

// TestNotesThatSomebodyChangedMeanwhileStay: between the plan and the yes another
// administrator wrote something; that is neither overwritten nor taken back.
func TestNotesThatSomebodyChangedMeanwhileStay(t *testing.T) {
	w := newWalk(t, "good")
	w.judge()
	plan, err := w.r.PlanRenew()
	must.Do(t, err)
	mine := "mine"
	must.Do(t, w.somebody().UpdateApplication(t.Context(), w.r.Snapshot().App.Value.ID, graph.ApplicationPatch{Notes: &mine}))
	w.apply(plan, nil)
	if w.notes() != mine {
		t.Errorf("the notes are %q", w.notes())
	}
	if n := len(w.srv.State().Secrets); n != 2 {
		t.Errorf("%d secrets, the new one was to stay", n)
	}
	for _, i := range w.r.Undoable() {
		if strings.Contains(fmt.Sprint(i.Receipt.After), "notes") {
			t.Errorf("a receipt for what was not written: %+v", i)
		}
	}
}
