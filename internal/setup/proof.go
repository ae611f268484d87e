package setup

import (
	"time"

	"ssowizard/internal/messages"
	"ssowizard/internal/text"
)

// LinkState is the state of one link of the proof.
type LinkState string

// The states of a link.
const (
	LinkTodo    LinkState = "todo"
	LinkNow     LinkState = "now"
	LinkOK      LinkState = "ok"
	LinkFail    LinkState = "fail"
	LinkUnknown LinkState = "unknown"
)

// Link is one step of the proof, with its evidence and the time it took.
type Link struct {
	ID     string
	Title  string
	Detail string
	State  LinkState
	Took   time.Duration
}

// LinkOf is a link of which nothing is known yet but its id.
func LinkOf(id string) Link {
	return Link{ID: id, Title: messages.Say("link." + id), State: LinkTodo}
}

// FailureTitle is the link's title where it is broken: the cause of something has to be
// said as what it is, not as what was wanted. One whose title is the name of a thing
// keeps it.
func (r Link) FailureTitle() string {
	return text.Or(messages.Say("link-broken."+r.ID), r.Title)
}

// Proof is what was shown about the secret. The first broken link is the cause;
// what lies above it was not tried.
type Proof struct {
	At      time.Time
	Links   []Link
	Waited  time.Duration // for the secret to work
	Tries   int
	InARow  int
	Good    bool
	Finding *Finding // why not
}

// Clone copies a proof so that a reader and a writer share no list.
func (p Proof) Clone() Proof {
	p.Links = append([]Link(nil), p.Links...)
	return p
}

// Link finds a link by its id; the zero link if there is none.
func (p Proof) Link(id string) Link {
	for _, r := range p.Links {
		if r.ID == id {
			return r
		}
	}
	return Link{}
}

// LinkState is the state of the link that a finding is about.
func (f Finding) LinkState() LinkState {
	if f.Level == LevelUnknown {
		return LinkUnknown
	}
	return LinkFail
}
