package setup

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

// Told is the finding behind a word that says its level: what it is about, unless
// the text names it, and the text.
func (f Finding) Told() string {
	text := f.Text
	if f.Code == CodeCouldNotCheck {
		text = strings.TrimPrefix(text, unreadPrefix)
	}
	if f.Subject == "" || strings.Contains(f.Text, f.Subject) {
		return text
	}
	return f.Subject + ": " + text
}

// Contrast is what was wanted and what is there. Of what could not be read the text
// says it all.
func (f Finding) Contrast() (want, got string) {
	if f.Code == CodeCouldNotCheck {
		return "", ""
	}
	return f.Want, f.Got
}

// unreadPrefix begins the text of a finding about what could not be read.
const unreadPrefix = "Could not check: "
