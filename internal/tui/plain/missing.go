package plain

import (
	"strings"

	"ssowizard/internal/engine"
	"ssowizard/internal/setup"
)

// saved finds what this computer remembers of the walk that was asked for.
func (f *front) saved() (setup.Profile, bool) {
	for _, p := range f.cfg.Saved {
		if f.cfg.Profile != "" {
			if p.Name == f.cfg.Profile {
				return p, true
			}
			continue
		}
		if d := strings.TrimSpace(f.cfg.Domain); d != "" && (strings.EqualFold(d, p.Tenant.Domain) || strings.EqualFold(d, p.Tenant.ID)) {
			return p, true
		}
	}
	return setup.Profile{}, false
}

// lacks lists everything that neither a flag, nor the saved profile, nor the
// walk so far gives.
func (f *front) lacks() []Lack {
	c, p := f.cfg, f.eng.Profile()
	if old, ok := f.saved(); ok && p.Tenant.ID == "" {
		p = old
	}
	var out []Lack
	if c.Domain == "" && p.Tenant.Domain == "" && p.Tenant.ID == "" {
		out = append(out, Lack{"--tenant DOMAIN", "your company's domain, as contoso.com"})
	}
	if c.Name == "" && c.AppID == "" && p.App.AppID == "" && p.Wanted.Name == "" {
		out = append(out, Lack{"--name NAME", "a name for the new registration; or --app-id ID for one that exists"})
	}
	if len(c.URIs) == 0 && len(p.Wanted.URIs) == 0 {
		out = append(out, Lack{"--redirect-uris FILE", "the 12 redirect URIs of the MTP portal; - reads them from the input"})
	}
	if c.NoInput && !c.Yes {
		out = append(out, Lack{"--yes", "agreement to the writes, which are shown first"})
	}
	return out
}

// checkGiven refuses values that no service has to be asked about.
func (f *front) checkGiven() error {
	if lacks := f.lacks(); len(lacks) > 0 {
		return &Missing{lacks}
	}
	if f.cfg.Name != "" && f.cfg.AppID == "" {
		if err := engine.CheckName(f.cfg.Name); err != nil {
			return &Refused{Flag: "--name", Why: err.Error(), Remedy: "Give another name.", Cause: err}
		}
	}
	return f.checkList()
}
