package advice

import (
	"errors"

	"ssowizard/assets"
	"ssowizard/internal/entra"
)

// PageOf names the page of Microsoft's that an error stands for; "" for none.
func PageOf(err error) (assets.BrowserPage, bool) {
	var se *entra.SignInError
	if !errors.As(err, &se) || !se.OfPerson() {
		return assets.BrowserPage{}, false
	}
	entry, _ := entra.Explain(se.Code())
	id := entry.Page
	if errors.Is(err, entra.ErrNoConsent) {
		id = "need-approval"
	}
	for _, p := range assets.BrowserPages().Pages {
		if p.ID == id {
			return p, true
		}
	}
	return assets.BrowserPage{}, false
}
