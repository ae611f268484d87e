package steps

import "ssowizard/assets"

// Matters says in general why a finding of this kind matters; "" where the
// catalogue has no word on it.
func (f Finding) Matters() string {
	t, _ := assets.Finding(string(f.Code))
	return t.Matters
}
