package entra

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"ssowizard/internal/text"
	"ssowizard/internal/wire"
)

// GraphCommandLineTools is the application id of Microsoft's own public client
// for Graph, which asks for named rights on an honest consent screen.
const GraphCommandLineTools = "14d82eec-204b-4c2f-b7e8-296a70dab67e"

// GraphCommandLineToolsName is how Microsoft's pages name that client.
const GraphCommandLineToolsName = "Microsoft Graph Command Line Tools"

// Options says how to make a Client. The zero value signs in to the global cloud
// with Microsoft Graph Command Line Tools.
type Options struct {
	Cloud      Cloud        // zero: the global cloud; roots are checked by wire.CheckRoot
	ClientID   string       // public client to sign in with; empty: GraphCommandLineTools
	ClientName string       // how Microsoft's pages name it; empty: known name, else the id
	HTTP       *http.Client // nil: wire.NewClient with its defaults
	Now        func() time.Time
	Sleep      func(context.Context, time.Duration) error // returns early with the context's error
}

// Client talks to the token service of one cloud. It holds no token and is safe
// for concurrent use.
type Client struct {
	cloud  Cloud
	login  *url.URL
	public PublicClient
	http   *http.Client
	now    func() time.Time
	sleep  func(context.Context, time.Duration) error
}

// New checks the options and makes a Client. Nothing is sent.
func New(o Options) (*Client, error) {
	if o.Cloud == (Cloud{}) {
		o.Cloud = Clouds()[0]
	}
	login, err := wire.CheckRoot(o.Cloud.Login)
	if err != nil {
		return nil, fmt.Errorf("the address of the sign-in service: %w", err)
	}
	graph, err := wire.CheckRoot(o.Cloud.Graph)
	if err != nil {
		return nil, fmt.Errorf("the address of Microsoft Graph: %w", err)
	}
	o.Cloud.Login, o.Cloud.Graph = login.String(), graph.String()
	c := &Client{cloud: o.Cloud, login: login, http: o.HTTP, now: o.Now, sleep: o.Sleep}
	if err := c.identifyAs(o.ClientID, o.ClientName); err != nil {
		return nil, err
	}
	if c.http == nil {
		c.http = wire.NewClient(wire.ClientOptions{})
	}
	if c.now == nil {
		c.now = time.Now
	}
	if c.sleep == nil {
		c.sleep = wire.Sleep
	}
	return c, nil
}

// identifyAs settles which public client is used and what people will see it called.
func (c *Client) identifyAs(id, name string) error {
	p, err := ClientByID(id)
	if err != nil {
		return err
	}
	if name = text.Clean(name); name != "" {
		p.Name = name
	}
	c.public = p
	return nil
}

// tokenURL is the v2.0 token endpoint of one tenant.
func (c *Client) tokenURL(tenant string) string {
	return c.cloud.Login + "/" + tenant + "/oauth2/v2.0/token"
}

// config describes one sign-in to x/oauth2. AuthStyleInParams is not a matter of
// taste: without it the library tries Basic authentication first, which doubles
// every poll and makes the service suspect a loop (AADSTS50196).
func (c *Client) config(r Request) *oauth2.Config {
	base := c.cloud.Login + "/" + r.TenantID + "/oauth2/v2.0/"
	return &oauth2.Config{
		ClientID: c.public.ID,
		Scopes:   c.scopes(r),
		Endpoint: oauth2.Endpoint{
			AuthURL:       base + "authorize",
			DeviceAuthURL: base + "devicecode",
			TokenURL:      c.tokenURL(r.TenantID),
			AuthStyle:     oauth2.AuthStyleInParams,
		},
	}
}

// scopes are what the service is asked for. A client with settled rights knows
// nothing but all of them.
func (c *Client) scopes(r Request) []string {
	if c.public.Preauthorized {
		r.Scopes = []string{c.cloud.Graph + "/.default"}
	}
	return r.scopes()
}

// wallClock returns the time of day without the monotonic reading. A machine that
// slept has a monotonic clock that slept too, while codes and tokens did not.
func (c *Client) wallClock() time.Time { return c.now().Round(0) }

// guid normalises an id to lower case and tells whether it is one. The empty
// GUID is not: no tenant and no application has it.
func guid(s string) (string, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if !text.IsGUID(s) || s == "00000000-0000-0000-0000-000000000000" {
		return "", false
	}
	return s, true
}
