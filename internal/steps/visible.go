package steps

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/text"
)

// young tells whether something is so new that a server may not know it. A clock
// that was set back by no more than clocks differ makes nothing older; of what is
// dated later than that nobody can tell when it was.
func young(at, now time.Time) bool {
	age := now.Sub(at)
	return !at.IsZero() && age > -maxSkew && age < visibleWithin
}

// unsettle makes unknown what an answer shows as it was before this program wrote:
// it came from a server that is behind. It returns what that write was, in words;
// "" where nothing is in doubt.
func (s *Snapshot) unsettle(p Profile, now time.Time) string {
	var doubt string
	for _, rec := range p.recent(now) {
		behind := s.behind(rec)
		if behind == nil {
			continue
		}
		doubt = text.Or(doubt, rec.Summary)
		behind(Reason{Text: fmt.Sprintf("the answer came from a server of Entra's that does not know yet what this program wrote at %s: %s.", rec.lastAt().Local().Format("15:04:05 MST"), rec.Summary),
			Remedy: "Wait a few minutes and read again. Nothing is made twice meanwhile."})
	}
	return doubt
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

// recent are the writes that a server may not know yet, newest first; of each thing
// the last one, since what was made may have been taken away after. Of two changes
// the later is taken back first, so what was filed last need not be it. What a run was
// stopped at while it took it away may be there or not. A secret whose value was
// kept is one before its receipt is filed.
func (p Profile) recent(now time.Time) []Receipt {
	all := slices.Clone(p.Receipts)
	if b := p.Begun; b != nil && b.Object == "password" {
		all = append(all, *b)
	}
	slices.SortStableFunc(all, func(a, b Receipt) int { return a.lastSent().Compare(b.lastSent()) })
	type thing struct {
		object, id string
		changed    bool // not made, but changed
	}
	seen := map[thing]bool{}
	var out []Receipt
	for _, rec := range slices.Backward(all) {
		if p.App.AppID == "" || rec.Action == undoAction || rec.AppID != "" && rec.AppID != p.App.AppID || !young(rec.lastAt(), now) {
			continue
		}
		t := thing{rec.Object, rec.ObjectID, rec.Before != nil && rec.Before != ""}
		unheard := rec.Taking != nil || rec.Gone && p.Begun != nil && p.Begun.sameWrite(rec)
		if !seen[t] && !unheard {
			out = append(out, rec)
		}
		seen[t] = true
	}
	return out
}

// behind tells whether the snapshot shows an object as it was before a write, and
// then how to mark the part that it stands in; nil where it shows the write, or
// something else, which is somebody's doing.
func (s *Snapshot) behind(rec Receipt) func(Reason) {
	made := rec.Undone == nil && !rec.Gone
	switch rec.Object {
	case "application":
		return s.behindApplication(rec, made)
	case "password":
		if app := s.App.Value; app != nil && hasPassword(*s, rec.ObjectID) != made {
			return s.doubtApp
		}
	case "servicePrincipal":
		if sp := s.Principal.Value; s.Principal.Known && s.App.Value != nil && (sp != nil && sp.ID == rec.ObjectID) != made && (made || sp != nil) && s.DeletedPrincipal.Value == nil {
			return s.doubtPrincipal
		}
	case "appRoleAssignment":
		if s.Grants.Known && s.App.Value != nil && hasGrant(*s, rec.ObjectID) != made {
			return func(why Reason) { s.Grants = unknown[[]graph.AppRoleAssignment](why) }
		}
	case "oauth2PermissionGrant":
		if s.Delegated.Known && s.App.Value != nil && s.behindScopes(rec, made) {
			return func(why Reason) { s.Delegated = unknown[[]graph.DelegatedGrant](why) }
		}
	case objectPrincipalSettings:
		before, err := recordedSettings(rec.Before)
		after, aerr := recordedSettings(rec.After)
		if !made {
			before, after = after, before
		}
		if sp := s.Principal.Value; err == nil && aerr == nil && sp != nil && sp.ID == rec.ObjectID && holdsSettings(before, *sp) && !holdsSettings(after, *sp) {
			return s.doubtPrincipal
		}
	case objectDeleted:
		if d := s.Deleted.Value; made && d != nil && d.ID == rec.ObjectID {
			return s.doubtApp
		}
		if d := s.DeletedPrincipal.Value; made && d != nil && d.ID == rec.ObjectID && s.Principal.Value == nil {
			return s.doubtPrincipal
		}
	}
	return nil
}

func (s *Snapshot) doubtApp(why Reason) {
	s.App, s.Deleted = unknown[*graph.Application](why), unknown[*graph.Application](why)
}

func (s *Snapshot) doubtPrincipal(why Reason) {
	s.Principal, s.DeletedPrincipal = unknown[*graph.ServicePrincipal](why), unknown[*graph.ServicePrincipal](why)
	s.Grants, s.Delegated = unknown[[]graph.AppRoleAssignment](why), unknown[[]graph.DelegatedGrant](why)
}

// behindApplication looks for the registration as it was before it was made or
// changed. One that lies in the recycle bin was deleted since.
func (s *Snapshot) behindApplication(rec Receipt, made bool) func(Reason) {
	app := s.App.Value
	if rec.Before == nil {
		if made && rec.AppID != "" && s.App.Known && app == nil && s.Deleted.Value == nil {
			return s.doubtApp
		}
		return nil
	}
	before, err := recorded(rec.Before)
	after, aerr := recorded(rec.After)
	if !made {
		before, after = after, before
	}
	if err == nil && aerr == nil && app != nil && app.ID == rec.ObjectID && before.differsFrom(*app) == "" && after.differsFrom(*app) != "" {
		return s.doubtApp
	}
	return nil
}

// behindScopes looks for a grant as it was before: without it, or with the scopes
// that it had.
func (s *Snapshot) behindScopes(rec Receipt, made bool) bool {
	before, _ := rec.Before.(string)
	after, _ := rec.After.(string)
	if !made {
		before, after = after, before
	}
	i := slices.IndexFunc(s.Delegated.Value, func(g graph.DelegatedGrant) bool { return g.ID == rec.ObjectID })
	if i < 0 {
		return made // taken back whole, it is not there
	}
	has := s.Delegated.Value[i].Scope
	return sameWords(has, before) && !sameWords(has, after)
}

// settledToPlan refuses to plan from an answer that does not show yet what was
// written: what it seems to lack would be made twice.
func (s Snapshot) settledToPlan() error {
	if s.Behind == "" {
		return nil
	}
	return &BlockedError{By: "Entra has to show what was written: " + s.Behind}
}

// Observe reads everything Graph can say about the tenant and the registration.
// Where a server answers that does not know yet what this program wrote, that part
// is unknown, and it looks again until it is shown or nobody would wait longer. It
// tells whoever watches what it waits for. The error is for what makes reading
// pointless: no session, a session that ended, no answer at all.
func (r *Runner) Observe(ctx context.Context) (Snapshot, error) {
	var waited time.Duration
	pause := lookEvery
	for try := 1; ; try++ {
		s, err := r.look(ctx)
		if err != nil || s.Behind == "" || waited > r.Patience() {
			return s, err
		}
		waited += pause
		r.tell(Note{Text: "Entra does not show yet what was written: " + s.Behind + ". It is copying that to all its servers" + r.longWait(waited), Waiting: true, Usual: time.Minute, Try: try})
		if err := r.cfg.Sleep(ctx, pause); err != nil {
			return s, err
		}
		pause = min(pause*3/2, lookAtMost)
	}
}

// ObserveMade is Observe for those who show what is waited for, which may take
// minutes.
func (r *Runner) ObserveMade(ctx context.Context, note func(Note)) (Snapshot, error) {
	defer r.watch(note)()
	return r.Observe(ctx)
}
