package vault

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"log/slog"
)

const masked = "[secret]"

// Secret holds a value that must not be printed. Every way of formatting or
// marshalling it gives "[secret]", also as an unexported field of another
// struct: the value lies behind a pointer, which is all that reflection shows.
// The zero Secret is empty.
type Secret struct{ value *string }

// NewSecret wraps a value.
func NewSecret(s string) Secret { return Secret{&s} }

// Reveal returns the value. Call it at the last moment, for the keychain, the
// clipboard, the token request or a person who asked to see it.
func (s Secret) Reveal() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

// Empty reports whether there is no value.
func (s Secret) Empty() bool { return s.Reveal() == "" }

// Equal compares two values in a time that depends on their lengths alone.
func (s Secret) Equal(other Secret) bool {
	return subtle.ConstantTimeCompare([]byte(s.Reveal()), []byte(other.Reveal())) == 1
}

// String gives "[secret]".
func (Secret) String() string { return masked }

// GoString gives "[secret]".
func (Secret) GoString() string { return masked }

// Format writes "[secret]" for every verb and flag.
func (Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, masked) }

// MarshalText gives "[secret]".
func (Secret) MarshalText() ([]byte, error) { return []byte(masked), nil }

// MarshalJSON gives "[secret]" as a JSON string.
func (Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + masked + `"`), nil }

// LogValue gives "[secret]".
func (Secret) LogValue() slog.Value { return slog.StringValue(masked) }

var errUnmarshal = errors.New("a secret is not read from a document; it was never written to one")

// UnmarshalText always fails, so that the mask is never taken for a value.
func (*Secret) UnmarshalText([]byte) error { return errUnmarshal }

// UnmarshalJSON always fails, so that the mask is never taken for a value.
func (*Secret) UnmarshalJSON([]byte) error { return errUnmarshal }
