package tui

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
	"ssowizard/internal/vault"
)

// parity is one setup and everybody who looks at it.
type parity struct {
	t   *testing.T
	c   parityCase
	g   *rig
	sc  sim.Scenario
	app string // its application (client) id
	way string // how people sign in here: "device", or "browser" where codes are blocked
}

func newParity(t *testing.T, c parityCase) *parity {
	t.Helper()
	g := newRig(t, c.tenant)
	return &parity{t: t, c: c, g: g, sc: g.srv.Scenario()}
}

// in signs somebody in, by a code or where that is blocked by the browser.
func (p *parity) in(r *engine.Session, upn string) error {
	ctx := p.t.Context()
	if _, err := r.Resolve(ctx, p.sc.Tenant.Domains[0].Name); err != nil {
		return err
	}
	code, err := r.SignInDevice(ctx)
	if err == nil {
		if err = p.g.srv.ApproveDevice(code.UserCode, upn); err == nil {
			err = r.AwaitDevice(ctx, code, func(entra.DeviceNote) {})
		}
	}
	if p.way = "device"; err == nil {
		return nil
	}
	p.way = "browser"
	b, berr := r.SignInBrowser(ctx)
	if berr != nil {
		return errNobodyGetsIn
	}
	defer b.Close()
	if err := p.g.srv.OpenBrowser(b.URL, upn); err != nil {
		return errNobodyGetsIn
	}
	return r.AwaitBrowser(ctx, b)
}

// mighty are the accounts that may change most, the mightiest first.
func (p *parity) mighty() []string {
	var out []string
	for _, role := range []string{"Global Administrator", "Cloud Application Administrator", "Application Administrator", "Privileged Role Administrator"} {
		for _, a := range p.sc.Accounts {
			if slices.Contains(a.Roles, role) && !slices.Contains(out, a.UPN) {
				out = append(out, a.UPN)
			}
		}
	}
	return out
}

// prepare makes the setup, or takes the tenant's own, and lets somebody change it.
func (p *parity) prepare() error {
	if err := p.choose(); err != nil || p.c.drift == "none" {
		return err
	}
	err := errNothingToChange
	for _, upn := range p.mighty() {
		if err = p.change(upn); err == nil {
			break
		}
	}
	for _, refused := range []error{graph.ErrDenied, graph.ErrAudienceForbidden, graph.ErrSecretsForbidden} {
		if errors.Is(err, refused) {
			return errNothingToChange
		}
	}
	return err
}

// change is the drift, by somebody's own program.
func (p *parity) change(upn string) error {
	ctx := p.t.Context()
	b := &behind{ctx: ctx, store: p.g.store, keys: p.g.keys, pass: func(d time.Duration) { _ = p.g.kit.Clock.Sleep(ctx, d) }}
	cfg := p.g.kit.Config()
	cfg.Store, cfg.Keychain = profile.MemoryStore(), vault.Memory()
	own := cfg.NewGraph
	cfg.NewGraph = func(token func(context.Context) (string, error), note func(graph.RetryNote)) (*graph.Client, error) {
		c, err := own(token, note)
		b.c = c
		return c, err
	}
	other := engine.NewSession(cfg)
	if err := p.in(other, upn); err != nil {
		return err
	}
	if err := other.ChooseExisting(p.app); err != nil {
		return err
	}
	s, err := other.Observe(ctx)
	if err != nil {
		return err
	}
	if b.s = s; s.App.Value == nil {
		return errNothingToChange // it lies in the recycle bin already
	}
	i := slices.IndexFunc(drifts, func(d drift) bool { return d.name == p.c.drift })
	did, err := drifts[i].do(b)
	if err == nil && !did {
		return errNothingToChange
	}
	b.pass(time.Hour) // until everybody sees it
	return err
}

// choose settles which registration is meant.
func (p *parity) choose() error {
	ctx := p.t.Context()
	if !p.c.made {
		st := p.g.srv.State()
		all := slices.Concat(st.Applications, st.Deleted)
		i := slices.IndexFunc(all, func(a map[string]any) bool { return a["appId"] == judgedApp })
		if len(all) == 0 {
			return errNothingToChange
		}
		p.app, _ = all[max(i, 0)]["appId"].(string) // another, where somebody names the wrong one
		return nil
	}
	r := p.g.runner()
	if err := r.ProbeKeychain(ctx); err != nil {
		return err
	}
	if err := p.in(r, ""); err != nil {
		return err
	}
	if err := r.ConfirmOwnTenant(); err != nil {
		return err
	}
	if _, err := r.SetURIs(p.sc.PortalURIs); err != nil {
		return err
	}
	if err := r.ChooseNew("Contoso Voice SSO"); err != nil {
		return err
	}
	if _, err := r.Observe(ctx); err != nil {
		return err
	}
	if plan, err := r.PlanWhole(); err == nil {
		_, _ = r.Apply(ctx, plan, func(change.Note) {}) // as far as it goes here
	}
	if r.Profile().Secret.KeyID != "" {
		_, _ = r.Prove(ctx, func(setup.Proof) {})
	}
	if p.app = r.Profile().App.AppID; p.app == "" {
		return errNothingToChange // nothing can be made here
	}
	return nil
}
