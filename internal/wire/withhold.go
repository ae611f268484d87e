package wire

import (
	"fmt"
	"runtime"
)

// Withheld is the printable part of a panic: the type of its value only, because the
// value may hold anything. The stack says where it happened.
type Withheld struct{ Type string }

// Error names the type.
func (w Withheld) Error() string {
	return "a value of type " + w.Type + ", not shown here because it could hold what must not be read"
}

// Withhold converts a panic's value into its printable part. Runtime errors name
// indexes, lengths and types but never contents, and are kept.
func Withhold(value any) error {
	switch v := value.(type) {
	case Withheld:
		return v
	case runtime.Error:
		return v
	}
	return Withheld{fmt.Sprintf("%T", value)}
}
