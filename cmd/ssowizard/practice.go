package main

import (
	"fmt"

	"ssowizard/internal/entra"
	"ssowizard/internal/mtp"
	"ssowizard/internal/sim"
	"ssowizard/internal/steps"
	"ssowizard/internal/vault"
)

// practice starts a simulated tenant inside this process and wires the same
// engine to it. Keychain and profiles are in memory; nothing is left behind.
func (w *wiring) practice(name string) (*steps.Runner, *steps.Practice, error) {
	srv, err := sim.Start(sim.Options{Tenant: name, Now: w.host.now, Scale: w.host.scale})
	if err != nil {
		return nil, nil, err
	}
	w.atEnd(srv.Close)
	global, _ := entra.CloudByName("")
	cloud := entra.Cloud{Name: global.Name, Login: srv.LoginURL(), Graph: srv.GraphURL(), Portal: global.Portal, EntraAdmin: global.EntraAdmin}
	r, err := w.runner(cloud, steps.Config{Keychain: vault.Memory(), Store: steps.MemoryStore(), Practice: true, Portal: srv.PortalURL()})
	if err != nil {
		return nil, nil, err
	}
	return r, hands(srv), nil
}

// hands are the acts of people in a browser, played from inside.
func hands(srv *sim.Server) *steps.Practice {
	sc := srv.Scenario()
	return &steps.Practice{
		Title: sc.Title, About: sc.About, Domain: defaultDomain(sc), Name: steps.DefaultName,
		URIs: append([]string(nil), sc.PortalURIs...), Portal: srv.PortalURL(),
		Approve:        func(code string) error { return worded(entra.OpDevice, srv.ApproveDevice(code, "")) },
		Browse:         func(url string) error { return worded(entra.OpBrowser, srv.OpenBrowser(url, "")) },
		ApproveConsent: func(appID string) error { return worded("The colleague's consent", srv.ApproveConsent(appID, "")) },
		Pilot:          func(appID string) error { return worded("The pilot sign-in", srv.PilotSignIn(appID, "", mtp.FirstURI)) },
	}
}

func defaultDomain(sc sim.Scenario) string {
	for _, d := range sc.Tenant.Domains {
		if d.IsDefault {
			return d.Name
		}
	}
	return sc.Tenant.ID
}

// worded turns a refusal of the simulated page into the one that the sign-in
// service would send, so that both are explained by the same words.
func worded(op string, err error) error {
	code := sim.AADSTS(err)
	if code == 0 {
		if err != nil {
			return fmt.Errorf("%s: %w", op, err)
		}
		return nil
	}
	return &entra.SignInError{Op: op, Codes: []int{code}, Description: err.Error()}
}
