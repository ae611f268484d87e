package explain

import (
	"slices"

	"ssowizard/internal/entra"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// customersTenant asks whose tenant the page was of: other companies' people sign in
// to the registration too, and what their own tenant refuses is nothing that steps
// 21 and 22 could mend.
func customersTenant(c scene) []Cause {
	if c.appID() == "" {
		return nil
	}
	cloud, _ := entra.CloudByName("global")
	links := judge.LinksFor(cloud, c.s, c.p, "")
	links.App = c.appID()
	x := Cause{Truth: TruthUnknown, Text: "The message does not say whose tenant it was. " +
		"A customer's user can meet it in the customer's own tenant, where nobody has agreed yet.",
		Remedy: CustomersConsent(links, "")}
	own := c.tenantID()
	for _, id := range []string{c.m.TenantID, c.m.HomeTenantID} {
		if id != "" && own != "" && !setup.SameID(id, own) {
			x.Truth, x.Text = TruthHolds, "It is another company's tenant that has not agreed, not yours."
			x.Evidence, x.Remedy = "The message names the tenant "+id+"; yours is "+own+".",
				CustomersConsent(links, id)
			return []Cause{x}
		}
	}
	switch {
	case c.m.TenantID != "" || c.m.Tenant != "" && c.ownName(c.m.Tenant):
		return []Cause{ruledOut("It was met in a customer's tenant.", "The message names your own tenant.")}
	case c.m.Tenant != "":
		x.Truth, x.Text = TruthPossible, "It was a customer's tenant, where nobody has agreed yet."
		x.Evidence = "The message calls the tenant " + shown(c.m.Tenant) + "."
	}
	return []Cause{x}
}

// CustomersConsent says what to do about "Need admin approval" in another
// company's tenant: that company's administrator agrees there, and is asked for
// all that the registration declares. tenant is that company's domain or id.
func CustomersConsent(l judge.Links, tenant string) string {
	return "If a customer's user meets it, " +
		"consent is missing in the customer's tenant, not in yours. An administrator there can agree at " +
		text.Or(l.ConsentIn(text.Or(tenant, "CUSTOMER.example")), "the admin consent page of that tenant") +
		" (with their own domain in it). After \"Accept\" the browser goes to the MTP portal. " +
		judge.LandedSomewhere + " The page asks there for User.Read.All too, because the registration " +
		"declares it: whether the portal needs that in a customer's tenant is for bvoip support to say."
}

// consentCauses look for what nobody agreed to.
func consentCauses(c scene) []Cause {
	const text = "Admin consent is missing."
	switch {
	case !c.s.App.Known:
		return c.notRead(text, c.s.App.Why)
	case c.app() == nil:
		return nil
	case c.s.Principal.Known && c.s.Principal.Value == nil:
		return principalCauses(c)
	}
	fs := slices.Concat(judge.PeopleFindings(c.s, c.app()),
		judge.PermissionState(c.s, c.p, judge.Checking).Findings,
		judge.ConsentState(c.s, c.p, judge.Checking).Findings)
	out := fromFindings(fs, setup.CodeConsentPeopleAsked, setup.CodePermissionWrongKind,
		setup.CodePermissionMissing, setup.CodeConsentMissing)
	if !c.s.Grants.Known {
		out = append(out, c.notRead(text, c.s.Grants.Why)...)
	}
	if !c.s.Delegated.Known {
		out = append(out, c.notRead("People are asked for consent themselves.", c.s.Delegated.Why)...)
	}
	if len(out) > 0 {
		return out
	}
	return []Cause{
		ruledOut(text, "Entra holds the grant of User.Read.All and those that people need to sign in."),
		{Truth: TruthPossible, Text: "Consent was granted after this refusal.",
			Evidence: "A grant takes a minute or two to be known everywhere.",
			Remedy:   "Wait two minutes and sign in again, in a private window."}}
}
