package engine

import (
	"ssowizard/internal/prove"
	"ssowizard/internal/setup"
)

// Weigh sets a quick trial, which asks for a token alone, against the last whole
// proof of the same secret. A token shows less than one: it neither mends a read
// that could not be made, nor stands for one that never was. nil leaves the proof
// as it is.
func (r *Session) Weigh(p setup.Profile, try setup.Part[setup.Proof]) *setup.Part[setup.Proof] {
	if !try.Known || !try.Value.Good || try.Value.Link("read").State == setup.LinkOK {
		return &try
	}
	r.mu.Lock()
	last, of := r.proof, r.proofOf
	r.mu.Unlock()
	whole := last.Known && of == p.Secret.KeyID && last.Value.Link("read").ID != ""
	switch {
	case whole && prove.AboutRead(last.Value.Finding):
		return nil
	case p.Secret.Proven != nil:
		return &try
	case whole && last.Value.Good:
		return nil
	}
	none := prove.Unproven()
	return &none
}
