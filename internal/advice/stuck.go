package advice

import (
	"errors"
	"slices"

	"ssowizard/assets"
	"ssowizard/internal/entra"
)

// PageOf names the page of Microsoft's that an error stands for; "" for none.
func PageOf(err error) (assets.BrowserPage, bool) {
	var se *entra.SignInError
	if !errors.As(err, &se) || !se.OfPerson() {
		return assets.BrowserPage{}, false
	}
	for _, p := range assets.BrowserPages().Pages {
		if slices.Contains(p.Codes, se.Code()) || errors.Is(err, entra.ErrNoConsent) && p.ID == "need-approval" {
			return p, true
		}
	}
	return assets.BrowserPage{}, false
}
