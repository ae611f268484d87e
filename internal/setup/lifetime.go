package setup

import (
	"fmt"
)

// MonthsError says that a secret cannot live for so many months.
type MonthsError struct{ Months int }

func (e *MonthsError) Error() string {
	return fmt.Sprintf("a client secret lives 1 to %d months, not %d", SecretMonths, e.Months)
}

// CheckMonths tells whether a new secret may live for so many months.
func CheckMonths(n int) error {
	if n < 1 || n > SecretMonths {
		return &MonthsError{n}
	}
	return nil
}

// Months is how long a new secret is to live.
func (w Wanted) Months() int {
	if CheckMonths(w.SecretMonths) != nil {
		return SecretMonths
	}
	return w.SecretMonths
}
