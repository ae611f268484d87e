package engine_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/must"
)

// TestEachTaskAsksForWhatItNeeds: what Microsoft's page names, by task. A renewal grants nothing, so it does not ask to.
func TestEachTaskAsksForWhatItNeeds(t *testing.T) {
	w := newWalk(t, "new")
	for purpose, want := range map[change.Purpose]string{
		change.ForName:    "User.Read",
		change.ForRenewal: "User.Read RoleManagement.Read.Directory Policy.Read.All Application.ReadWrite.All AuditLog.Read.All",
		change.ForCheck: "User.Read Application.Read.All RoleManagement.Read.Directory Policy.Read.All Directory.Read.All " +
			"AuditLog.Read.All",
		change.ForSetup: "User.Read RoleManagement.Read.Directory Policy.Read.All Application.ReadWrite.All AppRoleAssignment.ReadWrite.All " +
			"DelegatedPermissionGrant.ReadWrite.All User.ReadBasic.All AuditLog.Read.All",
	} {
		if w.r.SignInFor(purpose); purpose == change.ForRenewal {
			must.Do(t, w.r.ChooseExisting("4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60"))
		}
		if got := strings.Join(w.r.Scopes(), " "); got != want {
			t.Errorf("purpose %d asks for %s", purpose, got)
		}
	}
}

// TestUndoAsksByItsReceipts: whoever granted nothing needs no right to take a grant back.
func TestUndoAsksByItsReceipts(t *testing.T) {
	w := signedIn(t, "adopt")
	w.adoptFirst()
	w.do("15-20")
	w.r.SignInFor(change.ForUndo)
	const base = "User.Read RoleManagement.Read.Directory Application.ReadWrite.All"
	if got := strings.Join(w.r.Scopes(), " "); got != base {
		t.Errorf("after a change of the registration: %s", got)
	}
	w.r.SignInFor(change.ForSetup)
	w.do("21-22")
	w.r.SignInFor(change.ForUndo)
	if got := strings.Join(w.r.Scopes(), " "); !strings.HasPrefix(got, base+" AppRoleAssignment.ReadWrite.All") {
		t.Errorf("after the consent: %s", got)
	}
}

// TestARepairAsksForItsOwnRights: a plan that only changes the registration steps up to that, and the next that grants
// steps up again.
func TestARepairAsksForItsOwnRights(t *testing.T) {
	w := newWalk(t, "adopt")
	w.r.SignInFor(change.ForCheck)
	w.signIn(w.sc.Admin)
	w.adoptFirst()
	declare := w.plan("15-20")
	w.r.StepUp(declare.Scopes())
	if got := w.r.Scopes(); slices.Contains(got, "AppRoleAssignment.ReadWrite.All") || !slices.Contains(got, "Application.ReadWrite.All") {
		t.Errorf("for a declaration: %v", got)
	}
	if w.r.May(declare) {
		t.Error("the sign-in for reading may write before there is a new one")
	}
	w.signInAgain(w.sc.Admin)
	w.observe()
	w.do("15-20")
	grant := w.plan("21-22")
	if _, err := w.r.Apply(t.Context(), grant, func(change.Note) {}); !errors.Is(err, advice.ErrReadOnly) {
		t.Fatalf("granting with the rights to declare: %v", err)
	}
	w.r.StepUp(grant.Scopes())
	w.signInAgain(w.sc.Admin)
	w.observe()
	w.do("21-22")
}

func TestAskWordsSpeakOfTheRequest(t *testing.T) {
	for want, scopes := range map[string][]string{
		"asks to know your name, and for nothing that could write":      {"User.Read"},
		"asks to read your directory, and for nothing that could write": {"User.Read", "Application.Read.All"},
		"asks to read your directory and to write app registrations":    {"User.Read", "Policy.Read.All", "Application.ReadWrite.All"},
		"asks to read your directory, to write app registrations and to grant permissions": {"Policy.Read.All", "Application.ReadWrite.All",
			"AppRoleAssignment.ReadWrite.All", "DelegatedPermissionGrant.ReadWrite.All"},
	} {
		if got := change.AskWords(scopes); got != want {
			t.Errorf("%v: %s", scopes, got)
		}
	}
}

// TestARepairOfAllAsksForWhatIsBroken: one sign-in for all of it, and no right for a phase that is as it has to be.
func TestARepairOfAllAsksForWhatIsBroken(t *testing.T) {
	for tenant, grants := range map[string]bool{"trailing-slash": false, "web-platform": false, "no-consent": true} {
		t.Run(tenant, func(t *testing.T) {
			w := newWalk(t, tenant)
			w.r.SignInFor(change.ForCheck)
			w.signIn(w.sc.Admin)
			w.adoptFirst()
			got := change.ScopesToRepair(w.r.Verdict(judge.Checking))
			for _, scope := range []string{"AppRoleAssignment.ReadWrite.All", "DelegatedPermissionGrant.ReadWrite.All"} {
				if slices.Contains(got, scope) != grants {
					t.Errorf("%v", got)
				}
			}
		})
	}
}
