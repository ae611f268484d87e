package plain_test

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestAPasteAnswersOneQuestion: at a terminal, several lines that come at once
// are no answer, neither to the question that they came to nor to a later one;
// from a pipe each line has its question.
func TestAPasteAnswersOneQuestion(t *testing.T) {
	r := newRoom(t, "new")
	c := r.config()
	c.Forget = func(time.Duration, bool) bool { return false }
	err := r.play(c, append(toThePhases(),
		pickAt("Step 2 ·", "Make a new registration"), typed("Name of the registration", "line one\n2\n1\n1\nthird"),
		typed("Several lines came at once; one is wanted. None of them was taken.", "Contoso SSO"),
		pickAt("Steps 3–8", "Register it for me"), typed("This is what will change", "2\n2"),
		typed("Several lines came at once", "1"),
		pickAt("Steps 3–8", "Leave"))...)
	if err != nil {
		t.Fatal(err)
	}
	r.wantWrites(0)
	if got := r.eng.Profile().App.Name; got == "line one" || got == "third" {
		t.Errorf("the registration is called %q", got)
	}
}

// TestAListTakesAPasteOfManyLines: where a list is wanted, lines that come at
// once are the list, and what comes after its end answers nothing.
func TestAListTakesAPasteOfManyLines(t *testing.T) {
	r := newRoom(t, "new")
	c := r.config()
	c.Forget = func(time.Duration, bool) bool { return false }
	err := r.play(c, append(toThePhases(),
		pickAt("Step 2 ·", "Make a new registration"), enter("Name of the registration"),
		pickAt("Steps 3–8", "Go to another step"), pick("Steps 10–11"),
		pickAt("Steps 10–11", "Paste the 12 redirect URIs"), pick("Paste them here"), typed("Paste the list now", strings.Join(r.sc.PortalURIs, "\n")+"\n\n1\n1"),
		pickAt("What was typed before this question was not taken.", "Not yet, just keep the list"),
		pickAt("12 URIs kept", "Leave"))...)
	if err != nil {
		t.Fatal(err)
	}
	r.wantWrites(0)
	if got := len(r.eng.Profile().Wanted.URIs); got != 12 {
		t.Errorf("%d URIs are kept", got)
	}
}

// TestWhatWasTypedBeforeAWriteIsAskedForIsNoYes: the terminal holds lines that
// were typed while the plan was made.
func TestWhatWasTypedBeforeAWriteIsAskedForIsNoYes(t *testing.T) {
	r := newRoom(t, "new")
	c := r.config()
	var ahead, dropped atomic.Bool
	c.Forget = func(time.Duration, bool) bool {
		if strings.Contains(r.talk.String(), "This is what will change") && ahead.CompareAndSwap(false, true) {
			dropped.Store(true)
			return true
		}
		return false
	}
	err := r.play(c, append(toThePhases(),
		pickAt("Step 2 ·", "Make a new registration"), enter("Name of the registration"),
		pickAt("Steps 3–8", "Register it for me"), typed("What was typed before this question was not taken.", "1"),
		pickAt("Steps 3–8", "Leave"))...)
	if err != nil || !dropped.Load() {
		t.Fatalf("%v, taken away: %v", err, dropped.Load())
	}
	r.wantWrites(0)
}
