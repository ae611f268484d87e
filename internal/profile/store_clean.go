package profile

import (
	"fmt"
	"regexp"
	"slices"

	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// A profile is a file, and whoever can write that file is not always the person
// at the screen. So it is read as text from outside is: what is prose is cleaned on
// the way in. An id or an address is never changed and never left out, because the
// profile is saved back: one that this program could not have written refuses the
// whole file, which stays as it is.

// oneWord is what tenants, domains and key ids are made of. They stand in commands
// that people copy into a shell, where a dash at the beginning would be a flag.
var oneWord = text.Pattern(`^[A-Za-z0-9][A-Za-z0-9._-]{0,252}$`)

// anID is what ids of any object are made of, those of grants too, which are
// base64url and begin with any of its 64 characters. They stand in requests only.
// Source: Microsoft Graph docs, appRoleAssignment and oAuth2PermissionGrant.
var anID = text.Pattern(`^[A-Za-z0-9_-][A-Za-z0-9._-]{0,252}$`)

// cleanProfile cleans what is prose in a profile, and names the first field that
// holds what this program never writes there; "" where there is none.
func cleanProfile(p *setup.Profile) (foreign string) {
	text.Tidy(p)
	check := func(field, value string, form func() *regexp.Regexp) {
		if foreign == "" && value != "" && !form().MatchString(value) {
			foreign = field
		}
	}
	check("tenant.id", p.Tenant.ID, oneWord)
	check("tenant.domain", p.Tenant.Domain, oneWord)
	check("app.appId", p.App.AppID, oneWord)
	check("app.objectId", p.App.ObjectID, oneWord)
	check("app.uniqueName", p.App.UniqueName, oneWord)
	check("secret.keyId", p.Secret.KeyID, oneWord)
	if p.Pending != nil {
		check("pending.beside", p.Pending.Beside.KeyID, oneWord)
		checkAll(check, "pending.gone", p.Pending.Gone)
	}
	for i, l := range p.Lost {
		check(fmt.Sprintf("lost[%d].beside", i), l.Beside.KeyID, oneWord)
		check(fmt.Sprintf("lost[%d].appId", i), l.AppID, oneWord)
		checkAll(check, fmt.Sprintf("lost[%d].gone", i), l.Gone)
	}
	if p.Renewal != nil {
		check("renewal.old.keyId", p.Renewal.Old.KeyID, oneWord)
	}
	if p.Begun != nil {
		check("begun.objectId", p.Begun.ObjectID, anID)
	}
	for i := range p.Receipts {
		rec := &p.Receipts[i]
		check(fmt.Sprintf("receipts[%d].objectId", i), rec.ObjectID, anID)
		rec.Before, rec.After = cleanValue(rec.Before), cleanValue(rec.After)
	}
	for i, u := range p.Wanted.URIs {
		// As when it was given.
		refused := slices.ContainsFunc(mtp.Lint(u), func(x mtp.Problem) bool { return x.Level == mtp.Fail })
		if foreign == "" && (refused || text.Visible(u) != u) {
			foreign = fmt.Sprintf("wanted.redirectUris[%d]", i)
		}
	}
	return foreign
}

// cleanValue cleans a receipt's value where it is a text. Lists of addresses are
// refused instead where they have something to hide (recorded).
func cleanValue(v any) any {
	if words, ok := v.(string); ok {
		return text.CleanBlock(words)
	}
	return v
}

func checkAll(check func(string, string, func() *regexp.Regexp), field string, ids []string) {
	for _, id := range ids {
		check(field, id, oneWord)
	}
}
