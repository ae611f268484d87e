package assets

import (
	"bytes"
	_ "embed"
)

//go:embed aadsts.json
var aadstsJSON []byte

// AADSTS returns the catalogue of Entra sign-in codes as a JSON array, ascending by code;
// entra.Entry is its shape:
//
//	[{"code":50011,"kind":"…","meaning":"…","cause":"…","remedy":"…"}]
//
// meaning is what Entra refused or reported; cause is the likely reason while single sign-on for the bvoip
// MTP portal is being set up or used, which is narrower than what the code can mean elsewhere; remedy is
// what to do, with {Validate} or {validate} for the command that mends it. client, where it is there, holds
// another cause and remedy for a refusal of the program that signs the administrator in, which has nothing
// to do with the registration. What else stands there sorts codes for the program's readers. Microsoft may
// change codes at any time, so they explain a failure and never steer a write. The bytes are the caller's
// own. Source of the meanings: Microsoft's list of Entra authentication error codes.
func AADSTS() []byte {
	return bytes.Clone(aadstsJSON)
}
