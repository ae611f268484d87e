package plain

import (
	"errors"
	"fmt"
	"strings"

	"ssowizard/internal/mtp"
	"ssowizard/internal/steps"
	"ssowizard/internal/wire"
)

// saved finds what this computer remembers of the walk that was asked for.
func (f *front) saved() (steps.Profile, bool) {
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
	return steps.Profile{}, false
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
		if err := steps.CheckName(f.cfg.Name); err != nil {
			return &Refused{Flag: "--name", Why: err.Error(), Remedy: "Give another name.", Cause: err}
		}
	}
	if len(f.cfg.URIs) == 0 {
		return nil
	}
	fatal, _ := judged(f.cfg.URIs)
	if len(fatal) == 0 {
		return nil
	}
	f.sayProblems(fatal)
	why := fmt.Sprintf("%s read, and %s in the way.", count(len(f.cfg.URIs), "URI"), count(len(fatal), "problem"))
	return &Refused{Flag: "--redirect-uris", Why: why,
		Remedy: "Copy the list again from the tab \"Redirect URIs\" of the MTP portal. Nothing was sent.", Cause: errBadList}
}

var errBadList = errors.New("the list of redirect URIs cannot be used")

// judged parts the problems of a list into those that refuse it and warnings.
func judged(uris []string) (fatal, warn []mtp.Problem) {
	for _, p := range mtp.Judge(uris) {
		if p.Level == mtp.Fail {
			fatal = append(fatal, p)
		} else {
			warn = append(warn, p)
		}
	}
	return fatal, warn
}

func (f *front) sayProblems(ps []mtp.Problem) {
	for _, p := range ps {
		about := ""
		if p.URI != "" {
			about = wire.Clean(p.URI) + ": "
		}
		f.say("  %s%s", about, sentence(p.Text))
		if p.Remedy != "" {
			f.say("    %s", sentence(p.Remedy))
		}
	}
}
