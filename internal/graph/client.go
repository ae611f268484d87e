package graph

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"ssowizard/internal/wire"
)

// Options says how to reach Microsoft Graph. Root and Token are needed.
type Options struct {
	// Root is the service without a version, as "https://graph.microsoft.com".
	Root string
	// Token returns the bearer token of the signed-in person. It is asked before
	// every request, and once more, with a context for which Fresh is true, when
	// the service answered 401.
	Token func(context.Context) (string, error)
	// HTTP carries the requests; nil means wire.NewClient without a log.
	// Its redirect policy is replaced: no redirect is followed.
	HTTP *http.Client
	// Sleep waits; nil means real time. It returns early with the context's error.
	Sleep func(context.Context, time.Duration) error
	// Now is the local clock; nil means time.Now. It is used only to read a
	// Retry-After that names a date when the answer has no Date of its own.
	Now func() time.Time
	// OnRetry is called before every wait, possibly from several goroutines at once.
	// It may be nil.
	OnRetry func(RetryNote)
}

// Client speaks to one Microsoft Graph as one signed-in person. It is safe for
// use by several goroutines.
type Client struct {
	root  *url.URL
	token func(context.Context) (string, error)
	http  *http.Client
	sleep func(context.Context, time.Duration) error
	now   func() time.Time
	note  func(RetryNote)

	replication time.Duration // how long a write waits for new objects to be replicated
	// vanished reports that waiting for replication would be pointless; nil: no
	// check.
	vanished func(context.Context) error
}

// defaultReplication is longer than replication usually takes (30 s were observed).
// Minutes were observed too (microsoftgraph/msgraph-bicep-types#193).
const defaultReplication = 2 * time.Minute

// SetReplicationWait sets how long one write waits in total, announced through
// OnRetry, until a new object is replicated. The default is two minutes. Call it
// before using the client.
func (c *Client) SetReplicationWait(d time.Duration) { c.replication = d }

// SetVanishedCheck sets a check that runs before a write waits for replication. An
// error, such as that of an object deleted long ago, ends the write and is joined
// with the refusal. Call it before using the client.
func (c *Client) SetVanishedCheck(gone func(context.Context) error) { c.vanished = gone }

// New checks the options and makes a client. Nothing is sent yet.
func New(o Options) (*Client, error) {
	root, err := wire.CheckRoot(o.Root)
	if err != nil {
		return nil, fmt.Errorf("the address of Microsoft Graph: %w", err)
	}
	if o.Token == nil {
		return nil, errors.New("the Microsoft Graph client was made without a sign-in: Options.Token is nil")
	}
	if o.HTTP == nil {
		o.HTTP = wire.NewClient(wire.ClientOptions{})
	}
	carrier := *o.HTTP
	carrier.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	c := &Client{root: root, token: o.Token, http: &carrier, sleep: o.Sleep, now: o.Now, note: o.OnRetry,
		replication: defaultReplication}
	if c.sleep == nil {
		c.sleep = wire.Sleep
	}
	if c.now == nil {
		c.now = time.Now
	}
	if c.note == nil {
		c.note = func(RetryNote) {}
	}
	return c, nil
}

type freshKey struct{}

// Fresh reports to a token function that its previous token was refused, so that it
// must not return a cached one.
func Fresh(ctx context.Context) bool {
	fresh, _ := ctx.Value(freshKey{}).(bool)
	return fresh
}
