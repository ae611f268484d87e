package sim

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"sync"
)

// memoryRoots are where the parts of a tenant without ports say that they are: on loopback, where nothing
// listens.
var memoryRoots = [3]string{"http://127.0.0.1:1", "http://127.0.0.1:2", "http://127.0.0.1:3"}

// memoryTransport carries requests to the parts of a tenant without a network: it calls them. What a fault
// does to a connection happens to the answer, but for a reset, which is a closed connection here.
type memoryTransport struct {
	parts  map[string]http.Handler // by host
	beyond http.RoundTripper       // for other hosts; nil: there are none
}

var errNoSuchHost = errors.New("this practice tenant is in memory, and there is no other host")

// Transport reaches the tenant. One in memory is reached in no other way, and with this transport nothing
// else is; for one with ports it is nil, which stands for the network.
func (s *Server) Transport() http.RoundTripper {
	if s.memory.parts == nil {
		return nil
	}
	return s.memory
}

// outward is Transport for who follows a redirect to a program that waits on loopback.
func (s *Server) outward() http.RoundTripper {
	if s.memory.parts == nil {
		return nil
	}
	return memoryTransport{parts: s.memory.parts, beyond: http.DefaultTransport}
}

// RoundTrip answers one request, from a goroutine of its own. Whose context has ended gets no answer, and
// hears so only when nothing of the request is under way any more: what it did to the tenant is done by then.
func (m memoryTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	part := m.parts[req.URL.Host]
	switch {
	case part == nil && m.beyond != nil:
		return m.beyond.RoundTrip(req)
	case part == nil:
		return nil, fmt.Errorf("%w: %s", errNoSuchHost, req.URL.Host)
	}
	if err := req.Context().Err(); err != nil { // no network carries what nobody waits for
		return nil, err
	}
	ctx, gone := context.WithCancel(req.Context())
	in := req.Clone(ctx)
	in.URL = &url.URL{Path: req.URL.Path, RawPath: req.URL.RawPath, RawQuery: req.URL.RawQuery}
	in.Host, in.RequestURI, in.RemoteAddr = req.URL.Host, req.URL.RequestURI(), "127.0.0.1:0"
	if in.Body == nil {
		in.Body = http.NoBody
	}
	from, to := io.Pipe()
	a := &memoryAnswer{
		header: http.Header{}, body: to, bare: req.Method == http.MethodHead,
		began: make(chan struct{}), ended: make(chan struct{}),
	}
	// whoever writes or reads the answer stops
	context.AfterFunc(ctx, func() { _ = to.CloseWithError(ctx.Err()) })
	go a.serve(part, in)
	select {
	case <-a.began:
	case <-ctx.Done():
	}
	if err := cmp.Or(ctx.Err(), a.failed()); err != nil {
		gone()
		<-a.ended
		return nil, err
	}
	length, err := strconv.ParseInt(a.sent.Get("Content-Length"), 10, 64)
	if err != nil {
		length = -1
	}
	return &http.Response{
		Status: fmt.Sprintf("%d %s", a.status, http.StatusText(a.status)), StatusCode: a.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: a.sent, ContentLength: length, Body: memoryBody{from, gone, a.ended}, Request: req,
	}, nil
}

// memoryBody ends the request when its reader has had enough.
type memoryBody struct {
	*io.PipeReader
	gone  context.CancelFunc
	ended <-chan struct{}
}

// Close tells the tenant that the reader has gone, and waits until the tenant has done with the request.
func (b memoryBody) Close() error {
	b.gone()
	err := b.PipeReader.Close()
	<-b.ended
	return err
}

// memoryAnswer is an answer on its way.
type memoryAnswer struct {
	header http.Header
	bare   bool // it has no body
	body   *io.PipeWriter

	once   sync.Once
	began  chan struct{} // closed when the next three are known
	status int
	sent   http.Header
	err    error

	ended chan struct{} // closed when the tenant has done with the request
}

// failed is why there is no answer, if it is known.
func (a *memoryAnswer) failed() error {
	select {
	case <-a.began:
		return a.err
	default:
		return nil
	}
}

func (a *memoryAnswer) serve(part http.Handler, in *http.Request) {
	defer close(a.ended)
	defer func() { _ = in.Body.Close() }()
	defer func() {
		switch p := recover(); p {
		case nil:
			a.WriteHeader(http.StatusOK)
			_ = a.body.Close()
		case http.ErrAbortHandler: // the connection was closed
			a.begin(func() { a.err = io.EOF })
			_ = a.body.CloseWithError(io.ErrUnexpectedEOF)
		default:
			panic(p)
		}
	}()
	part.ServeHTTP(a, in)
}

func (a *memoryAnswer) begin(known func()) {
	a.once.Do(func() {
		known()
		close(a.began)
	})
}

// Header is what is sent with the first byte.
func (a *memoryAnswer) Header() http.Header { return a.header }

// WriteHeader sends the header, once.
func (a *memoryAnswer) WriteHeader(status int) {
	a.begin(func() {
		a.status, a.sent = status, a.header.Clone()
		a.bare = a.bare || status == http.StatusNoContent || status == http.StatusNotModified
	})
}

// Write waits until it was read, or the reader has gone.
func (a *memoryAnswer) Write(p []byte) (int, error) {
	if a.WriteHeader(http.StatusOK); a.bare {
		return len(p), nil
	}
	return a.body.Write(p)
}
