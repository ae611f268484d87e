package entra

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"

	"ssowizard/internal/text"
	"ssowizard/internal/wire"
)

// personalTenant is the directory of Microsoft's personal accounts (id-token
// claims reference, claim tid).
const personalTenant = "9188040d-6c67-4c5b-b112-36a304b66dad"

// Identity is who signed in, as the tokens say. Names are for showing only; a
// person is TenantID and ObjectID together.
type Identity struct {
	TenantID string // GUID of the directory that was signed in to
	ObjectID string // the person's id there; a guest has another one at home
	Username string // sign-in name, may change
	Name     string // display name
	IDP      string // who proved the identity, when not the tenant itself
	Guest    bool   // the account's home is elsewhere
	Personal bool   // a personal Microsoft account, invited or not
	RoleIDs  []string
	Scopes   []string  // rights in the token: all ever agreed to for this client, not only those asked for
	Issued   time.Time // server's clock; roles switched on later are not in this token
	Expires  time.Time // this computer's clock
}

// ErrPersonalAccount says that a personal account (outlook.com, live.com) signed
// in. Ask for a work account of the company.
var ErrPersonalAccount = errors.New("this is a personal Microsoft account, and the company's single " +
	"sign-on is set up with a work account. Sign in again and choose the account you use at the company")

// ErrWrongTenant is what a *WrongTenant unwraps to.
var ErrWrongTenant = errors.New("signed in to another company's directory")

// WrongTenant says that the sign-in ended in another directory than the one that
// was looked up. Nothing may be written there.
type WrongTenant struct {
	Want, Got string // GUIDs; Got is "" when the token names none
}

// Error names both directories.
func (e *WrongTenant) Error() string {
	got := cmp.Or(e.Got, "a directory that the sign-in does not name")
	return fmt.Sprintf("%v: wanted %s, got %s. Nothing was changed. "+
		"Sign in again with an account of the company, in a private window if the browser keeps choosing",
		ErrWrongTenant, e.Want, got)
}

// Unwrap gives ErrWrongTenant.
func (e *WrongTenant) Unwrap() error { return ErrWrongTenant }

// CheckTenant reports whether a sign-in ended in the wanted directory. It returns
// ErrPersonalAccount, a *WrongTenant, or nil. A guest passes: one with a role can
// do the work, and Identity.Guest lets the caller say so.
func CheckTenant(id Identity, wantTID string) error {
	switch {
	case id.TenantID == personalTenant:
		return ErrPersonalAccount
	case id.TenantID == "" || !strings.EqualFold(id.TenantID, strings.TrimSpace(wantTID)):
		return &WrongTenant{Want: text.Clean(wantTID), Got: id.TenantID}
	}
	return nil
}

// identify reads who signed in from the id_token, and from the access token what
// the id_token leaves out: roles, rights, and everything when it is missing. It
// fails when the two name different directories.
func identify(idToken, accessToken, scope string) (Identity, bool) {
	id, _ := readPayload(idToken)
	access, _ := readPayload(accessToken)
	first := func(keys ...string) string {
		for _, k := range keys {
			for _, o := range []wire.Object{id, access} {
				if s := text.Clean(o[k].Raw()); s != "" {
					return s
				}
			}
		}
		return ""
	}
	p := Identity{
		ObjectID: strings.ToLower(first("oid")),
		Username: first("preferred_username", "upn", "unique_name", "email"),
		Name:     first("name"),
		IDP:      first("idp"),
		RoleIDs:  access["wids"].Names(),
		Scopes:   wire.CleanNames(strings.Fields(scope)),
	}
	if len(p.RoleIDs) == 0 {
		p.RoleIDs = id["wids"].Names()
	}
	if list := access["scp"].Names(); len(list) > 0 {
		p.Scopes = list
	}
	// A personal account's unique name carries its provider in front.
	p.Username = strings.TrimPrefix(p.Username, "live.com#")
	here, there := tenantClaim(id), tenantClaim(access)
	p.TenantID = here
	if here == "" {
		p.TenantID = there
	}
	for _, o := range []wire.Object{access, id} {
		if n, ok := o["iat"].Number(); ok && p.Issued.IsZero() && plausibleTime(n) {
			p.Issued = time.Unix(n, 0).UTC()
		}
	}
	p.detectGuest(first("acct") == "1" || numberIs(id, "acct", 1) || numberIs(access, "acct", 1))
	return p, here == "" || there == "" || here == there
}

// detectGuest tells where the account lives. The claim idp equals the issuer for
// people of the tenant and names another provider for everybody else (id-token
// claims reference); comparing the tenant's id in it spares the issuer's forms.
func (p *Identity) detectGuest(markedGuest bool) {
	idp := strings.ToLower(p.IDP)
	elsewhere := idp != "" && (p.TenantID == "" || !strings.Contains(idp, p.TenantID))
	p.Personal = p.TenantID == personalTenant || idp == "live.com" || strings.Contains(idp, personalTenant)
	p.Guest = p.TenantID != personalTenant && (elsewhere || markedGuest)
}

func tenantClaim(o wire.Object) string {
	id, _ := guid(o["tid"].Raw())
	return id
}

func numberIs(o wire.Object, key string, want int64) bool {
	n, ok := o[key].Number()
	return ok && n == want
}

// plausibleTime keeps times within the years that a clock and a screen can hold.
func plausibleTime(unix int64) bool { return unix > 0 && unix < 253402300800 }
