package judge

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"ssowizard/internal/graph"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// HostOf is the host of an address in lower case; "" where there is none.
func HostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}

// OwnAddresses are the redirect URIs of this partner alone: of the MTP portal's list,
// or where that is not known, of the registration.
func OwnAddresses(app *graph.Application, p setup.Profile) []string {
	all := slices.Clone(p.Wanted.URIs)
	if len(all) == 0 && app != nil {
		for _, r := range Registered(app) {
			all = append(all, r.URI)
		}
	}
	return slices.DeleteFunc(all, func(u string) bool { h := HostOf(u); return h == "" || h == HostOf(FirstURI) })
}

// Sharing counts the addresses that a registration has, each once, on whichever platform.
func Sharing(app graph.Application, addresses []string) int {
	n, have := 0, Registered(&app)
	for _, u := range addresses {
		if slices.ContainsFunc(have, func(r mtp.Registered) bool { return r.URI == u }) {
			n++
		}
	}
	return n
}

// twinFindings name each of them, and what to do. That none was seen is not said:
// it would be no fact.
func twinFindings(s setup.Snapshot, p setup.Profile) []setup.Finding {
	own := OwnAddresses(s.App.Value, p)
	var out []setup.Finding
	if why := s.Twins.Why; !s.Twins.Known && why.Text != "" {
		f := setup.CouldNotCheck("other registrations with the same redirect URIs", why)
		f.Level = setup.LevelNote // the setup works all the same
		out = append(out, f)
	}
	for _, b := range s.Twins.Value {
		name := fmt.Sprintf("%s (%s)", text.Or(b.DisplayName, "unnamed"), b.AppID)
		out = append(out, setup.Finding{Code: setup.CodeRegistrationTwice, Level: setup.LevelWarn, Subject: name,
			Want: "one registration with your own redirect URIs", Got: fmt.Sprintf("%d of %d in this one too", Sharing(b, own), len(own)),
			Text: "Another registration of this tenant has redirect URIs of your own as well: " + name + madeWords(b) + ".",
			Remedy: "Compare the application (client) ID in the MTP portal with both: it uses one of them. If it is this one, have whoever made the other take it away. " +
				"If it is the other, take back what was made here with ssowizard undo, and name the other with --app-id " + b.AppID + "."})
	}
	return out
}

func madeWords(app graph.Application) string {
	if app.CreatedDateTime == nil {
		return ""
	}
	return ", made on " + text.Day(*app.CreatedDateTime)
}

// BinReaders are who may look. Source: Microsoft Graph docs,
// directory-deleteditems-list.
const BinReaders = "Only a Global Administrator, Application Administrator, Cloud Application Administrator or Hybrid Identity Administrator may."
