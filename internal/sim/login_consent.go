package sim

import (
	"crypto/sha256"
	"encoding/base64"
	"maps"
	"slices"
	"strings"
	"time"
)

// needsApproval is the number on the page "Need admin approval".
const needsApproval = 90094

// Who may consent to delegated permissions of Graph, and who to its application permissions (Entra docs,
// grant-admin-consent). Only a role that is active counts: whoever could activate one is an ordinary member
// till then.
var (
	delegatedConsenters = append([]string{roleApplication, roleCloudApplication}, appRoleConsenters...)
	appRoleConsenters   = []string{roleGlobalAdministrator, rolePrivilegedRole}
)

// clientRules are the rules of the tenant about the sign-in client itself, which is an enterprise application
// there like any other.
func (l *loginService) clientRules(s session) *oauthError {
	if s.client.App != nil || s.client.FirstParty != nil || s.tenantID != l.dir.tenant().ID {
		return nil
	}
	switch l.rules.Client {
	case "disabled":
		return aadsts(7000112, s.client.ID, s.client.Name)
	case "assigned":
		return aadstsAs("invalid_grant", 50105,
			"Your administrator has configured the application %s ('%s') to block users unless "+
				"they are specifically granted ('assigned') access to the application. The signed "+
				"in user '%s' is blocked because they are not a direct member of a group with access, "+
				"nor had access directly assigned by an administrator.",
			s.client.Name, s.client.ID, s.account.UPN)
	}
	return nil
}

// consentNeeded lists the wanted Graph permissions that nobody has consented to yet for this account and
// client.
func (l *loginService) consentNeeded(s session) []string {
	if s.client.FirstParty != nil || s.client.App != nil || s.tenantID != l.dir.tenant().ID {
		return nil
	}
	have := l.dir.clientScopes(s.client.ID, s.account.ID)
	var missing []string
	for _, want := range s.scopes.graph {
		if !slices.Contains(have, want) && !slices.Contains(missing, want) {
			missing = append(missing, want)
		}
	}
	return missing
}

// mayConsent refuses when the missing permissions are for admins to consent to and the account is none.
func (l *loginService) mayConsent(a Account, missing []string) *oauthError {
	if roleIn(l.dir.activeRoles(a.ID), delegatedConsenters...) {
		return nil
	}
	for _, m := range missing {
		if delegated[m] || l.rules.UserConsent == "none" {
			return l.approvalNeeded()
		}
	}
	return nil
}

func (l *loginService) approvalNeeded() *oauthError {
	return aadsts(needsApproval, l.dir.tenant().Name)
}

// mayTick reports whether the consent page offers to agree for everybody.
func (l *loginService) mayTick(upn string, missing []string) bool {
	a, ok := l.dir.account(upn)
	return ok && len(missing) > 0 && roleIn(l.dir.activeRoles(a.ID), delegatedConsenters...)
}

// remember keeps what was consented to: it stays in every later token of that client and account.
func (l *loginService) remember(s session, missing []string, everybody bool) {
	if s.tenantID != l.dir.tenant().ID || s.client.App != nil || s.client.FirstParty != nil ||
		len(missing) == 0 {
		return
	}
	account := s.account.ID
	if everybody && l.mayTick(s.account.UPN, missing) {
		account = ""
	}
	l.dir.rememberScopes(s.client, account, missing)
}

// clientScopes lists every scope that was ever consented to for this client by this account or for everybody.
// A new token holds them all, whatever was asked for.
func (d *directory) clientScopes(clientID, accountID string) []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	sp := d.spByAppID(clientID)
	if sp == nil {
		return nil
	}
	var out []string
	for _, r := range d.delegated {
		o := r.now()
		granted := text(o, "consentType") == "AllPrincipals" || text(o, "principalId") == accountID
		if text(o, "clientId") != sp.id() || !granted {
			continue
		}
		out = union(out, strings.Fields(text(o, "scope")))
	}
	return out
}

// rememberScopes writes a consent into the tenant, as the sign-in page does: the client becomes an enterprise
// application of the tenant, and holds one grant for the account, or for everybody where accountID is "".
func (d *directory) rememberScopes(c client, accountID string, scopes []string) {
	d.rememberScopesAt(c, accountID, scopes, d.clk.now())
}

func (d *directory) rememberScopesAt(c client, accountID string, scopes []string, at time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	sp := d.spByAppID(c.ID)
	if sp == nil {
		o := blankServicePrincipal()
		maps.Copy(o, object{
			"id": derivedGUID("client", d.sc.Tenant.ID, c.ID), "appId": c.ID,
			"displayName": c.Name, "appDisplayName": c.Name, "createdDateTime": stamp(at),
			"appOwnerOrganizationId": microsoftTenant, "signInAudience": "AzureADandPersonalMicrosoftAccount",
		})
		sp = newRecord(o, at)
		d.sps = append(d.sps, sp)
	}
	d.holdScopes(sp.id(), accountID, scopes, at, func() string { return consentID(sp.id(), accountID) })
}

// consentID is the id of a consent. As at the real service it follows from what the consent is about, so that
// one taken back and given again has the same.
func consentID(parts ...string) string {
	h := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return base64.RawURLEncoding.EncodeToString(h[:])
}
