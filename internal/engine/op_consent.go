package engine

import (
	"context"
	"fmt"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// HandOver prepares the message and remembers that it was asked for.
func (r *Session) HandOver() (change.HandOver, error) {
	s, p := r.Both()
	l := judge.LinksFor(r.cfg.Cloud, s, p, r.cfg.Portal)
	h := change.HandOver{ConsentLink: l.Consent(), PortalLink: l.URL("api-permissions"), AppID: p.App.AppID,
		AppName: p.App.Name, TenantID: s.Tenant.ID, TenantName: p.Tenant.Name}
	if h.AppID == "" {
		return h, change.Unregistered()
	}
	h.Text = fmt.Sprintf("The app registration %q (application ID %s) in our "+
		"tenant %s needs admin consent for the Microsoft Graph application permission User.Read.All, "+
		"so that the bvoip MTP portal can look up our users and people can sign in with Microsoft. "+
		"A Privileged Role Administrator or Global Administrator can give it at %s with \"Grant "+
		"admin consent for %s\", then \"Yes\".", h.AppName, h.AppID, text.Or(h.TenantName, h.TenantID),
		h.PortalLink, text.Or(h.TenantName, "our company"))
	now := r.Now().UTC()
	return h, r.Update(func(p *setup.Profile) { p.HandOver = &now })
}

// AwaitConsent waits until exactly this grant is there. It has no deadline of
// its own: the colleague may take a day, and the wait can be left and resumed.
func (r *Session) AwaitConsent(ctx context.Context, note func(change.Note)) (setup.Snapshot, error) {
	defer r.watch(note)()
	pause := 3 * time.Second
	for try := 1; ; try++ {
		s, err := r.look(ctx)
		if err != nil {
			return s, err
		}
		if _, ok := setup.Granted(s); ok {
			return s, r.Update(func(p *setup.Profile) { p.HandOver = nil })
		}
		words := "No colleague has granted User.Read.All yet"
		if !s.Grants.Known { // the colleague may have done it: nobody could look
			words = "Could not look whether User.Read.All was granted: " +
				text.Or(s.Grants.Why.Text, "no answer") + " Looking again"
		}
		note(change.Note{Text: words, Waiting: true, Try: try})
		if err := r.Sleep(ctx, pause); err != nil {
			return s, err
		}
		pause = min(pause*5/4, 20*time.Second)
	}
}
