package prove

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
)

// newbornFor is how long after a grant a refusal by Microsoft Graph may be its own
// delay. Minutes are usual, hours were reported (MicrosoftDocs/azure-docs#85676).
const newbornFor = 24 * time.Hour

// notEverywhere says that the permission is there and Graph's servers do not all
// know it: no fault of the setup, and no proof of it.
func notEverywhere() *setup.Finding {
	return &setup.Finding{Code: setup.CodeGrantNotEverywhere, Level: setup.LevelUnknown, Subject: readSubject}
}

// notYet tells a refusal that a new registration meets for a while from one that
// stays: Graph does not know who calls, or not what was granted to it. A token
// that cannot be read does not say what it carries, so there the grant has to
// have been seen.
func notYet(r Session, err error, t entra.AppToken) bool {
	switch {
	case errors.Is(err, graph.ErrUnknownCaller):
		return newborn(r)
	case !errors.Is(err, graph.ErrDenied):
		return false
	case !t.Readable:
		return justGranted(r)
	}
	return newborn(r)
}

// newborn tells whether what the secret belongs to may be younger than newbornFor.
// What was proven once is not, and neither is what surely has no grant.
func newborn(r Session) bool {
	s, p := r.Both()
	switch at := grantedAt(s); {
	case r.SurelyNotGranted():
		return false
	case at.IsZero():
		return p.Secret.Proven == nil
	default:
		return entrasNow(r, s).Sub(at) < newbornFor
	}
}

// justGranted tells whether the directory holds the grant, and it is newborn.
func justGranted(r Session) bool {
	s, _ := r.Both()
	_, there := setup.Granted(s)
	return there && newborn(r)
}

func grantedAt(s setup.Snapshot) time.Time {
	if g, ok := setup.Granted(s); ok && g.CreatedDateTime != nil {
		return *g.CreatedDateTime
	}
	return time.Time{}
}

// entrasNow is the time by Entra's clock, where it is known.
func entrasNow(r Session, s setup.Snapshot) time.Time { return r.Now().Add(-s.Skew.Value) }

// readUntilKnown reads one user, and again with a new token each time while Graph
// does not know the newborn application or its grant, until the proof's patience
// is over.
func (l *chain) readUntilKnown(ctx context.Context, p setup.Profile, t entra.AppToken,
	secret secret.Value) tokenLook {
	pause := setup.LookEvery
	for try := 1; ; try++ {
		read := readUser(ctx, l.r, p, t, secret)
		l.P.Waited = l.wait.UpTo(l.r.Now())
		if read.finding == nil || read.finding.Code != setup.CodeGrantNotEverywhere ||
			l.P.Waited > l.r.Patience() {
			return read
		}
		l.P.Tries++
		l.set("read", setup.LinkNow, fmt.Sprintf("granted; Microsoft's servers do not all know it yet, "+
			"which takes minutes on some days · try %d", try), l.P.Waited)
		if l.r.Sleep(ctx, pause) != nil {
			return read
		}
		pause = min(pause*3/2, setup.LookAtMost)
		if again, err := l.r.AppToken(ctx, p, secret); err == nil {
			t = again // an older one may stand for what was not known then
		}
	}
}
