package wire

import (
	"fmt"
	"runtime"
)

// Withheld is what may be printed of a panic: where it happened is in the stack,
// and its value is named by its type only, because nobody knows what it holds.
type Withheld struct{ Type string }

// Error names the type.
func (w Withheld) Error() string {
	return "a value of type " + w.Type + ", not shown here because it could hold what must not be read"
}

// Withhold turns the value of a panic into what may be printed of it. The
// runtime's own errors name indexes, lengths and types, never contents, and stay
// as they are.
func Withhold(value any) error {
	switch v := value.(type) {
	case Withheld:
		return v
	case runtime.Error:
		return v
	}
	return Withheld{fmt.Sprintf("%T", value)}
}
