package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// On step 29 the first value to copy is the secret, as on the step's own page: a
// person who is told to paste it must not have an id in the clipboard instead.

// secretFirst tells whether the secret stands before the values of the step.
func (s *portal) secretFirst() bool { return s.id == handOverPhase }

// listedHere are the values as they are listed. The secret's has no text: it is
// fetched when it is copied, and goes to the clipboard and to nothing else.
func (s *portal) listedHere() []value {
	if s.secretFirst() {
		return append([]value{{secretName(), ""}}, s.here()...)
	}
	return s.here()
}

// copy copies the chosen value.
func (s *portal) copy(v value) tea.Cmd {
	switch {
	case !s.secretFirst() || s.at > 0:
		return copyText(v.Label, v.Text)
	case s.d.session.Profile().Secret.KeyID == "":
		return notice(v.Label + ": " + s.secretText())
	}
	return s.reveal.fetch(false)
}

// secretText is what stands in the secret's row.
func (s *portal) secretText() string {
	if s.d.session.Profile().Secret.KeyID == "" {
		return noSecretHere(s.d.session.SignedIn())
	}
	return secretDots
}

// secretDots stand for the secret, however long it is.
var secretDots = strings.Repeat("•", 16)

// noSecretHere says where the value comes from that this program does not have.
func noSecretHere(signedIn bool) string {
	if signedIn {
		return "There is none yet: steps 23–27 make it."
	}
	return "The value that you copied in Entra (step 28). It is not kept here."
}
