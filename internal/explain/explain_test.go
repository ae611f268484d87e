package explain_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/entra"
	"ssowizard/internal/explain"
	"ssowizard/internal/graph"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
)

const (
	xApp    = "4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60"
	xObject = "0b1c2d3e-4f50-4a61-8b72-9c83ad94be05"
	xTenant = "7a1e9c54-3b2d-4f68-9e07-51c8d2ab6f39"
	xKey    = "c3d4e5f6-0718-4293-a4b5-c6d7e8f90a1b"
	xSP     = "d1d2d3d4-e5e6-4f70-8182-93a4b5c6d7e8"
	xOther  = "11111111-2222-4333-8444-555555555555"
	xTrace  = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeee00"
	xCorr   = "99999999-8888-4777-8666-555555555500"
)

var xNow = time.Date(2026, 5, 4, 10, 0, 0, 0, time.UTC)

func xURIs() []string {
	var out []string
	for i := range mtp.URICount / 2 {
		out = append(out, fmt.Sprintf("https://mtp.bvoip.net/example-%c/cb", 'a'+i), fmt.Sprintf("https://contoso.bvoip.example/example-%c/cb", 'a'+i))
	}
	out[0] = mtp.FirstURI
	return out
}

func xProfile() setup.Profile {
	proven := xNow.AddDate(0, -1, 0)
	return setup.Profile{Name: "contoso", Tenant: setup.ProfileTenant{ID: xTenant, Domain: "contoso.com", Name: "Contoso"},
		App: setup.ProfileApp{AppID: xApp, ObjectID: xObject, Name: "MTP"}, Wanted: setup.Wanted{URIs: xURIs()},
		Secret: setup.ProfileSecret{KeyID: xKey, Name: "bvoip MTP portal", Hint: "abc", End: xNow.AddDate(1, 0, 0), Proven: &proven}}
}

func known[T any](v T) setup.Part[T] { return setup.Part[T]{Value: v, Known: true} }

// xSnapshot is a good setup as it was read; change makes it bad.
func xSnapshot(change func(*setup.Snapshot)) setup.Snapshot {
	app := &graph.Application{ID: xObject, AppID: xApp, DisplayName: "MTP", SignInAudience: graph.AudienceOrgs,
		SPA: graph.RedirectURIs{URIs: xURIs()}, PasswordCredentials: []graph.Password{{KeyID: xKey, DisplayName: "bvoip MTP portal", Hint: "abc", StartDateTime: xNow.AddDate(-1, 0, 0), EndDateTime: xNow.AddDate(1, 0, 0)}},
		RequiredResourceAccess: []graph.RequiredResource{{ResourceAppID: graph.GraphAppID, Access: []graph.Access{{ID: graph.UserReadAllRole, Type: graph.ApplicationPermission}}}}}
	s := setup.Snapshot{At: xNow, SignedIn: true, Tenant: entra.Tenant{ID: xTenant}, Identity: entra.Identity{TenantID: xTenant},
		App: known(app), Principal: known(&graph.ServicePrincipal{ID: xSP, AppID: xApp, AccountEnabled: true}), Grants: known([]graph.AppRoleAssignment{{ID: "g", AppRoleID: graph.UserReadAllRole}}),
		Delegated: known([]graph.DelegatedGrant(nil))}
	if change != nil {
		change(&s)
	}
	return s
}

func message(code int, text string) string {
	return fmt.Sprintf("Sorry, but we're having trouble signing you in.\nAADSTS%d: %s\nTrace ID: %s\nCorrelation ID: %s\nTimestamp: 2026-05-04 09:58:07Z", code, text, xTrace, xCorr)
}

func uriMessage(uri string) string {
	return message(50011, "The redirect URI '"+uri+"' specified in the request does not match the redirect URIs configured for the application '"+xApp+"'. Make sure it matches.")
}

