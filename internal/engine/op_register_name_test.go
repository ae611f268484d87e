package engine_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// madeUnheard is a walk whose registration was made by a run that never heard the
// answer; somebody then did something to it.
func madeUnheard(t *testing.T, then func(w *walk, objectID string)) *walk {
	t.Helper()
	w, _ := signedInAt(t, sim.Delays{})
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	plan := w.plan("3-8")
	w.srv.SetFault(func(r *http.Request) sim.Fault { return sim.Fault{Drop: r.Method == http.MethodPatch, After: true} })
	if _, err := w.r.Apply(t.Context(), plan, func(change.Note) {}); err == nil {
		t.Fatal("the answer came")
	}
	w.srv.SetFault(nil)
	apps := w.srv.State().Applications
	then(w, apps[len(apps)-1]["id"].(string))
	w.restart()
	return w
}

func binned(w *walk, id string) { must.Do(w.t, w.graph.DeleteApplication(w.t.Context(), id)) }

// TestADeletedRegistrationThatHasTheNameIsBroughtBack: it is seen at the first look,
// before anything is written.
func TestADeletedRegistrationThatHasTheNameIsBroughtBack(t *testing.T) {
	w := madeUnheard(t, binned)
	before := len(w.srv.State().Applications)
	w.signIn(w.sc.Admin)
	s := w.observe()
	if s.App.Value != nil || s.Deleted.Value == nil || w.r.Profile().App.AppID != s.Deleted.Value.AppID {
		t.Fatalf("deleted %+v, profile %+v", s.Deleted, w.r.Profile().App)
	}
	w.do("3-8")
	w.wantStatus(setup.StatusOK, "3-8")
	if n := len(w.srv.State().Applications); n != before+1 {
		t.Errorf("%d registrations came of it", n-before)
	}
}

// TestAnotherOneBesideTheDeletedGetsAnotherName: whoever does not want it back.
func TestAnotherOneBesideTheDeletedGetsAnotherName(t *testing.T) {
	w := madeUnheard(t, binned)
	w.signIn(w.sc.Admin)
	w.observe()
	old := w.r.Profile().App.UniqueName
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	if p := w.r.Profile().App; p.UniqueName == old || p.AppID != "" {
		t.Fatalf("%+v, before %s", p, old)
	}
	w.observe()
	w.do("3-8")
	w.wantStatus(setup.StatusOK, "3-8")
}

// TestANameThatIsTakenMeanwhile: it was free at the look, and is held by a deleted
// registration when it is to be made.
func TestANameThatIsTakenMeanwhile(t *testing.T) {
	w, _ := signedInAt(t, sim.Delays{})
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	plan := w.plan("3-8")
	app, _, err := w.graph.UpsertApplication(t.Context(), w.r.Profile().App.UniqueName, voice())
	must.Do(t, err)
	binned(w, app.ID)
	_, err = w.r.Apply(t.Context(), plan, func(change.Note) {})
	var held *advice.NameHeldError
	if !errors.As(err, &held) || held.Deleted == nil || held.Deleted.AppID != app.AppID {
		t.Fatalf("%v", err)
	}
	if a := advice.Advise(err); !strings.Contains(a.Do, "bring that one back") || !strings.Contains(a.Do, "another unique name") {
		t.Errorf("%+v", a)
	}
	w.observe()
	w.do("3-8")
	if got := w.r.Profile().App; got.AppID != app.AppID || got.ObjectID != app.ID {
		t.Errorf("%+v", got)
	}
}

// TestANameThatNothingShowsLeadsOn: the bin cannot be read by this person.
func TestANameThatNothingShowsLeadsOn(t *testing.T) {
	w, clock := signedInAt(t, sim.Delays{}, approved)
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	app, _, err := w.graph.UpsertApplication(t.Context(), w.r.Profile().App.UniqueName, voice())
	must.Do(t, err)
	binned(w, app.ID)
	w.signInAgain("mary@contoso.com") // a member, who may register
	w.observe()
	name := w.r.Profile().App.UniqueName
	plan := w.plan("3-8")
	began := clock.Now()
	_, err = w.r.Apply(t.Context(), plan, func(change.Note) {})
	var held *advice.NameHeldError
	if !errors.As(err, &held) || held.Deleted != nil || held.BinWhy.Text == "" {
		t.Fatalf("%v", err)
	}
	if took := clock.Now().Sub(began); took < setup.AttendedWait || took > setup.AttendedWait+time.Minute {
		t.Errorf("it waited %s", took)
	}
	if a := advice.Advise(err); !strings.Contains(a.Means, "Hybrid Identity Administrator") || !strings.Contains(a.Do, "another name") {
		t.Errorf("%+v", a)
	}
	if p := w.r.Profile(); p.App.UniqueName != "" || p.Begun != nil {
		t.Errorf("it goes on with %+v, begun %+v", p.App, p.Begun)
	}
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	w.observe()
	w.do("3-8")
	if w.r.Profile().App.UniqueName == name {
		t.Error("the same name again")
	}
}

// TestANameThatIsStillBeingCopiedIsWaitedFor: the answer was lost, and for minutes
// no server but one knows what was made.
func TestANameThatIsStillBeingCopiedIsWaitedFor(t *testing.T) {
	w, _ := signedInAt(t, sim.Delays{Application: sim.Span(3 * time.Minute)})
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	before := len(w.srv.State().Applications)
	plan := w.plan("3-8")
	lost := false
	w.srv.SetFault(func(r *http.Request) sim.Fault {
		if r.Method != http.MethodPatch || lost {
			return sim.Fault{}
		}
		lost = true
		return sim.Fault{Drop: true, After: true}
	})
	if _, err := w.r.Apply(t.Context(), plan, func(change.Note) {}); err != nil {
		t.Fatalf("%v", err)
	}
	if n := len(w.srv.State().Applications) - before; n != 1 || !lost {
		t.Errorf("%d registrations, lost %v", n, lost)
	}
}
