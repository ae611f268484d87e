package steps

import (
	"ssowizard/internal/text"
)

// policyFindings say what policies mean for the next client secret. What could
// not be read is said before the first write, and does not stop.
func policyFindings(s Snapshot, p Profile) []Finding {
	rule := s.Secrets.Value
	switch {
	case s.Secrets.Known && rule.Forbidden, secretForbidden(s, p):
		return []Finding{forbiddenFinding(s, p)}
	case !s.Secrets.Known:
		return nil
	case rule.MaxLifetime > 0 && rule.MaxLifetime < fullLifetime:
		return []Finding{{Code: CodeSecretPolicyCap, Level: LevelNote, Subject: text.Or(rule.PolicyName, "app management policy"), Want: "24 months", Got: days(rule.MaxLifetime),
			Text: "A policy of your tenant allows secrets for at most " + days(rule.MaxLifetime) + ". The wizard uses that.", Remedy: "Nothing has to be done now. Renew the secret before it ends: ssowizard renew."}}
	}
	return nil
}

// forbiddenFinding says that a policy forbids new secrets, or may, and what whoever
// is signed in can do about it.
func forbiddenFinding(s Snapshot, p Profile) Finding {
	f := Finding{Code: CodeSecretsForbidden, Level: LevelWarn, Subject: text.Or(s.Secrets.Value.PolicyName, "app management policy"), Want: "client secrets allowed", Got: "forbidden",
		Text: "A policy of your tenant forbids new client secrets, and the MTP portal needs one.", Remedy: allowRemedy(s, p)}
	switch {
	case s.Secrets.Known && !s.Secrets.Value.Forbids():
		why := doubtReason(s.Secrets.Value.Doubt, "new client secrets")
		f.Got, f.Text, f.Remedy = "forbidden, perhaps not for this", text.Capital(why.Text), why.Remedy
	case !s.Secrets.Known && p.Refused != nil:
		f.Text = "Entra refused a client secret on " + text.Day(*p.Refused) + " because of a policy. Whether that still holds, this account may not read."
	}
	return f
}

// allowRemedy names the flag only in a run where it stands in for an answer.
func allowRemedy(s Snapshot, p Profile) string {
	switch s.MayAllow() {
	case AllowYes:
		if p.Wanted.Allow == AllowNever {
			return "When a new secret is made, the wizard can allow it for this one registration: with --allow-secret-exemption, or without --no-input and --yes, where it is shown and asked first."
		}
		return "When a new secret is made, the wizard can allow it for this one registration. It is shown and asked first."
	case AllowPerhaps:
		return "Ask a colleague to allow it for this one registration, or try whether your role may: " + allowRoles + "."
	}
	return "Once the registration is there, ask a colleague to allow it for this one: " + allowRoles + ". The wizard has the message ready, and waits."
}
