package steps

import (
	"net/url"

	"ssowizard/internal/entra"
	"ssowizard/internal/mtp"
)

// Links makes addresses of portal pages. The fragments are not documented by
// Microsoft and may change; the path in words beside them stays right.
type Links struct {
	cloud                entra.Cloud
	tenant, app, objects string
	principal            string
	firstPortal          string
}

// LinksFor makes the links of one walk; empty ids leave out the pages that need
// them. portal is the address of the MTP portal, "" for the real one.
func LinksFor(cloud entra.Cloud, s Snapshot, p Profile, portal string) Links {
	l := Links{cloud: cloud, tenant: s.Tenant.ID, app: p.App.AppID, objects: p.App.ObjectID, firstPortal: portal}
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
	"enterprise-app":    func(l Links) string { return l.principalPage() },
	"pim-activate": func(Links) string {
		return "Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/aadmigratedroles"
	},
}

func (l Links) appPage(blade string) string {
	if l.app == "" {
		return "Microsoft_AAD_RegisteredApps/ApplicationsListBlade"
	}
	return "Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/" + blade + "/appId/" + url.PathEscape(l.app) + "/isMSAApp~/false"
}

func (l Links) principalPage() string {
	if l.app == "" || l.principal == "" {
		return "Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview"
	}
	return "Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Overview/objectId/" + url.PathEscape(l.principal) + "/appId/" + url.PathEscape(l.app)
}

// URL returns the address of a page, "" for an unknown key.
func (l Links) URL(key string) string {
	if key == "mtp-portal" {
		return l.firstPortal
	}
	if g, ok := guides[key]; ok {
		return g
	}
	page, ok := pages[key]
	if !ok {
		return ""
	}
	if f := page(l); f != "" {
		return l.cloud.EntraAdmin + "/#view/" + f
	}
	return l.cloud.EntraAdmin
}

// Consent is the address at which a colleague with the role may consent for the
// whole company (Microsoft identity platform docs, admin consent). It names no
// redirect address, because the registration has none that waits for it.
func (l Links) Consent() string {
	if l.tenant == "" || l.app == "" {
		return ""
	}
	return l.cloud.Login + "/" + url.PathEscape(l.tenant) + "/adminconsent?client_id=" + url.QueryEscape(l.app)
}
