package text

import "strings"

const (
	capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	smalls   = "abcdefghijklmnopqrstuvwxyz"
	digits   = "0123456789"
)

// SecretShaped tells whether a word is built like the client secrets that Entra makes:
// of SecretSigns, with a tilde. Without one it takes an upper-case letter, a lower-case
// letter, a digit and a full stop, because domain names contain full stops too. How long
// the word is, is its reader's to judge.
func SecretShaped(s string) bool {
	if !SecretSigns(s) {
		return false
	}
	return strings.Contains(s, "~") || strings.Contains(s, ".") && strings.ContainsAny(s, capitals) &&
		strings.ContainsAny(s, smalls) && strings.ContainsAny(s, digits)
}

// SecretSigns tells whether a word holds only what secrets and tokens are made of:
// letters and digits of ASCII, and "~._-".
func SecretSigns(s string) bool {
	return strings.Trim(s, capitals+smalls+digits+"~._-") == ""
}
