package change

import (
	"slices"

	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// Way is one way in which a phase can be done, or left. The ids are what both fronts
// offer; the words are theirs.
type Way string

// The ways.
const (
	WayGoOn    Way = "go-on"         // to the next open phase
	WayDo      Way = "do"            // done from here: planned, shown, written after a yes
	WayAsk     Way = "ask-colleague" // somebody with the role grants, or allows
	WayAllow   Way = "allow"         // tried with a role that may not be enough
	WayPortal  Way = "portal"        // shown where in the portal, and checked
	WayConfirm Way = "confirm"       // a person's word
	WaySkip    Way = "skip"          // left for later, with a note
	WayUnsay   Way = "take-back"     // of a word or a skip
)

// Ways lists what can be done about a phase, the best first. Whoever has not signed
// in goes the portal way. A phase that holds cannot be left for later: its note
// would be seen by nobody, and once it no longer holds it would stand there as
// skipped.
func Ways(v judge.Verdict, phase string) []Way {
	r := v.Phase(phase)
	action := ActionOf(phase) != nil && r.Status != setup.StatusOK && r.Status != setup.StatusConfirmed
	asked := handsOver(v, r)
	forbidden := asked && r.Phase.ID == judge.SecretPhase
	var out []Way
	add := func(ok bool, w Way) {
		if ok && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	signedIn := v.Snapshot.SignedIn
	add(r.Status.Settled() && r.Status != setup.StatusWarn, WayGoOn)
	add(!signedIn, WayPortal)
	add(!signedIn && action && !r.Status.Settled(), WayConfirm)
	add(signedIn && asked && ColleagueFirst(v, phase), WayAsk)
	refused := forbidden && v.Snapshot.Secrets.Value.Forbids() && v.Snapshot.MayAllow() == setup.AllowNo
	add(signedIn && action && !refused, WayDo)
	unread := !v.Snapshot.Secrets.Known
	add(signedIn && forbidden && unread && v.Snapshot.MayAllow() != setup.AllowNo, WayAllow)
	add(r.Status == setup.StatusWarn, WayGoOn)
	add(true, WayPortal)
	add(signedIn && asked, WayAsk)
	add(ActionOf(phase) == nil && !r.Status.Settled() && !Checkable(v, phase), WayConfirm)
	add(r.Word != nil, WayUnsay)
	add(r.Word == nil && r.Status != setup.StatusOK, WaySkip)
	add(action, WayDo) // without a sign-in it comes last: it needs one
	return out
}

// handsOver tells whether a colleague may have to do what the phase needs.
func handsOver(v judge.Verdict, r judge.PhaseReport) bool {
	if r.Phase.ID == judge.SecretPhase {
		return !r.Status.Settled() && judge.SecretForbidden(v.Snapshot, v.Profile)
	}
	return r.Phase.ID == judge.ConsentPhase && r.Status != setup.StatusOK
}

// ColleagueFirst tells whether what a phase needs is better asked for than tried: it
// was asked for already, or this sign-in lacks the role.
func ColleagueFirst(v judge.Verdict, phase string) bool {
	if phase == judge.SecretPhase {
		return v.Profile.Asked != nil || v.Snapshot.MayAllow() != setup.AllowYes
	}
	role := v.Snapshot.Role
	return v.Profile.HandOver != nil || role.Known && role.Value.Consent != setup.RoleActive &&
		role.Value.Consent != setup.RoleUnseen
}

// Checkable tells whether what a person did in the portal for a phase can be looked at,
// so that nobody's word is needed for it.
func Checkable(v judge.Verdict, phase string) bool {
	return v.Snapshot.SignedIn && (ActionOf(phase) != nil || phase == judge.NeedChoice.Phase)
}
