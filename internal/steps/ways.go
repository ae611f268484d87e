package steps

import "slices"

// Way is one way in which a stage can be done, or left. The ids are what both fronts
// offer; the words are theirs.
type Way string

// The ways.
const (
	WayGoOn    Way = "go-on"         // to the next open stage
	WayDo      Way = "do"            // done from here: planned, shown, written after a yes
	WayAsk     Way = "ask-colleague" // somebody with the role grants, or allows
	WayAllow   Way = "allow"         // tried with a role that may not be enough
	WayPortal  Way = "portal"        // shown where in the portal, and checked
	WayConfirm Way = "confirm"       // a person's word
	WaySkip    Way = "skip"          // left for later, with a note
	WayUnsay   Way = "take-back"     // of a word or a skip
)

// The stages that may be handed to a colleague.
const (
	consentStage = "21-22"
	secretStage  = "23-27"
)

// Ways lists what can be done about a stage, the best first. Whoever has not signed
// in goes the portal way. A stage that holds cannot be left for later: its note
// would be seen by nobody, and once it no longer holds it would stand there as
// skipped.
func (v Verdict) Ways(stage string) []Way {
	r := v.Stage(stage)
	action := ActionOf(stage) != nil && r.Status != StatusOK && r.Status != StatusConfirmed
	asked := v.handsOver(r)
	forbidden := asked && r.Stage.ID == secretStage
	var out []Way
	add := func(ok bool, w Way) {
		if ok && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	signedIn := v.Snapshot.SignedIn
	add(r.Status.Settled() && r.Status != StatusWarn, WayGoOn)
	add(!signedIn, WayPortal)
	add(!signedIn && action && !r.Status.Settled(), WayConfirm)
	add(signedIn && asked && v.ColleagueFirst(stage), WayAsk)
	refused := forbidden && v.Snapshot.Secrets.Value.Forbids() && v.Snapshot.MayAllow() == AllowNo
	add(signedIn && action && !refused, WayDo)
	add(signedIn && forbidden && !v.Snapshot.Secrets.Known && v.Snapshot.MayAllow() != AllowNo, WayAllow)
	add(r.Status == StatusWarn, WayGoOn)
	add(true, WayPortal)
	add(signedIn && asked, WayAsk)
	add(ActionOf(stage) == nil && !r.Status.Settled() && !v.Checkable(stage), WayConfirm)
	add(r.Word != nil, WayUnsay)
	add(r.Word == nil && r.Status != StatusOK, WaySkip)
	add(action, WayDo) // without a sign-in it comes last: it needs one
	return out
}

// handsOver tells whether a colleague may have to do what the stage needs.
func (v Verdict) handsOver(r StageReport) bool {
	if r.Stage.ID == secretStage {
		return !r.Status.Settled() && secretForbidden(v.Snapshot, v.Profile)
	}
	return r.Stage.ID == consentStage && r.Status != StatusOK
}

// ColleagueFirst tells whether what a stage needs is better asked for than tried: it
// was asked for already, or this sign-in lacks the role.
func (v Verdict) ColleagueFirst(stage string) bool {
	if stage == secretStage {
		return v.Profile.Asked != nil || v.Snapshot.MayAllow() != AllowYes
	}
	role := v.Snapshot.Role
	return v.Profile.HandOver != nil || role.Known && role.Value.Consent != RoleActive && role.Value.Consent != RoleUnseen
}
