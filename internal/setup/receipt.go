package setup

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"time"
)

// What receipts are about, as saved profiles and documents name it. What each of
// them means, kinds says.
const (
	ObjectApplication = "application"
	ObjectPrincipal   = "servicePrincipal"
	// ObjectPrincipalSettings is a change to a service principal that was there: taking
	// one back sets what was before and deletes nothing.
	ObjectPrincipalSettings = "servicePrincipalSettings"
	ObjectRoleGrant         = "appRoleAssignment"
	ObjectScopes            = "oauth2PermissionGrant"
	ObjectSecret            = "password"
	// ObjectDeleted is something that came back from the recycle bin.
	ObjectDeleted = "deletedItem"
	// A policy that was made, its assignment to the registration, and the rules of one
	// that was there before.
	ObjectPolicy         = "appManagementPolicy"
	ObjectPolicyAssigned = "appManagementPolicyAssignment"
	ObjectPolicyRules    = "appManagementPolicyRules"
)

// UndoAction marks the receipts that taking back leaves.
const UndoAction = "undo"

// Receipt is what was written, when, by whom; never a secret.
type Receipt struct {
	At       time.Time `json:"at"`
	Action   string    `json:"action"`
	By       string    `json:"by"`
	Object   string    `json:"object"`   // one of the objects above, which tells its kind
	ObjectID string    `json:"objectId"` // the id by which the inverse finds it
	// Of the registration that it belongs to; "" where it was not known yet.
	AppID     string     `json:"appId,omitempty"`
	Summary   string     `json:"summary"`
	RequestID string     `json:"requestId,omitempty"`
	Before    any        `json:"before,omitempty"`
	After     any        `json:"after,omitempty"`
	Inverse   string     `json:"inverse"`          // the request that takes it back
	Gone      bool       `json:"gone,omitempty"`   // the write took the object away
	Undone    *time.Time `json:"undone,omitempty"` // when it was taken back
	// When that was sent, while nobody has heard what came of it.
	Taking *time.Time `json:"taking,omitempty"`
	Left   string     `json:"left,omitempty"` // what stays on this computer all the same, in sentences
	// Unattributed: this program began the write and was stopped, and what is there may
	// be its work or somebody else's. It is never taken back unasked.
	Unattributed bool `json:"unattributed,omitempty"`
}

// Is and Of are for looking a receipt up, by what it is about. What follows from that
// is its kind's to say.
func (rec Receipt) Is(object string) bool { return rec.Object == object }

// Of tells whether the receipt is about one object, by its id.
func (rec Receipt) Of(object, id string) bool { return rec.Is(object) && rec.ObjectID == id }

// Standing tells whether the receipt is of a write that was not taken back.
func (rec Receipt) Standing() bool {
	return rec.Undone == nil && rec.Action != UndoAction && rec.Object != ""
}

// OfSecret tells whether the receipt is about a client secret.
func (rec Receipt) OfSecret() bool { return rec.Is(ObjectSecret) }

// MadeAs completes a receipt with the id that Entra gave; shown is what the
// summary ends with. What was begun may have been on the disk meanwhile, where no
// text keeps a blank at its end.
func (rec Receipt) MadeAs(id, shown string) Receipt {
	rec.ObjectID, rec.Inverse, rec.Summary = id, rec.Inverse+id, strings.TrimSpace(rec.Summary+" "+shown)
	return rec
}

// SameWrite tells whether another receipt is of the same write, which holds: the
// same object, from the same to the same.
func (rec Receipt) SameWrite(o Receipt) bool {
	return o.Undone == nil && o.Action != UndoAction && rec.Gone == o.Gone && rec.Object == o.Object &&
		rec.ObjectID == o.ObjectID && SameValue(rec.Before, o.Before) && SameValue(rec.After, o.After)
}

// SameValue compares what receipts hold, whether it comes from a run or from the
// disk, where it has lost its type.
func SameValue(a, b any) bool {
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

// LastAt is when a receipt's object was written last: made, or taken back.
func (rec Receipt) LastAt() time.Time {
	if rec.Undone != nil {
		return *rec.Undone
	}
	return rec.At
}

// LastSent is when a receipt's object was written last, whether anybody heard what
// came of it or not.
func (rec Receipt) LastSent() time.Time {
	if at := rec.LastAt(); rec.Taking == nil || rec.Taking.Before(at) {
		return at
	}
	return *rec.Taking
}

// File keeps a receipt, unless it is there already: a look in between, or an
// earlier run, may have recorded the same write. One that is surely of this program
// takes the place, and the number, of one of which nobody knew.
func (p *Profile) File(rec Receipt) {
	i := slices.IndexFunc(p.Receipts, rec.SameWrite)
	switch {
	case rec.Action == UndoAction || i < 0:
		p.Receipts = append(p.Receipts, rec)
	case p.Receipts[i].Unattributed && !rec.Unattributed:
		p.Receipts[i] = rec
	}
}

// Change is one property before and after, as a person reads it.
type Change struct {
	Object   string   // "App registration \"Contoso Voice SSO\""
	Property string   // Graph's own name: spa.redirectUris
	Before   string   // "10", "not set", ""
	After    string   // "12"
	Added    []string // values that appear
	Removed  []string // values that go
	Kept     []string // values of others that stay
}

// Doubt says why nobody knows whose work a receipt tells of; "" where it is this
// program's.
func (rec Receipt) Doubt() string {
	switch {
	case !rec.Unattributed:
		return ""
	case rec.Taking != nil:
		return "This program began to take this back and was stopped. " +
			"Whether it is there since, or somebody else wrote it again, is not known."
	}
	return "This program began this write and was stopped. Whether it or somebody else made it is not known."
}

// LeftBehind records what stays of something that was taken back.
func (p *Profile) LeftBehind(index int, what string) {
	if index < len(p.Receipts) {
		p.Receipts[index].Left = what
	}
}
