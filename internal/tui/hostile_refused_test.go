package tui

import (
	"fmt"
	"testing"

	"ssowizard/internal/steps"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/walked"
)

// refusals are what a person does after the sign-in, with the root whose requests
// are refused then. arrive comes to a page once; ready, where there is one, makes
// it ready for the next refusal, with a service that answers again.
var refusals = map[string]struct {
	tenant, root       string
	arrive, ready, act func(*driver)
}{
	"apply": {"new", "/v1.0/", func(d *driver) { d.signIn(); d.Press("y", "enter", "m", "enter") },
		func(d *driver) { d.send(screen.PhaseMsg{ID: "3-8"}); d.Idle(); d.Press("r", "enter") }, func(d *driver) { d.Press("y") }},
	"users": {"new", "/v1.0/", (*driver).signIn, nil,
		func(d *driver) { d.send(screen.PhaseMsg{ID: usersPhase}); d.Idle(); d.Press("/", "a", "enter") }},
	"registrations": {"adopt", "/v1.0/", (*driver).signIn, nil,
		func(d *driver) { d.send(screen.PushMsg{Screen: walked.New(d.m.deps, steps.PageSearch, nil)}); d.Idle() }},
	"consent": {"hand-over", "/v1.0/", func(d *driver) { d.signIn(); d.Press("y", "enter", "m", "enter"); d.do() }, nil,
		func(d *driver) {
			d.send(screen.PhaseMsg{ID: consentPhase})
			d.Idle()
			d.Press("a")
			d.Await("did not work")
		}},
	"find": {"two-faults", "/v1.0/", (*driver).beginCheck, nil,
		func(d *driver) { d.Press("i"); d.Clear(); d.Type(judgedApp); d.Press("enter") }},
	"renewal": {"secret-ending", "/v1.0/", (*driver).beginRenewal,
		func(d *driver) { d.Press("r", "1") }, func(d *driver) { d.Press("y", "y") }}, // the second where it is asked whose company it is
	"proof": {"secret-ending", "/oauth2/", func(d *driver) { d.beginRenewal(); d.Press("1", "y", "y", "enter") }, nil,
		func(d *driver) { d.Press("2") }},
	"undo": {"new", "/v1.0/", func(d *driver) { d.register(); d.takeBack() },
		func(d *driver) { d.takeBack(); d.Press("r", "enter") }, func(d *driver) { d.Press("y") }},
}

func (d *driver) beginRenewal() {
	d.Press("down", "down", "enter", "enter", "enter", "a")
	d.Await("which registration")
	d.Press("enter")
}

func (d *driver) takeBack() {
	d.send(screen.TaskMsg{Task: steps.NewTask(steps.TaskUndo), Open: func(w *screen.Deps) screen.Screen { return walked.New(w, steps.PageUndo, nil) }})
	d.Idle()
}

// Whatever a service answers in refusing what is done after the sign-in is words.
func TestHostileRefusalsOfTheWorkReachNoScreen(t *testing.T) {
	t.Parallel()
	for name, r := range refusals {
		g := newRig(t, r.tenant)
		d := g.start(100, 40)
		r.arrive(d)
		for _, i := range someTexts() {
			g.srv.SetFault(nil)
			if r.ready != nil {
				r.ready(d)
			}
			asked := g.refuse(r.root, i)
			where := fmt.Sprintf("text %d refusing %s", i, name)
			r.act(d)
			d.holdsAtEverySize(where)
			d.Press("l")
			d.holdsAtEverySize(where + ", log")
			d.Press("esc")
			d.Tick(tickEvery)
			d.holdsAtEverySize(where + ", later")
			d.m.boxes = nil
			if name == "proof" && asked() > 0 {
				break // it is not tried again before Entra may have changed
			}
			if asked() == 0 {
				t.Errorf("%s: nothing was refused; the screen is:\n%s", where, d.Screen())
				break
			}
		}
	}
}
