package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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
	if errors.Is(err, calendar.ErrOver) {
		return errors.New("the secret ends on " + p.Secret.End.Local().Format("2 January 2006") + ", so no reminder lies ahead; renew it now")
	}
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return unwritable(path, err)
	}
	_, err = f.Write(raw)
	if err = errors.Join(err, f.Close()); err != nil {
		_ = os.Remove(path) // half a calendar is worse than none, and it is ours
		return unwritable(path, err)
	}
	return nil
}

// unwritable says why a file could not be written, and what to do about it.
func unwritable(path string, err error) error {
	folder := filepath.Dir(path)
	switch {
	case errors.Is(err, fs.ErrExist):
		return errors.New(path + " is there already; name another file")
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("the folder " + folder + " is not there; name one that is")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("you may not write into the folder " + folder + "; name another one")
	}
	return fmt.Errorf("%s could not be written; name another file, or another folder (%w)", path, err)
}
