package plain_test

import (
	"errors"
	"testing"

	"ssowizard/internal/outcome"
	"ssowizard/internal/setup"
)

// TestARunThatNobodyWatchesAllowsASecretOnlyWhenTold: --yes alone is no leave to
// exempt a registration from a rule of the company.
func TestARunThatNobodyWatchesAllowsASecretOnlyWhenTold(t *testing.T) {
	r := newRoom(t, "secrets-forbidden")
	c := r.alone()
	c.AllowSecret = true
	if err := r.run(c); err != nil {
		t.Fatal(err)
	}
	r.wantSaid("New app management policy", "Made the policy", "Assigned the policy", "Made a client secret")
	st := r.srv.State()
	if len(st.Policies) != 1 || len(st.Secrets) != 1 {
		t.Errorf("%d policies, %d secrets", len(st.Policies), len(st.Secrets))
	}
}

// TestARunThatNobodyWatchesHandsOver: everything else is done, the message is
// printed, and the end says what is missing.
func TestARunThatNobodyWatchesHandsOver(t *testing.T) {
	for _, told := range []bool{false, true} {
		t.Run(map[bool]string{true: "told to allow it", false: "not told"}[told], func(t *testing.T) { handsOver(t, told) })
	}
}

func handsOver(t *testing.T, told bool) {
	r := newRoom(t, "secrets-hand-over")
	c := r.alone()
	c.AllowSecret = told
	err := r.run(c)
	var stop *outcome.Stopped
	if !errors.As(err, &stop) || !stop.Written || len(stop.Findings) != 1 || stop.Findings[0].Code != setup.CodeSecretsForbidden {
		t.Fatalf("told %v: %v, %+v", told, err, stop)
	}
	r.wantSaid("Send this to a colleague who may change policies on applications", "Block password addition", "New-MgPolicyAppManagementPolicy", "has to be allowed first")
	if st := r.srv.State(); len(st.Policies) != 0 || len(st.Secrets) != 0 {
		t.Errorf("told %v: %d policies, %d secrets", told, len(st.Policies), len(st.Secrets))
	}
}

// TestHandingTheExemptionToAColleague line by line: the message for a colleague, the
// secret shown and agreed to beforehand, the wait, and the secret as soon as it may be.
func TestHandingTheExemptionToAColleague(t *testing.T) {
	r := newRoom(t, "secrets-hand-over")
	c := r.config()
	c.URIs = r.sc.PortalURIs
	err := r.play(c, append(toThePhases(),
		pickAt("Step 2 ·", "Make a new registration"), enter("Name of the registration"),
		pickAt("Steps 3–8", "Register it for me"), pick("Yes, write it"),
		pickAt("Steps 10–11", "Type and ids are in"),
		pickAt("Steps 12–14", "("), pick("Yes, write it"),
		pickAt("Steps 15–20", "("), pick("Yes, write it"),
		pickAt("Steps 21–22", "("), pick("Yes, write it"),
		pickAt("Steps 23–27", "("), pick("Yes, write it"),
		pickAt("Your tenant forbids client secrets", "Back to this step"),
		pickAt("Entra refused a client secret", "Ask a colleague to allow it"),
		pickAt("Send this to a Global Administrator", "Play the colleague"), pick("Wait for it here"),
		pickAt("adds bvoip MTP portal", "Yes, write it"),
		pickAt("Step 28", "Leave"))...)
	if err != nil {
		t.Fatalf("leaving by choice ended with %v", err)
	}
	st := r.srv.State()
	if len(st.Policies) != 1 || len(st.Secrets) != 1 {
		t.Errorf("%d policies, %d secrets", len(st.Policies), len(st.Secrets))
	}
	r.wantNoSecret()
}
