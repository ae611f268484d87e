package entra

// redacted stands wherever a token would have been printed.
const redacted = "[token]"

// sealed holds a token in a closure. A string field would be printed by %+v even
// when it is unexported and its type has a String method; a closure prints as an
// address, and no encoder or reflecting dumper can look inside.
type sealed struct{ open func() string }

func seal(s string) sealed { return sealed{open: func() string { return s }} }

// value returns the token, or "" for a zero seal.
func (s sealed) value() string {
	if s.open == nil {
		return ""
	}
	return s.open()
}
