package engine_test

import (
	"maps"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/judge"
	"ssowizard/internal/must"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
	"ssowizard/internal/vault"
)

// twins are two administrators who set the same thing up at once: each has looked before the other wrote.
func twins(t *testing.T) (first, second *walk) {
	t.Helper()
	t.Parallel()
	first = newWalkOn(t, sim.Options{Tenant: "new"}, vault.Memory())
	second = &walk{t: t, kit: first.kit, srv: first.srv, sc: first.sc, store: profile.DiskStore(t.TempDir()), keychain: vault.Memory(), clock: first.clock}
	second.restart()
	for _, w := range []*walk{first, second} {
		w.signIn(w.sc.Admin)
		w.pasteURIs()
		must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
		w.observe()
	}
	for _, w := range []*walk{first, second} {
		plan, err := w.r.PlanWhole()
		w.apply(plan, err)
	}
	return first, second
}

// told are the findings of one code, as both perspectives have them.
func (w *walk) told(code setup.Code) []setup.Finding {
	w.t.Helper()
	var out []setup.Finding
	for _, as := range []judge.As{judge.Walking, judge.Checking} {
		for _, n := range w.r.Verdict(as).Noticed(setup.LevelNote, setup.LevelWarn, setup.LevelFail, setup.LevelUnknown) {
			if n.Code == code {
				out = append(out, n.Finding)
			}
		}
	}
	return out
}

// TestTwoAdministratorsAtOnceAreToldOfEachOther: once Entra's index shows it, each is told of the other's registration
// by its name and id, at no more calls than any look has.
func TestTwoAdministratorsAtOnceAreToldOfEachOther(t *testing.T) {
	first, second := twins(t)
	must.Do(t, first.clock.Sleep(t.Context(), time.Hour))
	for w, other := range map[*walk]*walk{first: second, second: first} {
		w.keepsOneTrip()
		got, id := w.told(setup.CodeRegistrationTwice), other.r.Profile().App.AppID
		if len(got) != 2 || got[0].Level != setup.LevelWarn || got[0].Subject != "Contoso Voice SSO ("+id+")" || !strings.Contains(got[0].Remedy(), "--app-id "+id) {
			t.Errorf("told: %+v", got)
		}
		if v := w.r.Verdict(judge.Checking); v.Overall != judge.OverallProblems {
			t.Errorf("it is %s", v.Overall)
		}
	}
}

// keepsOneTrip looks, and counts what the look asked: the batch and beside it that of the beta version, and the secret's
// own proof and the sign-in log where there are any.
func (w *walk) keepsOneTrip() {
	w.t.Helper()
	before := len(w.log.Calls())
	w.observe()
	batches := 0
	for _, c := range w.log.Calls()[before:] {
		if strings.HasSuffix(c.Path, "$batch") {
			batches++
		}
	}
	if batches != 2 {
		w.t.Errorf("%d batches for one look, want 2", batches)
	}
}

// TestAnotherPartnersRegistrationIsNoTwin: the addresses that all partners have show nothing, nor does one that lies in the
// recycle bin.
func TestAnotherPartnersRegistrationIsNoTwin(t *testing.T) {
	sc, app := goodScenario(t)
	other := map[string]any{}
	maps.Copy(other, app)
	other["id"], other["appId"] = "0f0f0f0f-1111-4222-8333-444444444444", "0f0f0f0f-1111-4222-8333-555555555555"
	delete(other, "uniqueName")
	delete(other, "passwordCredentials")
	other["spa"] = map[string]any{"redirectUris": []any{"https://mtp.bvoip.net/users", "https://fabrikam.bvoip.example/login"}}
	sc.Applications = append(sc.Applications, other)
	w := newWalkIn(t, sc)
	w.judge()
	if got := w.told(setup.CodeRegistrationTwice); len(got) != 0 {
		t.Errorf("told: %+v", got)
	}
}