func TestMessagesAreTakenApart(t *testing.T) {
	at := time.Date(2026, 5, 4, 9, 58, 7, 0, time.UTC)
	uri := "https://mtp.bvoip.net/Users"
	whole := explain.Message{RedirectURI: uri, AppID: xApp, CorrelationID: xCorr, TraceID: xTrace, At: at}
	for name, c := range map[string]struct {
		text  string
		codes string
		want  explain.Message
	}{
		"the error page":      {uriMessage(uri), "AADSTS50011", whole},
		"its source":          {strings.NewReplacer("'", "&#39;", "\n", "<br>").Replace(uriMessage(uri)), "AADSTS50011", whole},
		"its script":          {`{"strServiceExceptionMessage":"` + strings.NewReplacer("'", `\u0027`, "\n", `\r\n`).Replace(uriMessage(uri)) + `"}`, "AADSTS50011", whole},
		"between escapes":     {strings.NewReplacer("AADSTS", "AAD\u200bSTS\x1b", "Trace", "\u202eTrace").Replace(uriMessage(uri)), "AADSTS50011", whole},
		"troubleshooting box": {"Troubleshooting details\nRequest Id: " + xTrace + "\nCorrelation Id: " + strings.ToUpper(xCorr) + "\nTimestamp: 2026-05-04T09:58:07.123Z\nApp name: MTP\nApp id: " + xApp + "\nError Code: 53003", "AADSTS53003", explain.Message{AppID: xApp, CorrelationID: xCorr, TraceID: xTrace, At: at}},
		"the token answer": {`{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. Ensure the secret being sent is the client secret value, not the client secret ID, for a secret added to app '` + xApp + `'. Trace ID: ` + xTrace + `","error_codes":[7000215],"timestamp":"2026-05-04 09:58:07Z","trace_id":"` + xTrace + `","correlation_id":"` + xCorr + `"}`,
			"AADSTS7000215", explain.Message{AppID: xApp, CorrelationID: xCorr, TraceID: xTrace, At: at}},
		"not in the tenant": {"AADSTS700016: Application with identifier '" + xOther + "' was not found in the directory 'Contoso'.", "AADSTS700016", explain.Message{AppID: xOther, Tenant: "Contoso"}},
		"no principal":      {"AADSTS7000229: The client application " + xApp + " is missing service principal in the tenant " + xTenant + ".", "AADSTS7000229", explain.Message{AppID: xApp, TenantID: xTenant}},
		"a guest": {"AADSTS50020: User account 'x@y.example' from identity provider 'https://sts.windows.net/" + xOther + "/' does not exist in tenant 'Contoso' and cannot access the application '" + xApp + "'(MTP) in that tenant.",
			"AADSTS50020", explain.Message{AppID: xApp, Tenant: "Contoso", HomeTenantID: xOther}},
		"the address of the sign-in": {"https://login.microsoftonline.com/" + xTenant + "/oauth2/v2.0/authorize?client_id=" + xApp + "&redirect_uri=https%3A%2F%2Fmtp.bvoip.net%2FUsers&response_type=code", "", explain.Message{RedirectURI: uri, AppID: xApp, TenantID: xTenant}},
		"the address sent back to":   {uri + "#error=interaction_required&error_description=AADSTS65001%3a+The+user+has+not+consented+to+use+the+application+with+ID+%27" + xApp + "%27", "AADSTS65001", explain.Message{RedirectURI: uri, AppID: xApp}},
		"the look-up address":        {"https://login.microsoftonline.com/error?code=50105", "AADSTS50105", explain.Message{}},
		"cross-origin":               {"AADSTS9002326: Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: 'https://mtp.bvoip.net'.", "AADSTS9002326", explain.Message{Origin: "https://mtp.bvoip.net"}},
		"bare":                       {"50011, 7000222 and 12345", "AADSTS50011 AADSTS7000222", explain.Message{}},
		"no code on the page":        {"Need admin approval\nMTP needs permission to access resources", "AADSTS90094", explain.Message{}},
		"a Graph refusal":            {`{"error":{"code":"CredentialTypeNotAllowedAsPerAppPolicy"}}`, "secrets-forbidden", explain.Message{}},
		"a number of our time":       {"call 2026 or 12345", "", explain.Message{}},
	} {
		t.Run(name, func(t *testing.T) {
			e := explain.Explain(c.text, setup.Snapshot{}, setup.Profile{})
			var codes []string
			for _, x := range e.Topics {
				codes = append(codes, x.Code)
			}
			if got := strings.Join(codes, " "); got != c.codes {
				t.Errorf("codes %q, want %q", got, c.codes)
			}
			if e.Message != c.want {
				t.Errorf("got  %+v\nwant %+v", e.Message, c.want)
			}
			if len(e.Causes) != 0 {
				t.Errorf("knows nothing and names causes: %+v", e.Causes)
			}
		})
	}
}

