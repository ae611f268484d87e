package engine

import (
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

// A grant of delegated permissions carries no time: its startTime is one that the
// service ignores. Source: Microsoft Graph docs, oAuth2PermissionGrant. But an
// application has no consent in a tenant before it has a service principal there,
// and that one's time is known. So where the application came into the tenant
// after this run's first sign-in with it began, all of its consent is of this run.
// Where it was there before, only what an earlier token did not carry is; of the
// rest nothing tells.

// askedAt keeps when this run first asked for a sign-in with an application, by
// this computer's clock. The caller has the lock.
func (r *Session) askedAt(clientID string) {
	if r.firstAsked == nil {
		r.firstAsked = map[string]time.Time{}
	}
	if _, again := r.firstAsked[clientID]; !again {
		r.firstAsked[clientID] = r.Now()
	}
}

// UnsureOf is the application of whose consent it is open whether it was there
// before, so that a look asks since when the tenant has it; "" where nothing is.
func (r *Session) UnsureOf() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if l := r.signedIns; !l.Dated && len(l.Unsure) > 0 {
		return l.Client
	}
	return ""
}

// dateConsent takes in since when the tenant has the application. Both clocks are
// compared by how far apart the answer showed them to be, in whole seconds, as the
// service tells its times. The caller has the lock.
func (r *Session) dateConsent(born setup.Part[graph.ServicePrincipal], skew setup.Part[time.Duration]) {
	l := r.signedIns
	if !born.Known || l.Dated || born.Value.AppID != l.Client {
		return
	}
	l.Dated = true
	made, began := born.Value.CreatedDateTime, r.firstAsked[l.Client]
	if made != nil && skew.Known && !began.IsZero() &&
		!made.Before(began.Add(-skew.Value).Truncate(time.Second)) {
		l.Ours, l.Unsure = change.With(l.Ours, l.Unsure...), nil
	}
	r.signedIns = l
}
