package steps

import "slices"

// Way is one way in which a stage can be done, or left. The ids are what both fronts
// offer; the words are theirs.
type Way string

// The ways.
const (
	WayGoOn    Way = "go-on"         // to the next open stage
	WayDo      Way = "do"            // done from here: planned, shown, written after a yes
	WayAsk     Way = "ask-colleague" // somebody with the role grants
	WayPortal  Way = "portal"        // shown where in the portal, and checked
	WayConfirm Way = "confirm"       // a person's word
	WaySkip    Way = "skip"          // left for later, with a note
	WayUnsay   Way = "take-back"     // of a word or a skip
)

// consentStage is the one stage that may be handed to a colleague.
const consentStage = "21-22"

// Ways lists what can be done about a stage, the best first. Whoever has not signed
// in goes the portal way. A stage that holds cannot be left for later: its note
// would be seen by nobody, and once it no longer holds it would stand there as
// skipped.
func (v Verdict) Ways(stage string) []Way {
	r := v.Stage(stage)
	action := r.Stage.Action != nil && r.Status != StatusOK && r.Status != StatusConfirmed
	asked := r.Stage.ID == consentStage && r.Status != StatusOK
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
	add(signedIn && asked && v.ColleagueFirst(), WayAsk)
	add(signedIn && action, WayDo)
	add(r.Status == StatusWarn, WayGoOn)
	add(true, WayPortal)
	add(signedIn && asked, WayAsk)
	add(r.Stage.Action == nil && !r.Status.Settled(), WayConfirm)
	add(r.Word != nil, WayUnsay)
	add(r.Word == nil && r.Status != StatusOK, WaySkip)
	add(action, WayDo) // without a sign-in it comes last: it needs one
	return out
}

// ColleagueFirst tells whether consent is better asked for than tried: it was asked
// for already, or this sign-in lacks the role.
func (v Verdict) ColleagueFirst() bool {
	role := v.Snapshot.Role
	return v.Profile.HandOver != nil || role.Known && role.Value.Consent != RoleActive && role.Value.Consent != RoleUnseen
}
