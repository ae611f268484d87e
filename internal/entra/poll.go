package entra

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/oauth2"

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
	maxTrouble   = 30 * time.Second // longest pause for trouble, unless the service orders more
	libraryTick  = time.Second      // the shortest wait x/oauth2 can be given
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
	p := pace{interval: d.Interval, state: NoteWaiting}
	for {
		left := d.Expires.Sub(c.wall())
		wait := min(p.wait(), left)
		if wait > 0 {
			note(DeviceNote{State: p.state, Next: c.wall().Add(wait), Detail: p.detail})
			if err := c.pause(ctx, wait-libraryTick); err != nil {
				return nil, err
			}
		}
		// By the time of day: a computer that slept wakes long after its timers
		// would say, and a code past its time is never sent.
		if left = d.Expires.Sub(c.wall()); left <= libraryTick {
			return nil, p.expired()
		}
		tok, got, err := c.poll(ctx, d)
		if err == nil {
			return c.open(opPoll, MethodDevice, d.request, tok)
		}
		if !p.goesOn(got, err) {
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

// poll asks once. DeviceAccessToken would wait and ask on by itself, and give up
// at the first fault; ask ends it after one answer, and the interval on this
// copy is the least it can wait, the rest of the pause having been kept already.
// The copy has no expiry, because the library's own deadline ends in an error
// that cannot be told from the caller's.
func (c *Client) poll(ctx context.Context, d *DeviceCode) (*oauth2.Token, *answer, error) {
	da := &oauth2.DeviceAuthResponse{DeviceCode: d.code.value(), Interval: int64(libraryTick / time.Second)}
	return ask(ctx, c, opPoll, func(ctx context.Context) (*oauth2.Token, error) {
		return c.config(d.request).DeviceAccessToken(ctx, da, d.request.extra()...)
	})
}

// pace holds how fast to ask and why.
type pace struct {
	interval time.Duration // the service's, grown by slow_down
	trouble  time.Duration // current pause for trouble, 0 for none
	ordered  time.Duration // pause the service asked for once
	state    string
	detail   string
	last     error
}

func (p *pace) wait() time.Duration { return max(p.interval, p.trouble, p.ordered) }

// goesOn takes one failed poll in and tells whether to ask again.
func (p *pace) goesOn(got *answer, err error) bool {
	p.ordered, p.detail = 0, ""
	var no *SignInError
	if errors.As(err, &no) && (no.OAuth == "authorization_pending" || no.OAuth == "slow_down" || no.Kind() == KindInterrupt) {
		p.trouble, p.last, p.state = 0, nil, NoteWaiting
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
	p.trouble = min(max(p.trouble, p.interval)*2, maxTrouble)
	if got != nil {
		p.ordered = got.retryAfter()
	}
	p.state, p.detail, p.last = NoteServerTrouble, wire.Clean(brief(err)), err
	return true
}

// expired says so, and names the trouble when it was trouble to the end.
func (p *pace) expired() error {
	if p.last == nil {
		return ErrCodeExpired
	}
	return fmt.Errorf("%w. The service could not be asked at the end: %w", ErrCodeExpired, p.last)
}

// brief is a failure in a few words, for a line beside a running clock.
func brief(err error) string {
	var (
		gone *Unreachable
		bad  *BadAnswer
		no   *SignInError
	)
	switch {
	case errors.As(err, &gone):
		return "no answer: " + wire.Broken(gone.Cause)
	case errors.As(err, &no) && no.Code() != 0:
		return fmt.Sprintf("AADSTS%d, HTTP status %d", no.Code(), no.HTTPStatus)
	case errors.As(err, &no):
		return fmt.Sprintf("%s, HTTP status %d", no.OAuth, no.HTTPStatus)
	case errors.As(err, &bad):
		return fmt.Sprintf("%s, HTTP status %d", bad.What, bad.HTTPStatus)
	}
	return err.Error()
}
