package sim

import (
	"net/url"
	"slices"
	"strings"
)

// platform is the kind of client that a redirect address is registered for.
type platform int

const (
	platformNone platform = iota
	platformSPA
	platformWeb
	platformPublic
)

// client is an application as the sign-in service sees it.
type client struct {
	ID, Name string
	Public   bool // redeems codes without a secret
	// FirstParty clients get a fixed set of Graph scopes through .default and nothing else.
	FirstParty []string
	App        *appView // nil for the clients that Microsoft ships
}

// graphTools is the client whose rights are agreed to on a page; the two others have theirs everywhere.
const graphTools = "14d82eec-204b-4c2f-b7e8-296a70dab67e"

// The three public clients that exist in every tenant. Source of the ids and of the fixed scopes: public
// listings of Microsoft's first-party applications.
var shippedClients = map[string]client{
	graphTools: {Name: "Microsoft Graph Command Line Tools", Public: true},
	"04b07795-8ddb-461a-bbee-02f9e1bf7b46": {Name: "Microsoft Azure CLI", Public: true, FirstParty: append(
		slices.Clone(preauthorised), "User.ReadWrite.All")},
	"1950a258-227b-4e31-a9cf-717495945fc2": {
		Name: "Microsoft Azure PowerShell", Public: true, FirstParty: preauthorised,
	},
}

var preauthorised = []string{
	"AppRoleAssignment.ReadWrite.All", "Application.ReadWrite.All", "AuditLog.Read.All",
	"DelegatedPermissionGrant.ReadWrite.All", "Directory.AccessAsUser.All", "Group.ReadWrite.All",
	"User.Read.All",
	"email", "openid", "profile",
}

// nativeClient is the address that both kinds of command line tool also register.
const nativeClient = "https://login.microsoftonline.com/common/oauth2/nativeclient"

// findClient looks a client id up among the shipped ones and in the tenant.
func (l *loginService) findClient(id string) (client, *oauthError) {
	id = strings.ToLower(id)
	if c, ok := shippedClients[id]; ok && (c.FirstParty != nil || l.rules.Client != "absent") {
		c.ID = id
		return c, nil
	}
	app, ok := l.dir.findApp(id)
	if !ok {
		return client{}, aadsts(700016, id, l.dir.tenant().Name)
	}
	return client{ID: app.AppID, Name: app.DisplayName, Public: len(app.Public) > 0, App: &app}, nil
}

// redirectPlatform tells how an address is registered with the client, or refuses it. Ports of
// http://localhost are ignored, path and case are not, and an address without a path equals the one with "/"
// (Entra docs, reply-url).
func (c client) redirectPlatform(uri string) (platform, *oauthError) {
	if uri == "" {
		return platformNone, aadsts(900971)
	}
	if c.App == nil {
		if isLoopback(uri, "http://localhost") || uri == nativeClient {
			return platformPublic, nil
		}
		return platformNone, aadsts(50011, uri, c.ID)
	}
	lists := []struct {
		p    platform
		uris []string
	}{{platformSPA, c.App.SPA}, {platformWeb, c.App.Web}, {platformPublic, c.App.Public}}
	none := true
	for _, list := range lists {
		none = none && len(list.uris) == 0
		for _, have := range list.uris {
			if have == uri || withSlash(have) == withSlash(uri) || isLoopback(uri, have) {
				return list.p, nil
			}
		}
	}
	if none {
		return platformNone, aadsts(500113)
	}
	return platformNone, aadsts(50011, uri, c.ID)
}

// isLoopback reports whether uri is have with any port, both being http://localhost.
func isLoopback(uri, have string) bool {
	a, errA := url.Parse(uri)
	b, errB := url.Parse(have)
	if errA != nil || errB != nil || a.User != nil || a.RawQuery != "" || a.Fragment != "" {
		return false
	}
	path := func(u *url.URL) string {
		if u.Path == "" {
			return "/"
		}
		return u.EscapedPath()
	}
	here := func(u *url.URL) bool { return u.Scheme == "http" && u.Hostname() == "localhost" }
	return here(a) && here(b) && path(a) == path(b)
}

// withSlash adds the "/" that an address without a path gets.
func withSlash(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Path != "" || u.RawQuery != "" || u.Fragment != "" || u.Host == "" {
		return uri
	}
	return uri + "/"
}

// onLoopback reports whether a browser may be sent there in practice: nowhere but to this machine.
func onLoopback(uri string) bool {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "http" {
		return false
	}
	switch u.Hostname() {
	case "localhost", "127.0.0.1", "::1":
		return true
	}
	return false
}
