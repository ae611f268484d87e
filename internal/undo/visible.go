package undo

import (
	"fmt"
	"slices"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// doubt names the part of a look that a server answered which is behind.
type doubt int

// The parts.
const (
	doubtNone doubt = iota
	DoubtApp
	doubtPrincipal
	doubtGrants
	doubtScopes
)

// Mark makes the part unknown.
func Mark(s *setup.Snapshot, d doubt, why setup.Reason) {
	switch d {
	case DoubtApp:
		s.App, s.Deleted = setup.Unknown[*graph.Application](why), setup.Unknown[*graph.Application](why)
	case doubtPrincipal:
		s.Principal, s.DeletedPrincipal = setup.Unknown[*graph.ServicePrincipal](why),
			setup.Unknown[*graph.ServicePrincipal](why)
		s.Grants, s.Delegated = setup.Unknown[[]graph.AppRoleAssignment](why),
			setup.Unknown[[]graph.DelegatedGrant](why)
	case doubtGrants:
		s.Grants = setup.Unknown[[]graph.AppRoleAssignment](why)
	case doubtScopes:
		s.Delegated = setup.Unknown[[]graph.DelegatedGrant](why)
	case doubtNone:
	}
}

// Unsettle makes unknown what an answer shows as it was before this program wrote:
// it came from a server that is behind. It returns what that write was, in words;
// "" where nothing is in doubt.
func Unsettle(s *setup.Snapshot, p setup.Profile, now time.Time) string {
	var write string
	for _, rec := range lately(p, now) {
		part := behind(*s, rec)
		if part == doubtNone {
			continue
		}
		write = text.Or(write, rec.Summary)
		Mark(s, part, setup.Reason{Text: fmt.Sprintf("the answer came "+
			"from a server of Entra's that does not know yet what this program wrote at %s: %s.",
			rec.LastAt().Local().Format("15:04:05 MST"), rec.Summary),
			Remedy: "Wait a few minutes and read again. Nothing is made twice meanwhile."})
	}
	return write
}

// lately are the writes that a server may not know yet, newest first; of each thing
// the last one, since what was made may have been taken away after. Of two changes
// the later is taken back first, so what was filed last need not be it. What a run was
// stopped at while it took it away may be there or not. A secret whose value was
// kept is one before its receipt is filed.
func lately(p setup.Profile, now time.Time) []setup.Receipt {
	all := slices.Clone(p.Receipts)
	if b := p.Begun; b != nil && kindOf(*b).kept {
		all = append(all, *b)
	}
	slices.SortStableFunc(all, func(a, b setup.Receipt) int { return a.LastSent().Compare(b.LastSent()) })
	type thing struct {
		object, id string
		changed    bool // not made, but changed
	}
	seen := map[thing]bool{}
	var out []setup.Receipt
	for _, rec := range slices.Backward(all) {
		if p.App.AppID == "" || rec.Action == setup.UndoAction ||
			rec.AppID != "" && rec.AppID != p.App.AppID || !setup.Young(rec.LastAt(), now) {
			continue
		}
		t := thing{rec.Object, rec.ObjectID, rec.Before != nil && rec.Before != ""}
		unheard := rec.Taking != nil || rec.Gone && p.Begun != nil && p.Begun.SameWrite(rec)
		if !seen[t] && !unheard {
			out = append(out, rec)
		}
		seen[t] = true
	}
	return out
}

// behind names the part of a snapshot that shows an object as it was before a write;
// doubtNone where it shows the write, or something else, which is somebody's doing.
func behind(s setup.Snapshot, rec setup.Receipt) doubt {
	if k := kindOf(rec); k.behind != nil {
		return k.behind(s, rec, rec.Undone == nil && !rec.Gone)
	}
	return doubtNone
}
