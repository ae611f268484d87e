package graph

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// Limits of retries. Source: Microsoft Graph docs, throttling.
const (
	maxTries       = 5
	maxRetryAfter  = 60 * time.Second
	maxBackoff     = 8 * time.Second
	maxGarbled     = 3 // tries of a read whose answers are no JSON
	maxReplication = 10 * time.Second
)

// RetryNote announces a wait, so that a screen can show it.
type RetryNote struct {
	What  string        // what is being done, as "create the service principal"
	Try   int           // how many tries there have been
	Wait  time.Duration // until the next one
	Cause error         // why: an *Error; errors.Is with ErrThrottled or ErrNotReplicated tells the two apart
}

// send sends a call with retries: it requests a new token after a 401 and retries as
// far as the call's idempotency allows.
func (c *Client) send(ctx context.Context, r call) (*answer, error) {
	fresh, renewed := false, false
	for try := 1; ; try++ {
		a, err := c.attempt(ctx, r, fresh)
		if err == nil {
			return a, nil
		}
		var e *Error
		if !errors.As(err, &e) {
			return nil, err
		}
		// A claims challenge is not met by another token of the same sign-in.
		if fresh = e.Status == http.StatusUnauthorized && e.Claims == "" && !renewed; fresh {
			renewed = true
			try--
			continue
		}
		if try >= maxTries || e.malformed && try >= maxGarbled || ctx.Err() != nil || !r.retryable(e) {
			return nil, e
		}
		if err := c.wait(ctx, r.op, try, backoff(e, try), e); err != nil {
			return nil, err
		}
	}
}

// retryable reports whether the call can be sent again after this error.
func (r call) retryable(e *Error) bool {
	switch r.idempotency {
	case safe:
		return retryableRead(e)
	case writeOnce:
		return e.Status == http.StatusTooManyRequests
	default:
		return errors.Is(e, ErrThrottled) || e.Code == CodeNoAnswer && !e.Uncertain && !permanent(e.Cause)
	}
}

func retryableRead(e *Error) bool {
	switch e.Status {
	case http.StatusTooManyRequests, http.StatusRequestTimeout, http.StatusInternalServerError,
		http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return e.malformed || e.Code == CodeNoAnswer && !permanent(e.Cause)
}

// neverSent reports whether a transport error occurred before the request left this
// computer, which makes it a definite failure even for a write.
func neverSent(err error) bool {
	var op *net.OpError
	if errors.As(err, &op) && (op.Op == "dial" || op.Op == "proxyconnect") {
		return true
	}
	var dns *net.DNSError
	return errors.As(err, &dns) || untrusted(err)
}

// permanent reports whether waiting cannot help: an untrusted certificate, an
// unknown host name, a caller who gave up.
func permanent(err error) bool {
	if dns, ok := errors.AsType[*net.DNSError](err); ok && dns.IsNotFound {
		return true
	}
	return untrusted(err) || errors.Is(err, context.Canceled)
}

func untrusted(err error) bool {
	var verify *tls.CertificateVerificationError
	var unknown x509.UnknownAuthorityError
	return errors.As(err, &verify) || errors.As(err, &unknown)
}

// backoff returns the pause the service asked for, at most a minute, or 1, 2, 4, 8
// s.
func backoff(e *Error, try int) time.Duration {
	if e.RetryAfter > 0 {
		return min(e.RetryAfter, maxRetryAfter)
	}
	return min(time.Second<<(try-1), maxBackoff)
}

// wait announces a wait and waits. Its error says why the wait ended early.
func (c *Client) wait(ctx context.Context, what string, try int, d time.Duration, cause error) error {
	c.note(RetryNote{What: what, Try: try, Wait: d, Cause: cause})
	if err := c.sleep(ctx, d); err != nil {
		return fmt.Errorf("%s: waiting for another try was ended: %w (the last answer was: %w)", what, err,
			cause)
	}
	return nil
}

// untilReplicated retries a write that the directory refuses because a new object is
// not replicated yet: after 1, 2, 4, 8 and then every 10 s, for as long as
// SetReplicationWait allows. After that it returns the last refusal, because the
// directory refuses wrong ids with the same error. It does not wait when the
// vanished check says that the object is gone.
func (c *Client) untilReplicated(ctx context.Context, what string, do func() error) error {
	var waited time.Duration
	for try := 1; ; try++ {
		err := do()
		if !errors.Is(err, ErrNotReplicated) || ctx.Err() != nil {
			return err
		}
		if c.vanished != nil {
			if why := c.vanished(ctx); why != nil {
				return errors.Join(why, err)
			}
		}
		d := maxReplication
		if try <= 4 {
			d = time.Second << (try - 1)
		}
		if waited += d; waited > c.replication {
			return err
		}
		if err := c.wait(ctx, what, try, d, err); err != nil {
			return err
		}
	}
}
