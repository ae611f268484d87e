package entra

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/oauth2"

	"ssowizard/internal/secret"
)

// ErrClosed says that the browser sign-in was closed before its answer came.
var ErrClosed = errors.New("the browser sign-in was closed")

// ErrBrowserExpired says that nobody came back by the browser in the time that a
// code would have had. The port is closed; another sign-in has another address.
var ErrBrowserExpired = errors.New("nobody came back from the browser in time. Start the sign-in again")

// browserTick is how often the time of day is looked at while the browser is waited
// for: a computer that slept wakes long after its timers would say.
const browserTick = time.Second

// Browser is one sign-in by browser under way: authorization code with PKCE
// (RFC 7636, S256), answered on a loopback port or by pasting. Show URL, then
// Wait; call Close when Wait is never reached.
type Browser struct {
	URL         string    // to be opened in any browser
	RedirectURI string    // where the answer goes, as http://localhost:PORT/
	Expires     time.Time // this computer's clock; 15 minutes after the start, as with a code

	client   *Client
	request  Request
	config   *oauth2.Config
	state    string
	verifier secret.Value
	port     int

	server *http.Server
	ports  []net.Listener
	taken  atomic.Bool // the one answer has been accepted
	answer chan browserAnswer
	closed chan struct{}
	once   sync.Once
}

// browserAnswer is what the authorize page sent back with the right state.
type browserAnswer struct {
	code    secret.Value
	refused *SignInError
}

// StartBrowser opens the loopback port and makes the address to open; nothing is
// sent. The context bounds the opening only. The redirect names localhost, not
// 127.0.0.1, because that is what Microsoft's public clients have registered; the
// port is ignored in matching and the path is not (reply-url docs).
func (c *Client) StartBrowser(ctx context.Context, r Request) (*Browser, error) {
	return c.startBrowser(ctx, r, new(net.ListenConfig).Listen)
}

func (c *Client) startBrowser(ctx context.Context, r Request, listen listener) (*Browser, error) {
	r, err := r.checked()
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, failure(ctx, opBrowser, nil, err)
	}
	listeners, port, err := listenLoopback(ctx, listen)
	if err != nil {
		return nil, err
	}
	verifier := oauth2.GenerateVerifier()
	b := &Browser{
		RedirectURI: fmt.Sprintf("http://localhost:%d/", port),
		client:      c, request: r, config: c.config(r), port: port,
		state: rand.Text(), verifier: secret.New(verifier),
		Expires: c.wallClock().Add(usualLife),
		answer:  make(chan browserAnswer, 1), closed: make(chan struct{}),
	}
	b.config.RedirectURL = b.RedirectURI
	opts := append(r.extra(),
		oauth2.S256ChallengeOption(verifier),
		// "query" and not "form_post": only an address can be pasted back.
		oauth2.SetAuthURLParam("response_mode", "query"),
		oauth2.SetAuthURLParam("prompt", "select_account"))
	if r.LoginHint != "" {
		opts = append(opts, oauth2.SetAuthURLParam("login_hint", r.LoginHint))
	}
	b.URL = b.config.AuthCodeURL(b.state, opts...)
	b.serve(listeners)
	return b, nil
}

// connTimeout limits one connection; a local browser needs far less.
const connTimeout = 5 * time.Second

// newServer returns the server that answers the browser and holds no connection
// longer than held.
func (b *Browser) newServer(held time.Duration) *http.Server {
	s := &http.Server{
		Handler:           http.HandlerFunc(b.handle),
		ReadHeaderTimeout: held,
		ReadTimeout:       held,
		WriteTimeout:      held,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          log.New(io.Discard, "", 0), // it would quote addresses with codes
	}
	s.SetKeepAlivesEnabled(false)
	return s
}

func (b *Browser) serve(listeners []net.Listener) {
	b.server = b.newServer(connTimeout)
	b.ports = listeners
	for _, l := range listeners {
		go func() { _ = b.server.Serve(l) }()
	}
}

