package tui

import (
	"strings"
	"testing"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/setup"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/views"
)

// TestWhatIsMadeInTheSimulatedPortalIsFoundAgain: without a sign-in nothing carries it over but a person, so the page
// says what was done, step 9 takes the id and step 28 the value, and the value is proven.
func TestWhatIsMadeInTheSimulatedPortalIsFoundAgain(t *testing.T) {
	t.Parallel()
	g, d := walkingByHand(t, 100, 40)
	play := func(number string) {
		d.goTo(number)
		d.Press("p", "a")
		d.Await("✓ Done in the simulated portal: Step")
	}
	play("3")
	made := d.m.deps.Practice.Shown
	d.Sees("Steps 3–8 · New registration", made.Name, made.AppID, "At step 9 a takes the id from there.")
	d.now = d.now.Add(time.Minute) // it stays longer than a short message
	d.Sees(made.AppID)
	if n := len(g.srv.Writes()); n == 0 || made.Name == "" || made.AppID == "" {
		t.Errorf("%d writes made %q %q", n, made.Name, made.AppID)
	}
	play("15")
	play("21")
	play("23")
	d.Sees("The value was shown once. At step 28 a takes it from there.")
	if strings.Contains(d.Screen(), d.m.deps.Practice.Shown.Secret.Reveal()) {
		t.Error("the value stands on the screen")
	}
	d.goTo("28")
	d.Press("a") // a token needs the id first
	d.At("S09")
	d.Press("a")
	d.Sees(made.AppID)
	d.Press("enter")
	d.At("S09")
	d.goTo("28")
	d.Press("a")
	d.Await("Proven at")
	if p := d.m.state.Profile; !p.Secret.ByHand || p.App.AppID != made.AppID {
		t.Errorf("kept %+v of %q", p.Secret, p.App.AppID)
	}
	if st := d.m.state.Verdict.Phase("28").Status; st != setup.StatusOK {
		t.Errorf("step 28 is %q", st)
	}
}

// TestOneFigureSaysHowLongItTakes: where the page says it of what is done now, the foot says no other.
func TestOneFigureSaysHowLongItTakes(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(100, 40)
	w := &working{Job: screen.Job{What: "Writing to Entra", Usual: 30 * time.Second, Writes: true}, Running: views.Running{Started: d.now}}
	d.m.work = w
	if got := d.m.status(90); !strings.Contains(got, "usually up to 30 s") {
		t.Errorf("%q", got)
	}
	w.Notes = []change.Note{{Text: "Copying", Usual: time.Minute}}
	if got := d.m.status(90); strings.Contains(got, "usually") || !strings.Contains(views.WaitLine(w.Notes[0], 0), "usually up to 60 s") {
		t.Errorf("%q", got)
	}
	d.m.work = nil
}

// TestARenewalOffersNoStepsOfTheSetup: there the steps of a setup that works would stand as to do.
func TestARenewalOffersNoStepsOfTheSetup(t *testing.T) {
	t.Parallel()
	g, list := finished(t)
	d := g.again(list)
	d.choose("Renew the client secret")
	d.Press("enter", "a")
	d.Await("five parts")
	d.SeesNot("go to step")
	d.Press("g")
	d.At("R03")
	d.Sees(`"g" does nothing on this page.`)
	d.Press("?")
	d.SeesNot("go to step")
}
