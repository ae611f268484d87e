package aloud

import (
	"fmt"
	"strings"

	"ssowizard/internal/advice"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// Finding is one finding: what it is about, what it means, what to do. word says how bad it is.
func Finding(word string, f setup.Finding) []string {
	out := []string{fmt.Sprintf("  %s: %s", word, f.Told())}
	if f.Remedy() != "" {
		out = append(out, "    "+f.Remedy())
	}
	return out
}

// Advice is what happened, what it means here and what to do, and then what support needs.
func Advice(a advice.Advice) []string {
	var out []string
	for _, s := range []string{a.What, a.Means, a.Do} {
		if s != "" {
			out = append(out, text.Sentence(s))
		}
	}
	var ids []string
	if a.Code != "" {
		ids = append(ids, "code "+a.Code)
	}
	if a.RequestID != "" {
		ids = append(ids, "request "+a.RequestID)
	}
	if len(ids) > 0 {
		if !a.At.IsZero() {
			ids = append(ids, a.At.UTC().Format("2006-01-02 15:04:05 UTC"))
		}
		out = append(out, "For support: "+strings.Join(ids, ", "))
	}
	return out
}
