package steps

import (
	"strings"

	"ssowizard/assets"
)

// Matters says in general why a finding of this kind matters; "" where the
// catalogue has no word on it.
func (f Finding) Matters() string {
	t, _ := assets.Finding(string(f.Code))
	return t.Matters
}

// Said is the finding in one piece: which address it is about, where it is about
// one, and what of it.
func (f Finding) Said() string {
	if strings.Contains(f.Subject, "://") && !strings.Contains(f.Text, f.Subject) {
		return f.Subject + ": " + f.Text
	}
	return f.Text
}
