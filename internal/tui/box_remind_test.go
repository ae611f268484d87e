package tui

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ssowizard/internal/setup"
	"ssowizard/internal/tui/walked"
)

// kept takes what the calendar file would be about instead of writing it.
type kept struct {
	path string
	p    setup.Profile
	err  error
}

func (k *kept) write(path string, p setup.Profile) error {
	k.path, k.p = path, p
	return k.err
}

func TestRemindersOfASecretThatACheckFound(t *testing.T) {
	t.Parallel()
	g, k := newRig(t, "good"), &kept{}
	d := newDriver(t, Config{Session: g.runner(), Practice: g.practice(), Calendar: k.write}, 80, 24)
	d.check()
	d.Tick(noticeTime * 2)
	d.Sees("t calendar")
	d.Press("t")
	d.At("K")
	here, _ := os.Getwd()
	d.Sees("Reminders for your calendar", "60, 30 and 7 days before", "never overwritten", "The file itself is a real one")
	if got := d.m.front().s.(*walked.Page).Typed(); got != filepath.Join(here, "ssowizard-renewal.ics") {
		t.Errorf("the path offered is %q", got)
	}
	d.Clear()
	d.Press("enter")
	d.Sees("Name a file")
	d.Type("reminders.txt")
	d.Press("enter")
	d.Sees("let the name end in it")
	d.Clear()
	d.Paste("renewal.ics\n")
	k.err = errors.New("/somewhere/renewal.ics is there already; name another file")
	d.Press("enter")
	d.Sees("is there already; name another file", "renewal.ics")
	k.err = nil
	d.Press("enter")
	d.Sees("✓ The reminders are written to this file", "no secret")
	app := d.m.state.Snapshot.App.Value
	if k.path != filepath.Join(here, "renewal.ics") || k.p.App.AppID != judgedApp || k.p.App.Name == "" ||
		k.p.Secret.KeyID != app.PasswordCredentials[0].KeyID || k.p.Secret.End.IsZero() {
		t.Errorf("written to %q about %+v", k.path, k.p)
	}
	d.Press("enter")
	d.At("V04")
	if p := d.m.state.Profile; p.Secret.KeyID != "" {
		t.Errorf("the profile now claims the secret %s", p.Secret.KeyID)
	}
}

func TestRemindersAfterARenewalWasProven(t *testing.T) {
	t.Parallel()
	g, list := finished(t)
	k := &kept{}
	d := newDriver(t, Config{Session: g.runner(), Practice: g.practice(), Profiles: list, Calendar: k.write}, 100, 36)
	d.choose("Renew the client secret")
	d.Press("enter", "a")
	d.Await("five parts")
	d.Press("t")
	d.Sees("does nothing on this page") // the old one is about to go
	d.Press("1", "y", "y")
	d.Await("written and read back")
	d.Press("enter", "2")
	d.Await("Proven at")
	d.Press("enter")
	d.At("R03")
	d.Sees("t writes a calendar file")
	d.Press("t", "enter")
	d.Sees("The reminders are written")
	if now := d.m.state.Profile.Secret; k.p.Secret.KeyID != now.KeyID || k.p.Secret.KeyID == list[0].Secret.KeyID {
		t.Errorf("the reminders are about %s, the new one is %s", k.p.Secret.KeyID, now.KeyID)
	}
}

func TestWithoutAnEndThereIsNoCalendarFile(t *testing.T) {
	t.Parallel()
	g, k := newRig(t, "secret-expired"), &kept{}
	d := newDriver(t, Config{Session: g.runner(), Practice: g.practice(), Calendar: k.write}, 80, 24)
	d.check()
	for _, b := range d.m.page().s.Keys() {
		if strings.Contains(b.Help().Desc, "calendar") {
			t.Error("a calendar file is offered for a secret that has ended")
		}
	}
}
