package judge

import (
	"net/url"
	"strings"

	"ssowizard/internal/entra"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
)

// Links makes addresses of portal pages. The fragments are not documented by
// Microsoft and may change; the path in words beside them stays right.
type Links struct {
	cloud       entra.Cloud
	tenant, App string
	principal   string
	firstPortal string
}

// LinksFor makes the links of one walk; empty ids leave out the pages that need
// them. portal is the address of the MTP portal, "" for the real one.
func LinksFor(cloud entra.Cloud, s setup.Snapshot, p setup.Profile, portal string) Links {
	l := Links{cloud: cloud, tenant: s.Tenant.ID, App: p.App.AppID,
		firstPortal: portal}
	if s.Principal.Value != nil {
		l.principal = s.Principal.Value.ID
	}
	if l.firstPortal == "" {
		l.firstPortal = mtp.PortalURL
	}
	return l
}

// guides are the two pages the written procedure ends with, by their titles;
// the addresses of the knowledge base are the vendor's front door.
var guides = map[string]string{
	"bindings-guide":     "https://support.bvoip.com/",
	"phone-system-guide": "https://support.bvoip.com/",
}

// globalAdmin is the Entra admin center of the public cloud.
const globalAdmin = "https://entra.microsoft.com"

// pages are fragments of the Entra admin center, by key. %A stands for the
// application id, %P for the service principal's.
var pages = map[string]func(Links) string{
	"entra-home":        func(Links) string { return "" },
	"app-registrations": func(Links) string { return "Microsoft_AAD_RegisteredApps/ApplicationsListBlade" },
	"new-registration":  func(Links) string { return "Microsoft_AAD_RegisteredApps/ApplicationsListBlade" },
	"overview":          func(l Links) string { return l.appPage("Overview") },
	"authentication":    func(l Links) string { return l.appPage("Authentication") },
	"api-permissions":   func(l Links) string { return l.appPage("CallAnAPI") },
	"credentials":       func(l Links) string { return l.appPage("Credentials") },
	// In the national clouds Microsoft names no link to it; the words beside it do.
	"application-policies": func(Links) string { return "" },
	"enterprise-app":       func(l Links) string { return l.principalPage() },
	"pim-activate": func(Links) string {
		return "Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/aadmigratedroles"
	},
}

func (l Links) appPage(blade string) string {
	if l.App == "" {
		return "Microsoft_AAD_RegisteredApps/ApplicationsListBlade"
	}
	return "Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/" + blade + "/appId/" +
		url.PathEscape(l.App) + "/isMSAApp~/false"
}

func (l Links) principalPage() string {
	if l.App == "" || l.principal == "" {
		return "Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview"
	}
	return "Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Overview/objectId/" + url.PathEscape(l.principal) +
		"/appId/" + url.PathEscape(l.App)
}

// URL returns the address of a page, "" for an unknown key.
func (l Links) URL(key string) string {
	if key == "mtp-portal" {
		return l.firstPortal
	}
	if g, ok := guides[key]; ok {
		return g
	}
	if key == "application-policies" && l.cloud.EntraAdmin == globalAdmin {
		return "https://aka.ms/app-mgmt-policy-ux" // Microsoft's own link to that page
	}
	page, ok := pages[key]
	if !ok {
		return ""
	}
	switch f := page(l); {
	case f == "":
		return l.cloud.EntraAdmin
	case l.tenant == "":
		return l.cloud.EntraAdmin + "/#view/" + f
	default: // without it the browser's own directory opens, where a guest finds none of this
		return l.cloud.EntraAdmin + "/" + url.PathEscape(l.tenant) + "#view/" + f
	}
}

// Consent is the address at which a colleague with the role may consent for the
// whole company (Microsoft identity platform docs, admin consent). It names no
// redirect address, because the registration has none that waits for it.
func (l Links) Consent() string { return l.ConsentIn(l.tenant) }

// ConsentIn is the same page of another tenant, as a customer's: it asks there
// for all that the registration declares, User.Read.All among it.
func (l Links) ConsentIn(tenant string) string {
	if tenant == "" || l.App == "" {
		return ""
	}
	return l.cloud.Login + "/" + url.PathEscape(tenant) + "/adminconsent?client_id=" + url.QueryEscape(l.App)
}

// ApproveClient is the address at which an administrator approves rights of a
// sign-in client for everybody (Microsoft identity platform docs, admin consent,
// the form of version 2.0, which names scopes and a redirect address). It ends at
// localhost, which every such client has registered and where nobody listens; ""
// where Microsoft has settled the client's rights.
func (l Links) ApproveClient(c entra.PublicClient, scopes []string) string {
	if l.tenant == "" || c.Preauthorized {
		return ""
	}
	named := make([]string, 0, len(scopes))
	for _, s := range scopes {
		named = append(named, l.cloud.Graph+"/"+s)
	}
	q := url.Values{"client_id": {c.ID}, "scope": {strings.Join(named, " ")},
		"redirect_uri": {"http://localhost"}}
	return l.cloud.Login + "/" + url.PathEscape(l.tenant) + "/v2.0/adminconsent?" +
		strings.ReplaceAll(q.Encode(), "+", "%20")
}
