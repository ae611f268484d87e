package mtp

// What the set-up article of bvoip fixes about the portal.
const (
	// PortalURL is where the MTP portal is opened.
	PortalURL = "https://mtp.bvoip.net"
	// FirstURI is the redirect URI that the registration starts with, before
	// the portal has shown its list.
	FirstURI = "https://mtp.bvoip.net/users"
	// URICount is how many redirect URIs the portal lists.
	URICount = 12
	// CommonCount is how many of them are alike for every partner; the others
	// carry the partner's own subdomain.
	CommonCount = 6
)

// The fields and buttons of the MTP portal that the wizard speaks of.
const (
	FieldSingleSignOn = "single-sign-on"
	FieldAccount      = "configure-account"
	FieldType         = "type"
	FieldClientID     = "client-id"
	FieldTenantID     = "tenant-id"
	FieldRedirectURIs = "redirect-uris"
	FieldClientSecret = "client-secret"
	FieldSave         = "save"
	FieldUsers        = "configure-users"
	FieldSignIn       = "sign-in"
)

// Field is one place in the MTP portal: a page, a button or a box to fill.
type Field struct {
	ID    string // stable key, one of the Field constants
	Name  string // as the portal writes it
	Place string // where it is found, as a path of portal names
	What  string // what to do there
}

const (
	ssoPage       = `"System" > "Single sign-on"`
	accountDialog = ssoPage + ` > "Configure MTP portal account"`
)

// Fields lists the portal's places in the order in which the set-up meets
// them. Names are those of bvoip's own set-up article.
func Fields() []Field {
	return []Field{
		{FieldSingleSignOn, "Single sign-on", `"System"`, "the page where everything below starts"},
		{FieldAccount, "Configure MTP portal account", ssoPage, "press it; a window with tabs opens"},
		{FieldType, "Type", accountDialog, `choose "Microsoft"`},
		{FieldClientID, "Application (client) ID", accountDialog,
			"paste the application id of the registration"},
		{FieldTenantID, "Directory (tenant) ID", accountDialog, "paste the id of your company's directory"},
		{FieldRedirectURIs, "Redirect URIs", accountDialog, "open this tab and copy all 12 addresses"},
		{FieldClientSecret, "Client Secret", accountDialog,
			"paste the value of the client secret, not its id"},
		{FieldSave, "Save changes", accountDialog, "press it once the client secret is in place"},
		{FieldUsers, "Configure MTP portal users", ssoPage,
			"choose who may sign in to the portal with Microsoft"},
		{FieldSignIn, "Sign in with Microsoft", "the MTP portal's sign-in page",
			"press it instead of typing a password"},
	}
}

// FieldByID finds a field by its key, one of the Field constants.
func FieldByID(id string) (Field, bool) {
	for _, f := range Fields() {
		if f.ID == id {
			return f, true
		}
	}
	return Field{}, false
}
