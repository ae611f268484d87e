package steps

import (
	"regexp"

	"ssowizard/internal/mtp"
	"ssowizard/internal/wire"
)

// A profile is a file, and whoever can write that file is not always the person
// at the screen. So it is read as text from outside is: cleaned on the way in.

// oneWord is what ids, domains and the like are made of. They stand in commands
// that people copy into a shell, and in requests.
var oneWord = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,252}$`)

// cleanProfile leaves of a profile what this program could have written: texts
// without control characters, ids of one word, addresses that the portal's list
// could hold. What is left out is asked again or read from Entra.
func cleanProfile(p *Profile) {
	wire.Tidy(p)
	for _, id := range []*string{&p.Tenant.ID, &p.Tenant.Domain, &p.App.AppID, &p.App.ObjectID, &p.App.UniqueName, &p.Secret.KeyID} {
		word(id)
	}
	if p.Pending != nil {
		word(&p.Pending.Beside)
	}
	if p.Renewal != nil {
		word(&p.Renewal.Old.KeyID)
	}
	for i := range p.Receipts {
		rec := &p.Receipts[i]
		word(&rec.ObjectID)
		rec.Before, rec.After = cleanValue(rec.Before), cleanValue(rec.After)
	}
	var uris []string
	for _, u := range p.Wanted.URIs {
		if got := mtp.ParseURIs(u); len(got.URIs) == 1 && got.URIs[0] == u {
			uris = append(uris, u)
		}
	}
	p.Wanted.URIs = uris
}

// cleanValue cleans a receipt's value where it is a text. Lists of addresses are
// refused instead where they have something to hide (recorded).
func cleanValue(v any) any {
	if text, ok := v.(string); ok {
		return wire.CleanBlock(text)
	}
	return v
}

func word(s *string) {
	if !oneWord.MatchString(*s) {
		*s = ""
	}
}
