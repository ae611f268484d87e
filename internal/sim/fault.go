package sim

import (
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync/atomic"
	"time"
)

// Fault is something that goes wrong on the way of one request. The zero value lets the request pass. With a
// Status another answer is given and the request is not applied, unless After says so. Without one, Pad,
// Change, Cut and Trickle spoil the true answer of a request that was applied. Inside a batch there is no
// connection of an item's own: what would be done to it answers 504 there.
type Fault struct {
	// Hold keeps the request back until this is closed. A caller who goes before has nothing done.
	Hold <-chan struct{}
	// Behind lets a server answer a read that knows nothing younger than so long ago.
	Behind time.Duration
	Status int // answered instead of the true answer
	Body   string
	Header http.Header
	// After applies the request first: the work is done and its answer is lost.
	After bool
	// Drop closes the connection instead of answering, Reset tears it down with a TCP reset, Stall keeps it
	// open and says nothing until the caller has gone.
	Drop, Reset, Stall bool
	// Pad puts so many blanks before the body, Change replaces it.
	Pad    int64
	Change func(body []byte) []byte
	// Taken counts the blanks that the reader took, where it is set.
	Taken *atomic.Int64
	// Cut announces the whole body, sends half of it and closes the connection. Trickle sends one byte of it
	// at a time with this pause between two.
	Cut     bool
	Trickle time.Duration
}

func (f Fault) none() bool { return f.Status == 0 && !f.silent() && !f.spoils() }

// silent reports whether no answer is given at all.
func (f Fault) silent() bool { return f.Drop || f.Reset || f.Stall }

func (f Fault) spoils() bool { return f.Pad > 0 || f.Change != nil || f.Cut || f.Trickle > 0 }

// let waits as long as the request is held back, and tells whether it may go on.
func (f Fault) let(r *http.Request) bool {
	if f.Hold == nil {
		return true
	}
	select {
	case <-f.Hold:
		return true
	case <-r.Context().Done():
		return false
	}
}

// applies reports whether the request is carried out.
func (f Fault) applies() bool { return f.After || f.Status == 0 && !f.silent() }

// inBatch marks the context of a batch's items.
type inBatch struct{}

// InBatch tells a fault hook whether the request is an item of a batch.
func InBatch(r *http.Request) bool { return r.Context().Value(inBatch{}) != nil }

// wireAnswer is an answer before it is spoilt.
type wireAnswer struct {
	status int
	header http.Header
	body   []byte
}

func trueAnswer(r *httptest.ResponseRecorder) wireAnswer {
	return wireAnswer{status: r.Code, header: r.Header(), body: r.Body.Bytes()}
}

func (f Fault) instead() wireAnswer {
	return wireAnswer{status: f.Status, header: http.Header{}, body: []byte(f.Body)}
}

// send lets the fault happen to an answer.
func (f Fault) send(w http.ResponseWriter, r *http.Request, a wireAnswer, item bool) {
	if item && (f.silent() || f.Cut || f.Trickle > 0) {
		w.WriteHeader(http.StatusGatewayTimeout)
		return
	}
	switch {
	case f.Stall:
		<-r.Context().Done()
		panic(http.ErrAbortHandler)
	case f.Reset:
		reset(w)
		return
	case f.Drop:
		panic(http.ErrAbortHandler) // closes the connection without a word
	}
	maps.Copy(w.Header(), a.header)
	for name, values := range f.Header {
		w.Header()[http.CanonicalHeaderKey(name)] = values
	}
	if f.Change != nil {
		a.body = f.Change(a.body)
		if a.status == http.StatusNoContent && len(a.body) > 0 {
			a.status = http.StatusOK // a 204 cannot carry one
		}
	}
	if a.status != http.StatusNoContent {
		w.Header().Set("Content-Length", strconv.FormatInt(f.Pad+int64(len(a.body)), 10))
	}
	w.WriteHeader(a.status)
	f.write(w, r, a.body)
}

// write sends the body as the fault has it. The reader may have gone, which changes nothing.
func (f Fault) write(w http.ResponseWriter, r *http.Request, body []byte) {
	blanks := make([]byte, min(f.Pad, 64<<10))
	for i := range blanks {
		blanks[i] = ' '
	}
	for left := f.Pad; left > 0; left -= int64(len(blanks)) {
		n, err := w.Write(blanks[:min(left, int64(len(blanks)))])
		if f.Taken != nil {
			f.Taken.Add(int64(n))
		}
		if err != nil {
			return
		}
	}
	switch {
	case f.Cut:
		_, _ = w.Write(body[:len(body)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	case f.Trickle > 0:
		trickle(w, r, body, f.Trickle)
	default:
		_, _ = w.Write(body)
	}
}

func trickle(w http.ResponseWriter, r *http.Request, body []byte, pause time.Duration) {
	t := time.NewTicker(pause)
	defer t.Stop()
	for i := range body {
		if _, err := w.Write(body[i : i+1]); err != nil {
			return
		}
		_ = http.NewResponseController(w).Flush()
		select {
		case <-t.C:
		case <-r.Context().Done():
			return
		}
	}
}

// reset closes the connection so that the system sends RST instead of FIN, as a firewall does.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}
