package assets

import (
	"bytes"
	_ "embed"
)

//go:embed aadsts.json
var aadstsJSON []byte

// AADSTS returns the catalogue of Entra sign-in codes as a JSON array, ascending by code:
//
//	[{"code":50011,"meaning":"…","cause":"…","remedy":"…"}]
//
// code is the number after "AADSTS"; meaning is what Entra refused or reported; cause is the likely reason while single
// sign-on for the bvoip MTP portal is being set up or used, which is narrower than what the code can mean elsewhere;
// remedy is what to do. client, where it is there, holds another cause and remedy for a refusal of the program that signs
// the administrator in, which has nothing to do with the registration. Microsoft may change codes at any time, so they explain a failure and never steer the program.
// The bytes are the caller's own. Source of the meanings: Microsoft's list of Entra authentication error codes.
func AADSTS() []byte {
	return bytes.Clone(aadstsJSON)
}
