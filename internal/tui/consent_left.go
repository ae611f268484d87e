package tui

import (
	"charm.land/bubbles/v2/key"
)

// keyConsent leads there from the ends of the other tasks.
var keyConsent = bind("", "what signing in left", "c") // it stands in the page itself

// consentKey is keyConsent, where something is left.
func consentKey(d *deps) []key.Binding {
	if !d.session.SignedIn() || !d.session.ConsentSeen().Any() {
		return nil
	}
	return []key.Binding{keyConsent}
}

// consentLine says at the end of a task that something is left.
func consentLine(f frame, d *deps) string {
	if len(consentKey(d)) == 0 {
		return ""
	}
	return f.Hang(f.Theme.Key.Render("c  "), f.Theme.Muted,
		"Consent that signing in left: see it, take it back.")
}
