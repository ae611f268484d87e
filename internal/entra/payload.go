package entra

import (
	"encoding/base64"
	"strings"

	"ssowizard/internal/wire"
)

// maxPayload bounds the encoded payload of a token that is read, in bytes. A
// token of a person in hundreds of groups stays under a tenth of it.
const maxPayload = 256 << 10

// readPayload returns the claims of a JSON Web Token without verifying it. It
// answers false for a token it cannot read, which is no fault: the token is
// Graph's to read and its shape may change, so every caller works without it.
func readPayload(token string) (wire.Object, bool) {
	head, rest, ok := strings.Cut(token, ".")
	if !ok || head == "" {
		return nil, false
	}
	body, _, _ := strings.Cut(rest, ".")
	if body == "" || len(body) > maxPayload {
		return nil, false
	}
	// Some issuers pad, and some use the other alphabet; both are unambiguous.
	body = strings.NewReplacer("+", "-", "/", "_").Replace(strings.TrimRight(body, "="))
	b, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil {
		return nil, false
	}
	o := wire.Loose(b).Object()
	return o, o != nil
}
