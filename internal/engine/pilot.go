package engine

import (
	"context"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/observe"
	"ssowizard/internal/setup"
)

// BeginPilot remembers from when on the sign-in log is to be watched. What it has shown
// until then is not waited for again.
func (r *Session) BeginPilot() error {
	r.mu.Lock()
	r.pilotSeen = r.pilot.Value
	r.mu.Unlock()
	now := r.Now().UTC().Add(-time.Minute) // the log's clock is not ours
	return r.Update(func(p *setup.Profile) { p.PilotFrom = &now })
}

// pilotPause keeps below the report API's limit of five requests in ten
// seconds (Microsoft Graph docs, throttling limits).
const pilotPause = 5 * time.Second

// AwaitPilot watches the sign-in log until somebody signed in to the
// registration. The log lags by minutes; the wait can be left at any time.
func (r *Session) AwaitPilot(ctx context.Context, note func(change.Note)) (setup.Snapshot, error) {
	client, err := r.GraphClient()
	if err != nil {
		return setup.Snapshot{}, err
	}
	for try := 1; ; try++ {
		p := r.Profile()
		if p.PilotFrom == nil {
			return setup.Snapshot{}, advice.ErrNothingToDo
		}
		began := r.Now()
		entries, err := client.SignIns(ctx, p.App.AppID, *p.PilotFrom)
		if err != nil {
			if e := observe.SessionError(err); e != nil || ctx.Err() != nil {
				return setup.Snapshot{}, r.remember(err)
			}
			return setup.Snapshot{}, &advice.NoSignInLogError{Reason: advice.Advise(err).Means, Cause: err}
		}
		if best := observe.BestSignIn(entries); best != nil && !r.pilotKnown(*best) {
			r.mu.Lock()
			r.pilot, r.pilotOf, r.took.Pilot = setup.Known(best), *p.PilotFrom, r.Now().Sub(began)
			r.mu.Unlock()
			return r.Snapshot(), nil
		}
		note(change.Note{Text: "The sign-in is not in Entra's log yet", Waiting: true,
			Usual: 5 * time.Minute, Try: try})
		if err := r.Sleep(ctx, pilotPause); err != nil {
			return setup.Snapshot{}, err
		}
	}
}

// pilotKnown tells the entry that was seen before the wait began.
func (r *Session) pilotKnown(e graph.SignIn) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.pilotSeen != nil && *r.pilotSeen == e
}
