package observe

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// binDays is how long Entra keeps a deleted registration. Source: Microsoft Graph
// docs, directory-deleteditems-restore.
const binDays = 30 * 24 * time.Hour

// readDeleted looks into the recycle bin for the service principal of a
// registration that the first batch found there, or that stands without one, as
// after a restoration that was stopped halfway. Only then is it worth a second
// round trip: the bin holds the two apart, and both have to come back.
func (o *Observation) readDeleted(ctx context.Context) error {
	id := o.P.App.AppID
	if !o.app.Known {
		return nil
	}
	if id == "" {
		return o.readHeld(ctx)
	}
	alone := o.app.Value != nil && errors.Is(o.Answers.Err(graph.ServicePrincipalQuery(id)),
		graph.ErrNotFound)
	if bin := FirstIn[graph.Application](o.Answers, graph.DeletedApplicationsQuery(id)); !alone &&
		(o.app.Value != nil || bin.Value == nil) {
		return nil // nothing there, or an unread bin, which is said in its own part
	}
	o.lost = true
	var err error
	o.second, err = o.Client.Batch(ctx, graph.DeletedServicePrincipalsQuery(id))
	return err
}

// readHeld looks for a deleted registration that has the unique name of the one to
// be made, as where an interrupted run made it and somebody deleted it since. Entra
// would refuse the name for 30 days.
func (o *Observation) readHeld(ctx context.Context) error {
	if o.P.App.UniqueName == "" || o.app.Value != nil {
		return nil
	}
	bin := Required[[]graph.Application](o.Answers, graph.DeletedApplicationsQuery(""))
	if o.Held = NamedIn(bin.Value, o.P.App.UniqueName); o.Held == nil {
		return nil
	}
	o.lost = true
	var err error
	o.second, err = o.Client.Batch(ctx, graph.DeletedServicePrincipalsQuery(o.Held.AppID))
	return err
}

// fillDeleted puts the recycle bin's answers into the snapshot.
func (o *Observation) fillDeleted(s *setup.Snapshot) {
	id := o.P.App.AppID
	if o.Held != nil {
		s.Deleted = setup.Known(o.Held)
		s.DeletedPrincipal = FirstIn[graph.ServicePrincipal](o.second,
			graph.DeletedServicePrincipalsQuery(o.Held.AppID))
		return
	}
	if id == "" {
		s.Deleted, s.DeletedPrincipal = setup.Known[*graph.Application](nil),
			setup.Known[*graph.ServicePrincipal](nil)
		return
	}
	s.Deleted = FirstIn[graph.Application](o.Answers, graph.DeletedApplicationsQuery(id))
	s.DeletedPrincipal = setup.Known[*graph.ServicePrincipal](nil)
	if o.lost {
		s.DeletedPrincipal = FirstIn[graph.ServicePrincipal](o.second,
			graph.DeletedServicePrincipalsQuery(id))
	}
}

// FirstIn reads a list that holds one entry at most; nil where it is empty.
func FirstIn[T any](a graph.Answers, q graph.Query) setup.Part[*T] {
	list := Required[[]T](a, q)
	out := setup.Part[*T]{Known: list.Known, Why: list.Why}
	if len(list.Value) > 0 {
		out.Value = &list.Value[0]
	}
	return out
}

// binned lists what the recycle bin holds of the one wanted, by its redirect URIs
// or its name. A deleted registration is in no other search, so that without
// this only somebody who still has its id could find it. Among equals the one with
// most of the list stands first, then the one deleted last.
func (o *Observation) binned() setup.Part[[]setup.Candidate] {
	if o.P.App.AppID != "" {
		return setup.Known[[]setup.Candidate](nil)
	}
	list := Required[[]graph.Application](o.Answers, graph.DeletedApplicationsQuery(""))
	if !list.Known {
		return setup.Unknown[[]setup.Candidate](list.Why)
	}
	var out []setup.Candidate
	for _, app := range list.Value {
		if c, ok := o.binnedOne(app); ok {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b setup.Candidate) int {
		if a.Strength != b.Strength {
			return b.Strength - a.Strength
		}
		if a.Has != b.Has {
			return b.Has - a.Has
		}
		return deletedAt(b.App).Compare(deletedAt(a.App))
	})
	return setup.Known(out)
}

func (o *Observation) binnedOne(app graph.Application) (setup.Candidate, bool) {
	c := setup.Candidate{App: app, Board: mtp.Compare(o.P.Wanted.URIs, judge.Registered(&app)),
		Wanted: len(o.P.Wanted.URIs), Has: judge.Sharing(app, o.P.Wanted.URIs)}
	// The whole bin is read, so all of them can be looked for.
	wanted := append([]string{judge.FirstURI}, o.P.Wanted.URIs...)
	for _, r := range judge.Registered(&app) {
		if slices.Contains(wanted, r.URI) {
			c.Why, c.Strength = append(c.Why, hasWords(r.URI, r.Platform)), setup.StrengthURI
			break
		}
	}
	switch {
	case c.Whole():
		c.Why = append(c.Why, fmt.Sprintf("all %d of your redirect URIs are in it", c.Wanted))
	case c.Has > 0:
		c.Why = append(c.Why, fmt.Sprintf("%d of your %d redirect URIs are in it", c.Has, c.Wanted))
	}
	if n := o.P.Wanted.Name; n != "" && strings.EqualFold(n, app.DisplayName) {
		c.Why, c.Strength = append(c.Why, sameName), max(c.Strength, setup.StrengthName)
	}
	if at := deletedAt(app); !at.IsZero() {
		c.Why = append(c.Why, "deleted on "+text.Day(at)+", can be restored until "+text.Day(at.Add(binDays)))
	} else {
		c.Why = append(c.Why, "deleted, and in the recycle bin")
	}
	return c, c.Strength > 0
}

func deletedAt(app graph.Application) time.Time {
	if app.DeletedDateTime == nil {
		return time.Time{}
	}
	return *app.DeletedDateTime
}
