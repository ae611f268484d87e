package steps

import "slices"

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
	fs := slices.Concat(peopleFindings(c.s, c.app()), checkPermission(c.s, c.p, Checking).Findings, checkConsent(c.s, c.p, Checking).Findings)
	out := fromFindings(fs, CodeConsentPeopleAsked, CodePermissionWrongKind, CodePermissionMissing, CodeConsentMissing)
	if !c.s.Grants.Known {
		out = append(out, c.notRead(text, c.s.Grants.Why)...)
	}
	if !c.s.Delegated.Known {
		out = append(out, c.notRead("People are asked for consent themselves.", c.s.Delegated.Why)...)
	}
	if len(out) > 0 {
		return out
	}
	return []Cause{ruledOut(text, "Entra holds the grant of User.Read.All and those that people need to sign in."),
		{Truth: TruthPossible, Text: "Consent was granted after this refusal.", Evidence: "A grant takes a minute or two to be known everywhere.", Remedy: "Wait two minutes and sign in again, in a private window."}}
}
