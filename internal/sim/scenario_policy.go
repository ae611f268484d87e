package sim

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Policy is what the tenant forbids to app registrations, and whom and what it lets off.
type Policy struct {
	ForbidSecrets      bool   `json:"forbidSecrets"`
	MaxSecretLifetime  string `json:"maxSecretLifetime"` // ISO 8601, as P180D; empty: no cap
	ForbidMultiTenant  bool   `json:"forbidMultiTenant"`
	MembersMayRegister bool   `json:"membersMayRegister"`
	// From is the date of all rules, as "now+30d"; empty: they are about all registrations, whenever made.
	From string `json:"from"`
	// Exempt are the accounts that carry the attribute which lets them off; with any, each rule names the
	// attribute.
	Exempt []string `json:"exempt"`
	// AppAdmins lets (Cloud) Application Administrators write policies for single registrations, as
	// Microsoft's reference of the calls says; the page on configuring such policies says otherwise.
	AppAdmins bool `json:"appAdmins"`
	// Own are policies for single registrations.
	Own []OwnPolicy `json:"own"`
}

// OwnPolicy is one policy for single registrations, and what it applies to.
type OwnPolicy struct {
	ID           string         `json:"id"`
	Name         string         `json:"name"`
	Off          bool           `json:"off"`
	Restrictions map[string]any `json:"restrictions"`
	AppliesTo    []string       `json:"appliesTo"` // object ids of registrations
}

func (p Policy) check(accounts map[string]bool) error {
	if p.MaxSecretLifetime != "" {
		if _, err := isoDuration(p.MaxSecretLifetime); err != nil {
			return err
		}
	}
	if p.From != "" {
		if _, err := relative(p.From, time.Unix(0, 0)); err != nil || !strings.HasPrefix(p.From, "now") {
			return fmt.Errorf("policy.from: %q is not a date as now+30d", p.From)
		}
	}
	for _, upn := range p.Exempt {
		if !accounts[strings.ToLower(upn)] {
			return fmt.Errorf("policy.exempt: %s is not among the accounts", upn)
		}
	}
	for _, own := range p.Own {
		if !isGUID(own.ID) || own.Name == "" {
			return fmt.Errorf("policy.own %q: an id and a name are needed", own.Name)
		}
		body := object{"restrictions": withoutAudiences(own.Restrictions)}
		if refused := conforms("appManagementPolicy", body, nil); refused != nil {
			return fmt.Errorf("policy.own %q: %s", own.Name, refused.message)
		}
	}
	return nil
}

// withoutAudiences is what version 1.0 tells of the rules of a policy: those on audiences are known to beta
// alone.
func withoutAudiences(restrictions object) object {
	out := cloneObject(restrictions)
	if apps := sub(out, "applicationRestrictions"); apps != nil {
		delete(apps, "audiences")
	}
	return out
}

// seedPolicies puts the policies for single registrations into an empty store.
func (s *store) seedPolicies(then time.Time) {
	for _, own := range s.sc.Policy.Own {
		o := blank("appManagementPolicy")
		o["id"], o["displayName"], o["isEnabled"], o["description"] = own.ID, own.Name, !own.Off,
			"Made by somebody before."
		o["restrictions"] = cloneObject(own.Restrictions)
		_ = resolveDates(o["restrictions"], s.clk.now())
		s.policies = append(s.policies, newRecord(o, then))
		for _, app := range own.AppliesTo {
			s.setPolicy(app, own.ID, then)
		}
	}
}

// setPolicy lets one policy apply to a registration from a time on; "" lets none.
func (s *store) setPolicy(appID, policyID string, at time.Time) {
	var body object
	if policyID != "" {
		body = object{"id": policyID}
	}
	if r := s.assigned[appID]; r != nil {
		r.put(body, at)
		return
	}
	s.assigned[appID] = newRecord(body, at)
}

// ownPolicy is the policy that applies to a registration as somebody sees it who knows nothing younger than
// at; nil for none.
func (s *store) ownPolicy(appID string, at time.Time) object {
	r := s.assigned[appID]
	if r == nil {
		return nil
	}
	for _, p := range s.policies {
		if o := p.asOf(at); o != nil && text(o, "id") == text(r.asOf(at), "id") {
			return o
		}
	}
	return nil
}

// appliesTo lists the registrations that a policy applies to.
func (s *store) appliesTo(policyID string) []object {
	var out []object
	for appID, r := range s.assigned {
		if app := byID(s.apps, appID); app != nil && text(r.now(), "id") == policyID {
			o := cloneObject(app.now())
			o["@odata.type"] = "#microsoft.graph.application"
			out = append(out, o)
		}
	}
	sortByID(out)
	return out
}

// exempt reports whether a caller carries the attribute that the rules let off.
func (s *store) exempt(accountID string) bool {
	acc, ok := s.accountByID(accountID)
	return ok && slices.ContainsFunc(s.sc.Policy.Exempt,
		func(upn string) bool { return strings.EqualFold(upn, acc.UPN) })
}

// audienceForbidden tells whether a policy keeps a registration from taking accounts of other companies: its
// own where that names the rule, else the tenant's.
func (s *store) audienceForbidden(app object, accountID string) bool {
	rule := audienceRule(s.defaultPolicy(true))
	if own := s.ownPolicy(text(app, "id"), s.since(s.sc.Delays.Policy)); own != nil &&
		flag(own, "isEnabled") {
		if r := audienceRule(sub(own, "restrictions")); r != nil {
			rule = r
		}
	}
	from, err := parseTime(text(rule, "restrictForAppsCreatedAfterDateTime"))
	return text(rule, "state") == "enabled" && (err != nil || !madeAt(app).Before(from)) &&
		!s.exempt(accountID)
}

// audienceRule is what restrictions say about accounts of other companies.
func audienceRule(restrictions object) object {
	return sub(sub(sub(restrictions, "applicationRestrictions"), "audiences"), "azureAdMultipleOrgs")
}

// allowSecret exempts a registration, on behalf of somebody who may.
func (d *directory) allowSecret(appID, upn string) error {
	acc, ok := d.account(upn)
	if !ok {
		return fmt.Errorf("sim: no account %s in %s", upn, d.sc.Tenant.Name)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	app := d.appByAppID(appID)
	held := d.rolesOf(acc.ID)
	apps := roleIn(held, roleApplication, roleCloudApplication) && roleIn(held, roleSecurityAdministrator)
	switch {
	case app == nil:
		return fmt.Errorf("sim: there is no registration %s", appID)
	case !apps && !roleIn(held, roleGlobalAdministrator):
		return fmt.Errorf("sim: %s may not change policies on applications", upn)
	}
	o := blank("appManagementPolicy")
	o["id"], o["displayName"], o["isEnabled"] = d.ids.guid(), "Exemption", true
	allowed := object{"restrictionType": "passwordAddition", "state": "disabled"}
	o["restrictions"] = object{"passwordCredentials": []any{allowed}}
	d.policies = append(d.policies, newRecord(o, d.clk.now()))
	d.setPolicy(app.id(), text(o, "id"), d.clk.now())
	return nil
}
