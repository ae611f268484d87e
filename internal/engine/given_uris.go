package engine

import (
	"strconv"

	"ssowizard/internal/judge"
	"ssowizard/internal/messages"
	"ssowizard/internal/paste"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// LookAtList says, as the reason of a run that ends, that a list has to be looked at
// by a person.
const LookAtList = "The list of redirect URIs has to be looked at before it is used, " +
	"and nobody can be asked here. Copy it again from the tab \"Redirect URIs\" of the MTP portal and " +
	"save it as plain text, or run this without --no-input: it shows what was read and asks."

// ListDoubts are the reasons to look at a list before it is taken, one finding for
// each line of it that is in question and for the list as a whole.
func ListDoubts(p paste.Parsed) []setup.Finding {
	var out []setup.Finding
	for _, d := range p.Doubts() {
		out = append(out, listDoubt(d))
	}
	return out
}

func listDoubt(d paste.Doubt) setup.Finding {
	line, quoted := strconv.Itoa(d.Line), strconv.Quote(d.Text)
	mended := d.URI != "" && d.URI != d.Text
	switch {
	case d.Line > 0 && mended:
		return setup.Finding{Code: setup.CodePortalURIsDoubtful,
			Variant: "line-mended", Level: setup.LevelWarn, Subject: d.URI,
			Args: messages.With("got", d.Text, "line", line, "quoted", quoted, "why", d.Why)}
	case d.Line > 0:
		return setup.Finding{Code: setup.CodePortalURIsDoubtful, Variant: "line",
			Level: setup.LevelWarn, Subject: text.Or(d.URI, judge.PortalList),
			Args: messages.With("got", d.Text, "line", line, "quoted", quoted, "why", d.Why)}
	case d.URI != "":
		return setup.Finding{Code: setup.CodePortalURIsDoubtful, Variant: "address", Level: setup.LevelWarn,
			Subject: d.URI, Args: messages.With("got", d.Text, "why", d.Why)}
	}
	return setup.Finding{Code: setup.CodePortalURIsDoubtful, Level: setup.LevelWarn,
		Subject: judge.PortalList, Args: messages.With("got", d.Text, "why", d.Why)}
}
