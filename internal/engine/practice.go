package engine

import (
	"context"
	"net/netip"
	"net/url"

	"ssowizard/internal/setup"
)

// Practice is what a practice tenant offers beyond the wire: the hands that a
// person would use in a browser. It is nil wherever something real is touched.
type Practice struct {
	Title  string // "A fresh tenant"
	About  string // what can be learned in it, in one sentence
	Domain string // the domain to type in step 1
	Name   string // a name for the registration
	URIs   []string
	AppID  string // a registration it holds with the first redirect URI, live or deleted; "" for none
	Portal string // address of the stand-in for the MTP portal

	Approve        func(userCode string) error // enters the device code and signs in
	Browse         func(authURL string) error  // signs in on the browser's page
	ApproveConsent func(appID string) error    // plays the colleague who may consent
	ApproveClient  func(link string) error     // plays the administrator who approves the sign-in client
	Activate       func() error                // makes the role active that is eligible, or ErrNoEligibleRole
	// Plays the colleague who may exempt it from the rule against secrets.
	AllowSecret func(appID string) error
	Pilot       func(appID string) error // signs in to the MTP portal once
	// Hand does in the simulated portal what a phase asks for, as somebody would by
	// hand; nil where nobody does.
	Hand func(ctx context.Context, phase string, p setup.Profile) (Made, error)
	// Shown is what the simulated portal's pages show of what Hand has made: what a
	// person finds again by looking there. The value of a secret is shown once; here
	// it stays at hand, since practice has no page to copy it from.
	Shown Made
}

// Showed remembers what came of Hand.
func (p *Practice) Showed(m Made) {
	if m.AppID != "" {
		p.Shown.AppID, p.Shown.Name = m.AppID, m.Name
	}
	if !m.Secret.Empty() {
		p.Shown.Secret = m.Secret
	}
}

// At is a walk as whoever works in the simulated portal knows it: what was made
// there is found again there, although nothing of it was given to the walk.
func (p *Practice) At(about setup.Profile) setup.Profile {
	if about.App.AppID == "" {
		about.App.AppID = p.Shown.AppID
	}
	return about
}

// RealPage tells whether an address is none of the simulator's: those are on this
// computer.
func RealPage(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" { // a path is no page
		return false
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return u.Hostname() != "localhost" && (err != nil || !ip.IsLoopback())
}
