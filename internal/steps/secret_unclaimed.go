package steps

import (
	"context"
	"fmt"
	"time"

	"ssowizard/internal/graph"
)

// unclaimed are the living secrets that carry this program's mark and that no
// receipt of this computer knows: a run whose end nobody heard made them, or
// another computer, whose portal may use them. Only a person can tell.
func unclaimed(s Snapshot, p Profile) []graph.Password {
	if s.App.Value == nil {
		return nil
	}
	lost, _ := orphan(s, p)
	var out []graph.Password
	for _, c := range s.App.Value.PasswordCredentials {
		known := c.KeyID == p.Secret.KeyID || c.KeyID == lost.KeyID || madeHere(p, c.KeyID) || p.Renewal != nil && c.KeyID == p.Renewal.Old.KeyID
		if namedHere(c.DisplayName) && !known && usable(c, s.At) {
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
		out = append(out, Finding{Code: CodeSecretUnclaimed, Level: level, Subject: c.KeyID, Want: "known to this computer", Got: c.DisplayName + ", until " + day(c.EndDateTime),
			Text:   fmt.Sprintf("The client secret %q was made by ssowizard, and no receipt on this computer knows it. A run that broke off may have left it, or another computer made it.", c.DisplayName),
			Remedy: "Find out whether the MTP portal uses it. If nobody does, let the wizard remove it; it is shown first."})
	}
	return out
}

// SetDropUnclaimed decides whether the secrets that no receipt knows are removed.
// Left alone they stay: one of them may be in use.
func (r *Runner) SetDropUnclaimed(on bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.profile.Wanted.DropUnclaimed = on
}

// dropUnclaimed are the removals that a person decided on.
func dropUnclaimed(s Snapshot, p Profile) []operation {
	if !p.Wanted.DropUnclaimed || !hasPassword(s, p.Secret.KeyID) || p.Renewal != nil {
		return nil
	}
	var ops []operation
	for _, c := range unclaimed(s, p) {
		ops = append(ops, &removeUnclaimed{app: *s.App.Value, pw: c})
	}
	return ops
}

// removeUnclaimed removes one secret that no receipt knows.
type removeUnclaimed struct {
	app graph.Application
	pw  graph.Password
}

func (o *removeUnclaimed) change() []Change {
	c := o.pw
	return []Change{{Object: appWords(o.app), Property: "passwordCredentials", Before: countWord(len(o.app.PasswordCredentials), "secret"), After: "without this one; whoever uses it is cut off at once",
		Removed: []string{fmt.Sprintf("%s (%s…), until %s, key id %s", c.DisplayName, c.Hint, day(c.EndDateTime), c.KeyID)}}}
}

func (o *removeUnclaimed) request() Request {
	return Request{Method: "POST", Path: "/v1.0/applications/" + o.app.ID + "/removePassword", Body: pretty(map[string]string{"keyId": o.pw.KeyID})}
}

func (o *removeUnclaimed) run(ctx context.Context, r *Runner, note func(Note)) (Receipt, error) {
	client, err := r.graphClient()
	if err != nil {
		return Receipt{}, err
	}
	note(Note{Text: "Removing the secret " + o.pw.DisplayName, Usual: 10 * time.Second})
	return o.begun(), r.removeSecret(ctx, client, o.app, o.pw.KeyID)
}

func (o *removeUnclaimed) begun() Receipt {
	return Receipt{Object: "password", ObjectID: o.pw.KeyID, Gone: true, Summary: "Removed the secret " + o.pw.DisplayName + ", which no receipt knew", Inverse: "none: its value was never known"}
}

func (o *removeUnclaimed) seen(s Snapshot) bool {
	return s.App.Value != nil && !hasPassword(s, o.pw.KeyID)
}

func (o *removeUnclaimed) mends() []Code { return []Code{CodeSecretUnclaimed} }
