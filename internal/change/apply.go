package change

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"ssowizard/internal/setup"
)

// Fingerprint sums up what plans are based on: the registration, its service
// principal and its grants as they were observed, or what the recycle bin holds.
func Fingerprint(s setup.Snapshot) string {
	raw, err := json.Marshal([]any{s.Tenant.ID, s.App.Known, s.App.Value, s.Principal.Value, s.Grants.Value,
		s.Deleted.Value, s.DeletedPrincipal.Value})
	if err != nil {
		return "" // these types always encode
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:8])
}

// RandomHex is n random bytes in hexadecimal digits.
func RandomHex(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // crypto/rand never fails on the supported systems
	return hex.EncodeToString(b)
}
