package advice

import (
	"strings"
)

// sofar says in sentences what was written before a plan broke off.
func (e *ApplyError) sofar() string {
	all := append(append([]string(nil), e.Earlier...), e.Written...)
	var out []string
	if len(all) > 0 {
		out = append(out, "Written before that, and kept: "+strings.Join(all, "; ")+".")
	}
	if e.Open != "" {
		out = append(out, e.Open)
	}
	if len(out) == 0 {
		return "Nothing was written before that."
	}
	return strings.Join(out, " ")
}
