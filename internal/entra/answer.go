package entra

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"golang.org/x/oauth2"

	"ssowizard/internal/wire"
)

// maxAnswer bounds an answer of the token service, in bytes.
const maxAnswer = 1 << 20

// defaultTimeout is the time-out of one call where the HTTP client has none, because
// a poll that hangs would outlast its code.
const defaultTimeout = 30 * time.Second

// answer is what came back, read whole.
type answer struct {
	status int
	header http.Header
	body   wire.Object // nil when the body is not a JSON object
}

// good reports whether x/oauth2 may see the answer.
func (a *answer) good() bool {
	_, refused := a.body["error"]
	return a.status >= 200 && a.status < 300 && a.body != nil && !refused
}

// date is the server's clock, zero when it did not say.
func (a *answer) date() time.Time {
	t, err := http.ParseTime(a.header.Get("Date"))
	if err != nil {
		return time.Time{}
	}
	return t
}

// retryAfter is the wait the service asked for, at most a minute, 0 for none.
func (a *answer) retryAfter() time.Duration {
	n, err := strconv.Atoi(a.header.Get("Retry-After"))
	if err != nil || n < 0 {
		return 0
	}
	return min(time.Duration(min(n, 60))*time.Second, time.Minute)
}

var (
	errRefused = errors.New("the answer was not what was asked for")
	errSecond  = errors.New("one call may send one request only")
)

// guard is the transport under one call of x/oauth2. It binds the call's context
// to the request (DeviceAuth of v0.37.0 sends it without one), reads the body
// through a limit and closes it (DeviceAuth does not), lets one request through,
// and keeps every answer but a good one from the library, whose own reading of
// bad ones loses the codes that explain them and panics on the word null.
//
// It also keeps the time-out: that of http.Client leaks a goroutine for each body
// that is not closed.
type guard struct {
	ctx   context.Context // one guard lives for one call
	base  http.RoundTripper
	limit time.Duration // for one answer
	got   *answer
}

// RoundTrip sends the request and keeps its answer.
func (g *guard) RoundTrip(req *http.Request) (*http.Response, error) {
	if g.got != nil {
		if req.Body != nil {
			_ = req.Body.Close()
		}
		return nil, errSecond
	}
	ctx, cancel := context.WithCancelCause(req.Context())
	defer cancel(nil)
	defer context.AfterFunc(g.ctx, func() { cancel(g.ctx.Err()) })()
	late := time.AfterFunc(g.limit, func() { cancel(fmt.Errorf("nothing within %v", g.limit)) })
	defer late.Stop()
	res, raw, err := g.exchange(req.WithContext(ctx))
	if err != nil {
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		return nil, err
	}
	body := wire.Loose(raw).Object()
	g.got = &answer{status: res.StatusCode, header: res.Header, body: body}
	if !g.got.good() {
		return nil, errRefused
	}
	// A JSON body under another content type would be read as a form.
	out := *res
	out.Header = res.Header.Clone()
	out.Header.Set("Content-Type", "application/json")
	out.Body = io.NopCloser(bytes.NewReader(raw))
	return &out, nil
}

// exchange sends the request and reads the answer whole.
func (g *guard) exchange(req *http.Request) (*http.Response, []byte, error) {
	res, err := g.base.RoundTrip(req)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := wire.ReadBody(res.Body, maxAnswer)
	return res, raw, err
}

// ask makes one call through x/oauth2, or any call that takes its client from
// the context as x/oauth2 does, and returns failures as errors of this package.
func ask[T any](ctx context.Context, c *Client, op string, call func(context.Context) (T, error)) (T,
	*answer, error) {
	base := c.http.Transport
	if base == nil {
		base = http.DefaultTransport
	}
	g := &guard{ctx: ctx, base: base, limit: c.http.Timeout}
	if g.limit <= 0 {
		g.limit = defaultTimeout
	}
	out, err := call(context.WithValue(ctx, oauth2.HTTPClient, &http.Client{Transport: g}))
	if err == nil {
		return out, g.got, nil
	}
	var none T
	return none, g.got, failure(ctx, op, g.got, err)
}

// askWithRetry is ask with up to three tries for what passes by itself. It is for
// calls whose repetition does no harm.
func askWithRetry[T any](ctx context.Context, c *Client, op string, call func(context.Context) (T,
	error)) (T, *answer, error) {
	wait := time.Second
	for try := 1; ; try++ {
		out, got, err := ask(ctx, c, op, call)
		if err == nil || try == 3 || !Transient(err) {
			return out, got, err
		}
		if got != nil {
			wait = max(wait, got.retryAfter())
		}
		if serr := c.sleep(ctx, wait); serr != nil {
			return out, got, failure(ctx, op, nil, serr)
		}
		wait *= 2
	}
}
