package setup

import (
	"time"

	"ssowizard/internal/graph"
)

// DeletedError says that the registration was deleted while a run went on with it. It
// is no delay of copying, and is not waited for. Bin is what the recycle bin shows of
// it; nil where the bin could not be looked at or does not hold it.
type DeletedError struct {
	Name string
	Bin  *graph.Application
}

func (e *DeletedError) Error() string { return "the registration " + e.Name + " was deleted" }

// BroughtBack tells whether this program restored an object so lately that a server
// may still show it in the recycle bin.
func (p Profile) BroughtBack(id string, now time.Time) bool {
	recent := p.Receipts
	if p.Begun != nil {
		recent = append(recent[:len(recent):len(recent)], *p.Begun)
	}
	for _, rec := range recent {
		if rec.Of(ObjectDeleted, id) && Young(rec.At, now) {
			return true
		}
	}
	return false
}
