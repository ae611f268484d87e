package main

import (
	"errors"
	"io/fs"
	"os"
	"time"

	"ssowizard/internal/calendar"
	"ssowizard/internal/steps"
)

// calendar writes the reminders for a secret's end into a file that is not
// there yet: somebody's calendar is never overwritten.
func (w *wiring) calendar(path string, p steps.Profile) error {
	now := time.Now
	if w.host.now != nil {
		now = w.host.now
	}
	company := p.Tenant.Name
	if company == "" {
		company = domainOf(p)
	}
	raw, err := calendar.Reminders(calendar.Secret{Company: company, App: p.App.Name, AppID: p.App.AppID, KeyID: p.Secret.KeyID, End: p.Secret.End,
		Command: "ssowizard renew --tenant " + domainOf(p)}, now())
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return errors.New(path + " is there already; name another file")
	}
	if err != nil {
		return err
	}
	_, err = f.Write(raw)
	return errors.Join(err, f.Close())
}
