package explain

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"ssowizard/assets"
	"ssowizard/internal/entra"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// uriCauses look for the redirect URI that was refused: first in what Entra
// holds, then in the MTP portal's list.
func uriCauses(c scene) []Cause {
	uri := c.m.RedirectURI
	switch {
	case uri == "" && c.app() == nil:
		return c.notRead("One of the 12 redirect URIs is not registered. The message names none.",
			c.s.App.Why)
	case uri == "":
		return c.boardCauses()
	}
	out := c.listCauses(uri)
	if c.app() == nil {
		return append(out, c.notRead("Entra does not hold this address as a redirect URI.", c.s.App.Why)...)
	}
	row := c.rowOf(uri)
	under := row.Platform.String()
	x := Cause{Truth: TruthHolds}.mendedBy("uris.register")
	switch row.Status {
	case mtp.StatusMissing:
		x.Finding, x.Text = setup.CodeURIMissing, "The address is not registered."
		x.Evidence = fmt.Sprintf("Entra holds %s; %s is not among them.",
			text.Count(len(judge.Registered(c.app())), "redirect URI"), uri)
	case mtp.StatusNearMiss:
		x.Finding, x.Text = setup.CodeURINearMiss, "Entra holds an address that is nearly the same, "+
			"and it compares every character."
		x.Evidence = "Entra holds " + row.Found + " under " + under + ": " + row.Differs + "."
	case mtp.StatusWrongPlatform:
		x.Truth, x.Finding, x.Text = TruthPossible, setup.CodeURIWrongPlatform,
			"The address is registered, and under "+under+" instead of SPA."
		x.Evidence = "Entra holds it letter for letter, so this refusal is older than that entry. " +
			"The next one would be AADSTS9002326."
	case mtp.StatusRegistered:
		return append(out,
			ruledOut("The address is not registered.", "Entra holds it under SPA, letter for letter."),
			Cause{Truth: TruthPossible, Text: "The address was registered after this refusal.",
				Evidence: "Entra holds it now. A change takes a few minutes to be known everywhere.",
				Remedy:   "Wait some minutes and sign in again, in a private window."})
	case mtp.StatusExtra: // not for a wanted address
	}
	return append([]Cause{x}, out...)
}

// rowOf finds the address on the board. A wanted one is looked at together with
// the others, so that a registered sibling is not taken for a slip of it.
func (c scene) rowOf(uri string) mtp.Row {
	for _, r := range judge.BoardOf(c.s, c.p).Rows {
		if r.Want == uri {
			return r
		}
	}
	return mtp.Compare([]string{uri}, judge.Registered(c.app())).Rows[0]
}

// listCauses set the refused address against the MTP portal's list.
func (c scene) listCauses(uri string) []Cause {
	want := c.p.Wanted.URIs
	if len(want) == 0 || slices.Contains(want, uri) {
		return nil
	}
	if near, differs := c.nearWanted(uri); near != "" {
		return []Cause{{Truth: TruthPossible, Finding: setup.CodeURINearMiss,
			Text:     "The address that was asked for is itself not quite the one of the MTP portal's list.",
			Evidence: "The list holds " + near + "; the message says " + uri + ": " + differs + ".",
			Remedy: "Open the portal at the address as bvoip writes it. " +
				"If the message keeps this spelling, copy the list again from the tab \"Redirect URIs\"."}}
	}
	return []Cause{{Truth: TruthPossible, Finding: setup.CodePortalURIsDoubtful,
		Text:     "The address is not in the MTP portal's list that was given here.",
		Evidence: fmt.Sprintf("%s is none of the %s.", uri, text.Plural(len(want), "address", "addresses")),
		Remedy: "Copy the list again from the tab \"Redirect URIs\". If it is not there, " +
			"another program asked for the sign-in."}}
}

// boardCauses name what is wrong with the 12 where the message names no address.
func (c scene) boardCauses() []Cause {
	want := c.p.Wanted.URIs
	if len(want) == 0 {
		return c.notRead("One of the 12 redirect URIs is not registered.",
			setup.Reason{Text: "The MTP portal's list was not given.",
				Remedy: "Copy it from the tab \"Redirect URIs\" in the MTP portal."})
	}
	b := judge.BoardOf(c.s, c.p)
	out := fromFindings(judge.BoardFindings(b, false), setup.CodeURIMissing, setup.CodeURINearMiss)
	if len(out) == 0 {
		return []Cause{{Truth: TruthUnknown, Text: "The address that was refused is not known: " +
			"the message names none, or it could not be read.",
			Evidence: "Entra holds all " + fmt.Sprint(len(want)) +
				" of the MTP portal's list letter for letter, so it was another address or an earlier time.",
			Remedy: "Compare the address on Microsoft's page with \"Authentication\", " +
				"capital letters and the end included."}}
	}
	if len(out) > 1 {
		for i := range out { // which of them was met is not known
			out[i].Truth = TruthPossible
		}
	}
	return out
}

// platformCauses name the addresses that are filed under the wrong platform.
func platformCauses(c scene) []Cause {
	const words = "A redirect URI is registered under another platform than SPA."
	if c.app() == nil {
		return c.notRead(words, c.s.App.Why)
	}
	where := originOf(text.Or(c.m.RedirectURI, c.m.Origin))
	var out []Cause
	for _, r := range judge.Registered(c.app()) {
		if r.Platform == mtp.SPA || where != "" && originOf(r.URI) != where {
			continue
		}
		x := Cause{Truth: TruthHolds, Finding: setup.CodeURIWrongPlatform,
			Text:     "A redirect URI is registered under " + r.Platform.String() + " instead of SPA.",
			Evidence: "Entra holds " + r.URI + " under " + r.Platform.String() + "."}.mendedBy("uris.move")
		switch {
		case slices.Contains(c.p.Wanted.URIs, r.URI):
			x.Text = "One of the MTP portal's redirect URIs is registered under " + r.Platform.String() +
				" instead of SPA."
		case len(c.p.Wanted.URIs) > 0 && c.m.RedirectURI != r.URI:
			x.Truth, x.Within = TruthPossible, ""
			x.Remedy = "It is not in the MTP portal's list. Ask whoever entered it before it is moved."
		case where == "":
			x.Truth = TruthPossible // no list to tell whose it is
		}
		out = append(out, x)
	}
	if len(out) > 0 {
		return out
	}
	evidence := "Entra holds none under Web or Public."
	if where != "" {
		evidence = "Entra holds no address of " + where + " under Web or Public."
	}
	return []Cause{ruledOut(words, evidence)}
}

// originOf is scheme and host of an address, "" where it has none.
func originOf(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Host == "" {
		return ""
	}
	return strings.ToLower(u.Scheme + "://" + u.Host)
}

// mendedBy gives a cause a remedy in which the command that mends it is named.
func (x Cause) mendedBy(id string) Cause {
	x.Within = assets.Message(id)
	x.Remedy = entra.Told(x.Within, entra.Validate)
	return x
}
