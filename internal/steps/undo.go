package steps

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"ssowizard/internal/graph"
	"ssowizard/internal/text"
)

// UndoItem is one receipt, and whether it can be taken back as things stand.
type UndoItem struct {
	Receipt Receipt
	Index   int    // in the profile's receipts
	Can     bool   // nothing stands in the way
	Why     string // why not, in one sentence; for Can: what comes of it
	// Unread is what could not be looked at and would go too; only a person can
	// agree to that.
	Unread []string
	// First are the indexes of later receipts that go before this one, newest first;
	// Can and Why hold for what is there once they are taken back.
	First []int
	// Doubt says why nobody knows whose work it is; "" where it is this program's.
	// Only a person can agree to take such a thing back, and nothing waits for it.
	Doubt string
}

// Next tells whether it is known to be this program's and can be taken back.
func (i UndoItem) Next() bool { return i.Can && i.Doubt == "" }

// Undoable lists what the wizard wrote, newest first, and what can be taken
// back. Later writes go before earlier ones, because what is built on something has
// to go first: each is judged by the last snapshot as it will be when its turn comes.
func (r *Runner) Undoable() []UndoItem {
	s, p := r.both()
	return undoable(s, p)
}

func undoable(s Snapshot, p Profile) []UndoItem {
	var out []UndoItem
	var first []int
	for i := len(p.Receipts) - 1; i >= 0; i-- {
		rec := p.Receipts[i]
		if rec.Undone != nil || rec.Action == undoAction || rec.Object == "" {
			continue
		}
		item := UndoItem{Receipt: rec, Index: i, First: slices.Clone(first), Doubt: rec.doubt()}
		item.Can, item.Why = undoState(s, p, rec)
		if item.Can {
			x := sinceMade(s, p, rec)
			item.Why, item.Unread = item.Why+x.question(), x.unread
		}
		if item.Next() {
			s, first = s.onceTaken(rec), append(first, i)
		}
		out = append(out, item)
	}
	return out
}

// undoAction marks the receipts that taking back leaves.
const undoAction = "undo"

// undoState compares what a receipt wrote with what is there now.
func undoState(s Snapshot, p Profile, rec Receipt) (bool, string) {
	if rec.Gone {
		return false, "It was removed, and its value cannot come back." // whatever became of the rest
	}
	if !s.App.Known {
		return false, "Could not look: " + s.App.Why.Text
	}
	if s.App.Value == nil && s.Deleted.Known && s.Deleted.Value == nil {
		return false, "The registration was not found, and the recycle bin does not hold it either. Entra may be behind; read again in a few minutes."
	}
	if s.App.Value == nil {
		return false, "The registration is " + goneWords
	}
	if !s.Graph.Known && rec.Object == "appRoleAssignment" {
		return false, "Could not look: " + s.Graph.Why.Text
	}
	switch rec.Object {
	case "password":
		return undoPassword(s, p, rec)
	case "oauth2PermissionGrant":
		return undoScopes(s, rec)
	case "appRoleAssignment":
		return undoGrant(s, rec)
	case "servicePrincipal":
		if s.Principal.Value == nil || s.Principal.Value.ID != rec.ObjectID {
			return false, text.Or(principalUnseen(s), "The service principal is "+goneWords)
		}
		if why := sinceMade(s, p, rec).refusal(); why != "" {
			return false, why
		}
		return true, "Nobody can sign in any more; what the wizard granted to it goes with it."
	case objectPrincipalSettings:
		return undoSettings(s, rec)
	case objectPolicy, objectPolicyAssigned, objectPolicyRules:
		can, why := undoPolicy(s, rec)
		if with := sinceMade(s, p, rec).refusal(); can && with != "" {
			return false, with
		}
		return can, why
	case objectDeleted:
		return false, "It was brought back from the recycle bin. Delete it in Entra if it should go again."
	case "application":
		return undoApplication(s, p, rec)
	}
	return false, "This wizard writes nothing of that kind, so nothing is done by it."
}

// principalUnseen says why nobody can tell what became of the service principal;
// "" where it is there, or lies in the recycle bin. One that is merely not found
// may be at a server that is behind.
func principalUnseen(s Snapshot) string {
	switch {
	case !s.Principal.Known:
		return "Could not look: " + s.Principal.Why.Text
	case s.Principal.Value != nil || s.DeletedPrincipal.Value != nil:
		return ""
	case !s.DeletedPrincipal.Known:
		return "The service principal was not found, and the recycle bin could not be read: " + s.DeletedPrincipal.Why.Text
	}
	return "The service principal was not found, and the recycle bin does not hold it either. Entra may be behind; read again in a few minutes."
}

