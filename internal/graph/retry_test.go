package graph

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"ssowizard/internal/wire"
)

const second = time.Second

func secs(n ...int) []time.Duration {
	var out []time.Duration
	for _, s := range n {
		out = append(out, time.Duration(s)*second)
	}
	return out
}

var (
	readOne   = want{method: "GET", uri: "/v1.0/users?$top=1&$select=id", status: 200, answer: `{"value":[]}`}
	patchOne  = want{method: "PATCH", uri: "/v1.0/applications/o1", body: `{"displayName":"n"}`, status: 204}
	secretOne = want{method: "POST", uri: "/v1.0/applications/o1/addPassword", status: 200,
		body:   `{"passwordCredential":{"displayName":"d","endDateTime":"2028-08-20T00:00:00Z"}}`,
		answer: `{"keyId":"k1","displayName":"d","secretText":"abc~def","hint":"abc","endDateTime":"2028-08-20T00:00:00Z"}`}
)

func doRead(ctx context.Context, c *Client) error {
	if err := c.OneUser(ctx); !errors.Is(err, ErrNobody) {
		return err
	}
	return nil // an empty list is an answer, and answers are what is retried for
}
func doPatch(ctx context.Context, c *Client) error {
	name := "n"
	return c.UpdateApplication(ctx, "o1", ApplicationPatch{DisplayName: &name})
}
func doSecret(ctx context.Context, c *Client) error {
	_, err := c.AddPassword(ctx, "o1", "d", time.Date(2028, 8, 20, 0, 0, 0, 0, time.UTC))
	return err
}

func (w want) with(status int, reply ...string) want {
	w.status, w.answer = status, graphError("code", "message")
	for i := 0; i < len(reply); i += 2 {
		w.reply = map[string]string{reply[i]: reply[i+1]}
	}
	return w
}

func (w want) times(n int) []want {
	var out []want
	for range n {
		out = append(out, w)
	}
	return out
}

func dropped(w want) want { w.drop = true; return w }
func cutOff(w want) want  { w.cut = true; return w }
func answering(w want, a string) want {
	w.status, w.answer = 200, a
	return w
}

func slow(w want) want { return w.with(429, "Retry-After", "7") }

func missing(w want) want {
	w.status, w.answer = 404, graphError("Request_ResourceNotFound", "Resource 'o1' does not exist or one of its queried reference-property objects are not present.")
	return w
}

var retries = []struct {
	name   string
	do     func(context.Context, *Client) error
	script []want
	waits  []time.Duration
	is     error // nil: success
}{
	{"read: 500 once", doRead, []want{readOne.with(500), readOne}, secs(1), nil},
	{"read: each status", doRead, []want{readOne.with(502), readOne.with(504), readOne.with(503), readOne}, secs(1, 2, 4), nil},
	{"read: dropped", doRead, []want{dropped(readOne), readOne}, secs(1), nil},
	{"read: cut off", doRead, []want{cutOff(readOne), readOne}, secs(1), nil},
	{"read: Retry-After", doRead, []want{slow(readOne), readOne}, secs(7), nil},
	{"read: Retry-After is capped", doRead, []want{readOne.with(429, "Retry-After", "3600"), readOne}, secs(60), nil},
	{"read: Retry-After is a date", doRead, []want{readOne.with(503, "Retry-After", "Thu, 20 Aug 2026 10:17:25 GMT"), readOne}, secs(20), nil},
	{"read: Retry-After of zero", doRead, []want{readOne.with(429, "Retry-After", "0"), readOne}, secs(1), nil},
	{"read: not JSON once", doRead, []want{answering(readOne, `<html>`), readOne}, secs(1), nil},
	{"read: empty, then cut short", doRead, []want{answering(readOne, ``), answering(readOne, `{"value":[`), readOne}, secs(1, 2), nil},
	{"read: gives up", doRead, readOne.with(429).times(5), secs(1, 2, 4, 8), ErrThrottled},
	{"read: 404 is an answer", doRead, []want{readOne.with(404)}, nil, ErrNotFound},
	{"read: 403 is an answer", doRead, []want{readOne.with(403)}, nil, ErrDenied},
	{"write: 429", doPatch, []want{slow(patchOne), patchOne}, secs(7), nil},
	{"write: 429 gives up", doPatch, patchOne.with(429).times(5), secs(1, 2, 4, 8), ErrThrottled},
	{"write: 503 with Retry-After", doPatch, []want{patchOne.with(503, "Retry-After", "2"), patchOne}, secs(2), nil},
	{"write: 503 alone", doPatch, []want{patchOne.with(503)}, nil, ErrUncertain},
	{"write: 500", doPatch, []want{patchOne.with(500)}, nil, ErrUncertain},
	{"write: 502", doPatch, []want{patchOne.with(502)}, nil, ErrUncertain},
	{"write: 504 with Retry-After", doPatch, []want{patchOne.with(504, "Retry-After", "2")}, nil, ErrUncertain},
	{"write: dropped", doPatch, []want{dropped(patchOne)}, nil, ErrUncertain},
	{"write: conflict", doPatch, []want{patchOne.with(409)}, nil, ErrConflict},
	{"write: not there", doPatch, []want{patchOne.with(404)}, nil, ErrNotReplicated},
	{"secret: 429", doSecret, []want{slow(secretOne), secretOne}, secs(7), nil},
	{"secret: 503 with Retry-After", doSecret, []want{secretOne.with(503, "Retry-After", "2")}, nil, ErrUncertain},
	{"secret: 504", doSecret, []want{secretOne.with(504)}, nil, ErrUncertain},
	{"secret: dropped", doSecret, []want{dropped(secretOne)}, nil, ErrUncertain},
	{"secret: cut off", doSecret, []want{cutOff(secretOne)}, nil, ErrUncertain},
	{"secret: unreadable", doSecret, []want{answering(secretOne, `<html>`)}, nil, ErrUncertain},
	{"secret: empty", doSecret, []want{answering(secretOne, ``)}, nil, ErrUncertain},
	{"secret: without value", doSecret, []want{answering(secretOne, `{"keyId":"k1","secretText":null}`)}, nil, ErrUncertain},
	{"secret: not replicated", doSecret, []want{missing(secretOne), missing(secretOne), secretOne}, secs(1, 2), nil},
	{"secret: never replicated", doSecret, missing(secretOne).times(15), secs(1, 2, 4, 8, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10), ErrNotReplicated},
}

