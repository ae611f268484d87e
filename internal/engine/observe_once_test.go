package engine_test

import (
	"net/http"
	"strings"
	"testing"

	"ssowizard/internal/graph"
	"ssowizard/internal/sim"
)

// TestWhatMicrosoftGraphOffersIsReadOnceASession: the list of its permissions
// fills hundreds of kilobytes in a real tenant, and no look of the same session
// asks for it again, unless it could not be read. A new session reads it anew.
func TestWhatMicrosoftGraphOffersIsReadOnceASession(t *testing.T) {
	w := newWalk(t, "good")
	refuse := true
	w.srv.SetFault(func(r *http.Request) sim.Fault {
		if !refuse || !strings.Contains(r.URL.Path, graph.GraphAppID) {
			return sim.Fault{}
		}
		return sim.Fault{Status: http.StatusForbidden, Body: `{"error":{"code":"Authorization_RequestDenied","message":"no"}}`}
	})
	w.signIn(w.sc.Admin)
	if w.r.Snapshot().Graph.Known || w.r.Snapshot().Graph.Why.Text == "" {
		t.Fatalf("what was refused is taken for read: %+v", w.r.Snapshot().Graph)
	}
	refuse = false
	for range 3 {
		if s := w.observe(); !s.Graph.Known || len(s.Graph.Value.AppRoles) == 0 {
			t.Fatalf("got %+v", s.Graph)
		}
	}
	w.wantReads(graph.GraphAppID, 2)
	w.signInAgain(w.sc.Admin)
	w.observe()
	w.wantReads(graph.GraphAppID, 3)
}

// wantReads counts the reads of a path that arrived so far.
func (w *walk) wantReads(path string, want int) {
	w.t.Helper()
	n := 0
	for _, q := range w.srv.Requests() {
		if q.Method == http.MethodGet && strings.Contains(q.Path, path) {
			n++
		}
	}
	if n != want {
		w.t.Errorf("%s was read %d times, want %d", path, n, want)
	}
}
