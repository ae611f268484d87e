package judge

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"ssowizard/internal/graph"
	"ssowizard/internal/messages"
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
	return slices.DeleteFunc(all, func(u string) bool {
		h := HostOf(u)
		return h == "" || h == HostOf(FirstURI)
	})
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
		out = append(out, twinFinding(b, own))
	}
	return out
}

func twinFinding(b graph.Application, own []string) setup.Finding {
	name := fmt.Sprintf("%s (%s)", text.Or(b.DisplayName, "unnamed"), b.AppID)
	shared, all := strconv.Itoa(Sharing(b, own)), strconv.Itoa(len(own))
	if b.CreatedDateTime == nil {
		return setup.Finding{Code: setup.CodeRegistrationTwice, Level: setup.LevelWarn, Subject: name,
			Args: messages.With("id", b.AppID, "shared", shared, "all", all)}
	}
	return setup.Finding{Code: setup.CodeRegistrationTwice, Variant: "dated", Level: setup.LevelWarn,
		Subject: name, Args: messages.With("id", b.AppID, "shared", shared, "all", all, "made",
			text.Day(*b.CreatedDateTime))}
}

// BinReaders are who may look. Source: Microsoft Graph docs,
// directory-deleteditems-list.
func BinReaders() string { return messages.Say("bin.readers") }
