package engine

import (
	"fmt"

	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
)

// LookAtList says, as the reason of a run that ends, that a list has to be looked at
// by a person.
const LookAtList = "The list of redirect URIs has to be looked at before it is used, and nobody can be asked here. " +
	"Copy it again from the tab \"Redirect URIs\" of the MTP portal and save it as plain text, or run this without --no-input: it shows what was read and asks."

// ListDoubts are the reasons to look at a list before it is taken, one finding for
// each line of it that is in question and for the list as a whole.
func ListDoubts(p mtp.Parsed) []setup.Finding {
	var out []setup.Finding
	for _, d := range p.Doubts() {
		f := setup.Finding{Code: setup.CodePortalURIsDoubtful, Level: setup.LevelWarn, Subject: "the list from the MTP portal",
			Want: "12 URIs, six common and six of your subdomain", Got: d.Text, Text: d.Why}
		if d.URI != "" {
			f.Subject, f.Text = d.URI, d.URI+": "+d.Why
		}
		if d.Line > 0 {
			f.Text = fmt.Sprintf("Line %d, %q: %s", d.Line, d.Text, d.Why)
			if d.URI != "" && d.URI != d.Text {
				f.Text += " It was read as " + d.URI + "."
			}
		}
		out = append(out, f)
	}
	return out
}