// first is the leading cause as "truth finding: text".
func first(e explain.Explanation) string {
	if len(e.Causes) == 0 {
		return ""
	}
	c := e.Causes[0]
	return string(c.Truth) + " " + string(c.Finding) + ": " + c.Text + " | " + c.Evidence
}

func TestTheTrueCauseIsPicked(t *testing.T) {
	app := func(f func(*graph.Application)) func(*setup.Snapshot) {
		return func(s *setup.Snapshot) { f(s.App.Value) }
	}
	sp := func(f func(*graph.ServicePrincipal)) func(*setup.Snapshot) {
		return func(s *setup.Snapshot) { f(s.Principal.Value) }
	}
	gone := func(s *setup.Snapshot) { s.App = known[*graph.Application](nil) }
	missing := func(name, id string) string {
		return message(700016, "Application with identifier '"+id+"' was not found in the directory '"+name+"'.")
	}
	secret := message(7000215, "Invalid client secret provided, for a secret added to app '"+xApp+"'.")
	expired := message(7000222, "The provided client secret keys for app '"+xApp+"' are expired.")
	for name, c := range map[string]struct {
		text   string
		change func(*setup.Snapshot)
		want   []string // in the first cause
	}{
		"uri missing": {uriMessage(xURIs()[3]), app(func(a *graph.Application) { a.SPA.URIs = a.SPA.URIs[:3] }), []string{"true redirect-uri-missing", xURIs()[3]}},
		"uri near miss": {uriMessage(xURIs()[11]), app(func(a *graph.Application) {
			a.SPA.URIs[11] += "/"
		}), []string{"true redirect-uri-near-miss", `extra "/" at the end`}},
		"uri under Web":         {uriMessage(xURIs()[11]), app(func(a *graph.Application) { a.SPA.URIs, a.Web.URIs = a.SPA.URIs[:11], a.SPA.URIs[11:] }), []string{"possible redirect-uri-wrong-platform", "under Web"}},
		"uri registered":        {uriMessage(xURIs()[2]), nil, []string{"possible :", "registered after this refusal"}},
		"uri of the asker":      {uriMessage("https://mtp.bvoip.net/Users"), nil, []string{"true redirect-uri-near-miss", `small "u" instead of "U"`}},
		"uri not named":         {"50011", app(func(a *graph.Application) { a.SPA.URIs = a.SPA.URIs[:11] }), []string{"true redirect-uri-missing", xURIs()[11]}},
		"another registration":  {strings.ReplaceAll(uriMessage(xURIs()[2]), xApp, xOther), nil, []string{"true :", "another registration", xOther}},
		"which is under Web":    {message(9002326, "Cross-origin token redemption. Request origin: 'https://mtp.bvoip.net'."), app(func(a *graph.Application) { a.SPA.URIs, a.Web.URIs = a.SPA.URIs[:10], a.SPA.URIs[10:] }), []string{"true redirect-uri-wrong-platform", xURIs()[10] + " under Web"}},
		"none under Web":        {"9002326", nil, []string{"ruled-out", "none under Web"}},
		"wrong app id":          {missing("Contoso", xOther), nil, []string{"true :", "not your registration's", xOther, xApp}},
		"ids swapped":           {missing("Contoso", xTenant), nil, []string{"true :", "swapped"}},
		"object id used":        {missing("Contoso", xObject), nil, []string{"true :", "Another id", "object id"}},
		"deleted":               {missing("Contoso", xApp), func(s *setup.Snapshot) { gone(s); s.Deleted = known(&graph.Application{AppID: xApp}) }, []string{"true app-deleted", "deleted"}},
		"absent":                {missing("Contoso", xApp), gone, []string{"true app-not-found"}},
		"wrong tenant by name":  {missing("Fabrikam", xApp), nil, []string{"possible :", "Fabrikam", "Contoso"}},
		"wrong tenant by id":    {message(90002, "Tenant "+xOther+" not found."), nil, []string{"true tenant-mismatch", xOther}},
		"principal missing":     {message(7000229, "The client application "+xApp+" is missing service principal in the tenant "+xTenant+"."), func(s *setup.Snapshot) { s.Principal = known[*graph.ServicePrincipal](nil) }, []string{"true service-principal-missing"}},
		"the kept secret works": {secret, func(s *setup.Snapshot) { s.Proof = known(setup.Proof{Good: true, At: xNow}) }, []string{"true :", "something else", "accepted the kept secret"}},
		"the kept one is refused": {secret, func(s *setup.Snapshot) {
			s.Proof = known(setup.Proof{Finding: &setup.Finding{Code: setup.CodeSecretRejected}})
		}, []string{"true secret-rejected"}},
		"no secret there":    {secret, app(func(a *graph.Application) { a.PasswordCredentials = nil }), []string{"true secret-missing", "empty"}},
		"our secret removed": {secret, app(func(a *graph.Application) { a.PasswordCredentials[0].KeyID = xOther }), []string{"true secret-missing", xKey}},
		"nothing decides":    {secret, nil, []string{"possible :", `"Secret ID"`, "proven on"}},
		"expired":            {expired, app(func(a *graph.Application) { a.PasswordCredentials[0].EndDateTime = xNow.AddDate(0, 0, -2) }), []string{"true secret-expired", "2 May 2026", "hint abc"}},
		"the older one": {expired, app(func(a *graph.Application) {
			a.PasswordCredentials = append(a.PasswordCredentials, graph.Password{KeyID: xOther, Hint: "old", EndDateTime: xNow.AddDate(0, 0, -9)})
		}), []string{"true secret-expired", "still uses", "25 April 2026", "hint old"}},
		"none expired": {expired, nil, []string{"possible :", "removed since"}},
		"not granted":  {"65001", func(s *setup.Snapshot) { s.Grants = known([]graph.AppRoleAssignment(nil)) }, []string{"true consent-missing"}},
		"people are asked": {"90094", app(func(a *graph.Application) {
			a.RequiredResourceAccess[0].Access = append(a.RequiredResourceAccess[0].Access, graph.Access{ID: graph.UserReadScope, Type: graph.DelegatedPermission})
		}), []string{"true consent-people-asked"}},
		"the wrong kind": {"65001", app(func(a *graph.Application) {
			a.RequiredResourceAccess[0].Access = []graph.Access{{ID: graph.UserReadAllScope, Type: graph.DelegatedPermission}}
		}), []string{"true", "kind is wrong"}},
		"grants not read": {"65001", func(s *setup.Snapshot) {
			s.Grants = setup.Part[[]graph.AppRoleAssignment]{Why: setup.Reason{Text: "No right to look."}}
		}, []string{"unknown", "No right to look."}},
		"granted":         {"65001", nil, []string{"possible :", "after this refusal"}},
		"assignment":      {"50105", sp(func(p *graph.ServicePrincipal) { p.AppRoleAssignmentRequired = true }), []string{"true assignment-required"}},
		"no assignment":   {"50105", nil, []string{"ruled-out"}},
		"disabled":        {"7000112", sp(func(p *graph.ServicePrincipal) { p.AccountEnabled = false }), []string{"true service-principal-disabled"}},
		"enabled":         {"7000112", nil, []string{"ruled-out", "enabled"}},
		"single tenant":   {"50194", app(func(a *graph.Application) { a.SignInAudience = "AzureADMyOrg" }), []string{"true audience-single-tenant", "Accounts in this organizational directory only"}},
		"many tenants":    {"50194", nil, []string{"ruled-out", "Accounts in any organizational directory"}},
		"foreign account": {message(50020, "User account 'x' from identity provider 'https://sts.windows.net/"+xOther+"/' does not exist in tenant 'Contoso'."), nil, []string{"true :", "another company", xOther}},
		"our code, there": {"assignment-required", sp(func(p *graph.ServicePrincipal) { p.AppRoleAssignmentRequired = true }), []string{"true assignment-required", "found required"}},
		"our code, gone":  {"pilot-failed", nil, []string{"unknown pilot-failed", "not tried"}},
	} {
		t.Run(name, func(t *testing.T) {
			if c.text == missing("Contoso", xApp) && c.change == nil {
				t.Fatal("this case decides nothing")
			}
			e := explain.Explain(c.text, xSnapshot(c.change), xProfile())
			for _, w := range c.want {
				if !strings.Contains(first(e), w) {
					t.Errorf("the first cause lacks %q: %+v", w, e.Causes)
				}
			}
			if !e.Compare.Live {
				t.Error("does not say that Entra was read")
			}
		})
	}
}

