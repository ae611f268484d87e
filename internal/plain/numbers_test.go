package plain_test

import (
	"path/filepath"
	"testing"

	"ssowizard/internal/steps"
)

// TestAStepIsGoneToByItsNumber, any of those that stand together, and not by how far down
// the list it stands.
func TestAStepIsGoneToByItsNumber(t *testing.T) {
	r := newRoom(t, "new")
	c := r.config()
	c.SignIn = "none"
	on := func(at string) act { return pickAt(at, "Go to another step") }
	_ = r.play(c, enter("Your company's domain"), on("Step 1 ·"), typed("12. Steps 12–14", "13"),
		on("Steps 12–14 ·"), typed("Number [0]", "a2"), on("Steps A1–A2 ·"), typed("Number [0]", "99"),
		typed("\"99\" is none of the choices. Type the number of a step", "0"), on(""), typed("Number", "2"),
		pickAt("Step 2 ·", "Leave"))
	r.wantWrites(0)
}

// TestARepairIsChosenByItsStep, and what is none by its letter; the report for support is
// written after a yes.
func TestARepairIsChosenByItsStep(t *testing.T) {
	r := newRoom(t, "two-faults")
	wrote := 0
	c := r.config()
	c.AppID, c.Domain, c.URIs = "4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60", "contoso.com", r.sc.PortalURIs
	c.SaveReport = func(steps.Worker) (string, error) { wrote++; return "report.json", nil }
	p := &person{t: t, talk: r.talk, script: []act{pickAt("How will you sign in?", "Sign in with a code"),
		pick("Have the code entered"), typed("12. Steps 12–14", "w"),
		pickAt("The file goes into this folder", "No, go back"),
		typed("Nothing was written.", "w"), pick("Yes, write the file"),
		typed("12. Steps 12–14", "13"), pickAt("Is this your own company?", "Yes, our own"),
		pickAt("This is what will change", "No, go back"), pick("Back to the report"), typed("12. Steps 12–14", "0")}}
	c.In = p
	err := r.validate(c, false)
	whole, _ := filepath.Abs("report.json")
	r.wantSaid("The report is written to this file:", whole)
	if wrote != 1 {
		t.Errorf("%d reports, %v", wrote, err)
	}
	r.wantWrites(0)
}
