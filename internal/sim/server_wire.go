package sim

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"
)

// Request is one request that arrived, as far as tests count and compare them.
type Request struct {
	Root   string // "login", "graph" or "portal"
	Method string
	Path   string // with the query
	// Status of the answer; 0 when the connection was dropped before the request was applied.
	Status  int
	InBatch bool
}

// callLog remembers requests and holds the fault hook.
type callLog struct {
	mu    sync.Mutex
	calls []Request
	fault func(*http.Request) Fault
	under int           // how many are under way
	quiet chan struct{} // closed when none is any more; nil: nobody waits for it
}

// begin counts a request that is under way until it is ended.
func (c *callLog) begin() (end func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.under++
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.under--; c.under == 0 && c.quiet != nil {
			close(c.quiet)
			c.quiet = nil
		}
	}
}

// Quiet waits until no request is under way. Who is killed leaves some.
func (s *Server) Quiet() {
	s.calls.mu.Lock()
	if s.calls.under > 0 && s.calls.quiet == nil {
		s.calls.quiet = make(chan struct{})
	}
	wait := s.calls.quiet
	s.calls.mu.Unlock()
	if wait != nil {
		<-wait
	}
}

func (c *callLog) add(r Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls = append(c.calls, r)
}

func (c *callLog) pick(r *http.Request) Fault {
	c.mu.Lock()
	hook := c.fault
	c.mu.Unlock()
	if hook == nil {
		return Fault{}
	}
	return hook(r)
}

// SetFault installs a hook that is asked about every request to any of the three roots, and about each item
// of a batch; nil removes it. The hook may read the request's body. It may be called from several goroutines
// at once.
func (s *Server) SetFault(hook func(*http.Request) Fault) {
	s.calls.mu.Lock()
	defer s.calls.mu.Unlock()
	s.calls.fault = hook
}

// Requests lists everything that arrived, in the order in which it was answered.
func (s *Server) Requests() []Request {
	s.calls.mu.Lock()
	defer s.calls.mu.Unlock()
	return append([]Request(nil), s.calls.calls...)
}

// Writes lists the requests to Graph that were meant to change something, refused ones included.
func (s *Server) Writes() []Request {
	var out []Request
	for _, r := range s.Requests() {
		path, _, _ := strings.Cut(r.Path, "?")
		if r.Root == "graph" && r.Method != http.MethodGet && r.Method != http.MethodHead &&
			!strings.HasSuffix(path, "/$batch") {
			out = append(out, r)
		}
	}
	return out
}

// maxBody is how much of a request is read at all.
const maxBody = 8 << 20

// wire stands around each root: the tenant's date, latency, faults, and the record.
func (s *Server) wire(root string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer s.calls.begin()()
		w.Header().Set("Date", s.clk.now().Format(http.TimeFormat))
		body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
		if err != nil || len(body) > maxBody {
			http.Error(w, "the request body is too large or was cut off", http.StatusRequestEntityTooLarge)
			return
		}
		s.pause(r)
		s.pass(w, r, body, Request{Root: root, Method: r.Method, Path: r.URL.RequestURI()}, next)
	})
}

// item stands around each item of a batch.
func (s *Server) item(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = r.WithContext(context.WithValue(r.Context(), inBatch{}, true))
		var body []byte
		if r.Body != nil {
			body, _ = io.ReadAll(r.Body) // comes from memory
		}
		s.pass(w, r, body,
			Request{Root: "graph", Method: r.Method, Path: r.URL.RequestURI(), InBatch: true}, next)
	})
}

// pass applies the request, or the fault, or first the one and then the other.
func (s *Server) pass(w http.ResponseWriter, r *http.Request, body []byte, seen Request, next http.Handler) {
	rewind := func() { r.Body = io.NopCloser(bytes.NewReader(body)) }
	rewind()
	f := s.calls.pick(r)
	rewind()
	if !f.let(r) {
		f = Fault{Drop: true}
	}
	if f.Behind > 0 {
		r = r.WithContext(withBehind(r.Context(), f.Behind))
	}
	if f.none() {
		rec := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(rec, r)
		seen.Status = rec.status
		s.calls.add(seen)
		return
	}
	ans := f.instead()
	if f.applies() {
		done := httptest.NewRecorder()
		next.ServeHTTP(done, r)
		seen.Status = done.Code
		if f.Status == 0 {
			ans = trueAnswer(done)
		}
	} else {
		seen.Status = f.Status
	}
	s.calls.add(seen)
	f.send(w, r, ans, seen.InBatch)
}

// pause waits for the latency, or until the reader goes.
func (s *Server) pause(r *http.Request) {
	if s.latency <= 0 {
		return
	}
	t := time.NewTimer(s.latency)
	defer t.Stop()
	select {
	case <-t.C:
	case <-r.Context().Done():
	}
}

// statusWriter remembers the status of an answer.
type statusWriter struct {
	http.ResponseWriter
	status int
	wrote  bool
}

// WriteHeader passes the status on.
func (w *statusWriter) WriteHeader(status int) {
	if !w.wrote {
		w.status, w.wrote = status, true
	}
	w.ResponseWriter.WriteHeader(status)
}
