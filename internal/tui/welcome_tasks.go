package tui

import (
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// tasks are what else the program can do, as far as there is something to do it
// with.
func (w *welcome) tasks() []choice {
	d, list := w.d, w.d.profiles()
	domain := d.cfg.Domain
	if domain == "" && len(list) > 0 {
		domain = list[0].Tenant.Domain
	}
	ask := func(d *deps) screen { return newDomain(d, domain) }
	check := choice{Title: "Check an existing setup", Detail: "changes nothing unless you choose a repair",
		For: change.ForCheck,
		Do:  func() tea.Cmd { return beginning(steps.TaskCheck, ask) }}
	renew := choice{Title: "Renew the client secret",
		Detail: "a new one beside the old; the old one goes last", For: change.ForRenewal,
		Do: func() tea.Cmd { return beginning(steps.TaskRenew, ask) }}
	if p, ok := fitting(list, steps.TaskRenew); ok {
		renew.Detail = text.Or(p.App.Name, p.Tenant.Name) + ": " + setup.EndsIn(d.now(), p.Secret.End)
		renew.Do = func() tea.Cmd { return beginning(steps.TaskRenew, func(d *deps) screen { return newResume(d, p) }) }
	}
	out := []choice{check, renew}
	if p, ok := fitting(list, steps.TaskUndo); ok {
		out = append(out, choice{Title: "Take back what the wizard wrote",
			Detail: text.Or(p.Tenant.Name, p.Tenant.Domain) + ": " + text.Count(len(written(p)), "write") +
				", one by one", For: change.ForUndo,
			Do: func() tea.Cmd { return beginning(steps.TaskUndo, func(d *deps) screen { return newResume(d, p) }) }})
	}
	return out
}

// profiles are those this computer has, the one at hand as it is now: it may
// have been changed since the program began.
func (d *deps) profiles() []setup.Profile {
	if d.session == nil {
		return d.cfg.Profiles
	}
	p := d.session.Profile()
	if p.Tenant.ID == "" {
		return d.cfg.Profiles
	}
	out := []setup.Profile{p}
	for _, x := range d.cfg.Profiles {
		if x.Name != p.Name {
			out = append(out, x)
		}
	}
	return out
}

// Return ends the task that was left: this page offers all of them.
func (w *welcome) Return() tea.Cmd { return tell(taskMsg{}) }

// Sensitive are the companies and registrations that this computer knows.
func (w *welcome) Sensitive() []string {
	var out []string
	for _, p := range w.d.profiles() {
		out = append(out, named(p)...)
	}
	return out
}

func named(p setup.Profile) []string {
	return []string{p.Name, p.Tenant.ID, p.Tenant.Domain, p.Tenant.Name, p.App.Name, p.App.AppID}
}
