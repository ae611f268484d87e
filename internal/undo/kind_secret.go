package undo

import (
	"context"
	"fmt"
	"slices"

	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

func init() { isKind(setup.ObjectSecret, kindSecret) }

// kindSecret is a client secret. Entra gives each a key id of its own.
var kindSecret = kind{
	label: "client secret", ownID: true, kept: true, surely: true,
	done: func(s setup.Snapshot, rec setup.Receipt) (setup.Receipt, bool) {
		return rec, setup.HasPassword(s, rec.ObjectID) != rec.Gone
	},
	behind: func(s setup.Snapshot, rec setup.Receipt, made bool) doubt {
		if s.App.Value != nil && setup.HasPassword(s, rec.ObjectID) != made {
			return DoubtApp
		}
		return doubtNone
	},
	may: mayRemoveSecret,
	once: func(s setup.Snapshot, rec setup.Receipt) setup.Snapshot {
		return s.WithApp(func(app *graph.Application) {
			app.PasswordCredentials = slices.DeleteFunc(slices.Clone(app.PasswordCredentials),
				func(c graph.Password) bool { return c.KeyID == rec.ObjectID })
		})
	},
	changes: func(s setup.Snapshot, rec setup.Receipt) []setup.Change {
		n := len(s.App.Value.PasswordCredentials)
		c := setup.Change{Object: change.AppWords(*s.App.Value), Property: "passwordCredentials",
			Before: text.Count(n, "secret"), After: text.Count(n-1, "secret")}
		if pw, ok := setup.PasswordOf(s, rec.ObjectID); ok {
			c.Removed = []string{fmt.Sprintf("%s (%s…), %s", text.Or(pw.DisplayName, "unnamed"), pw.Hint,
				judge.LifeWords(pw))}
		}
		return []setup.Change{c}
	},
	request: func(o WayBack) setup.Request { return change.RemovingPassword(o.App, o.Rec.ObjectID) },
	send: func(ctx context.Context, c *graph.Client, o WayBack) error {
		return change.RemovePassword(ctx, c, o.App.AppID, o.App.ID, o.Rec.ObjectID)
	},
	there: func(context.Context, *graph.Client, WayBack) (bool, error) {
		return false, nil // removePassword has looked
	},
	seen: func(s setup.Snapshot, rec setup.Receipt) bool { return !setup.HasPassword(s, rec.ObjectID) },
	forget: func(p *setup.Profile, rec setup.Receipt) {
		if p.Secret.KeyID != rec.ObjectID {
			return
		}
		p.Secret = setup.ProfileSecret{}
		p.Unsaid()
		if p.Renewal != nil { // the one that it was to follow is the one in use again
			p.Secret, p.Renewal = p.Renewal.Old, nil
		}
	},
}

func mayRemoveSecret(s setup.Snapshot, p setup.Profile, rec setup.Receipt) standing {
	c, ok := setup.PasswordOf(s, rec.ObjectID)
	switch {
	case !ok && p.Secret.KeyID == rec.ObjectID && rec.ObjectID != "":
		// an interrupted run took it back, or somebody removed it
		return may("The secret is gone already; what is kept of it here goes too.")
	case !ok:
		return isGone("The secret")
	case !setup.NamedHere(c.DisplayName):
		// A receipt is a file on this computer, and may be wrong or meddled with. The
		// name is Entra's own word, and nobody can change a secret's name.
		return mayNot("This wizard did not make that secret.")
	}
	if p.Renewal != nil && p.Renewal.Old.KeyID == rec.ObjectID {
		return may("The MTP portal may still use this secret; then sign-in stops for everybody.")
	}
	if _, pasted := p.Confirmed["29"]; pasted && p.Secret.KeyID == rec.ObjectID {
		return may("The MTP portal uses this secret, so sign-in stops for everybody until it has another.")
	}
	return may("The secret stops working; its value is removed from where it is kept.")
}
