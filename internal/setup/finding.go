package setup

import (
	"slices"

	"ssowizard/internal/messages"
)

// Code names a kind of finding. Codes are stable: scripts, support staff and
// translations rely on them.
type Code string

// The finding codes.
const (
	CodeTenantMismatch           Code = "tenant-mismatch"
	CodeGuestAccount             Code = "guest-account"
	CodeRoleMissing              Code = "role-missing"
	CodeRoleEligible             Code = "role-eligible"
	CodeRoleStaleToken           Code = "role-stale-token"
	CodeRegistrationRight        Code = "registration-forbidden"
	CodeClockSkew                Code = "clock-skew"
	CodeKeychainMissing          Code = "keychain-unavailable"
	CodeRegistrationCandidate    Code = "registration-candidate"
	CodeRegistrationTwice        Code = "registration-twice"
	CodeAppNotFound              Code = "app-not-found"
	CodeAppDeleted               Code = "app-deleted"
	CodeAppDisabled              Code = "app-disabled"
	CodeNameDiffers              Code = "name-differs"
	CodeAudienceSingleTenant     Code = "audience-single-tenant"
	CodeAudienceTooWide          Code = "audience-too-wide"
	CodeServicePrincipalMissing  Code = "service-principal-missing"
	CodeServicePrincipalDisabled Code = "service-principal-disabled"
	CodeAssignmentRequired       Code = "assignment-required"
	CodePortalURIsUnknown        Code = "portal-uris-unknown"
	CodePortalURIsDoubtful       Code = "portal-uris-doubtful"
	CodeURIMissing               Code = "redirect-uri-missing"
	CodeURIWrongPlatform         Code = "redirect-uri-wrong-platform"
	CodeURINearMiss              Code = "redirect-uri-near-miss"
	CodeURIExtra                 Code = "redirect-uri-extra"
	CodePermissionMissing        Code = "permission-missing"
	CodePermissionWrongKind      Code = "permission-wrong-kind"
	CodePermissionExcess         Code = "permission-excess"
	CodeConsentMissing           Code = "consent-missing"
	CodeGrantNotEverywhere       Code = "grant-not-everywhere"
	CodeConsentPeopleAsked       Code = "consent-people-asked"
	CodeSecretMissing            Code = "secret-missing"
	CodeSecretExpired            Code = "secret-expired"
	CodeSecretExpiring           Code = "secret-expiring"
	CodeSecretNotInKeychain      Code = "secret-not-in-keychain"
	CodeSecretRejected           Code = "secret-rejected"
	CodeSecretUnproven           Code = "secret-unproven"
	CodeSecretOrphan             Code = "secret-orphan"
	CodeSecretUnclaimed          Code = "secret-unclaimed"
	CodePilotFailed              Code = "pilot-failed"
	CodeSecretPolicyCap          Code = "secret-policy-cap"
	CodeSecretsForbidden         Code = "secrets-forbidden"
	CodeSecretRoom               Code = "secret-no-room"
	CodeMultiTenantForbidden     Code = "multi-tenant-forbidden"
	CodeCouldNotCheck            Code = "could-not-check"
	CodeTenantNotFound           Code = "tenant-not-found"
	CodeChangedSince             Code = "changed-since"
	CodeNotAttributed            Code = "not-attributed"
)

// Level says how much a finding weighs.
type Level string

// The levels. A note never changes a status; a warning leaves the step usable;
// a failure means that sign-in will not work; unknown means nobody could look.
const (
	LevelNote    Level = "note"
	LevelWarn    Level = "warn"
	LevelFail    Level = "fail"
	LevelUnknown Level = "unknown"
)

// Finding is one thing noticed about the setup. It holds no sentence: what was wanted,
// what is there, what of it and what to do are said by assets/findings.json, by its
// code and variant.
type Finding struct {
	Code    Code
	Variant string // which of the code's wordings; "" for the plain one
	Level   Level
	Subject string        // what it is about: a URI, a key id, a role; {subject} in a wording
	Args    messages.Args // what the wording names besides
}

// Status is the state of a step as it follows from the last snapshot.
type Status string

// The states of a step. StatusConfirmed is a person's word, StatusUnknown is
// never shown as StatusOK.
const (
	StatusOK        Status = "ok"
	StatusWarn      Status = "warn"
	StatusFail      Status = "fail"
	StatusUnknown   Status = "unknown"
	StatusConfirmed Status = "confirmed"
	StatusTodo      Status = "todo"
	StatusBlocked   Status = "blocked"
	StatusSkipped   Status = "skipped"
)

// Report is the judgement of one numbered step.
type Report struct {
	Status   Status
	Findings []Finding
	Evidence string // what shows it, for a status of ok or confirmed
}

// Settled tells whether the walk may go past a step in this state.
func (s Status) Settled() bool {
	return s == StatusOK || s == StatusWarn || s == StatusConfirmed || s == StatusSkipped
}

// CouldNotCheck is the third answer: with the reason, and what would make the
// thing checkable.
func CouldNotCheck(subject string, why Reason) Finding {
	return Finding{Code: CodeCouldNotCheck, Level: LevelUnknown, Subject: subject,
		Args: messages.With("why", why.Text, "do", why.Remedy)}
}

// Ease makes notes of warnings, and what only warned is in order.
func (r *Report) Ease() {
	r.Findings = AsNotes(r.Findings)
	if r.Status == StatusWarn &&
		!slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Level == LevelWarn }) {
		r.Status = StatusOK
	}
}

// AsNotes are findings of which those about the person are notes.
func AsNotes(fs []Finding) []Finding {
	out := slices.Clone(fs)
	for i := range out {
		if out[i].AboutThePerson() {
			out[i].Level = LevelNote
		}
	}
	return out
}
