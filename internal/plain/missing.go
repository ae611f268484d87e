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

// lacks is what a run of this task lacks to ask nobody, with the flag for each. A run with
// --no-input begins only without any; one whose input ended names them.
func (f *front) lacks() []outcome.Lack {
	c := f.cfg
	if c.Practice != nil {
		c = withPracticeValues(c, c.Practice)
	}
	if f.wants == nil {
		return f.setupLacks(c)
	}
	return f.wants(c)
}

// setupLacks lists what neither a flag, nor the saved profile, nor the walk so far gives.
func (f *front) setupLacks(c Config) []outcome.Lack {
	out := f.tenantLacks(c)
	p := f.remembered()
	if c.Name == "" && c.AppID == "" && p.App.AppID == "" && p.Wanted.Name == "" {
		out = append(out, outcome.Lack{Flag: "--name NAME",
			What: "a name for the new registration; or --app-id ID for one that exists"})
	}
	out = append(out, f.listLacks(c)...)
	if !c.Yes {
		out = append(out, outcome.Lack{Flag: "--yes", What: "agreement to the writes, which are shown first"})
	}
	return out
}

// checkLacks is what a check without a person lacks.
func (f *front) checkLacks(c Config) []outcome.Lack {
	out := f.tenantLacks(c)
	if c.SignIn != "none" {
		out = append(out, f.listLacks(c)...)
	}
	return out
}

// remembered is what the walk or an earlier run knows of the setup.
func (f *front) remembered() setup.Profile {
	p := f.eng.Profile()
	if old, ok := f.saved(); ok && p.Tenant.ID == "" {
		return old
	}
	return p
}

// tenantLacks: a company that was typed stays with the run in which it was.
func (f *front) tenantLacks(c Config) []outcome.Lack {
	if _, ok := f.saved(); c.Domain != "" || ok {
		return nil
	}
	return []outcome.Lack{{Flag: "--tenant DOMAIN", What: "your company's domain, as contoso.com"}}
}

func (f *front) listLacks(c Config) []outcome.Lack {
	if len(c.URIs) > 0 || len(f.remembered().Wanted.URIs) > 0 {
		return nil
	}
	return []outcome.Lack{{Flag: "--redirect-uris FILE",
		What: "the 12 redirect URIs of the MTP portal; - reads them from the input"}}
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