// Wait waits for the answer, trades its code for a session and closes the port,
// whatever the outcome. It waits until Expires and no longer. Errors: a *SignInError
// (ErrDeclined among them), a *BadAnswer or *Unreachable, ErrBrowserExpired,
// ErrClosed, or the context's error.
func (b *Browser) Wait(ctx context.Context) (*Session, error) {
	defer b.Close()
	watch, stop := context.WithCancel(ctx)
	defer stop()
	late := make(chan struct{})
	go func() {
		if b.expires(watch) {
			close(late)
		}
	}()
	select {
	case <-ctx.Done():
		return nil, failure(ctx, opBrowser, nil, ctx.Err())
	case a := <-b.answer:
		b.Close()
		return b.finish(ctx, a)
	case <-late:
		b.Close()
		return b.last(ctx, ErrBrowserExpired)
	case <-b.closed:
	}
	return b.last(ctx, ErrClosed)
}

// last takes the answer that came just before the end, else the end itself.
func (b *Browser) last(ctx context.Context, end error) (*Session, error) {
	select {
	case a := <-b.answer:
		return b.finish(ctx, a)
	default:
		return nil, end
	}
}

// expires waits until the time is over and tells whether it is. An answer that was
// accepted on the way has no more time to keep; nor is there any where ctx ended.
func (b *Browser) expires(ctx context.Context) bool {
	for !b.taken.Load() {
		left := b.Expires.Sub(b.client.wallClock())
		if left <= 0 {
			return true
		}
		if b.client.pause(ctx, min(left, browserTick)) != nil {
			return false
		}
	}
	return false
}

// finish redeems the code. A code counts once; where a try got no usable answer
// another is harmless, and at worst ends in AADSTS54005.
func (b *Browser) finish(ctx context.Context, a browserAnswer) (*Session, error) {
	if a.refused != nil {
		return nil, a.refused
	}
	tok, _, err := askWithRetry(ctx, b.client, opBrowser, func(ctx context.Context) (*oauth2.Token, error) {
		return b.config.Exchange(ctx, a.code.Reveal(), oauth2.VerifierOption(b.verifier.Reveal()))
	})
	if err != nil {
		return nil, err
	}
	return b.client.open(opBrowser, MethodBrowser, b.request, tok)
}

// Close frees the port and ends Wait. It may be called at any time, by anybody,
// and again. It does not block; a page that is just being sent gets a moment.
func (b *Browser) Close() {
	b.once.Do(func() {
		close(b.closed)
		for _, l := range b.ports {
			_ = l.Close()
		}
		// A graceful end would wait for connections that browsers open ahead of
		// need; answered ones close by themselves.
		time.AfterFunc(time.Second, func() { _ = b.server.Close() })
	})
}

// verdict is what became of one answer.
type verdict int

const (
	wrongState verdict = iota // not this sign-in's
	noAnswer                  // the right state, but neither code nor error
	tooLate                   // another answer was first
	accepted
	acceptedRefusal
)

// judge is the only way in, for the loopback and for paste. The one accepted
// answer must be handed to deliver.
func (b *Browser) judge(q url.Values) (verdict, browserAnswer) {
	if len(q["state"]) != 1 || !sameState(q.Get("state"), b.state) {
		return wrongState, browserAnswer{}
	}
	var (
		a browserAnswer
		v = accepted
	)
	switch {
	case q.Get("error") != "":
		a.refused, v = refusalInBrowser(q), acceptedRefusal
	case len(q["code"]) == 1 && q.Get("code") != "":
		a.code = secret.New(q.Get("code"))
	default:
		return noAnswer, a
	}
	select {
	case <-b.closed:
		return tooLate, browserAnswer{}
	default:
	}
	if !b.taken.CompareAndSwap(false, true) {
		return tooLate, browserAnswer{}
	}
	return v, a
}

// deliver hands the accepted answer to Wait. There is one, so it never blocks.
func (b *Browser) deliver(a browserAnswer) { b.answer <- a }
