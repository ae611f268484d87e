package undo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

func init() { isKind(setup.ObjectApplication, kindRegistration) }

// kindRegistration is a registration that was made.
var kindRegistration = kind{
	label: "registration", ownID: true, registers: true, appears: true, builtOn: true,
	takes:   append([]string{setup.ObjectPrincipal}, alongPrincipal...),
	changed: &kindChange,
	done: func(s setup.Snapshot, rec setup.Receipt) (setup.Receipt, bool) {
		app := s.App.Value
		if after, err := setup.Recorded(rec.After); err != nil || !change.IsSo(after, *app) {
			return rec, false
		}
		rec.AppID = app.AppID
		return rec.MadeAs(app.ID, app.AppID), strings.HasPrefix(app.UniqueName, setup.UniquePrefix)
	},
	dated: func(s setup.Snapshot) *time.Time { return s.App.Value.CreatedDateTime },
	// One that lies in the recycle bin was deleted since.
	behind: func(s setup.Snapshot, rec setup.Receipt, made bool) doubt {
		if made && rec.AppID != "" && s.App.Known && s.App.Value == nil && s.Deleted.Value == nil {
			return DoubtApp
		}
		return doubtNone
	},
	may: mayDelete,
	since: func(x *theirs, s setup.Snapshot, p setup.Profile, rec setup.Receipt) {
		x.onApplication(s, rec)
		x.doubt(p, setup.ObjectPrincipal)
		x.doubt(p, setup.ObjectPolicyAssigned)
		x.onPrincipal(s, p) // it goes too
	},
	changes: func(s setup.Snapshot, _ setup.Receipt) []setup.Change {
		app := *s.App.Value
		return []setup.Change{{Object: change.AppWords(app), Property: "the whole registration",
			Before: app.DisplayName, After: "deleted; can be restored for 30 days",
			Removed: []string{"application (client) ID " + app.AppID}}}
	},
	request: func(o WayBack) setup.Request {
		return setup.Request{Method: "DELETE", Path: "/v1.0/applications/" + o.App.ID}
	},
	send: func(ctx context.Context, c *graph.Client, o WayBack) error {
		return c.DeleteApplication(ctx, o.App.ID)
	},
	there: registrationThere,
	forget: func(p *setup.Profile, _ setup.Receipt) {
		p.Leave()
		// They went with it.
		p.Lost = slices.DeleteFunc(p.Lost, func(l setup.Pending) bool { return l.AppID == p.App.AppID })
		p.App, p.Wanted.New = setup.ProfileApp{}, false
	},
}

func registrationThere(ctx context.Context, c *graph.Client, o WayBack) (bool, error) {
	_, err := change.LookForApp(ctx, c, o.App.AppID)
	return err == nil, err
}

// kindChange is a change to a registration that was there.
var kindChange = kind{
	label: "registration",
	done: func(s setup.Snapshot, rec setup.Receipt) (setup.Receipt, bool) {
		after, err := setup.Recorded(rec.After)
		return rec, err == nil && change.IsSo(after, *s.App.Value) && rec.ObjectID == s.App.Value.ID
	},
	behind: func(s setup.Snapshot, rec setup.Receipt, made bool) doubt {
		before, err := setup.Recorded(rec.Before)
		after, aerr := setup.Recorded(rec.After)
		if !made {
			before, after = after, before
		}
		if app := s.App.Value; err == nil && aerr == nil && app != nil && app.ID == rec.ObjectID &&
			change.Differs(before, *app) == "" && change.Differs(after, *app) != "" {
			return DoubtApp
		}
		return doubtNone
	},
	may: mayChangeBack,
	once: func(s setup.Snapshot, rec setup.Receipt) setup.Snapshot {
		before, err := setup.Recorded(rec.Before)
		if err != nil {
			return s
		}
		return s.WithApp(func(app *graph.Application) { change.PutBack(before, app) })
	},
	changes: func(s setup.Snapshot, rec setup.Receipt) []setup.Change {
		before, err := setup.Recorded(rec.Before)
		if err != nil {
			return nil
		}
		return change.ChangesTo(before, s)
	},
	request: func(o WayBack) setup.Request {
		before, _ := setup.Recorded(o.Rec.Before)
		return setup.Request{Method: "PATCH", Path: "/v1.0/applications/" + o.App.ID,
			Body: change.Pretty(before)}
	},
	send: func(ctx context.Context, c *graph.Client, o WayBack) error {
		before, err := setup.Recorded(o.Rec.Before)
		if err != nil {
			return noReceipt(err)
		}
		return c.UpdateApplication(ctx, o.App.ID, before)
	},
	there: registrationThere,
}

