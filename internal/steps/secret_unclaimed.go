package steps

import (
	"context"
	"fmt"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/text"
)

// unclaimed are the living secrets that carry this program's mark and that this
// computer does not use: one that was made here before the one in use, or that no
// receipt of it knows, from a run whose end nobody heard or from another computer.
// The MTP portal may use any of them. Only a person can tell.
func unclaimed(s Snapshot, p Profile) []graph.Password {
	if s.App.Value == nil {
		return nil
	}
	lost, _ := orphan(s, p)
	var out []graph.Password
	for _, c := range s.App.Value.PasswordCredentials {
		claimed := c.KeyID == p.Secret.KeyID || c.KeyID == lost.KeyID ||
			p.Renewal != nil && c.KeyID == p.Renewal.Old.KeyID
		if namedHere(c.DisplayName) && !claimed && usable(c, s.At) {
			out = append(out, c)
		}
	}
	return out
}

// unclaimedFindings name them: as something wrong where this computer has a secret
// of its own that does the work, and as a note where they may be the one in use.
func unclaimedFindings(s Snapshot, p Profile) []Finding {
	level := LevelNote
	if p.Renewal == nil && hasPassword(s, p.Secret.KeyID) {
		level = LevelWarn
	}
	var out []Finding
	for _, c := range unclaimed(s, p) {
		out = append(out, Finding{Code: CodeSecretUnclaimed, Level: level, Subject: c.KeyID,
			Want: "in use by this computer", Got: c.DisplayName + ", " + lifeWords(c), Text: unclaimedWords(p, c),
			Remedy: "Find out whether the MTP portal uses it. If nobody does, let the wizard remove it; it is shown first."})
	}
	return out
}

// unclaimedWords say where such a secret came from, as far as is known here.
func unclaimedWords(p Profile, c graph.Password) string {
	switch {
	case !madeHere(p, c.KeyID):
		return fmt.Sprintf("The client secret %q was made by ssowizard, and no receipt on this computer knows it. "+
			"A run that broke off may have left it, or another computer made it.", c.DisplayName)
	case p.Secret.KeyID == "":
		return fmt.Sprintf("The client secret %q was made here and still works, "+
			"but this computer does not use it any more.", c.DisplayName)
	}
	return fmt.Sprintf("The client secret %q was made here and still works, "+
		"beside the one that this computer uses now.", c.DisplayName)
}

// SetDropUnclaimed decides whether the secrets that this computer does not use are removed.
// Left alone they stay: one of them may be in use.
func (r *Runner) SetDropUnclaimed(on bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.options.DropUnclaimed = on
}

// dropUnclaimed are the removals that a person decided on.
func dropUnclaimed(s Snapshot, p Profile) []operation {
	if !p.Wanted.DropUnclaimed || !hasPassword(s, p.Secret.KeyID) || p.Renewal != nil {
		return nil
	}
	var ops []operation
	for _, c := range unclaimed(s, p) {
		ops = append(ops, &removeUnclaimed{app: *s.App.Value, pw: c, here: madeHere(p, c.KeyID)})
	}
	return ops
}

// removeUnclaimed removes one secret that this computer does not use.
type removeUnclaimed struct {
	app  graph.Application
	pw   graph.Password
	here bool // it was made here, so its value may be kept here
}

func (o *removeUnclaimed) change() []Change {
	c := o.pw
	return []Change{{Object: appWords(o.app), Property: "passwordCredentials", Before: text.Count(len(o.app.PasswordCredentials), "secret"), After: "without this one; whoever uses it is cut off at once",
		Removed: []string{fmt.Sprintf("%s (%s…), %s, key id %s", c.DisplayName, c.Hint, lifeWords(c), c.KeyID)}}}
}

func (o *removeUnclaimed) request() Request {
	return removingPassword(o.app, o.pw.KeyID)
}

func (o *removeUnclaimed) run(ctx context.Context, r *Runner, note func(Note)) (Receipt, error) {
	client, err := r.graphClient()
	if err != nil {
		return Receipt{}, err
	}
	note(Note{Text: "Removing the secret " + o.pw.DisplayName, Usual: 10 * time.Second})
	rec := o.begun()
	if err := r.removeSecret(ctx, client, o.app, o.pw.KeyID); err != nil || !o.here {
		return rec, err
	}
	rec.Left, err = r.clear(ctx, o.pw.KeyID)
	if rec.Left != "" {
		note(Note{Text: rec.Left})
	}
	return rec, err
}

func (o *removeUnclaimed) begun() Receipt {
	which, inverse := "which no receipt knew", "none: its value was never known"
	if o.here {
		which, inverse = "which was made here and no longer used", "none: its value cannot come back"
	}
	return Receipt{Object: objectSecret, ObjectID: o.pw.KeyID, Gone: true,
		Summary: "Removed the secret " + o.pw.DisplayName + ", " + which, Inverse: inverse}
}

func (o *removeUnclaimed) seen(s Snapshot) bool {
	return s.App.Value != nil && !hasPassword(s, o.pw.KeyID)
}

func (o *removeUnclaimed) mends() []Code { return []Code{CodeSecretUnclaimed} }
