package steps

import (
	"encoding/json"
	"reflect"
	"strings"
	"time"
)

// What receipts are about, as saved profiles and documents name it. What each of
// them means, kinds says.
const (
	objectApplication = "application"
	objectPrincipal   = "servicePrincipal"
	// objectPrincipalSettings is a change to a service principal that was there: taking
	// one back sets what was before and deletes nothing.
	objectPrincipalSettings = "servicePrincipalSettings"
	objectRoleGrant         = "appRoleAssignment"
	objectScopes            = "oauth2PermissionGrant"
	objectSecret            = "password"
	// objectDeleted is something that came back from the recycle bin.
	objectDeleted = "deletedItem"
	// A policy that was made, its assignment to the registration, and the rules of one
	// that was there before.
	objectPolicy         = "appManagementPolicy"
	objectPolicyAssigned = "appManagementPolicyAssignment"
	objectPolicyRules    = "appManagementPolicyRules"
)

// undoAction marks the receipts that taking back leaves.
const undoAction = "undo"

// Receipt is what was written, when, by whom; never a secret.
type Receipt struct {
	At        time.Time  `json:"at"`
	Action    string     `json:"action"`
	By        string     `json:"by"`
	Object    string     `json:"object"`          // one of the objects above, which tells its kind
	ObjectID  string     `json:"objectId"`        // the id by which the inverse finds it
	AppID     string     `json:"appId,omitempty"` // of the registration that it belongs to; "" where it was not known yet
	Summary   string     `json:"summary"`
	RequestID string     `json:"requestId,omitempty"`
	Before    any        `json:"before,omitempty"`
	After     any        `json:"after,omitempty"`
	Inverse   string     `json:"inverse"`          // the request that takes it back
	Gone      bool       `json:"gone,omitempty"`   // the write took the object away
	Undone    *time.Time `json:"undone,omitempty"` // when it was taken back
	Taking    *time.Time `json:"taking,omitempty"` // when that was sent, while nobody has heard what came of it
	Left      string     `json:"left,omitempty"`   // what stays on this computer all the same, in sentences
	// Unattributed: this program began the write and was stopped, and what is there may
	// be its work or somebody else's. It is never taken back unasked.
	Unattributed bool `json:"unattributed,omitempty"`
}

// is and of are for looking a receipt up, by what it is about. What follows from that
// is its kind's to say.
func (rec Receipt) is(object string) bool { return rec.Object == object }

func (rec Receipt) of(object, id string) bool { return rec.is(object) && rec.ObjectID == id }

// Standing tells whether the receipt is of a write that was not taken back.
func (rec Receipt) Standing() bool {
	return rec.Undone == nil && rec.Action != undoAction && rec.Object != ""
}

// OfSecret tells whether the receipt is about a client secret.
func (rec Receipt) OfSecret() bool { return rec.is(objectSecret) }

// madeAs completes a receipt with the id that Entra gave; shown is what the
// summary ends with. What was begun may have been on the disk meanwhile, where no
// text keeps a blank at its end.
func (rec Receipt) madeAs(id, shown string) Receipt {
	rec.ObjectID, rec.Inverse, rec.Summary = id, rec.Inverse+id, strings.TrimSpace(rec.Summary+" "+shown)
	return rec
}

// sameWrite tells whether another receipt is of the same write, which holds: the
// same object, from the same to the same.
func (rec Receipt) sameWrite(o Receipt) bool {
	return o.Undone == nil && o.Action != undoAction && rec.Gone == o.Gone && rec.Object == o.Object && rec.ObjectID == o.ObjectID && sameValue(rec.Before, o.Before) && sameValue(rec.After, o.After)
}

// sameValue compares what receipts hold, whether it comes from a run or from the
// disk, where it has lost its type.
func sameValue(a, b any) bool {
	plain := func(v any) (out any) {
		raw, err := json.Marshal(v)
		if err == nil {
			err = json.Unmarshal(raw, &out)
		}
		if err != nil {
			return err // equals nothing
		}
		return out
	}
	return reflect.DeepEqual(plain(a), plain(b))
}

// lastAt is when a receipt's object was written last: made, or taken back.
func (rec Receipt) lastAt() time.Time {
	if rec.Undone != nil {
		return *rec.Undone
	}
	return rec.At
}

// lastSent is when a receipt's object was written last, whether anybody heard what
// came of it or not.
func (rec Receipt) lastSent() time.Time {
	if at := rec.lastAt(); rec.Taking == nil || rec.Taking.Before(at) {
		return at
	}
	return *rec.Taking
}
