package steps

import (
	"time"

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
func (r *Runner) askedAt(clientID string) {
	if r.firstAsked == nil {
		r.firstAsked = map[string]time.Time{}
	}
	if _, again := r.firstAsked[clientID]; !again {
		r.firstAsked[clientID] = r.Now()
	}
}

// unsureOf is the application of whose consent it is open whether it was there
// before, so that a look asks since when the tenant has it; "" where nothing is.
func (r *Runner) unsureOf() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if l := r.signedIns; !l.dated && len(l.unsure) > 0 {
		return l.client
	}
	return ""
}

// dateConsent takes in since when the tenant has the application. Both clocks are
// compared by how far apart the answer showed them to be, in whole seconds, as the
// service tells its times. The caller has the lock.
func (r *Runner) dateConsent(born setup.Part[graph.ServicePrincipal], skew setup.Part[time.Duration]) {
	l := r.signedIns
	if !born.Known || l.dated || born.Value.AppID != l.client {
		return
	}
	l.dated = true
	made, began := born.Value.CreatedDateTime, r.firstAsked[l.client]
	if made != nil && skew.Known && !began.IsZero() && !made.Before(began.Add(-skew.Value).Truncate(time.Second)) {
		l.ours, l.unsure = with(l.ours, l.unsure...), nil
	}
	r.signedIns = l
}
