package main

import (
	"cmp"
	"errors"
	"time"

	"ssowizard/internal/calendar"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// calendar writes the reminders for a secret's end into a file that is not
// there yet: somebody's calendar is never overwritten.
func (w *factory) calendar(path string, p setup.Profile) error {
	now := time.Now
	if w.ios.now != nil {
		now = w.ios.now
	}
	company := cmp.Or(p.Tenant.Name, domainOf(p))
	raw, err := calendar.Reminders(calendar.Secret{Company: company, App: p.App.Name, AppID: p.App.AppID,
		KeyID: p.Secret.KeyID, End: p.Secret.End,
		Command: "ssowizard renew --tenant " + domainOf(p)}, now())
	if errors.Is(err, calendar.ErrOver) {
		return errors.New("the secret ends on " + text.Day(p.Secret.End) +
			", so no reminder lies ahead; renew it now")
	}
	if err != nil {
		return err
	}
	return writeNew(path, raw)
}
