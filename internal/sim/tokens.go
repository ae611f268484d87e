package sim

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"
)

// graphResource is the audience of a token for Microsoft Graph: its application id.
const graphResource = "00000003-0000-0000-c000-000000000000"

// memberMarker stands in the wids of every ordinary member; it is no directory role.
const memberMarker = "b79fbf4d-3ef9-4689-8143-76b194e85509"

// tokenError is a sentence of Graph's about a token.
type tokenError string

func (e tokenError) Error() string { return string(e) }

// What Graph says about a bearer token that it does not take. The Graph half answers each of them with 401
// InvalidAuthenticationToken and the text as the message.
var (
	errTokenEmpty   = tokenError("Access token is empty.")
	errTokenForged  = tokenError("Access token validation failure. Invalid signature.")
	errTokenExpired = tokenError("Lifetime validation failed, the token is expired.")
	errTokenForeign = tokenError("Access token validation failure. Invalid audience.")
	errTokenTenant  = tokenError("The token was issued by a directory that is not here.")
)

// grantInfo is what a token is minted from. Scopes are for a signed-in person, Roles for an application by
// itself.
type grantInfo struct {
	TenantID   string
	ClientID   string
	ClientName string
	AccountID  string // object id of the person, or of the service principal when AppOnly
	UPN, Name  string
	IDP        string // set for accounts that another provider vouches for
	Scopes     []string
	Roles      []string
	WIDs       []string // role template ids that were active at this moment
	AppOnly    bool
	Claims     string // claims request that the sign-in carried, raw JSON
	Life       time.Duration
}

// caller is who stands behind a bearer token, as of the moment the token was issued: a role activated or a
// scope consented later is not in it.
type caller struct {
	AccountID string
	UPN       string
	Scopes    []string
	Roles     []string
	AppOnly   bool
	WIDs      []string
	Issued    time.Time
	AppID     string
	TenantID  string
	Claims    string
}

// accessClaims are the claims of an access token for Graph that a client may look at, in Entra's names (Entra
// docs, access-token-claims-reference).
type accessClaims struct {
	Aud     string   `json:"aud"`
	Iss     string   `json:"iss"`
	Iat     int64    `json:"iat"`
	Nbf     int64    `json:"nbf"`
	Exp     int64    `json:"exp"`
	AppID   string   `json:"appid"`
	AppName string   `json:"app_displayname,omitempty"`
	IDP     string   `json:"idp,omitempty"`
	IDTyp   string   `json:"idtyp"`
	Name    string   `json:"name,omitempty"`
	OID     string   `json:"oid"`
	Roles   []string `json:"roles,omitempty"`
	Scp     string   `json:"scp,omitempty"`
	Sub     string   `json:"sub"`
	TID     string   `json:"tid"`
	Unique  string   `json:"unique_name,omitempty"`
	UPN     string   `json:"upn,omitempty"`
	UTI     string   `json:"uti"`
	Ver     string   `json:"ver"`
	WIDs    []string `json:"wids,omitempty"`
	Asked   string   `json:"xms_practice_claims,omitempty"`
}

// tokens mints and checks the tenant's tokens. They look like Entra's and are good here only: the key is
// random, made at start and never leaves the process.
type tokens struct {
	key    []byte
	tenant string
	now    func() time.Time
	ids    *idSource
}

func newTokens(tenantID string, now func() time.Time, ids *idSource) *tokens {
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails on the systems Go supports
	return &tokens{key: key, tenant: tenantID, now: now, ids: ids}
}

// mint makes an access token for Microsoft Graph.
func (t *tokens) mint(g grantInfo) string {
	now := t.now()
	c := accessClaims{
		Aud: graphResource, Iss: "https://sts.windows.net/" + g.TenantID + "/",
		Iat: now.Unix(), Nbf: now.Unix(), Exp: now.Add(g.Life).Unix(),
		AppID: g.ClientID, AppName: g.ClientName, IDTyp: "user", Name: g.Name, OID: g.AccountID,
		Scp: strings.Join(g.Scopes, " "), Sub: g.AccountID, TID: g.TenantID, Unique: g.UPN, UPN: g.UPN,
		UTI: t.ids.opaque(16), Ver: "1.0", WIDs: g.WIDs, Asked: g.Claims, IDP: g.IDP,
	}
	if g.AppOnly {
		c.IDTyp, c.Roles, c.Scp = "app", g.Roles, ""
		c.IDP = c.Iss
	}
	return t.sign(c)
}

// check tells who stands behind a bearer token, or why it is not taken.
func (t *tokens) check(bearer string) (caller, error) {
	if bearer == "" {
		return caller{}, errTokenEmpty
	}
	payload, err := t.open(bearer)
	if err != nil {
		return caller{}, err
	}
	var c accessClaims
	if json.Unmarshal(payload, &c) != nil || c.Aud != graphResource {
		return caller{}, errTokenForeign
	}
	if t.now().Unix() >= c.Exp {
		return caller{}, errTokenExpired
	}
	if c.TID != t.tenant {
		return caller{}, errTokenTenant
	}
	return caller{
		AccountID: c.OID, UPN: c.UPN, Scopes: strings.Fields(c.Scp), Roles: c.Roles,
		AppOnly: c.IDTyp == "app",
		WIDs:    c.WIDs, Issued: time.Unix(c.Iat, 0), AppID: c.AppID, TenantID: c.TID, Claims: c.Asked,
	}, nil
}

// sign wraps any claims as header.payload.signature.
func (t *tokens) sign(claims any) string {
	payload, err := json.Marshal(claims)
	if err != nil {
		panic("sim: token claims cannot be written as JSON: " + err.Error())
	}
	enc := base64.RawURLEncoding
	kind := []byte(`{"typ":"JWT","alg":"HS256","kid":"practice"}`)
	head := enc.EncodeToString(kind) + "." + enc.EncodeToString(payload)
	return head + "." + enc.EncodeToString(t.mac(head))
}

func (t *tokens) open(token string) ([]byte, error) {
	head, sig, ok := cutLast(token, ".")
	if !ok {
		return nil, errTokenForged
	}
	got, err := base64.RawURLEncoding.DecodeString(sig)
	if err != nil || !hmac.Equal(got, t.mac(head)) {
		return nil, errTokenForged
	}
	_, payload, _ := strings.Cut(head, ".")
	return base64.RawURLEncoding.DecodeString(payload)
}

func (t *tokens) mac(s string) []byte {
	m := hmac.New(sha256.New, t.key)
	m.Write([]byte(s))
	return m.Sum(nil)
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}
