package plain_test

import (
	"path/filepath"
	"strings"
	"testing"

	"ssowizard/internal/must"
	"ssowizard/internal/secret"
	"ssowizard/internal/vault"
)

const agePhrase = "four words of a person"

// lockedRoom is a computer whose secret lies in an encrypted file while its
// keychain answers again.
func lockedRoom(t *testing.T) *room {
	t.Helper()
	r := newRoom(t, "new")
	if err := r.run(r.alone()); err != nil {
		t.Logf("the setup without a person ended with %v", err)
	}
	p := r.eng.Profile()
	if p.Secret.Proven == nil {
		t.Fatalf("no secret was made and proven:\n%s", r.talk)
	}
	at := vault.Key{TenantID: p.Tenant.ID, AppID: p.App.AppID, KeyID: p.Secret.KeyID}
	value, err := r.keychain.Get(t.Context(), at)
	must.Do(t, err)
	file := vault.File(filepath.Join(r.dir, "contoso.age"), secret.New(agePhrase))
	must.Do(t, file.Put(t.Context(), at, value))
	p.Secret.Keeper = file.Name()
	must.Do(t, r.store.Save(p))
	r.keychain = vault.Memory()
	r.restart()
	return r
}

// A check asks for the passphrase of the file that the secret lies in; an empty
// line leaves the secret untried, which is no finding against it.
func TestACheckAsksForTheFilesPassphrase(t *testing.T) {
	r := lockedRoom(t)
	_ = r.playCheck(enter("Your company's domain"), typed("Passphrase", "not the one"), typed("Passphrase", agePhrase), pickAt("How will you sign in?", "Sign in with the browser"))
	said := r.talk.String()
	for _, want := range []string{"lies in this file", filepath.Join(r.dir, "contoso.age"), "does not open the file", "The file is open for this run"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q was not said", want)
		}
	}
	if strings.Contains(said+r.out.String(), agePhrase) {
		t.Error("the passphrase was written")
	}
	if st := r.eng.Snapshot().Stored; !st.Known || !st.Value {
		t.Errorf("the secret was not found in the file: %+v", st)
	}
	r.restart()
	_ = r.playCheck(enter("Your company's domain"), enter("Passphrase"), pickAt("How will you sign in?", "Sign in with the browser"))
	if st := r.eng.Snapshot().Stored; st.Known {
		t.Errorf("a file that stays closed is no answer about what it holds: %+v", st)
	}
}
