package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"ssowizard/assets"
	"ssowizard/internal/advice"
	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
	"ssowizard/internal/mtp"
	"ssowizard/internal/profile"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
	"ssowizard/internal/vault"
)

// listTenants is the word that names all practice tenants instead of one.
const listTenants = "list"

// sayTenants prints the practice tenants, each with what it is.
func (ios *ioStreams) sayTenants(o *options) error {
	if o.json {
		return &runError{err: &usageError{"--practice=list prints lines, and --json asks for a document.",
			"Leave --json out."}}
	}
	for _, name := range assets.PracticeNames() {
		sc, err := sim.LoadScenario(name)
		if err != nil {
			return &runError{err: err}
		}
		if _, err := fmt.Fprintf(ios.out, "%-24s %s\n", name, sc.Title); err != nil {
			return &runError{err: err}
		}
	}
	return nil
}

// practice starts a simulated tenant inside this process and wires the same
// engine to it. Keychain and profiles are in memory; nothing is left behind.
func (w *factory) practice(name string) (*engine.Session, *engine.Practice, error) {
	srv, err := sim.Start(sim.Options{Tenant: name, Now: w.ios.now, Scale: w.ios.scale})
	if err != nil {
		return nil, nil, err
	}
	w.onClose(srv.Close)
	global, _ := entra.CloudByName("")
	cloud := entra.Cloud{Name: global.Name, Login: srv.LoginURL(), Graph: srv.GraphURL(),
		Portal: global.Portal, EntraAdmin: global.EntraAdmin}
	world := engine.Config{Keychain: vault.Memory(), Store: profile.MemoryStore(), Practice: true,
		Portal: srv.PortalURL(), Holds: held(srv.Scenario())}
	w.newEngine = func(c engine.Config) (*engine.Session, error) {
		c.Keychain, c.Practice, c.Portal = world.Keychain, true, world.Portal
		return w.session(cloud, c)
	}
	w.remembered = func() ([]setup.Profile, []*profile.Error) {
		return remembered(srv, world.Keychain), nil
	}
	if w.opts.command.report {
		for _, p := range remembered(srv, world.Keychain) {
			if err := world.Store.Save(p); err != nil {
				return nil, nil, err
			}
		}
	}
	r, err := w.session(cloud, world)
	if err != nil {
		return nil, nil, err
	}
	p := hands(srv)
	p.Hand = func(ctx context.Context, phase string, about setup.Profile) (engine.Made, error) {
		other, err := w.session(cloud, engine.Config{Keychain: vault.Memory(), Store: profile.MemoryStore(),
			Practice: true, Portal: srv.PortalURL()})
		if err != nil {
			return engine.Made{}, err
		}
		return engine.Hand(ctx, other, p.Approve, phase, about)
	}
	return r, p, nil
}

// hands are the acts of people in a browser, played from inside.
func hands(srv *sim.Server) *engine.Practice {
	sc := srv.Scenario()
	return &engine.Practice{
		Title: sc.Title, About: sc.About, Domain: defaultDomain(sc), Name: engine.DefaultName,
		URIs: append([]string(nil), sc.PortalURIs...), Portal: srv.PortalURL(), AppID: held(sc),
		Approve: func(code string) error {
			return practiceError(entra.OpDevice, srv.ApproveDevice(code, ""))
		},
		Browse: func(url string) error { return practiceError(entra.OpBrowser, srv.OpenBrowser(url, "")) },
		ApproveConsent: func(appID string) error {
			return practiceError("The colleague's consent", srv.ApproveConsent(appID, ""))
		},
		ApproveClient: func(link string) error {
			return practiceError(entra.OpBrowser, srv.ApproveClient(link, ""))
		},
		Activate: func() error { return activate(srv) },
		AllowSecret: func(appID string) error {
			return practiceError("The colleague's exemption", srv.AllowSecret(appID, ""))
		},
		Pilot: func(appID string) error {
			return practiceError("The pilot sign-in", srv.PilotSignIn(appID, "", mtp.FirstURI))
		},
	}
}

// activate plays the administrator in Privileged Identity Management.
func activate(srv *sim.Server) error {
	sc := srv.Scenario()
	for _, a := range sc.Accounts {
		if a.UPN == sc.Admin && len(a.Eligible) > 0 {
			return srv.ActivateRole(sc.Admin, a.Eligible[0])
		}
	}
	return advice.ErrNoEligibleRole
}

func defaultDomain(sc sim.Scenario) string {
	for _, d := range sc.Tenant.Domains {
		if d.IsDefault {
			return d.Name
		}
	}
	return sc.Tenant.ID
}

// practiceError turns a refusal of the simulated page into the one that the sign-in
// service would send, so that both are explained by the same words.
func practiceError(op string, err error) error {
	code := sim.AADSTS(err)
	if code == 0 {
		if err != nil {
			return fmt.Errorf("%s: %w", op, err)
		}
		return nil
	}
	return &entra.SignInError{Op: op, Codes: []int{code}, Description: err.Error()}
}

// held is the application id of the registration in a practice tenant that
// carries the first redirect URI, live or deleted; "" where there is none, and
// then it has to be searched for, as in the practice tenant "search".
func held(sc sim.Scenario) string {
	for _, app := range append(append([]map[string]any{}, sc.Applications...), sc.Deleted...) {
		for _, platform := range []string{"spa", "web", "publicClient"} {
			p, _ := app[platform].(map[string]any)
			uris, _ := p["redirectUris"].([]any)
			if slices.ContainsFunc(uris, func(u any) bool {
				s, _ := u.(string)
				return strings.EqualFold(s, mtp.FirstURI)
			}) {
				id, _ := app["appId"].(string)
				return id
			}
		}
	}
	return ""
}

// remembered is what a computer would remember that had set the practice
// tenant's registration up: its profile, and its secret in the keychain. It is
// for checks of many setups, which begin with what is remembered.
func remembered(srv *sim.Server, k vault.Keychain) []setup.Profile {
	sc, st := srv.Scenario(), srv.State()
	id := held(sc)
	if id == "" {
		return nil
	}
	p := setup.Profile{Version: 1, Name: sc.Tenant.ID, Practice: true,
		Tenant: setup.ProfileTenant{ID: sc.Tenant.ID, Domain: defaultDomain(sc), Name: sc.Tenant.Name},
		App:    setup.ProfileApp{AppID: id, Adopted: true}, Wanted: setup.Wanted{URIs: sc.PortalURIs}}
	var app struct {
		PasswordCredentials []struct {
			KeyID, Hint string
			EndDateTime time.Time
		}
	}
	raw, err := json.Marshal(st.Application(id))
	if err == nil {
		err = json.Unmarshal(raw, &app)
	}
	if err != nil {
		return []setup.Profile{p}
	}
	for _, c := range app.PasswordCredentials {
		key := vault.Key{TenantID: sc.Tenant.ID, AppID: id, KeyID: c.KeyID}
		if v := st.Secrets[c.KeyID]; v != "" && k.Put(context.Background(), key, secret.New(v)) == nil {
			p.Secret = setup.ProfileSecret{KeyID: c.KeyID, Hint: c.Hint, End: c.EndDateTime, Keeper: k.Name()}
		}
	}
	return []setup.Profile{p}
}
