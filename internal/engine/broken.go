package engine

import (
	"errors"
	"net/http"

	"ssowizard/internal/advice"
	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

// broken says how far a plan got. A run that signs in again goes on with a new
// plan, so what the plans before it wrote is part of the answer.
func (r *Session) broken(written []string, failed string, cause error) *advice.ApplyError {
	e := &advice.ApplyError{Written: written, Failed: failed, Cause: cause}
	r.mu.Lock()
	defer r.mu.Unlock()
	e.Earlier = append([]string(nil), r.done...)
	r.done = append(r.done, written...)
	switch p := r.profile; {
	case errors.As(cause, new(*setup.AnswerError)): // it says so itself
	case p.Pending != nil:
		e.Open = "A client secret may have been made; the next run looks for it."
	case p.Begun != nil && !unsent(cause):
		e.Open = "The write that was under way may have been done; the next run looks."
	}
	return e
}

// seenDone is the write of unknown fate that the look after it found done: its
// receipt, in words.
func (r *Session) seenDone(begun *setup.Receipt) []string {
	p := r.Profile()
	if begun == nil || p.Begun != nil || len(p.Receipts) == 0 {
		return nil
	}
	if last := p.Receipts[len(p.Receipts)-1]; last.At.Equal(begun.At) && last.Object == begun.Object {
		return []string{last.Summary}
	}
	return nil
}

// doneNow adds to what this run has written.
func (r *Session) doneNow(written []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done = append(r.done, written...)
}

// unsent tells of a write that surely never went out.
func unsent(err error) bool {
	var ge *graph.Error
	return errors.As(err, &ge) && ge.Status == 0 && ge.Method != http.MethodGet && !ge.Uncertain
}
