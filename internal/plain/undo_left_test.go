package plain_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"ssowizard/internal/document"
	"ssowizard/internal/plain"
	"ssowizard/internal/secret"
	"ssowizard/internal/vault"
)

// shut is a keychain that nobody unlocks.
type shut struct{ vault.Keychain }

var errShut = &vault.Unavailable{Op: "get", Kind: vault.Locked, Reason: "The keychain is locked.", Remedy: "Unlock it."}

func (shut) Get(context.Context, vault.Key) (secret.Value, error) { return secret.Value{}, errShut }
func (shut) Put(context.Context, vault.Key, secret.Value) error   { return errShut }
func (shut) Delete(context.Context, vault.Key) error              { return errShut }

// TestUndoWithALockedKeychainSaysWhatStays: the secret is gone in Entra, so it is taken back, and what was written before
// it can be too; its value stays in the keychain, and every report says so.
func TestUndoWithALockedKeychainSaysWhatStays(t *testing.T) {
	for _, asJSON := range []bool{false, true} {
		t.Run(fmt.Sprintf("json %v", asJSON), func(t *testing.T) {
			r := ready(t)
			id := r.eng.Profile().Secret.KeyID
			r.keychain = shut{r.keychain}
			r.restart()
			c := r.alone()
			c.Domain, c.JSON = "contoso.com", asJSON
			if err := plain.Undo(t.Context(), c, plain.UndoChoice{Receipts: []int{4, 5}}); err != nil {
				t.Errorf("ended with %v\n%s", err, tail(r.talk.String(), 3000))
			}
			if st := r.srv.State(); len(st.Secrets) != 0 || r.eng.Profile().Secret.KeyID != "" {
				t.Errorf("%d secrets, remembered %q", len(st.Secrets), r.eng.Profile().Secret.KeyID)
			}
			var left string
			if asJSON {
				var d document.Undo
				if err := json.Unmarshal([]byte(r.out.String()), &d); err != nil || len(d.TakenBack) != 2 {
					t.Fatalf("%v: %+v", err, d.TakenBack)
				}
				left = d.TakenBack[1].Left
			} else if left = r.out.String(); strings.Contains(left, "Nothing was taken back") {
				t.Error("what was taken back is denied")
			}
			for _, want := range []string{"removed in Entra", "may stay in", id, "The keychain is locked."} {
				if !strings.Contains(left, want) {
					t.Errorf("%q is not said: %s", want, left)
				}
			}
		})
	}
}
