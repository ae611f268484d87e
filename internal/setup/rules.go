package setup

import (
	"encoding/json"
	"strings"
)

// RulesOf reads a receipt's rules, which may come from a run or from the disk.
func RulesOf(v any) (json.RawMessage, bool) {
	raw, err := json.Marshal(v)
	var rules map[string]any
	return raw, err == nil && json.Unmarshal(raw, &rules) == nil && len(rules) > 0
}

// RulesAre compares rules as Graph gives them with what a receipt holds of them.
// What Graph says about them beside, and what it fills in with null, is not compared.
func RulesAre(now json.RawMessage, v any) bool {
	raw, ok := RulesOf(v)
	return ok && SameValue(bare(now), bare(raw))
}

// bare leaves out annotations, nulls and empty lists.
func bare(raw json.RawMessage) any {
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return nil
	}
	return strip(v)
}

func strip(v any) any {
	switch t := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for k, e := range t {
			e = strip(e)
			l, list := e.([]any)
			if e == nil || list && len(l) == 0 || strings.Contains(k, "@") {
				continue
			}
			out[k] = e
		}
		return out
	case []any:
		out := make([]any, 0, len(t))
		for _, e := range t {
			out = append(out, strip(e))
		}
		return out
	}
	return v
}
