package engine_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/explain"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
)

// accepts plays a colleague who opens a link, signs in and presses "Accept", and
// gives the address that the browser is sent to; "" where it stays on a page.
func (w *walk) accepts(link, upn string) string {
	w.t.Helper()
	form := url.Values{"account": {upn}, "decision": {"accept"}}
	q, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, link, strings.NewReader(form.Encode()))
	must.Do(w.t, err)
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	a, err := w.kit.Call(q)
	must.Do(w.t, err)
	must.Do(w.t, a.Body.Close())
	return a.Header.Get("Location")
}

// TestTheColleagueLandsWhereTheHandOverSays: on an address of the registration's own,
// after the consent was recorded; and a colleague without the role stays on a page of
// Microsoft's, with nothing recorded.
func TestTheColleagueLandsWhereTheHandOverSays(t *testing.T) {
	w := signedIn(t, "hand-over")
	must.Do(t, w.r.ChooseNew("X"))
	w.do("3-8")
	w.pasteURIs()
	w.do("12-14", "15-20")
	h, err := w.r.HandOver()
	must.Do(t, err)
	if to := w.accepts(h.ConsentLink, w.sc.Admin); to != "" || len(w.srv.State().Grants) != 0 { // an Application Administrator
		t.Errorf("without the role it ends at %q with %d grants", to, len(w.srv.State().Grants))
	}
	to, err := url.Parse(w.accepts(h.ConsentLink, w.sc.Colleague))
	must.Do(t, err)
	q := to.Query()
	if at := q.Get("practice_address"); !slices.Contains(w.sc.PortalURIs, at) || !strings.HasPrefix(at, "https://mtp.bvoip.net/") {
		t.Errorf("the colleague lands at %s", to)
	}
	if q.Get("admin_consent") != "True" || q.Get("tenant") != w.sc.Tenant.ID || q.Get("error") != "" {
		t.Errorf("it brings %v", q)
	}
	if _, err := w.r.AwaitConsent(t.Context(), func(change.Note) {}); err != nil || w.status("21-22") != setup.StatusOK {
		t.Errorf("%v, steps 21–22 are %s", err, w.status("21-22"))
	}
	for _, said := range []string{"one of the registration's own addresses", "MTP portal", "\"This site can't be reached\"", "the consent is given all the same", "close the tab",
		"An AADSTS number on Microsoft's own page is a refusal: ssowizard explain NUMBER", "unverified"} {
		if !strings.Contains(change.ConsentLanding, said) {
			t.Errorf("not said: %s", said)
		}
	}
}

// TestTheApprovalOfTheSignInEndsWhereItSays: at localhost, where nobody listens.
func TestTheApprovalOfTheSignInEndsWhereItSays(t *testing.T) {
	w := newWalk(t, "pim")
	_, err := w.r.Resolve(t.Context(), "contoso.com")
	must.Do(t, err)
	way, _ := w.r.WayOn(engine.OnApprove)
	if to := w.accepts(way.Link, w.sc.Colleague); !strings.HasPrefix(to, "http://localhost/?") || !strings.Contains(to, "admin_consent=True") {
		t.Errorf("the browser ends at %q", to)
	}
	if said := strings.Join(way.Text, " "); !strings.Contains(said, "ends at localhost, where nothing loads (\"This site can't be reached\")") || !strings.Contains(said, "is a refusal: ssowizard explain NUMBER") {
		t.Error(said)
	}
}

// TestAPageThatDoesNotLoadIsExplained: what the words speak of can be pasted, as each
// browser writes it.
func TestAPageThatDoesNotLoadIsExplained(t *testing.T) {
	t.Parallel()
	for _, page := range []string{"This site can’t be reached\nlocalhost refused to connect.\nERR_CONNECTION_REFUSED", "Hmmm… can't reach this page",
		"Safari Can’t Connect to the Server", "Diese Website ist nicht erreichbar"} {
		e := explain.Explain(page, setup.Snapshot{}, setup.Profile{})
		if len(e.Topics) != 1 || e.Topics[0].Code != "page-not-reached" || !strings.Contains(e.Topics[0].Cause, "the consent is given all the same") {
			t.Errorf("%q: %+v", page, e.Topics)
		}
	}
}
