// Package secret holds the one type whose value cannot be printed: client secrets,
// passphrases, tokens and codes travel in it. It refuses to be formatted, logged,
// marshaled or read back from a document; Reveal alone gives the value.
package secret

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"log/slog"
)

const masked = "[secret]"

// Value holds a value that must not be printed. Every way of formatting or
// marshalling it gives "[secret]", also as an unexported field of another
// struct: the value lies behind a pointer, which is all that reflection shows.
// The zero Value is empty.
type Value struct{ value *string }

// New wraps a value.
func New(s string) Value { return Value{&s} }

// Reveal returns the value. Call it at the last moment, for the keychain, the
// clipboard, the token request or a person who asked to see it.
func (s Value) Reveal() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

// Empty reports whether there is no value.
func (s Value) Empty() bool { return s.Reveal() == "" }

// Equal compares two values in a time that depends on their lengths alone.
func (s Value) Equal(other Value) bool {
	return subtle.ConstantTimeCompare([]byte(s.Reveal()), []byte(other.Reveal())) == 1
}

// String gives "[secret]".
func (Value) String() string { return masked }

// GoString gives "[secret]".
func (Value) GoString() string { return masked }

// Format writes "[secret]" for every verb and flag.
func (Value) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, masked) }

// MarshalText gives "[secret]".
func (Value) MarshalText() ([]byte, error) { return []byte(masked), nil }

// MarshalJSON gives "[secret]" as a JSON string.
func (Value) MarshalJSON() ([]byte, error) { return []byte(`"` + masked + `"`), nil }

// LogValue gives "[secret]".
func (Value) LogValue() slog.Value { return slog.StringValue(masked) }

var errUnmarshal = errors.New("a secret is not read from a document; it was never written to one")

// UnmarshalText always fails, so that the mask is never taken for a value.
func (*Value) UnmarshalText([]byte) error { return errUnmarshal }

// UnmarshalJSON always fails, so that the mask is never taken for a value.
func (*Value) UnmarshalJSON([]byte) error { return errUnmarshal }
