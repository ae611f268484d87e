package engine

import (
	"errors"
	"strings"
	"testing"

	"ssowizard/internal/judge"
	"ssowizard/internal/must"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
	"ssowizard/internal/vault"
)

func TestAStepBlockedByASecretIsOpenOnceAPersonMadeOne(t *testing.T) {
	t.Parallel()
	p := setup.Profile{Confirmed: map[string]setup.Word{}}
	for _, id := range []string{"28", "29"} {
		if st := judge.Judge(setup.Snapshot{}, p, judge.Walking).Phase(id).Status; st != setup.StatusBlocked {
			t.Errorf("step %s without a secret: %s", id, st)
		}
	}
	p.Confirmed["23-27"] = setup.Word{}
	for _, id := range []string{"28", "29"} {
		if st := judge.Judge(setup.Snapshot{}, p, judge.Walking).Phase(id).Status; st != setup.StatusTodo {
			t.Errorf("step %s after the word about 23–27: %s, want to do", id, st)
		}
		p.Confirmed[id] = setup.Word{}
		if st := judge.Judge(setup.Snapshot{}, p, judge.Walking).Phase(id).Status; st != setup.StatusConfirmed {
			t.Errorf("step %s after its own word: %s, want confirmed", id, st)
		}
	}
}

func TestWithoutASignInEveryStepTakesAWord(t *testing.T) {
	t.Parallel()
	p := setup.Profile{Confirmed: map[string]setup.Word{}}
	for _, st := range judge.Catalogue() {
		p.Confirmed[st.ID] = setup.Word{}
		if got := judge.Judge(setup.Snapshot{}, p, judge.Walking).Phase(st.ID).Status; got != setup.StatusConfirmed {
			t.Errorf("steps %s: %s", st.ID, got)
		}
	}
}

func TestWhatIsNoValueOfASecretIsNotKept(t *testing.T) {
	t.Parallel()
	r := NewSession(Config{Keychain: vault.Memory()})
	const id = "c0470500-1b3d-4a52-9d0e-5f3a7b2c6d18"
	must.Do(t, r.Update(func(p *setup.Profile) { p.Tenant.ID, p.App.AppID = id, id }))
	for _, text := range []string{"", id, "https://mtp.bvoip.net/users", "ada@contoso.com", "two words.of~text", "a\tb"} {
		var no *ValueError
		err := r.KeepByHand(t.Context(), text)
		if !errors.As(err, &no) || len(text) > 3 && strings.Contains(err.Error(), text) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if p := r.Profile(); p.Secret.KeyID != "" {
		t.Errorf("kept %+v", p.Secret)
	}
}

// TestAValueMadeByHandIsRemembered: the next run finds the value where it is kept.
func TestAValueMadeByHandIsRemembered(t *testing.T) {
	t.Parallel()
	const id = "c0470500-1b3d-4a52-9d0e-5f3a7b2c6d18"
	keys, dir := vault.Memory(), t.TempDir()
	run := func() *Session {
		r := NewSession(Config{Keychain: keys, Store: profile.DiskStore(dir)})
		t.Cleanup(r.Close)
		return r
	}
	r := run()
	err := r.Update(func(p *setup.Profile) {
		p.Name, p.Tenant.ID, p.App.AppID, p.Looked = "contoso", id, id, &setup.Looked{At: r.Now(), Settled: 4}
	})
	must.Do(t, errors.Join(err, r.KeepByHand(t.Context(), "a1b8Q~notARealOneButShapedLikeOne.0123456")))
	r.Close()
	next := run()
	must.Do(t, next.UseProfile("contoso"))
	v, err := next.Secret(t.Context())
	if p := next.Profile(); err != nil || !p.Secret.ByHand || p.Looked == nil || p.Looked.Settled != 4 || v.Reveal()[:3] != p.Secret.Hint {
		t.Errorf("%v, %+v, %+v", err, p.Secret, p.Looked)
	}
	must.Do(t, next.KeepByHand(t.Context(), "b2c9Q~anotherOneThatIsNotReal.012345678"))
	if _, err := keys.Get(t.Context(), vault.Key{TenantID: id, AppID: id, KeyID: r.Profile().Secret.KeyID}); !errors.Is(err, vault.ErrNotFound) {
		t.Error("the value that was replaced is still kept")
	}
}