func undoGrant(s Snapshot, rec Receipt) (bool, string) {
	switch g, ok := granted(s); {
	case !s.Grants.Known:
		return false, "Could not look: " + s.Grants.Why.Text
	case !hasGrant(s, rec.ObjectID):
		return false, text.Or(principalUnseen(s), "The grant is "+goneWords) // it goes with the service principal
	case !ok || g.ID != rec.ObjectID:
		return false, "That grant is not the one this wizard makes, so it stays."
	}
	return true, "The MTP portal can no longer read your users, and sign-in stops."
}

func undoPassword(s Snapshot, p Profile, rec Receipt) (bool, string) {
	c, ok := findPassword(s.App.Value, rec.ObjectID)
	switch {
	case !ok && p.Secret.KeyID == rec.ObjectID && rec.ObjectID != "": // an interrupted run took it back, or somebody removed it
		return true, "The secret is gone already; what is kept of it here goes too."
	case !ok:
		return false, "The secret is " + goneWords
	case !namedHere(c.DisplayName):
		// A receipt is a file on this computer, and may be wrong or meddled with. The
		// name is Entra's own word, and nobody can change a secret's name.
		return false, "This wizard did not make that secret."
	}
	if p.Renewal != nil && p.Renewal.Old.KeyID == rec.ObjectID {
		return true, "The MTP portal may still use this secret; then sign-in stops for everybody."
	}
	if _, pasted := p.Confirmed["29"]; pasted && p.Secret.KeyID == rec.ObjectID {
		return true, "The MTP portal uses this secret, so sign-in stops for everybody until it has another."
	}
	return true, "The secret stops working; its value is removed from where it is kept."
}

func undoScopes(s Snapshot, rec Receipt) (bool, string) {
	for _, g := range s.Delegated.Value {
		if g.ID != rec.ObjectID {
			continue
		}
		if before, _ := rec.Before.(string); sameWords(g.Scope, before) {
			return false, asBefore
		}
		if after, _ := rec.After.(string); !sameWords(g.Scope, after) {
			return false, "Somebody has changed these permissions since: " + g.Scope + "."
		}
		return true, "People will be asked for consent themselves."
	}
	if !s.Delegated.Known {
		return false, "Could not look: " + s.Delegated.Why.Text
	}
	return false, text.Or(principalUnseen(s), "The grant is "+goneWords)
}

func sameWords(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

func hasGrant(s Snapshot, id string) bool {
	for _, g := range s.Grants.Value {
		if g.ID == id {
			return true
		}
	}
	return false
}

// asBefore is said of what an interrupted run has taken back, or somebody else.
const asBefore = "It is as it was before already."

// undoApplication judges a change of the registration, or its making.
func undoApplication(s Snapshot, p Profile, rec Receipt) (bool, string) {
	after, err := recorded(rec.After)
	before, berr := recorded(rec.Before)
	if rec.Before == nil {
		after.Notes = nil // whoever wrote into the notes of a new one changed nothing of it
	}
	switch {
	case err != nil || berr != nil || !after.covers(before):
		return false, "The receipt cannot be read, so nothing is done by it."
	case rec.ObjectID != s.App.Value.ID:
		return false, "It belongs to another registration. Name that one with --app-id."
	case rec.Before != nil && before.differsFrom(*s.App.Value) == "":
		return false, asBefore // an interrupted run took it back
	}
	if diff := after.differsFrom(*s.App.Value); diff != "" {
		return false, "Somebody has changed it since: " + diff + "."
	}
	if before.Notes != nil {
		return true, "The notes become what they were before."
	}
	if rec.Before != nil {
		return true, "The lists become what they were before."
	}
	if !strings.HasPrefix(s.App.Value.UniqueName, uniquePrefix) {
		return false, "This wizard did not make that registration." // Entra's own word, beside the receipt's
	}
	if why := secretsLeft(*s.App.Value, p); why != "" {
		return false, why
	}
	if why := sinceMade(s, p, rec).refusal(); why != "" {
		return false, why
	}
	return true, "The registration is deleted. Entra can bring it back for 30 days, under \"Deleted applications\"."
}

// record is what a receipt holds of a registration, in Graph's own names.
type record struct {
	SignInAudience *string                   `json:"signInAudience"`
	SPA            *recordURIs               `json:"spa"`
	Web            *recordURIs               `json:"web"`
	PublicClient   *recordURIs               `json:"publicClient"`
	Resources      *[]graph.RequiredResource `json:"requiredResourceAccess"`
	Notes          *string                   `json:"notes"`
}

type recordURIs struct {
	URIs []string `json:"redirectUris"`
}

// recorded reads a receipt's value, which may come from a run or from the disk.
// An address in it that does not look on the screen as it would be written is
// refused: what is shown is what is written.
func recorded(v any) (record, error) {
	var rec record
	raw, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(raw, &rec)
	}
	if err != nil {
		return rec, err
	}
	for _, l := range []*recordURIs{rec.SPA, rec.Web, rec.PublicClient} {
		if l != nil && slices.ContainsFunc(l.URIs, func(u string) bool { return text.Visible(u) != u }) {
			return rec, errors.New("an address in it has characters that cannot be seen")
		}
	}
	return rec, nil
}