func noReceipt(err error) error { return fmt.Errorf("the receipt cannot be read: %w", err) }

// mayDelete judges the making of a registration.
func mayDelete(s setup.Snapshot, p setup.Profile, rec setup.Receipt) standing {
	after, err := setup.Recorded(rec.After)
	after.Notes = nil // whoever wrote into the notes of a new one changed nothing of it
	if err != nil || after == (graph.ApplicationPatch{}) {
		return unreadable()
	}
	if why := changedSince(s, rec, after); why != "" {
		return mayNot(why)
	}
	if !strings.HasPrefix(s.App.Value.UniqueName, setup.UniquePrefix) {
		return mayNot("This wizard did not make that registration.") // Entra's own word, beside the receipt's
	}
	if why := secretsLeft(*s.App.Value, p); why != "" {
		return mayNot(why)
	}
	return may("The registration is deleted. Entra can bring it back for 30 days, " +
		"under \"Deleted applications\".")
}

// mayChangeBack judges a change to a registration.
func mayChangeBack(s setup.Snapshot, _ setup.Profile, rec setup.Receipt) standing {
	after, err := setup.Recorded(rec.After)
	before, berr := setup.Recorded(rec.Before)
	switch {
	case err != nil || berr != nil || !change.Covers(after, before):
		return unreadable()
	case rec.ObjectID == s.App.Value.ID && change.Differs(before, *s.App.Value) == "":
		return asBefore() // an interrupted run took it back
	}
	if why := changedSince(s, rec, after); why != "" {
		return mayNot(why)
	}
	if before.Notes != nil {
		return may("The notes become what they were before.")
	}
	return may("The lists become what they were before.")
}

// changedSince says why the registration is not the one that a receipt left behind; ""
// where it is.
func changedSince(s setup.Snapshot, rec setup.Receipt, after graph.ApplicationPatch) string {
	if rec.ObjectID != s.App.Value.ID {
		return "It belongs to another registration. Name that one with --app-id."
	}
	if diff := change.Differs(after, *s.App.Value); diff != "" {
		return "Somebody has changed it since: " + diff + "."
	}
	return ""
}

// secretsLeft says which client secrets a registration still holds, and whose they
// are: it is not deleted before they are gone. "" where it holds none.
func secretsLeft(app graph.Application, p setup.Profile) string {
	var theirs []string
	stands, behind := 0, 0
	for _, c := range app.PasswordCredentials {
		rec, told := p.Wrote(setup.ObjectSecret, c.KeyID)
		switch {
		case !told || !setup.NamedHere(c.DisplayName):
			theirs = append(theirs, text.Or(c.DisplayName, c.KeyID))
		case rec.Undone == nil:
			stands++
		default:
			behind++
		}
	}
	switch {
	case len(theirs) > 0:
		return "The registration holds " + text.Count(len(theirs), "client secret") +
			" that no receipt here tells of (" + strings.Join(theirs, ", ") +
			"), which may be somebody else's. Remove what nobody needs in Entra first."
	case stands > 0:
		return "The registration holds " + text.Count(stands, "client secret") +
			" that this wizard made, and that goes first."
	case behind > 0:
		return "Entra still shows a client secret that was taken back. It may be behind; " +
			"read again in a few minutes."
	}
	return ""
}