func TestRetries(t *testing.T) {
	for _, r := range retries {
		t.Run(r.name, func(t *testing.T) {
			c, s := setup(t, r.script...)
			err := r.do(t.Context(), c)
			if r.is == nil && err != nil || r.is != nil && !errors.Is(err, r.is) {
				t.Errorf("got %v, want %v", err, r.is)
			}
			if !reflect.DeepEqual(s.waits, r.waits) {
				t.Errorf("waits %v, want %v", s.waits, r.waits)
			}
			for i, n := range s.notes {
				var e *Error
				if n.Try != i+1 || n.Wait != s.waits[i] || n.What == "" || !errors.As(n.Cause, &e) {
					t.Errorf("note %d: %+v", i, n)
				}
			}
			if len(s.notes) != len(s.waits) {
				t.Errorf("%d waits, %d announced", len(s.waits), len(s.notes))
			}
		})
	}
}

func TestNothingListens(t *testing.T) {
	for name, do := range map[string]func(context.Context, *Client) error{"read": doRead, "write": doPatch} {
		var waits int
		c, err := New(Options{Root: "http://127.0.0.1:1", Token: func(context.Context) (string, error) { return "t", nil },
			Sleep: func(context.Context, time.Duration) error { waits++; return nil }})
		if err != nil {
			t.Fatal(err)
		}
		err = do(t.Context(), c)
		var e *Error
		if !errors.As(err, &e) || e.Code != CodeNoAnswer || e.Uncertain || waits != maxTries-1 {
			t.Errorf("%s: %v after %d waits; a refused connection carries nothing", name, err, waits)
		}
	}
}

func TestCancelledBeforeSending(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c, _ := setup(t)
	if err := doPatch(ctx, c); !errors.Is(err, context.Canceled) || errors.Is(err, ErrUncertain) {
		t.Errorf("got %v", err)
	}
}

func TestCancelledWhileWriting(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c, _ := setup(t, patchOne)
	c.http.Transport = cancelAfter{cancel}
	err := doPatch(ctx, c)
	if !errors.Is(err, context.Canceled) || !errors.Is(err, ErrUncertain) {
		t.Errorf("got %v", err)
	}
}

func TestCancelledWhileWaiting(t *testing.T) {
	c, _ := setup(t, readOne.with(429, "Retry-After", "9"))
	ctx, cancel := context.WithCancel(t.Context())
	c.sleep = func(ctx context.Context, d time.Duration) error { cancel(); return wire.Sleep(ctx, d) }
	err := doRead(ctx, c)
	if !errors.Is(err, context.Canceled) || !errors.Is(err, ErrThrottled) {
		t.Errorf("got %v", err)
	}
}

func TestSleepReal(t *testing.T) {
	if err := wire.Sleep(t.Context(), time.Millisecond); err != nil {
		t.Error(err)
	}
	for try, wantWait := range map[int]time.Duration{1: second, 2: 2 * second, 3: 4 * second, 4: 8 * second, 5: 8 * second} {
		if got := backoff(&Error{}, try); got != wantWait {
			t.Error(fmt.Sprint(try), got)
		}
	}
}
