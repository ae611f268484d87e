package engine

import (
	"testing"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/graph"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
)

// TestGoneIsToldFromNotCopiedYet: what the recycle bin holds was deleted, and so was what every server would know. A
// registration made a moment ago may only be unknown to the server that answered.
func TestGoneIsToldFromNotCopiedYet(t *testing.T) {
	now := time.Date(2026, 7, 1, 10, 0, 0, 0, time.UTC)
	absent := setup.Snapshot{App: setup.Known[*graph.Application](nil), Deleted: setup.Known[*graph.Application](nil)}
	unread := setup.Snapshot{App: setup.Known[*graph.Application](nil), Deleted: setup.Unknown[*graph.Application](setup.Reason{Text: "forbidden"})}
	binned := setup.Snapshot{App: setup.Known[*graph.Application](nil), Deleted: setup.Known(&graph.Application{ID: "o", AppID: "a"})}
	made := func(ago time.Duration) setup.Profile {
		at := now.Add(-ago)
		return setup.Profile{App: setup.ProfileApp{AppID: "a", ObjectID: "o", Name: "N", Made: at}, Receipts: []setup.Receipt{{Object: "application", ObjectID: "o", AppID: "a", At: at}}}
	}
	back := made(time.Hour)
	back.Receipts = append(back.Receipts, setup.Receipt{Object: setup.ObjectDeleted, ObjectID: "o", AppID: "a", At: now.Add(-time.Minute)})
	for name, c := range map[string]struct {
		s    setup.Snapshot
		p    setup.Profile
		gone bool
	}{
		"in the bin, made a moment ago":          {binned, made(time.Minute), true},
		"in the bin, made long ago":              {binned, made(time.Hour), true},
		"in the bin, and restored a moment ago":  {binned, back, false},
		"absent, made a moment ago":              {absent, made(time.Minute), false},
		"absent, made long ago":                  {absent, made(time.Hour), true},
		"no bin to look into, made a moment ago": {unread, made(time.Minute), false},
		"no bin to look into, made long ago":     {unread, made(time.Hour), true},
		"somebody else's, seen before":           {unread, setup.Profile{App: setup.ProfileApp{AppID: "a", Name: "N", Adopted: true}}, true},
		"never seen":                             {absent, setup.Profile{App: setup.ProfileApp{AppID: "a", Adopted: true}}, false},
		"could not be read":                      {setup.Snapshot{}, made(time.Hour), false},
	} {
		r := NewSession(Config{Store: profile.MemoryStore(), Now: func() time.Time { return now }})
		r.profile = c.p
		err := r.goneFrom(c.s.App, c.s.Deleted)
		if (err != nil) != c.gone {
			t.Errorf("%s: %v", name, err)
		}
		if a, ok := advice.AdviseDeleted(err); ok != c.gone || ok && (a.What == "" || a.Means == "" || a.Do == "") {
			t.Errorf("%s: the words: %+v", name, a)
		}
	}
}
