package entra

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"ssowizard/internal/text"
)

// Tenant is a company's directory, as anybody may see it.
type Tenant struct {
	ID            string    // GUID
	Asked         string    // the domain or id it was found by
	Issuer        string    // who its tokens will name
	GraphHost     string    // host of its Microsoft Graph, often graph.microsoft.com
	CloudInstance string    // as microsoftonline.com
	Region        string    // as EU or NA
	Date          time.Time // the server's clock when it answered, zero when it did not say
}

// ErrNoTenant is what a *NoTenant unwraps to.
var ErrNoTenant = errors.New("no company found")

// NoTenant says that no directory has this domain or id in this cloud.
type NoTenant struct {
	Asked string
	Cloud string // name of the cloud that was asked
}

// Error says what was asked, and where.
func (e *NoTenant) Error() string {
	return fmt.Sprintf("%v: no directory in the cloud %q has %q among its domains", ErrNoTenant, e.Cloud,
		e.Asked)
}

// Unwrap gives ErrNoTenant.
func (e *NoTenant) Unwrap() error { return ErrNoTenant }

// OtherCloud says that the directory lives in another cloud. Start again with
// that one; sign-in here would fail later and less clearly.
type OtherCloud struct {
	Asked string
	Cloud Cloud
}

// ErrOtherCloud is what an *OtherCloud unwraps to.
var ErrOtherCloud = errors.New("the company's directory is in another cloud")

// Error names the cloud to use.
func (e *OtherCloud) Error() string {
	return fmt.Sprintf("%v: %q is in %q. Start again with --cloud %s", ErrOtherCloud, e.Asked,
		e.Cloud.Name, e.Cloud.Name)
}

// Unwrap gives ErrOtherCloud.
func (e *OtherCloud) Unwrap() error { return ErrOtherCloud }

// Discover finds a company's directory by a domain, a work address or a tenant
// id, from its OpenID metadata and without signing in. Errors: *BadDomain before
// anything is sent, *NoTenant, *OtherCloud, ErrPersonalAccount for the domains of
// personal accounts, a *SignInError, *BadAnswer or *Unreachable after three tries.
// That a directory exists does not prove that anybody belongs to it.
func (c *Client) Discover(ctx context.Context, domainOrID string) (Tenant, error) {
	name, err := tenantName(domainOrID)
	if err != nil {
		return Tenant{}, err
	}
	if name == personalTenant {
		return Tenant{}, ErrPersonalAccount
	}
	address := c.cloud.Login + "/" + name + "/v2.0/.well-known/openid-configuration"
	_, got, err := askWithRetry(ctx, c, opDiscover,
		func(ctx context.Context) (struct{}, error) { return struct{}{}, get(ctx, address) })
	if err != nil {
		return Tenant{}, c.noTenant(name, err)
	}
	t := Tenant{
		Asked:         name,
		Issuer:        text.Clean(got.body["issuer"].Raw()),
		GraphHost:     strings.ToLower(text.Clean(got.body["msgraph_host"].Raw())),
		CloudInstance: strings.ToLower(text.Clean(got.body["cloud_instance_name"].Raw())),
		Region:        text.Clean(got.body["tenant_region_scope"].Raw()),
		Date:          got.date(),
	}
	var ok bool
	if t.ID, ok = issuerTenant(t.Issuer); !ok {
		return Tenant{}, &BadAnswer{Op: opDiscover, HTTPStatus: got.status,
			What: "the description of the directory does not carry its id"}
	}
	if asked, isID := guid(name); isID && asked != t.ID {
		return Tenant{}, &WrongTenant{Want: asked, Got: t.ID}
	}
	if t.ID == personalTenant {
		return Tenant{}, ErrPersonalAccount
	}
	if cloud, known := cloudOf(t.GraphHost, t.CloudInstance); known && cloud.Name != c.cloud.Name &&
		(t.GraphHost != "" || !bothUSGov(cloud, c.cloud)) {
		return Tenant{}, &OtherCloud{Asked: name, Cloud: cloud}
	}
	if !c.knownGraph(t.GraphHost) {
		return Tenant{}, &BadAnswer{Op: opDiscover, HTTPStatus: got.status, What: "the description of " +
			"the directory names a Microsoft Graph that is none of Microsoft's: " + text.Clean(t.GraphHost)}
	}
	return t, nil
}

// knownGraph reports whether a directory's Graph host belongs to a known cloud or to
// this client's own. A missing host is accepted. The host is only compared, never
// called: the cloud fixes the addresses.
func (c *Client) knownGraph(host string) bool {
	if host == "" {
		return true
	}
	for _, known := range append(Clouds(), c.cloud) {
		if _, h, _ := strings.Cut(known.Graph, "://"); strings.EqualFold(h, host) {
			return true
		}
	}
	return false
}

// bothUSGov reports two clouds that share one token service; metadata without a
// Graph host cannot tell which of the two holds a directory.
func bothUSGov(a, b Cloud) bool {
	return strings.HasPrefix(a.Name, "usgov") && strings.HasPrefix(b.Name, "usgov")
}

// noTenant turns the service's way of saying "unknown" into this package's.
func (c *Client) noTenant(name string, err error) error {
	var no *SignInError
	if !errors.As(err, &no) {
		return err
	}
	switch no.Code() {
	case 90038:
		if cloud, ok := cloudNamedIn(no.Description); ok && cloud.Name != c.cloud.Name {
			return &OtherCloud{Asked: name, Cloud: cloud}
		}
		return err
	case 90002, 900021, 900023:
		return &NoTenant{Asked: name, Cloud: c.cloud.Name}
	}
	if no.OAuth == "invalid_tenant" {
		return &NoTenant{Asked: name, Cloud: c.cloud.Name}
	}
	return err
}

// issuerTenant takes the directory's id out of its issuer, as
// https://login.microsoftonline.com/GUID/v2.0.
func issuerTenant(issuer string) (string, bool) {
	u, err := url.Parse(issuer)
	if err != nil {
		return "", false
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
	return guid(first)
}

// get sends one GET with the client that x/oauth2 would use; ask keeps the
// answer.
func get(ctx context.Context, address string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return err
	}
	req.Header.Set("Accept", "application/json")
	hc, ok := ctx.Value(oauth2.HTTPClient).(*http.Client)
	if !ok {
		return errors.New("no client in the context")
	}
	res, err := hc.Do(req)
	if err != nil {
		return err
	}
	return res.Body.Close()
}
