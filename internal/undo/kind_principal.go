package undo

import (
	"context"

	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

func init() {
	isKind(setup.ObjectPrincipal, kindPrincipal)
	isKind(setup.ObjectPrincipalSettings, kindSettings)
}

// alongPrincipal is what goes with a service principal, where it could not be taken
// back before it.
var alongPrincipal = []string{setup.ObjectRoleGrant, setup.ObjectScopes, setup.ObjectPrincipalSettings}

// kindPrincipal is a service principal that was made.
var kindPrincipal = kind{
	label: "service principal", ownID: true, builtOn: true, takes: alongPrincipal,
	done: func(s setup.Snapshot, rec setup.Receipt) (setup.Receipt, bool) {
		if s.Principal.Value == nil {
			return rec, false
		}
		id := s.Principal.Value.ID
		return rec.MadeAs(id, id), true
	},
	behind: func(s setup.Snapshot, rec setup.Receipt, made bool) doubt {
		sp := s.Principal.Value
		if s.Principal.Known && s.App.Value != nil && (sp != nil && sp.ID == rec.ObjectID) != made &&
			(made || sp != nil) && s.DeletedPrincipal.Value == nil {
			return doubtPrincipal
		}
		return doubtNone
	},
	may: func(s setup.Snapshot, _ setup.Profile, rec setup.Receipt) standing {
		if s.Principal.Value == nil || s.Principal.Value.ID != rec.ObjectID {
			return goneWithPrincipal(s, "The service principal")
		}
		return may("Nobody can sign in any more; what the wizard granted to it goes with it.")
	},
	since: func(x *theirs, s setup.Snapshot, p setup.Profile, _ setup.Receipt) { x.onPrincipal(s, p) },
	changes: func(s setup.Snapshot, rec setup.Receipt) []setup.Change {
		return []setup.Change{{Object: change.AppWords(*s.App.Value),
			Property: "servicePrincipals", Before: "enabled", After: "deleted; can be restored for 30 days",
			Removed: []string{rec.ObjectID}}}
	},
	request: func(o WayBack) setup.Request {
		return setup.Request{Method: "DELETE", Path: "/v1.0/servicePrincipals/" + o.Rec.ObjectID}
	},
	send: func(ctx context.Context, c *graph.Client, o WayBack) error {
		return c.DeleteServicePrincipal(ctx, o.Rec.ObjectID)
	},
	there: principalThere,
	seen: func(s setup.Snapshot, _ setup.Receipt) bool {
		return s.Principal.Known && s.Principal.Value == nil
	},
}

func principalThere(ctx context.Context, c *graph.Client, o WayBack) (bool, error) {
	sp, err := change.LookForPrincipal(ctx, c, o.App.AppID)
	return sp.ID == o.Rec.ObjectID, err
}

// kindSettings is a change to a service principal that was there.
var kindSettings = kind{
	label: "settings of the service principal",
	done: func(s setup.Snapshot, rec setup.Receipt) (setup.Receipt, bool) {
		after, err := setup.RecordedSettings(rec.After)
		sp := s.Principal.Value
		return rec, err == nil && sp != nil && sp.ID == rec.ObjectID && setup.HoldsSettings(after, *sp)
	},
	behind: func(s setup.Snapshot, rec setup.Receipt, made bool) doubt {
		before, err := setup.RecordedSettings(rec.Before)
		after, aerr := setup.RecordedSettings(rec.After)
		if !made {
			before, after = after, before
		}
		if sp := s.Principal.Value; err == nil && aerr == nil && sp != nil && sp.ID == rec.ObjectID &&
			setup.HoldsSettings(before, *sp) && !setup.HoldsSettings(after, *sp) {
			return doubtPrincipal
		}
		return doubtNone
	},
	may: maySetBack,
	once: func(s setup.Snapshot, rec setup.Receipt) setup.Snapshot {
		was, err := setup.RecordedSettings(rec.Before)
		if err != nil {
			return s
		}
		return s.WithPrincipal(func(sp *graph.ServicePrincipal) {
			if was.AccountEnabled != nil {
				sp.AccountEnabled = *was.AccountEnabled
			}
			if was.AppRoleAssignmentRequired != nil {
				sp.AppRoleAssignmentRequired = *was.AppRoleAssignmentRequired
			}
		})
	},
	changes: func(s setup.Snapshot, rec setup.Receipt) []setup.Change {
		before, err := setup.RecordedSettings(rec.Before)
		if err != nil || s.Principal.Value == nil {
			return nil
		}
		return (&change.PatchPrincipal{Sp: *s.Principal.Value, Patch: before,
			Name: s.App.Value.DisplayName}).Change()
	},
	request: func(o WayBack) setup.Request {
		// Read before it was planned; what else a receipt holds is not sent.
		before, _ := setup.RecordedSettings(o.Rec.Before)
		return setup.Request{Method: "PATCH", Path: "/v1.0/servicePrincipals/" + o.Rec.ObjectID,
			Body: change.Pretty(before)}
	},
	send: func(ctx context.Context, c *graph.Client, o WayBack) error {
		before, err := setup.RecordedSettings(o.Rec.Before)
		if err != nil {
			return noReceipt(err)
		}
		return c.UpdateServicePrincipal(ctx, o.Rec.ObjectID, before)
	},
	there: principalThere,
	seen: func(s setup.Snapshot, rec setup.Receipt) bool {
		before, err := setup.RecordedSettings(rec.Before)
		return err != nil || s.Principal.Value != nil && setup.HoldsSettings(before, *s.Principal.Value)
	},
}

// maySetBack judges a change to the service principal: it is taken back only while it
// is as the wizard left it.
func maySetBack(s setup.Snapshot, _ setup.Profile, rec setup.Receipt) standing {
	after, err := setup.RecordedSettings(rec.After)
	before, berr := setup.RecordedSettings(rec.Before)
	if err != nil || berr != nil || after == (graph.ServicePrincipalPatch{}) ||
		(after.AccountEnabled == nil) != (before.AccountEnabled == nil) ||
		(after.AppRoleAssignmentRequired == nil) != (before.AppRoleAssignmentRequired == nil) {
		return unreadable()
	}
	sp := s.Principal.Value
	switch {
	case sp == nil || sp.ID != rec.ObjectID:
		return goneWithPrincipal(s, "The service principal")
	case setup.HoldsSettings(before, *sp):
		return asBefore() // an interrupted run took it back
	case !setup.HoldsSettings(after, *sp):
		return mayNot("Somebody has changed since who may sign in.")
	case after.AccountEnabled != nil:
		return may("Sign-in is switched off again: nobody can sign in.")
	}
	return may("Only people who are assigned can sign in again.")
}