func TestOfflineTheProfileDecidesWhatItCan(t *testing.T) {
	for name, c := range map[string]struct {
		text   string
		change func(*setup.Profile)
		want   []string
		not    string
	}{
		"near miss of the list":  {uriMessage("https://mtp.bvoip.net/users/"), nil, []string{"possible redirect-uri-near-miss", `extra "/" at the end`}, "true"},
		"not in the list":        {uriMessage("https://elsewhere.example/cb"), nil, []string{"possible portal-uris-doubtful"}, "true"},
		"in the list":            {uriMessage(xURIs()[4]), nil, []string{"unknown :", "Entra was not asked"}, "true"},
		"another app id":         {"AADSTS700016: Application with identifier '" + xOther + "' was not found in the directory 'contoso.com'.", nil, []string{"true :", xOther, "profile contoso"}, ""},
		"the right app id":       {"AADSTS700016: Application with identifier '" + xApp + "' was not found in the directory 'contoso.com'.", nil, []string{"unknown :", "deleted"}, ""},
		"end date passed":        {"7000222", func(p *setup.Profile) { p.Secret.End = xNow.AddDate(0, 0, -1) }, []string{"true secret-expired", "3 May 2026"}, ""},
		"end date ahead":         {"7000222", nil, []string{"possible :", "older secret"}, "true"},
		"never proven":           {"7000215", func(p *setup.Profile) { p.Secret.Proven = nil }, []string{"possible secret-unproven"}, "true"},
		"assignment is unknown":  {"50105", nil, []string{"unknown :"}, "true"},
		"our codes stay general": {"consent-missing", nil, nil, "true"},
	} {
		t.Run(name, func(t *testing.T) {
			p := xProfile()
			if c.change != nil {
				c.change(&p)
			}
			e := explain.Explain(c.text, setup.Snapshot{At: xNow}, p)
			for _, w := range c.want {
				if !strings.Contains(first(e), w) {
					t.Errorf("the first cause lacks %q: %+v", w, e.Causes)
				}
			}
			for _, x := range e.Causes {
				if string(x.Truth) == c.not {
					t.Errorf("claims without evidence: %+v", x)
				}
			}
			if e.Compare != (explain.Compare{Profile: "contoso"}) {
				t.Errorf("compared with %+v", e.Compare)
			}
		})
	}
}

func TestAClockThatIsNotKnownDecidesNothing(t *testing.T) {
	p := xProfile()
	p.Secret.End = time.Unix(1, 0)
	e := explain.Explain("7000222", setup.Snapshot{}, p)
	if !strings.HasPrefix(first(e), "unknown") {
		t.Errorf("got %+v", e.Causes)
	}
}
