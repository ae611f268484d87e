package graph

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"ssowizard/internal/text"
	"ssowizard/internal/wire"
)

// maxBody limits one answer, in bytes. The largest answer the program requests, the
// permissions of Microsoft Graph itself, is under 1 MiB.
const maxBody = 8 << 20

// idempotency says what sending a request twice could do, and so when it may be
// retried.
type idempotency int

const (
	safe      idempotency = iota // a read: retry freely
	write                        // a change: retry only after a definite refusal
	writeOnce                    // a new secret: retry only after a 429
)

// call is one request before it has a token.
type call struct {
	op          string // what it is for, as the words after "could not"
	method      string
	path        string // under the version root, with its query, already escaped
	link        string // a whole address instead of path: a next page
	beta        bool
	eventual    bool // an advanced query: header ConsistencyLevel
	prefer      string
	body        any
	idempotency idempotency
}

// answer is a 2xx whose body was read whole.
type answer struct {
	status    int
	body      []byte
	date      time.Time
	requestID string
	clientID  string
}

// attempt sends the call once. It returns a 2xx answer, an *Error, or the token
// function's error, after which nothing was sent.
func (c *Client) attempt(ctx context.Context, r call, fresh bool) (*answer, error) {
	req, err := c.request(ctx, r, fresh)
	if err != nil {
		return nil, err
	}
	clientID := req.Header.Get("client-request-id")
	if err := ctx.Err(); err != nil {
		e := &Error{Code: CodeNoAnswer, Message: "nothing was sent: " + err.Error(), Cause: err}
		return nil, r.annotate(e, req.URL.Path, clientID)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return nil, c.noAnswer(ctx, r, req, err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := wire.ReadBody(res.Body, maxBody)
	if res.StatusCode/100 != 2 {
		// A refusal counts even if its body arrived incomplete.
		e := decodeError(res.StatusCode, res.Header, body, c.now())
		if isRedirect(res.StatusCode) {
			e.Code, e.Message = CodeBadAnswer, "the service pointed to another address, "+
				"which was not followed"
		}
		e.Uncertain = r.uncertain(e)
		return nil, r.annotate(e, req.URL.Path, clientID)
	}
	a := &answer{status: res.StatusCode, body: body, date: dateOf(res.Header), clientID: clientID,
		requestID: wire.SupportID(res.Header.Get("request-id"))}
	if errors.Is(err, wire.ErrTooLarge) {
		return nil, c.badAnswer(r, a, err.Error())
	}
	if err != nil {
		e := c.noAnswer(ctx, r, req, err)
		e.RequestID, e.Date = a.requestID, a.date
		return nil, e
	}
	if r.idempotency == safe {
		if _, err := decode[json.RawMessage](body); err != nil {
			e := c.badAnswer(r, a, err.Error())
			e.malformed = true
			return nil, e
		}
	}
	return a, nil
}

// request builds one HTTP request with its own token and body, so that a retry never
// sends a body that was already consumed.
func (c *Client) request(ctx context.Context, r call, fresh bool) (*http.Request, error) {
	var body []byte
	if r.body != nil {
		var err error
		if body, err = json.Marshal(r.body); err != nil {
			return nil, fmt.Errorf("%s: the request could not be written: %w", r.op, err)
		}
	}
	req, err := http.NewRequestWithContext(ctx, r.method, c.address(r), bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%s: the request could not be addressed: %w", r.op, err)
	}
	tokenCtx := ctx
	if fresh {
		tokenCtx = context.WithValue(ctx, freshKey{}, true)
	}
	token, err := c.token(tokenCtx)
	if err != nil {
		return nil, fmt.Errorf("%s: no token for Microsoft Graph: %w", r.op, err)
	}
	if token == "" || strings.ContainsAny(token, "\r\n \t") {
		return nil, fmt.Errorf("%s: the sign-in gave no usable token; sign in again", r.op)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Accept", "application/json")
	req.Header.Set("client-request-id", newGUID())
	if r.body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if r.eventual {
		req.Header.Set("ConsistencyLevel", "eventual")
	}
	if r.prefer != "" {
		req.Header.Set("Prefer", r.prefer)
	}
	return req, nil
}

func (c *Client) address(r call) string {
	if r.link != "" {
		return r.link
	}
	return c.root.String() + r.version() + r.path
}

func (r call) version() string {
	if r.beta {
		return "/beta"
	}
	return "/v1.0"
}

// uncertain reports whether a write that ended in this refusal may have taken
// effect.
func (r call) uncertain(e *Error) bool {
	if r.idempotency == safe {
		return false
	}
	busy := e.Status == http.StatusServiceUnavailable && e.RetryAfter > 0
	if busy && r.idempotency == write {
		return false
	}
	return e.Status >= 500 || e.Status == http.StatusRequestTimeout
}

// annotate adds the operation, address and request id to an error.
func (r call) annotate(e *Error, path, clientID string) *Error {
	e.Op, e.Method, e.Path, e.ClientRequestID = r.op, r.method, text.Clean(path), clientID
	return e
}

// noAnswer returns the error of a call that got no complete answer.
func (c *Client) noAnswer(ctx context.Context, r call, req *http.Request, err error) *Error {
	if outer, ok := errors.AsType[*url.Error](err); ok {
		err = outer.Err // the address is already in the error, without its query
	}
	sent := !neverSent(err)
	e := &Error{Code: CodeNoAnswer, Message: wire.Describe(err), Cause: err,
		Uncertain: sent && r.idempotency != safe}
	if ctx.Err() != nil {
		e.Cause = ctx.Err()
	}
	return r.annotate(e, req.URL.Path, req.Header.Get("client-request-id"))
}

// badAnswer returns the error of an unusable 2xx answer. A write that got one has
// most likely taken effect.
func (c *Client) badAnswer(r call, a *answer, why string) *Error {
	e := &Error{Status: a.status, Code: CodeBadAnswer, Message: text.Clean(why), RequestID: a.requestID,
		Date: a.date, Uncertain: r.idempotency != safe}
	u, err := url.Parse(c.address(r))
	if err != nil {
		u = &url.URL{}
	}
	return r.annotate(e, u.Path, a.clientID)
}

func isRedirect(status int) bool { return status/100 == 3 }

// dateOf returns the service's own time from an answer, or zero without a Date
// header.
func dateOf(h http.Header) time.Time {
	t, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return time.Time{}
	}
	return t
}

// newGUID makes a random id (RFC 9562, version 4) for client-request-id.
func newGUID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand ends the program instead
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
