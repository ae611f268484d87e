package steps

import (
	"testing"
	"time"

	"ssowizard/internal/graph"
)

// TestGoneIsToldFromNotCopiedYet: what the recycle bin holds was deleted, and so was what every server would know. A
// registration made a moment ago may only be unknown to the server that answered.
func TestGoneIsToldFromNotCopiedYet(t *testing.T) {
	now := time.Date(2026, 7, 1, 10, 0, 0, 0, time.UTC)
	absent := Snapshot{App: known[*graph.Application](nil), Deleted: known[*graph.Application](nil)}
	unread := Snapshot{App: known[*graph.Application](nil), Deleted: unknown[*graph.Application](Reason{Text: "forbidden"})}
	binned := Snapshot{App: known[*graph.Application](nil), Deleted: known(&graph.Application{ID: "o", AppID: "a"})}
	made := func(ago time.Duration) Profile {
		at := now.Add(-ago)
		return Profile{App: ProfileApp{AppID: "a", ObjectID: "o", Name: "N", Made: at}, Receipts: []Receipt{{Object: "application", ObjectID: "o", AppID: "a", At: at}}}
	}
	back := made(time.Hour)
	back.Receipts = append(back.Receipts, Receipt{Object: objectDeleted, ObjectID: "o", AppID: "a", At: now.Add(-time.Minute)})
	for name, c := range map[string]struct {
		s    Snapshot
		p    Profile
		gone bool
	}{
		"in the bin, made a moment ago":          {binned, made(time.Minute), true},
		"in the bin, made long ago":              {binned, made(time.Hour), true},
		"in the bin, and restored a moment ago":  {binned, back, false},
		"absent, made a moment ago":              {absent, made(time.Minute), false},
		"absent, made long ago":                  {absent, made(time.Hour), true},
		"no bin to look into, made a moment ago": {unread, made(time.Minute), false},
		"no bin to look into, made long ago":     {unread, made(time.Hour), true},
		"somebody else's, seen before":           {unread, Profile{App: ProfileApp{AppID: "a", Name: "N", Adopted: true}}, true},
		"never seen":                             {absent, Profile{App: ProfileApp{AppID: "a", Adopted: true}}, false},
		"could not be read":                      {Snapshot{}, made(time.Hour), false},
	} {
		r := NewRunner(Config{Store: MemoryStore(), Now: func() time.Time { return now }})
		r.profile = c.p
		err := r.goneFrom(c.s.App, c.s.Deleted)
		if (err != nil) != c.gone {
			t.Errorf("%s: %v", name, err)
		}
		if a, ok := adviseDeleted(err); ok != c.gone || ok && (a.What == "" || a.Means == "" || a.Do == "") {
			t.Errorf("%s: the words: %+v", name, a)
		}
	}
}
