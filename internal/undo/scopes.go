package undo

import (
	"slices"

	"ssowizard/internal/change"
	"ssowizard/internal/setup"
)

// ToUndo are the rights that taking back needs, by what the receipts say was
// written. Whether something was built on a registration since is asked before
// it goes, and that wants its delegated grants to be read.
func ToUndo(p setup.Profile) []string {
	out := slices.Clone(change.ScopesFor[change.ForUndo])
	removes := false
	all := p.Receipts
	if p.Begun != nil { // the look after the sign-in may make a receipt of it
		all = append(all[:len(all):len(all)], *p.Begun)
	}
	for _, r := range all {
		if r.Undone != nil || r.Action == setup.UndoAction {
			continue
		}
		out = change.With(out, change.ScopeToWrite(r.Inverse))
		removes = removes || kindOf(r).builtOn
	}
	if removes && !slices.Contains(out, change.ScopeGrants) {
		out = change.With(out, "Directory.Read.All")
	}
	return out
}
