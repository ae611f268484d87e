package steps

import (
	"encoding/json"
)

// SameRules compares rules as undo does.
func SameRules(a, b any) bool {
	raw, err := json.Marshal(a)
	return err == nil && sameRules(raw, b)
}
