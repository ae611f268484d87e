package engine_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// holding is a tenant in which users may not register, and whose admin holds only
// these roles.
func holding(roles []string, as ...sim.Assignment) func(*sim.Scenario) {
	return func(sc *sim.Scenario) {
		approved(sc)
		sc.Policy.MembersMayRegister = false
		sc.Accounts[0].Roles, sc.Accounts[0].Assignments = roles, as
	}
}

func custom(actions ...string) sim.Assignment {
	return sim.Assignment{Role: "SSO registrar", Actions: actions, Scope: "/"}
}

// throughGroup is a role that a role-assignable group was assigned, a custom one where it has actions.
func throughGroup(role string, actions ...string) sim.Assignment {
	return sim.Assignment{Role: role, Actions: actions, Scope: "/", Group: "SSO administrators"}
}

const (
	maySelf    = "microsoft.directory/applications/createAsOwner"
	mayConsent = "microsoft.directory/servicePrincipals/managePermissionGrantsForAll.microsoft-all-application-permissions"
)

// beforehand finds one item of the preflight.
func (w *walk) beforehand(id string) judge.PreflightItem {
	for _, i := range w.r.Preflight() {
		if i.ID == id {
			return i
		}
	}
	return judge.PreflightItem{}
}

// TestNobodyIsRefusedForARoleThatIsNotSeen: who may register is known where a role
// says so; else it is said and tried.
func TestNobodyIsRefusedForARoleThatIsNotSeen(t *testing.T) {
	for _, c := range []struct {
		name string
		with func(*sim.Scenario)
		sure bool // known beforehand
		made bool
	}{
		{"Application Developer", holding([]string{"Application Developer"}), true, true},
		{"Hybrid Identity Administrator", holding([]string{"Hybrid Identity Administrator"}), true, true},
		{"a custom role", holding(nil, custom(maySelf)), false, true},
		{"a custom role for something else", holding(nil, custom("microsoft.directory/devices/create")), false, false},
		{"administrator of a unit", holding(nil, sim.Assignment{Role: "Cloud Application Administrator", Scope: "/administrativeUnits/6a0e7c41-29bd-4d6f-8b52-0c9e7d1f3a54"}), false, false},
		{"a role through a group", holding(nil, throughGroup("Cloud Application Administrator")), true, true},
		{"a custom role through a group", holding(nil, throughGroup("SSO registrar", maySelf)), false, true},
		{"a custom role for something else, through a group", holding(nil, throughGroup("Printer keeper", "microsoft.directory/devices/create")), false, false},
		{"nothing", holding(nil), false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, _ := signedInAt(t, sim.Delays{}, c.with)
			must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
			i := w.beforehand("register")
			if i.Stops || (len(i.Findings) == 0) != c.sure {
				t.Fatalf("beforehand: %+v", i)
			}
			if !c.sure && (i.Findings[0].Level != setup.LevelWarn || !strings.Contains(i.Findings[0].Text(), "tried")) {
				t.Errorf("it is said: %+v", i.Findings)
			}
			plan := w.plan("3-8")
			w.shown(plan)
			before := len(w.srv.State().Applications)
			_, err := w.r.Apply(t.Context(), plan, func(change.Note) {})
			if c.made {
				must.Do(t, err)
				w.wantStatus(setup.StatusOK, "3-8")
				return
			}
			var refused *advice.RoleRefusedError
			if !errors.As(err, &refused) || !errors.Is(err, graph.ErrDenied) || len(w.srv.State().Applications) != before {
				t.Fatalf("%v, %d registrations were made", err, len(w.srv.State().Applications)-before)
			}
			if a := advice.Advise(err); !strings.Contains(a.Means, "Application Developer") || !strings.Contains(a.Do, "Nothing was made") || w.r.Profile().Begun != nil {
				t.Errorf("%+v, begun %+v", a, w.r.Profile().Begun)
			}
		})
	}
}

// TestWhoNeedsToOwnARegistrationOwnsIt, however Entra takes the upsert.
func TestWhoNeedsToOwnARegistrationOwnsIt(t *testing.T) {
	for _, wire := range []string{"", "bound"} {
		t.Run("wire "+wire, func(t *testing.T) {
			w, _ := signedInAt(t, sim.Delays{}, holding([]string{"Application Developer"}), func(sc *sim.Scenario) { sc.Wire.UpsertOwner = wire })
			must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
			w.do("3-8", "15-20")
			w.wantStatus(setup.StatusOK, "3-8", "15-20")
			if s := w.observe(); !s.Owners.Known || len(s.Owners.Value) != 1 || s.Owners.Value[0].UserPrincipalName != w.sc.Admin {
				t.Errorf("owners: %+v", s.Owners)
			}
			if i := w.beforehand("register"); i.Detail != "yes, as its owner" {
				t.Errorf("beforehand: %+v", i)
			}
		})
	}
}

