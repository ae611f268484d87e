package main

import (
	"context"
	"os"

	"github.com/atotto/clipboard"

	"ssowizard/internal/engine"
	"ssowizard/internal/outcome"
	"ssowizard/internal/tui"
)

// screen runs the full-screen front and, when it has ended, leaves what it says
// to the caller.
func (w *factory) screen(ctx context.Context, r *engine.Session, p *engine.Practice, start string,
	list givenList) error {
	o := w.opts
	if o.profile != "" {
		if err := r.UseProfile(o.profile); err != nil {
			return &usageError{"--profile: " + err.Error() + ".",
				"Give the name of a profile, or leave it out."}
		}
	}
	if o.appID != "" {
		if err := r.ChooseExisting(o.appID); err != nil {
			return &usageError{"--app-id: " + err.Error(),
				"Copy it from the registration's page \"Overview\"."}
		}
	}
	saved, _ := w.saved() // one that cannot be used is said when its company is named
	c := tui.Config{
		Session: r, Practice: p, Open: w.ios.open, Domain: o.tenant, URIs: list.URIs, List: list.text,
		Name: o.name, SignIn: o.signIn,
		Version: versionWord(), Start: start, Profiles: saved,
		Calendar: w.calendar, SaveReport: w.saveReport,
	}
	if !clipboard.Unsupported {
		c.Clipboard = clipboard.WriteAll
	}
	if p == nil {
		c.StartPractice = func(context.Context) (*engine.Session, *engine.Practice, error) {
			//nolint:contextcheck // it lives until close, not until the caller's context ends
			return w.practice("")
		}
	}
	if o.noColor {
		c.Environ = append(os.Environ(), "NO_COLOR=1")
	}
	end, err := tui.Run(ctx, c)
	switch {
	case err != nil:
		return err
	case end.Interrupted:
		return outcome.ErrInterrupted
	}
	return outcome.Left(end.Verdict, end.Begun) // the same exit codes as line by line
}
