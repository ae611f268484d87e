package steps

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
	"ssowizard/internal/vault"
)

// newbornFor is how long after a grant a refusal by Microsoft Graph may be its own
// delay. Minutes are usual, hours were reported (MicrosoftDocs/azure-docs#85676).
const newbornFor = 24 * time.Hour

// notEverywhere says that the permission is there and Graph's servers do not all
// know it: no fault of the setup, and no proof of it.
func notEverywhere() *setup.Finding {
	return &setup.Finding{Code: setup.CodeGrantNotEverywhere, Level: setup.LevelUnknown, Subject: readSubject, Want: "may read users", Got: "granted, and not known to all servers yet",
		Text:   "User.Read.All is granted, but not all of Microsoft's servers know it yet, so no user could be read.",
		Remedy: "Come back in an hour and run it again. The secret is kept, and nothing has to be made anew."}
}

// notYet tells a refusal that a new registration meets for a while from one that
// stays: Graph does not know who calls, or not what was granted to it. A token
// that cannot be read does not say what it carries, so there the grant has to
// have been seen.
func (r *Runner) notYet(err error, t entra.AppToken) bool {
	switch {
	case errors.Is(err, graph.ErrUnknownCaller):
		return r.newborn()
	case !errors.Is(err, graph.ErrDenied):
		return false
	case !t.Readable:
		return r.justGranted()
	}
	return r.newborn()
}

// newborn tells whether what the secret belongs to may be younger than newbornFor.
// What was proven once is not, and neither is what surely has no grant.
func (r *Runner) newborn() bool {
	s, p := r.both()
	switch at := grantedAt(s); {
	case r.surelyNotGranted():
		return false
	case at.IsZero():
		return p.Secret.Proven == nil
	default:
		return r.entrasNow(s).Sub(at) < newbornFor
	}
}

// justGranted tells whether the directory holds the grant, and it is newborn.
func (r *Runner) justGranted() bool {
	s, _ := r.both()
	_, there := setup.Granted(s)
	return there && r.newborn()
}

func grantedAt(s setup.Snapshot) time.Time {
	if g, ok := setup.Granted(s); ok && g.CreatedDateTime != nil {
		return *g.CreatedDateTime
	}
	return time.Time{}
}

// entrasNow is the time by Entra's clock, where it is known.
func (r *Runner) entrasNow(s setup.Snapshot) time.Time { return r.Now().Add(-s.Skew.Value) }

// readUntilKnown reads one user, and again with a new token each time while Graph
// does not know the newborn application or its grant, until the proof's patience
// is over.
func (l *ladder) readUntilKnown(ctx context.Context, p setup.Profile, t entra.AppToken, secret vault.Secret) tokenLook {
	pause := lookEvery
	for try := 1; ; try++ {
		read := l.r.readUser(ctx, p, t, secret)
		l.p.Waited = l.wait.upTo(l.r.Now())
		if read.finding == nil || read.finding.Code != setup.CodeGrantNotEverywhere || l.p.Waited > l.r.Patience() {
			return read
		}
		l.p.Tries++
		l.set("read", setup.RungNow, fmt.Sprintf("granted; Microsoft's servers do not all know it yet, which takes minutes on some days · try %d", try), l.p.Waited)
		if l.r.Sleep(ctx, pause) != nil {
			return read
		}
		pause = min(pause*3/2, lookAtMost)
		if again, err := l.r.appToken(ctx, p, secret); err == nil {
			t = again // an older one may stand for what was not known then
		}
	}
}
