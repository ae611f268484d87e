package steps

import (
	"context"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

// NoSignInLogError says that the sign-in log cannot be read here; a person's
// word takes its place.
type NoSignInLogError struct {
	Reason string
	Cause  error
}

func (e *NoSignInLogError) Error() string { return "the sign-in log cannot be read here: " + e.Reason }

// Unwrap gives the refusal.
func (e *NoSignInLogError) Unwrap() error { return e.Cause }

// BeginPilot remembers from when on the sign-in log is to be watched.
func (r *Runner) BeginPilot() error {
	now := r.Now().UTC().Add(-time.Minute) // the log's clock is not ours
	return r.update(func(p *setup.Profile) { p.PilotFrom = &now })
}

// pilotPause keeps below the report API's limit of five requests in ten
// seconds (Microsoft Graph docs, throttling limits).
const pilotPause = 5 * time.Second

// AwaitPilot watches the sign-in log until somebody signed in to the
// registration. The log lags by minutes; the wait can be left at any time.
func (r *Runner) AwaitPilot(ctx context.Context, note func(Note)) (graph.SignIn, error) {
	client, err := r.graphClient()
	if err != nil {
		return graph.SignIn{}, err
	}
	for try := 1; ; try++ {
		p := r.Profile()
		if p.PilotFrom == nil {
			return graph.SignIn{}, ErrNothingToDo
		}
		began := r.Now()
		entries, err := client.SignIns(ctx, p.App.AppID, *p.PilotFrom)
		if err != nil {
			if e := sessionError(err); e != nil || ctx.Err() != nil {
				return graph.SignIn{}, r.remember(err)
			}
			return graph.SignIn{}, &NoSignInLogError{Reason: Advise(err).Means, Cause: err}
		}
		if best := bestSignIn(entries); best != nil {
			r.mu.Lock()
			r.pilot, r.pilotOf, r.took.Pilot = setup.Known(best), *p.PilotFrom, r.Now().Sub(began)
			r.mu.Unlock()
			return *best, nil
		}
		note(Note{Text: "The sign-in is not in Entra's log yet", Waiting: true, Usual: 5 * time.Minute, Try: try})
		if err := r.Sleep(ctx, pilotPause); err != nil {
			return graph.SignIn{}, err
		}
	}
}

// interrupted are codes that the log records on the way to a success: Entra
// asked something back (Microsoft's list of authentication error codes).
var interrupted = map[int]bool{50058: true, 50055: true, 50072: true, 50074: true, 50076: true, 50079: true, 50097: true, 50125: true, 50127: true, 50129: true, 50140: true, 50199: true, 65001: true, 16000: true, 51006: true}

// bestSignIn picks a success if there is one, else the newest real refusal.
func bestSignIn(entries []graph.SignIn) *graph.SignIn {
	var refused *graph.SignIn
	for i := range entries {
		e := &entries[i]
		if e.ErrorCode == 0 {
			return e
		}
		if !interrupted[e.ErrorCode] && (refused == nil || e.CreatedDateTime.After(refused.CreatedDateTime)) {
			refused = e
		}
	}
	return refused
}
