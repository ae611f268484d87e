package undo

import (
	"context"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// kind is one sort of thing that receipts are about. It holds all that is done
// differently for one than for another: how the journal recognizes it, what a server
// that is behind shows of it, whether it may be taken back, and how. A function that
// is nil has nothing to say about the kind.
type kind struct {
	label string // in words

	ownID     bool // known by an id that no other making of the same could have
	registers bool // a whole registration was made
	appears   bool // a server may not know the registration for a while after it
	builtOn   bool // others may add to it, and what they added would go with it
	kept      bool // its value is kept on this computer
	surely    bool // what is there under its id or name can only be of this write
	// takes are the kinds of what goes with it; nil where taking it back deletes
	// nothing that the recycle bin holds.
	takes []string
	// changed is the kind of a change to one that was there before; nil where that is
	// no other.
	changed *kind

	// done tells whether what a receipt was begun for is there, and completes it. The
	// registration is there when it is asked.
	done func(setup.Snapshot, setup.Receipt) (setup.Receipt, bool)
	// dated is Entra's own date of what done found.
	dated func(setup.Snapshot) *time.Time
	// behind tells which part shows it as it was before the write, or before that was
	// taken back.
	behind func(s setup.Snapshot, rec setup.Receipt, made bool) doubt

	// may compares what was written with what is there now.
	may func(setup.Snapshot, setup.Profile, setup.Receipt) standing
	// since gathers what somebody may have added to it.
	since func(*theirs, setup.Snapshot, setup.Profile, setup.Receipt)
	// once is what will be there when it has been taken back, as far as an earlier
	// receipt is judged by it.
	once func(setup.Snapshot, setup.Receipt) setup.Snapshot
	// changes are what taking it back does, as a person reads it.
	changes func(s setup.Snapshot, rec setup.Receipt) []setup.Change
	// request is the one write that takes it back. send makes it, and is safe to
	// repeat; there looks whether what Entra says is not there is shown all the same.
	request func(WayBack) setup.Request
	send    func(context.Context, *graph.Client, WayBack) error
	there   func(context.Context, *graph.Client, WayBack) (bool, error)
	// seen tells whether a look shows that it was taken back.
	seen func(setup.Snapshot, setup.Receipt) bool
	// forget drops from the profile what does not exist any more.
	forget func(*setup.Profile, setup.Receipt)
}

// kinds are all kinds by a receipt's object. Each is declared where it stands.
var kinds = map[string]kind{}

// isKind declares the kind of the receipts about an object.
func isKind(object string, k kind) { kinds[object] = k }

// kindOf is the kind of a receipt; the zero kind, of which nothing is known and
// nothing may be taken back, for one that is not of this program's.
func kindOf(rec setup.Receipt) kind {
	k := kinds[rec.Object]
	if k.changed != nil && rec.Before != nil {
		return *k.changed
	}
	return k
}

// ObjectLabel says in words what a receipt is about, by its Object.
func ObjectLabel(object string) string { return text.Or(kinds[object].label, object) }

// Registered tells whether the receipt is of a whole registration that was made.
func Registered(rec setup.Receipt) bool { return kindOf(rec).registers }

// WayBack is a receipt, and what the request that takes it back goes by.
type WayBack struct {
	Rec     setup.Receipt
	App     graph.Application
	GraphSP string // object id of Microsoft Graph's own service principal
}

// standing says whether a receipt may be taken back as things stand.
type standing struct {
	may  bool
	over bool   // it was taken back already: it is gone, or as it was before
	why  string // why not; where it may: what comes of it
}

func may(outcome string) standing { return standing{may: true, why: outcome} }

func mayNot(why string) standing { return standing{why: why} }

// isGone says of what somebody or an interrupted run has removed that there is
// nothing left to take back.
func isGone(what string) standing { return standing{over: true, why: what + " is gone already."} }

// asBefore is said of what somebody or an interrupted run has set back.
func asBefore() standing { return standing{over: true, why: "It is as it was before already."} }

// unreadable is a receipt whose values are not what this program writes.
func unreadable() standing { return mayNot("The receipt cannot be read, so nothing is done by it.") }

func couldNotLook(why setup.Reason) standing { return mayNot("Could not look: " + why.Text) }
