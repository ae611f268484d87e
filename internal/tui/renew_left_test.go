package tui

import (
	"context"
	"testing"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/must"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/vault"
)

// shut is a keychain that nobody unlocks any more.
type shut struct{ vault.Keychain }

var errShut = &vault.Unavailable{Op: "get", Kind: vault.Locked, Reason: "The keychain is locked.", Remedy: "Unlock it."}

func (shut) Get(context.Context, vault.Key) (secret.Value, error) {
	return secret.Value{}, errShut
}
func (shut) Put(context.Context, vault.Key, secret.Value) error { return errShut }
func (shut) Delete(context.Context, vault.Key) error            { return errShut }

// TestARenewalEndsOnALockedKeychain: the old secret is removed while the keychain is locked. The renewal can be ended all
// the same, and the page says what stays where.
func TestARenewalEndsOnALockedKeychain(t *testing.T) {
	t.Parallel()
	g, list := finished(t)
	d := g.again(list)
	d.choose("Renew the client secret")
	d.At("R01a")
	d.Press("enter", "a")
	d.Await("five parts")
	d.At("R03")
	eng, ok := d.m.deps.Session.Session.(*engine.Session)
	if !ok {
		t.Fatalf("the engine is a %T", d.m.deps.Session)
	}
	old := eng.Profile().Secret.KeyID
	d.Press("1", "y")
	d.Await("written and read back")
	d.Press("enter")
	if _, err := eng.Prove(t.Context(), func(setup.Proof) {}); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"29", "S1-S2"} {
		must.Do(t, eng.Confirm(id, ""))
	}
	plan, err := eng.PlanRemoveOld(old)
	must.Do(t, err)
	eng.UseKeychain(shut{g.keys})
	if _, err := eng.Apply(t.Context(), plan, func(change.Note) {}); err != nil {
		t.Fatal(err)
	}
	d.Press("r")
	d.Await("Read again at")
	d.Sees("All five parts are done.", "its value could not be read now")
	d.Press("e")
	d.Await("The renewal is over.")
	d.Sees("The secret is removed in Entra and opens nothing any more.", "The keychain is locked.", "Remove it in the desktop's own password program.")
	if eng.Profile().Renewal != nil {
		t.Error("the renewal goes on")
	}
}