// covers tells whether the record says something about all that another one does,
// and about anything at all: otherwise nobody can tell what has changed since.
func (rec record) covers(o record) bool {
	return rec != record{} && (rec.SignInAudience != nil || o.SignInAudience == nil) && (rec.SPA != nil || o.SPA == nil) && (rec.Web != nil || o.Web == nil) &&
		(rec.PublicClient != nil || o.PublicClient == nil) && (rec.Resources != nil || o.Resources == nil) &&
		(rec.Notes != nil || o.Notes == nil)
}

// differsFrom names what of the record is no longer so; "" if all of it is.
func (rec record) differsFrom(app graph.Application) string {
	uris := func(want *recordURIs, have []string) bool { return want == nil || slices.Equal(want.URIs, have) }
	switch {
	case rec.SignInAudience != nil && *rec.SignInAudience != app.SignInAudience:
		return "the supported account types are " + app.SignInAudience
	case !uris(rec.SPA, app.SPA.URIs):
		return "the redirect URIs under SPA are others"
	case !uris(rec.Web, app.Web.URIs):
		return "the redirect URIs under Web are others"
	case !uris(rec.PublicClient, app.PublicClient.URIs):
		return "the redirect URIs under Mobile and desktop are others"
	case rec.Resources != nil && !sameAccess(*rec.Resources, app.RequiredResourceAccess):
		return "the declared permissions are others"
	case rec.Notes != nil && *rec.Notes != app.Notes:
		return "the notes are others"
	}
	return ""
}

// patch is the change that makes the record true again.
func (rec record) patch() graph.ApplicationPatch {
	list := func(u *recordURIs) *[]string {
		if u == nil {
			return nil
		}
		l := append([]string{}, u.URIs...)
		return &l
	}
	return graph.ApplicationPatch{SignInAudience: rec.SignInAudience, SPA: list(rec.SPA), Web: list(rec.Web), PublicClient: list(rec.PublicClient), RequiredResourceAccess: rec.Resources, Notes: rec.Notes}
}

// PlanUndo plans to take one receipt back. It refuses what somebody has changed
// since, and anything but the newest that can still be taken back. What may be
// somebody else's does not count in that, and its plan says so.
func (r *Runner) PlanUndo(index int) (Plan, error) {
	s, p := r.both()
	if !s.SignedIn {
		return Plan{}, ErrNotSignedIn
	}
	for _, item := range undoable(s, p) {
		if item.Index != index {
			continue
		}
		if len(item.First) > 0 {
			return Plan{}, &BlockedError{By: "What was written later goes first: " + p.Receipts[item.First[0]].Summary}
		}
		if !item.Can {
			return Plan{}, &ChangedSinceError{Why: item.Why}
		}
		o := &takeBack{rec: item.Receipt, index: index, changes: undoChanges(s, item.Receipt, item.Why), unread: item.Unread, app: *s.App.Value, graphSP: s.Graph.Value.ID}
		plan := newPlan(undoAction, "Take back: "+item.Receipt.Summary, "", s, []operation{o}, item.doubted()...)
		plan.UndoHint, plan.Unattributed = item.Why, item.Doubt != ""
		return plan, nil
	}
	return Plan{}, ErrNothingToDo
}

// ChangedSinceError says why a receipt is not taken back. Nothing was written.
type ChangedSinceError struct{ Why string }

func (e *ChangedSinceError) Error() string { return "this is not taken back: " + e.Why }
