package entra

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"

	"ssowizard/internal/text"
	"ssowizard/internal/wire"
)

// The states of a DeviceNote.
const (
	NoteWaiting       = "waiting"        // nobody has answered on the page yet
	NoteSlowDown      = "slow-down"      // the service wants longer pauses; they are kept
	NoteServerTrouble = "server-trouble" // no usable answer; the code still counts
)

// DeviceNote tells what AwaitDevice is doing, once before each poll.
type DeviceNote struct {
	State  string
	Next   time.Time // when the next poll goes out, this computer's clock
	Detail string    // what the trouble was, or what Microsoft's page asks, in words; often empty
}

const (
	slowDownStep = 5 * time.Second  // RFC 8628, 3.5
	maxBackoff   = 30 * time.Second // longest pause for trouble, unless the service orders more
)

// AwaitDevice waits until the person has signed in with the code, asking the
// service once per interval. It outlives server faults, throttling, dropped
// connections and pages of proxies until the code expires; note, which may be
// nil, hears of each. Errors: ErrCodeExpired, ErrDeclined, a *SignInError (see
// its Kind; policy kinds mean the browser may pass), a *BadAnswer, or the
// context's error.
func (c *Client) AwaitDevice(ctx context.Context, d *DeviceCode, note func(DeviceNote)) (*Session, error) {
	if note == nil {
		note = func(DeviceNote) {}
	}
	p := pollPace{interval: d.Interval, state: NoteWaiting}
	for {
		left := d.Expires.Sub(c.wallClock())
		wait := min(p.wait(), left)
		if wait > 0 {
			note(DeviceNote{State: p.state, Next: c.wallClock().Add(wait), Detail: p.detail})
			if err := c.pause(ctx, wait); err != nil {
				return nil, err
			}
		}
		// By the time of day: a computer that slept wakes long after its timers
		// would say, and a code past its time is never sent.
		if left = d.Expires.Sub(c.wallClock()); left <= 0 {
			return nil, p.expired()
		}
		tok, got, err := c.poll(ctx, d)
		if err == nil {
			return c.open(opPoll, MethodDevice, d.request, tok)
		}
		if !p.continues(got, err) {
			return nil, err
		}
	}
}

func (c *Client) pause(ctx context.Context, d time.Duration) error {
	err := ctx.Err()
	if err == nil && d > 0 {
		err = c.sleep(ctx, d)
	}
	if err != nil {
		return failure(ctx, opPoll, nil, err)
	}
	return nil
}

// poll asks once. The library's own DeviceAccessToken waits by the computer's
// clock, for a second at least, and gives up at the first fault; its client for
// application tokens sends one request of any grant.
func (c *Client) poll(ctx context.Context, d *DeviceCode) (*oauth2.Token, *answer, error) {
	signIn := c.config(d.request)
	cfg := clientcredentials.Config{
		ClientID: signIn.ClientID, TokenURL: signIn.Endpoint.TokenURL, Scopes: signIn.Scopes,
		AuthStyle:      signIn.Endpoint.AuthStyle,
		EndpointParams: url.Values{"grant_type": {deviceGrant}, "device_code": {d.code.Reveal()}},
	}
	if d.request.Claims != "" {
		cfg.EndpointParams.Set("claims", d.request.Claims)
	}
	tok, got, err := ask(ctx, c, opPoll, cfg.Token)
	if err == nil {
		tok.ExpiresIn, _ = got.body["expires_in"].Number() // which this client leaves out
	}
	return tok, got, err
}

// deviceGrant is RFC 8628, 3.4.
const deviceGrant = "urn:ietf:params:oauth:grant-type:device_code"

// pollPace tracks how fast to poll and why.
type pollPace struct {
	interval  time.Duration // the service's, grown by slow_down
	backoff   time.Duration // current pause for trouble, 0 for none
	requested time.Duration // pause the service asked for once
	state     string
	detail    string
	last      error
}

func (p *pollPace) wait() time.Duration { return max(p.interval, p.backoff, p.requested) }

// continues records a failed poll and reports whether to poll again.
func (p *pollPace) continues(got *answer, err error) bool {
	p.requested, p.detail = 0, ""
	var no *SignInError
	if errors.As(err, &no) && (no.OAuth == "authorization_pending" || no.OAuth == "slow_down" ||
		no.Kind() == KindInterrupt) {
		p.backoff, p.last, p.state = 0, nil, NoteWaiting
		switch {
		case no.OAuth == "slow_down":
			p.interval, p.state = min(p.interval+slowDownStep, maxInterval), NoteSlowDown
		case no.Kind() == KindInterrupt:
			p.detail = "Microsoft's page asks whether you meant to sign in"
		}
		return true
	}
	if !Transient(err) {
		return false
	}
	// RFC 8628, 3.5: pauses grow when connections fail.
	p.backoff = min(max(p.backoff, p.interval)*2, maxBackoff)
	if got != nil {
		p.requested = got.retryAfter()
	}
	p.state, p.detail, p.last = NoteServerTrouble, text.Clean(brief(err)), err
	return true
}

// expired returns the expiry error and names the network trouble if it lasted to the
// end.
func (p *pollPace) expired() error {
	if p.last == nil {
		return ErrCodeExpired
	}
	return fmt.Errorf("%w. The service could not be asked at the end: %w", ErrCodeExpired, p.last)
}

// brief shortens a failure to a few words, to be shown beside a running clock.
func brief(err error) string {
	var (
		gone *Unreachable
		bad  *BadAnswer
		no   *SignInError
	)
	switch {
	case errors.As(err, &gone):
		return "no answer: " + wire.Describe(gone.Cause)
	case errors.As(err, &no) && no.Code() != 0:
		return fmt.Sprintf("AADSTS%d, HTTP status %d", no.Code(), no.HTTPStatus)
	case errors.As(err, &no):
		return fmt.Sprintf("%s, HTTP status %d", no.OAuth, no.HTTPStatus)
	case errors.As(err, &bad):
		return fmt.Sprintf("%s, HTTP status %d", bad.What, bad.HTTPStatus)
	}
	return err.Error()
}
