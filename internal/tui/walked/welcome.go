package walked

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/arrival"
	"ssowizard/internal/tui/screen"
)

// welcomed is what the first pages begin with: what this computer remembers and what was
// given.
func welcomed(d *screen.Deps) *arrival.Welcome {
	return &arrival.Welcome{Saved: d.Config.Profiles, Domain: d.Config.Domain,
		Unsigned: d.Config.SignIn == "none", MayPractice: d.Config.StartPractice != nil}
}

// NewWelcome is the first page.
func NewWelcome(d *screen.Deps) screen.Screen { return New(d, steps.PageWelcome, welcomed(d)) }

// NewDomain asks which company it is about.
func NewDomain(d *screen.Deps, text string) screen.Screen {
	return New(d, steps.PageDomain, &arrival.Company{Domain: text, Unsigned: d.Config.SignIn == "none"})
}

// FirstScreen is where a run begins.
func FirstScreen(d *screen.Deps) screen.Screen {
	if d.Task == nil && d.Config.Start != "setup" {
		return NewWelcome(d)
	}
	first := arrival.First(d.Walk(), welcomed(d))
	return New(d, first.ID, first.Local)
}

// startPractice brings up the practice tenant.
func startPractice(d *screen.Deps) tea.Cmd {
	begin := d.Config.StartPractice
	return screen.Start(screen.Job{What: "Starting the practice tenant", Usual: 2 * time.Second,
		Do: func(ctx context.Context, _ screen.Worker, _ func(change.Note)) tea.Msg {
			r, p, err := begin(ctx)
			return screen.PracticeMsg{Runner: r, Practice: p, Err: err}
		}})
}
