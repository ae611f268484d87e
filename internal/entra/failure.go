package entra

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"ssowizard/internal/wire"
)

// What this package was doing when something failed. The words begin a sentence
// that ends in "was refused" or "did not work".
const (
	opDiscover = "looking up the company"
	opCode     = "asking for a sign-in code"
	opPoll     = "signing in with the code"
	opBrowser  = "signing in by browser"
	opRenew    = "renewing the sign-in"
	opSecret   = "testing the client secret"
)

// OpDevice and OpBrowser are the SignInError.Op of the two ways in, for who has
// to word a page's refusal as the sign-in service would: the advice depends on
// which way was refused.
const (
	OpDevice  = opPoll
	OpBrowser = opBrowser
)

// Unreachable says that no answer came: no network, no name, a proxy, a dropped
// connection, a time-out. Trying again is safe.
type Unreachable struct {
	Op    string
	Cause error
}

// Error names the cause and the usual remedies.
func (e *Unreachable) Error() string {
	return fmt.Sprintf("%s did not work: the sign-in service gave no answer (%s). Check the network, "+
		"a VPN or proxy, and try again", e.Op, wire.Describe(e.Cause))
}

// Unwrap returns the cause.
func (e *Unreachable) Unwrap() error { return e.Cause }

// BadAnswer says that something answered, but not as the sign-in service does:
// often the page of a proxy or of a hotel network, or a fault on Microsoft's side.
type BadAnswer struct {
	Op         string
	HTTPStatus int    // 0 when the answer was not read
	What       string // what was wrong with it, in words
	Foreign    bool   // the answer was not JSON at all, so it may pass
}

// Error says what came and what to do.
func (e *BadAnswer) Error() string {
	return fmt.Sprintf("%s did not work: %s (HTTP status %d). If this network shows a "+
		"page of its own before it lets you out, open a browser and pass it; then try again",
		e.Op, e.What, e.HTTPStatus)
}

// Transient reports whether trying the same again may succeed with nobody doing
// anything: no answer, a fault or throttling on the server, a page of a proxy.
func Transient(err error) bool {
	var (
		gone *Unreachable
		bad  *BadAnswer
		no   *SignInError
	)
	switch {
	case errors.As(err, &gone):
		return true
	case errors.As(err, &no):
		return no.Kind() == KindTransient
	case errors.As(err, &bad):
		return bad.Foreign || serverFault(bad.HTTPStatus)
	}
	return false
}

func serverFault(status int) bool { return status >= 500 || status == http.StatusTooManyRequests }

// failure turns the end of one call into an error of this package. The library's
// own error is dropped where an answer came: it quotes the body.
func failure(ctx context.Context, op string, got *answer, err error) error {
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("%s was stopped: %w", op, ctx.Err())
	case errors.Is(err, wire.ErrTooLarge):
		return &BadAnswer{Op: op, What: "the answer was far longer than any the sign-in service sends"}
	case got == nil:
		if u, ok := errors.AsType[*url.Error](err); ok {
			err = u.Err
		}
		return &Unreachable{Op: op, Cause: err}
	case got.body["error"].Raw() != "":
		return refusal(op, got.status, got.body)
	case got.body == nil:
		return &BadAnswer{Op: op, HTTPStatus: got.status,
			What: "the answer did not come from the sign-in service", Foreign: true}
	default:
		return &BadAnswer{Op: op, HTTPStatus: got.status,
			What: "the sign-in service sent an answer without what was asked for"}
	}
}