// TestAnOwnerThatLacksLeadsOn: Entra enters nobody, and takes no owner either. One
// registration is there, and whoever can help is named; then it goes on.
func TestAnOwnerThatLacksLeadsOn(t *testing.T) {
	w, _ := signedInAt(t, sim.Delays{}, holding([]string{"Application Developer"}), func(sc *sim.Scenario) {
		sc.Wire.UpsertOwner, sc.Accounts[1].Roles = "nobody", []string{"Application Administrator"}
	})
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	before := len(w.srv.State().Applications)
	plan := w.plan("3-8")
	_, err := w.r.Apply(t.Context(), plan, func(change.Note) {})
	if a := advice.Advise(err); !strings.Contains(a.What, "did not enter you as its owner") || !strings.Contains(a.Do, "Add owners") || !strings.Contains(a.Means, "Application Administrator") {
		t.Fatalf("%v: %+v", err, a)
	}
	if i := w.beforehand("register"); i.Stops || len(i.Findings) != 1 || !strings.Contains(i.Findings[0].Remedy(), "Owners") {
		t.Errorf("beforehand: %+v", i)
	}
	me, app := w.r.Identity().ObjectID, w.r.Profile().App.ObjectID
	w.signInAgain(w.sc.Accounts[1].UPN)
	must.Do(t, w.graph.AddOwner(t.Context(), app, me))
	w.signInAgain(w.sc.Admin)
	w.observe()
	w.do("3-8")
	w.wantStatus(setup.StatusOK, "3-8")
	if n := len(w.srv.State().Applications) - before; n != 1 {
		t.Errorf("%d registrations", n)
	}
}

// TestAnAdministratorAsksForNoOwner: what they need not is not sent.
func TestAnAdministratorAsksForNoOwner(t *testing.T) {
	w, _ := signedInAt(t, sim.Delays{})
	must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
	plan := w.plan("3-8")
	for _, q := range plan.Requests {
		if strings.Contains(q.Path+q.Body, "owners") {
			t.Errorf("%s %s", q.Path, q.Body)
		}
	}
	w.do("3-8")
	for _, c := range w.log.Calls() {
		if c.Method == http.MethodPost && strings.Contains(c.Path, "/owners") {
			t.Errorf("sent: %s", c.Path)
		}
	}
}

// TestConsentThatIsNotSeenIsTried, and where nothing is hidden it is known that
// nobody may.
func TestConsentThatIsNotSeenIsTried(t *testing.T) {
	for _, c := range []struct {
		name    string
		with    func(*sim.Scenario)
		answer  setup.RoleAnswer
		granted bool
	}{
		{"a custom role that may", holding([]string{"Application Administrator"}, custom(mayConsent)), setup.RoleUnseen, true},
		{"a custom role that may not", holding([]string{"Application Administrator"}, custom(maySelf)), setup.RoleUnseen, false},
		{"nothing hidden", holding([]string{"Application Administrator"}), setup.RoleNone, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, _ := signedInAt(t, sim.Delays{}, c.with)
			must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
			if got := w.r.Snapshot().Role.Value.Consent; got != c.answer {
				t.Fatalf("consent %s", got)
			}
			if i := w.beforehand("role"); i.Stops != (c.answer == setup.RoleNone) {
				t.Errorf("beforehand: %+v", i)
			}
			if first := change.ColleagueFirst(w.r.Verdict(judge.Walking), "21-22"); first != (c.answer == setup.RoleNone) {
				t.Errorf("a colleague first: %v", first)
			}
			w.do("3-8", "15-20")
			plan := w.plan("21-22")
			_, err := w.r.Apply(t.Context(), plan, func(change.Note) {})
			if c.granted {
				must.Do(t, err)
				w.wantStatus(setup.StatusOK, "21-22")
				return
			}
			if a := advice.Advise(err); !strings.Contains(a.Means, "Privileged Role Administrator") || !strings.Contains(a.Do, "colleague") {
				t.Errorf("%v: %+v", err, a)
			}
		})
	}
}

// TestTheBinIsSaidToBeUnread where this person may not look into it.
func TestTheBinIsSaidToBeUnread(t *testing.T) {
	for name, c := range map[string]struct {
		roles []string
		said  bool
	}{
		"Privileged Role Administrator": {[]string{"Privileged Role Administrator"}, true}, "Global Reader": {[]string{"Global Reader"}, true},
		"Global Administrator": {[]string{"Global Administrator"}, false}, "Cloud Application Administrator": {[]string{"Cloud Application Administrator"}, false},
		"Hybrid Identity Administrator": {[]string{"Hybrid Identity Administrator"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			w, _ := signedInAt(t, sim.Delays{}, holding(c.roles))
			i := w.beforehand("bin")
			if (i.ID != "") != c.said || i.Stops {
				t.Errorf("%+v", i)
			}
			if c.said && !strings.Contains(i.Findings[0].Text(), "Hybrid Identity Administrator") {
				t.Errorf("%+v", i.Findings)
			}
		})
	}
}
