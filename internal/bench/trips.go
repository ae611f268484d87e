package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"ssowizard/internal/wire"
)

// Goals, and the latencies at which calls beside each other show as such.
const (
	observeGoal  = 1
	setupGoal    = 8
	proofGoal    = 6
	countLatency = 20 * time.Millisecond
	timeLatency  = 50 * time.Millisecond
	observations = 9
)

// roundTrips counts calls that came one after the other, from the call log.
func roundTrips(ctx context.Context, t *table, show bool) error {
	if err := adoptedTrips(ctx, t); err != nil {
		return fmt.Errorf("observing: %w", err)
	}
	g, err := newRig("new", countLatency)
	if err != nil {
		return err
	}
	defer g.srv.Close()
	if err := g.setup(ctx); err != nil {
		return err
	}
	all := g.log.Calls()
	some, err := g.toGraph(all)
	if err != nil {
		return err
	}
	if show {
		list(all)
	}
	t.judged("Graph round trips, sign-in to proven secret", float64(chain(some)), setupGoal, trips)
	t.plain("  the same with the sign-in service's", trips(float64(chain(all))))
	t.plain("  calls in all, of them to Graph", fmt.Sprintf("%d, %d", len(all), len(some)))
	agreed, err := g.toGraph(sinceAgreement(all))
	if err != nil {
		return err
	}
	if len(agreed) == 0 {
		return errors.New("no proof followed a write")
	}
	t.judged("Graph round trips, agreement to the first proof", float64(chain(agreed)), proofGoal, trips)
	return g.observeAgain(ctx, t)
}

// sinceAgreement are the calls from the first write on to the first token that was got
// with the new secret: what was read back stands beside it. It is nil where either is
// not among them.
func sinceAgreement(calls []wire.Call) []wire.Call {
	write := slices.IndexFunc(calls, func(c wire.Call) bool {
		return c.Method == http.MethodPatch && strings.HasPrefix(c.Path, "/v1.0/applications")
	})
	if write < 0 {
		return nil
	}
	calls = calls[write:]
	token := slices.IndexFunc(calls, func(c wire.Call) bool {
		return c.Status == http.StatusOK && strings.HasSuffix(c.Path, "/oauth2/v2.0/token")
	})
	if token < 0 {
		return nil
	}
	return calls[:token+1]
}

// adoptedTrips observes a registration that somebody else has made, right after
// signing in, knowing its application id and nothing else.
func adoptedTrips(ctx context.Context, t *table) error {
	g, err := newRig("adopt", countLatency)
	if err != nil {
		return err
	}
	defer g.srv.Close()
	if err := g.signIn(ctx); err != nil {
		return err
	}
	id, err := g.halfMade()
	if err != nil {
		return err
	}
	if err := g.eng.ChooseExisting(id); err != nil {
		return err
	}
	return g.observe(ctx, t, "Graph round trips, observing somebody's registration")
}

// observeAgain observes what the setup made, in a new process: the profile, the
// kept secret and its trial belong to it.
func (g *rig) observeAgain(ctx context.Context, t *table) error {
	if err := g.restart(); err != nil {
		return err
	}
	if err := g.signIn(ctx); err != nil {
		return err
	}
	return g.observe(ctx, t, "Graph round trips, observing a finished setup")
}

func (g *rig) observe(ctx context.Context, t *table, what string) error {
	before := len(g.log.Calls())
	s, err := g.eng.Observe(ctx)
	if err != nil {
		return err
	}
	if s.App.Value == nil || !s.Grants.Known {
		return errors.New("the registration was not read")
	}
	some, err := g.toGraph(g.log.Calls()[before:])
	if err != nil {
		return err
	}
	t.judged(what, float64(chain(some)), observeGoal, trips)
	return nil
}

// halfMade is the application id of the registration that the practice tenant
// "adopt" holds for this.
func (g *rig) halfMade() (string, error) {
	for _, c := range g.srv.State().Applications {
		if name, _ := c["displayName"].(string); name == "Contoso Voice SSO" {
			id, _ := c["appId"].(string)
			return id, nil
		}
	}
	return "", errors.New("the practice tenant holds no registration to adopt")
}

// observation times the observation of a finished setup.
func observation(ctx context.Context, t *table) error {
	g, err := newRig("new", timeLatency)
	if err != nil {
		return err
	}
	defer g.srv.Close()
	if err := g.setup(ctx); err != nil {
		return err
	}
	if err := g.restart(); err != nil {
		return err
	}
	if err := g.signIn(ctx); err != nil {
		return err
	}
	took := make([]time.Duration, 0, observations)
	for range observations {
		began := time.Now()
		if _, err := g.eng.Observe(ctx); err != nil {
			return err
		}
		took = append(took, time.Since(began))
	}
	t.plain(fmt.Sprintf("observing a finished setup at %s an answer, the first", timeLatency),
		milliseconds(took[0]))
	t.plain(fmt.Sprintf("  the same, median of %d", observations), milliseconds(median(took, between)))
	return nil
}

// list shows each call with its start in the minute and its duration.
func list(calls []wire.Call) {
	for _, c := range calls {
		say("%s %6.1f ms  %s %s%s %d %v", c.Start.Format("05.000"), float64(c.Duration)/1e6, c.Method, c.Host,
			c.Path, c.Status, c.Items)
	}
}
