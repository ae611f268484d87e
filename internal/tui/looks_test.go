package tui

import "testing"

// A check that found nothing that keeps sign-in from working says so in its verdict
// and in the title of what it found.
func TestACheckWithNothingBrokenDoesNotSayThatSomethingIsWrong(t *testing.T) {
	t.Parallel()
	d := newRig(t, "judged-no-secrets").start(120, 36)
	d.beginCheck()
	d.Press("enter")
	d.At("V03")
	d.Press("enter", "enter")
	d.At("V04")
	d.Tick(noticeTime * 2)
	d.Sees("Nothing keeps sign-in from working; 1 thing needs a look.", "What needs a look", "A secret that exists works until it ends")
	d.SeesNot("What is wrong", "--allow-secret-exemption", "steps 23 to 29 wait")
}
