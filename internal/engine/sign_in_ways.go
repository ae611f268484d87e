package engine

import (
	"slices"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
)

// Both fronts offer the same ways to sign in, in the same order and with the first
// as default: before a sign-in, and after one that was refused.

// SignInWays are the ways into the task: by code, by browser, and without a
// sign-in where that leads anywhere.
func (r *Session) SignInWays() []WayOn { return r.waysOn(OnNewCode, OnBrowser, OnPortal) }

// WaysAfter are the ways on after a sign-in was refused, by the one that was tried:
// OnNewCode or OnBrowser. Behind a page that is known stand that page's ways, and what
// the browser showed is asked only where it is not known. Where codes are blocked the
// browser comes first, else the way that was tried.
func (r *Session) WaysAfter(refused error, tried WayOnID) []WayOn {
	first, second := OnNewCode, OnBrowser
	blocked := advice.Advise(refused).TryBrowser
	if blocked || tried == OnBrowser {
		first, second = second, first
	}
	p, known := r.BrowserPage(PageOf(refused))
	switch {
	case !known:
		return r.waysOn(first, second, OnStuck, OnPortal)
	case blocked:
		return r.waysOn(first, second, OnPortal)
	}
	out := p.Ways
	for _, w := range r.waysOn(first, second, OnPortal) {
		if !slices.ContainsFunc(out, func(x WayOn) bool { return x.ID == w.ID }) {
			out = append(out, w)
		}
	}
	return out
}

func (r *Session) waysOn(ids ...WayOnID) []WayOn {
	var out []WayOn
	for _, id := range ids {
		if w, ok := r.WayOn(id); ok {
			out = append(out, w)
		}
	}
	return out
}

// without is what is done in the task where nobody signs in; "" where nothing can
// be, as in what writes. A check tries the kept secret, and needs one for that.
func (r *Session) without() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := r.profile
	switch {
	case len(r.more) > 0: // more was chosen than the task asks for, and that is a write
		return ""
	case r.task == change.ForSetup:
		return "every step is shown; nothing is checked"
	case r.task == change.ForCheck && p.App.AppID != "" && p.Secret.KeyID != "":
		return "only the kept secret is tried"
	}
	return ""
}
