package plain

import (
	"strings"

	"ssowizard/internal/engine"
	"ssowizard/internal/outcome"
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
		d := strings.TrimSpace(f.cfg.Domain)
		if d != "" && (strings.EqualFold(d, p.Tenant.Domain) || strings.EqualFold(d, p.Tenant.ID)) {
			return p, true
		}
	}
	return setup.Profile{}, false
}

// lacks lists everything that neither a flag, nor the saved profile, nor the
// walk so far gives.
func (f *front) lacks() []outcome.Lack {
	c, p := f.cfg, f.eng.Profile()
	if old, ok := f.saved(); ok && p.Tenant.ID == "" {
		p = old
	}
	var out []outcome.Lack
	if c.Domain == "" && p.Tenant.Domain == "" && p.Tenant.ID == "" {
		out = append(out, outcome.Lack{Flag: "--tenant DOMAIN",
			What: "your company's domain, as contoso.com"})
	}
	if c.Name == "" && c.AppID == "" && p.App.AppID == "" && p.Wanted.Name == "" {
		out = append(out, outcome.Lack{Flag: "--name NAME",
			What: "a name for the new registration; or --app-id ID for one that exists"})
	}
	if len(c.URIs) == 0 && len(p.Wanted.URIs) == 0 {
		out = append(out, outcome.Lack{Flag: "--redirect-uris FILE",
			What: "the 12 redirect URIs of the MTP portal; - reads them from the input"})
	}
	if c.NoInput && !c.Yes {
		out = append(out, outcome.Lack{Flag: "--yes", What: "agreement to the writes, which are shown first"})
	}
	return out
}

// checkGiven refuses values that no service has to be asked about.
func (f *front) checkGiven() error {
	if lacks := f.lacks(); len(lacks) > 0 {
		return &outcome.Missing{Lacks: lacks}
	}
	if f.cfg.Name != "" && f.cfg.AppID == "" {
		if err := engine.CheckName(f.cfg.Name); err != nil {
			return &outcome.Refused{Flag: "--name", Why: err.Error(), Remedy: "Give another name.",
				Cause: err}
		}
	}
	return f.checkList()
}
