package steps

import (
	"slices"
	"strings"
	"time"
)

// goneWords end every sentence about what is not there any more.
const goneWords = "gone already."

// settleTaking ends what a run began to take back and never heard of: what was
// sent for, and is seen to be gone or as before, is taken back. It keeps when that
// was sent, because a server that is behind may have answered: what is seen again
// was not taken back, or was written again; long after, nobody knows which.
func (p *Profile) settleTaking(s Snapshot, now time.Time) {
	for i, rec := range p.Receipts {
		if rec.Taking == nil {
			continue
		}
		at, inferred := rec.Taking, rec.Undone != nil
		rec.Undone = nil
		can, why := undoState(s, *p, rec)
		switch {
		case can:
			p.Receipts[i].Undone = nil
			p.Receipts[i].Unattributed = rec.Unattributed || !rec.ownID() && !young(*at, now)
		case !inferred && (why == asBefore || strings.HasSuffix(why, goneWords)):
			p.takenBack(i, *at)
			p.Receipts[i].Taking = at
		}
	}
}

// along names what goes with an object that is deleted, where that could not be
// taken back before it.
func along(done Receipt) []string {
	what := []string{"appRoleAssignment", "oauth2PermissionGrant", objectPrincipalSettings}
	switch {
	case done.Object == "servicePrincipal":
		return what
	case done.Object == "application" && done.Before == nil:
		return append(what, "servicePrincipal")
	}
	return nil
}

// takenBack marks a receipt, and what went with it.
func (p *Profile) takenBack(index int, at time.Time) {
	if index >= len(p.Receipts) {
		return
	}
	done := p.Receipts[index]
	goes := func(rec Receipt) bool {
		return rec.Action != undoAction && rec.Undone == nil && slices.Contains(along(done), rec.Object)
	}
	gone := []string{done.ObjectID}
	for _, rec := range p.Receipts {
		if slices.Contains(along(done), rec.Object) {
			gone = append(gone, rec.ObjectID)
		}
	}
	for i := range p.Receipts {
		rec := &p.Receipts[i]
		back := deletes(done) && rec.Object == objectDeleted && rec.Undone == nil &&
			slices.Contains(gone, rec.ObjectID)
		if i == index || goes(*rec) || back {
			rec.Undone, rec.Taking = &at, nil
		}
	}
}

// deletes tells whether taking a receipt back deletes an object that the recycle bin
// holds then: that it was once brought back from there is no longer so.
func deletes(done Receipt) bool {
	return done.Object == "servicePrincipal" || done.Object == "application" && done.Before == nil
}
