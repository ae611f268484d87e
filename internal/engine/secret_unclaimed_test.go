package engine_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/must"
	"ssowizard/internal/vault"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// TestASecretThatNoReceiptKnowsIsNamedAndRemovedAfterAYes: it carries this program's mark. A check of a computer with a
// secret of its own names it and offers to remove it; nothing else removes it, and a computer that has none only notes it.
func TestASecretThatNoReceiptKnowsIsNamedAndRemovedAfterAYes(t *testing.T) {
	w, _ := signedInAt(t, sim.Delays{})
	must.Do(t, w.whole(t.Context()))
	own := w.r.Profile().Secret.KeyID
	stray, err := w.somebody().AddPassword(t.Context(), w.r.Profile().App.ObjectID, "bvoip MTP portal, 2026-01-02 abcdef", w.clock.Now().AddDate(1, 0, 0))
	must.Do(t, err)
	must.Do(t, w.clock.Sleep(t.Context(), time.Minute))
	w.observe()
	of := func(level setup.Level) bool {
		for _, f := range w.r.Verdict(judge.Checking).Phase("23-27").Findings() {
			if f.Code == setup.CodeSecretUnclaimed && f.Level == level && f.Subject == stray.KeyID {
				return true
			}
		}
		return false
	}
	v := w.r.Verdict(judge.Checking)
	if !of(setup.LevelWarn) || len(change.Repairs(v)) != 1 || change.Repairs(v)[0].ID != change.RepairUnclaimed || len(change.RepairsTogether(v)) != 0 {
		t.Fatalf("%+v, repairs %v", v.Phase("23-27").Findings(), len(change.Repairs(v)))
	}
	if judge.AskDropUnclaimed.Default(w.r.Snapshot()) != judge.AnswerNo {
		t.Error("Enter alone removes it")
	}
	if _, err := w.r.Plan("23-27"); !errors.Is(err, advice.ErrNothingToDo) {
		t.Errorf("it would be removed without a yes: %v", err)
	}
	if _, err := w.r.PlanWhole(); !errors.Is(err, advice.ErrNothingToDo) {
		t.Errorf("a rerun would do something: %v", err)
	}
	w.r.SetDropUnclaimed(true)
	w.do("23-27")
	w.r.SetDropUnclaimed(false)
	if s := w.srv.State().Secrets; len(s) != 1 || s[own] == "" || of(setup.LevelWarn) {
		t.Errorf("left are %d secrets", len(s))
	}

	other := newWalkAtSame(w)
	other.signIn(other.sc.Admin)
	must.Do(t, other.r.ChooseExisting(w.r.Profile().App.AppID))
	other.observe()
	noted := false
	for _, f := range other.r.Verdict(judge.Checking).Phase("23-27").Findings() {
		noted = noted || f.Code == setup.CodeSecretUnclaimed && f.Level == setup.LevelNote && f.Subject == own
	}
	if !noted || len(change.Repairs(other.r.Verdict(judge.Checking))) > 0 {
		t.Errorf("another computer: %+v", other.r.Verdict(judge.Checking).Phase("23-27").Findings())
	}
}

// newWalkAtSame is another computer in the same tenant.
func newWalkAtSame(w *walk) *walk {
	other := *w
	other.store = profile.MemoryStore()
	other.restart()
	return &other
}

// TestASecretOfHereThatIsNoLongerUsedIsNamedAndRemovedAfterAYes: a renewal made another, and the one before stayed. A check
// names it and offers to remove it, in words that are true of it; its value goes from the keychain with it.
func TestASecretOfHereThatIsNoLongerUsedIsNamedAndRemovedAfterAYes(t *testing.T) {
	w := newWalk(t, "new")
	must.Do(t, w.whole(t.Context()))
	p := w.r.Profile()
	old := vault.Key{TenantID: p.Tenant.ID, AppID: p.App.AppID, KeyID: p.Secret.KeyID}
	plan, err := w.r.PlanRenew()
	must.Do(t, err)
	w.apply(plan, nil)
	_, err = w.r.EndRenewal(t.Context())
	must.Do(t, err)
	w.later()
	w.observe()
	v := w.r.Verdict(judge.Checking)
	i := slices.IndexFunc(v.Phase("23-27").Findings(), func(f setup.Finding) bool { return f.Code == setup.CodeSecretUnclaimed })
	if i < 0 || len(change.Repairs(v)) != 1 || change.Repairs(v)[0].ID != change.RepairUnclaimed || len(change.RepairsTogether(v)) != 0 {
		t.Fatalf("%+v, repairs %+v", v.Phase("23-27").Findings(), change.Repairs(v))
	}
	if f := v.Phase("23-27").Findings()[i]; f.Subject != old.KeyID || f.Level != setup.LevelWarn || !strings.Contains(f.Text(), "was made here") {
		t.Errorf("%+v", f)
	}
	if _, err := w.r.PlanWhole(); !errors.Is(err, advice.ErrNothingToDo) {
		t.Errorf("it would be removed without a yes: %v", err)
	}
	w.r.SetDropUnclaimed(true)
	w.do("23-27")
	w.r.SetDropUnclaimed(false)
	if s := w.srv.State().Secrets; len(s) != 1 || s[old.KeyID] != "" {
		t.Errorf("%d secrets live", len(s))
	}
	if _, err := w.keychain.Get(t.Context(), old); !errors.Is(err, vault.ErrNotFound) {
		t.Errorf("its value is still in the keychain: %v", err)
	}
	w.later()
	w.observe()
	if v := w.r.Verdict(judge.Checking); len(change.Repairs(v)) != 0 || strings.Contains(fmt.Sprint(v.Phase("23-27").Findings()), "made here") {
		t.Errorf("afterwards %+v", v.Phase("23-27").Findings())
	}
	for _, u := range w.r.Undoable() {
		if u.Receipt.ObjectID == old.KeyID && u.Can {
			t.Errorf("it could be taken back: %+v", u)
		}
	}
}
