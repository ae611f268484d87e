package undo

import (
	"ssowizard/internal/setup"
)

func init() { isKind(setup.ObjectDeleted, kindRestored) }

// kindRestored is a registration, or its service principal, that came back from the
// recycle bin.
var kindRestored = kind{
	label:   "object that came back from the recycle bin",
	appears: true,
	done: func(s setup.Snapshot, rec setup.Receipt) (setup.Receipt, bool) {
		sp := s.Principal.Value
		return rec, s.App.Value.ID == rec.ObjectID || sp != nil && sp.ID == rec.ObjectID
	},
	behind: func(s setup.Snapshot, rec setup.Receipt, made bool) doubt {
		if d := s.Deleted.Value; made && d != nil && d.ID == rec.ObjectID {
			return DoubtApp
		}
		if d := s.DeletedPrincipal.Value; made && d != nil && d.ID == rec.ObjectID &&
			s.Principal.Value == nil {
			return doubtPrincipal
		}
		return doubtNone
	},
	may: func(setup.Snapshot, setup.Profile, setup.Receipt) standing {
		return mayNot("It was brought back from the recycle bin. Delete it in Entra if it should go again.")
	},
}
