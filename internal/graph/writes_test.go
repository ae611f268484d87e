package graph

import (
	"errors"
	"reflect"
	"testing"
	"time"
)

var (
	at    = time.Date(2028, 8, 20, 2, 0, 0, 0, time.FixedZone("", 7200))
	never time.Time
)

const (
	upsertURI = "/v1.0/applications(uniqueName='ssowizard-1')"
	lookURI   = upsertURI + "?$select=" + applicationFields
	appJSON   = `{"id":"o1","appId":"a1","displayName":"Contoso\u200b Voice","uniqueName":"ssowizard-1","notes":"a\nb\u0007",` +
		`"createdDateTime":"2026-08-20T10:17:05.1234567Z","spa":{"redirectUris":["https://mtp.bvoip.net/users","https://a.example/\u200b "]},` +
		`"web":{"redirectUris":[],"implicitGrantSettings":{"enableIdTokenIssuance":false}},"publicClient":null,"isDisabled":null,` +
		`"requiredResourceAccess":[{"resourceAppId":"g","resourceAccess":[{"id":"p","type":"Role"}]}],` +
		`"passwordCredentials":[{"keyId":"k1","hint":"abc","secretText":null,"startDateTime":null,"endDateTime":"2028-08-20T00:00:00Z"}],"somethingNew":{"x":[1]}}`
)

var (
	fullApp = NewApplication{DisplayName: "Contoso Voice", SignInAudience: AudienceOrgs, SPAURIs: []string{"https://mtp.bvoip.net/users"},
		RequiredResourceAccess: []RequiredResource{{GraphAppID, []Access{{UserReadAllRole, ApplicationPermission}}}},
		Tags:                   []string{"WindowsAzureActiveDirectoryIntegratedApp"}, Notes: "n", InstanceLock: true}
	fullBody = `{"displayName":"Contoso Voice","signInAudience":"AzureADMultipleOrgs","spa":{"redirectUris":["https://mtp.bvoip.net/users"]},` +
		`"requiredResourceAccess":[{"resourceAppId":"` + GraphAppID + `","resourceAccess":[{"id":"` + UserReadAllRole + `","type":"Role"}]}],` +
		`"tags":["WindowsAzureActiveDirectoryIntegratedApp"],"notes":"n","servicePrincipalLockConfiguration":{"isEnabled":true,"allProperties":true}}`
	upsert = want{method: "PATCH", uri: upsertURI, headers: map[string]string{"Prefer": "create-if-missing"}, body: fullBody, status: 201, answer: appJSON}
	look   = want{method: "GET", uri: lookURI, headers: map[string]string{"Prefer": ""}, status: 200, answer: appJSON}
)

func TestUpsertApplication(t *testing.T) {
	existed := upsert
	existed.status, existed.answer = 204, ""
	raced := upsert
	raced.status, raced.answer = 400, graphError("Request_BadRequest", uniqueTaken)
	forbidden := upsert
	forbidden.status, forbidden.answer = 400, graphError("SignInAudienceNotAllowedAsPerAppPolicy", "x")
	rows := []struct {
		name    string
		script  []want
		created bool
		is      error
	}{
		{"made", []want{upsert}, true, nil},
		{"existed", []want{existed, look}, false, nil},
		{"existed, then gone", []want{existed, look.with(404)}, false, ErrNotFound},
		{"another one was faster", []want{raced, look}, false, nil},
		{"name taken by what cannot be seen", []want{raced, look.with(404)}, false, ErrAlreadyExists},
		{"forbidden", []want{forbidden}, false, ErrAudienceForbidden},
		{"unknown fate", []want{upsert.with(504)}, false, ErrUncertain},
		{"unreadable", []want{answering(upsert, "{")}, false, ErrUncertain},
		{"without ids", []want{answering(upsert, `{"displayName":"x"}`)}, false, ErrUncertain},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			c, _ := setup(t, r.script...)
			app, created, err := c.UpsertApplication(t.Context(), "ssowizard-1", fullApp)
			if r.is != nil {
				if !errors.Is(err, r.is) || created || app.ID != "" {
					t.Errorf("%+v %v %v", app, created, err)
				}
				return
			}
			if err != nil || created != r.created || app.ID != "o1" || app.AppID != "a1" {
				t.Errorf("%+v %v %v", app, created, err)
			}
		})
	}
}

func TestApplicationIsDecodedAsSent(t *testing.T) {
	app, err := decode[Application]([]byte(appJSON))
	if err != nil {
		t.Fatal(err)
	}
	made := time.Date(2026, 8, 20, 10, 17, 5, 123456700, time.UTC)
	wantApp := Application{ID: "o1", AppID: "a1", DisplayName: "Contoso Voice", UniqueName: "ssowizard-1", Notes: "a\nb\a", CreatedDateTime: &made,
		SPA:                    RedirectURIs{[]string{"https://mtp.bvoip.net/users", "https://a.example/\u200b "}}, // byte for byte
		Web:                    RedirectURIs{[]string{}},
		RequiredResourceAccess: []RequiredResource{{"g", []Access{{"p", "Role"}}}},
		PasswordCredentials:    []Password{{KeyID: "k1", Hint: "abc", EndDateTime: time.Date(2028, 8, 20, 0, 0, 0, 0, time.UTC)}}}
	if !reflect.DeepEqual(app, wantApp) {
		t.Errorf("got  %+v\nwant %+v", app, wantApp)
	}
}

func TestUpdateApplication(t *testing.T) {
	empty, two := []string(nil), []string{"https://a.example/1", "https://a.example/2"}
	name, off := "n", false
	none := []RequiredResource{}
	bare := []RequiredResource{{ResourceAppID: "g"}}
	rows := []struct {
		patch ApplicationPatch
		body  string
	}{
		{ApplicationPatch{SPA: &two, Web: &empty}, `{"spa":{"redirectUris":["https://a.example/1","https://a.example/2"]},"web":{"redirectUris":[]}}`},
		{ApplicationPatch{PublicClient: &empty, DisplayName: &name, SignInAudience: &name, Notes: &name, IsDisabled: &off},
			`{"publicClient":{"redirectUris":[]},"displayName":"n","signInAudience":"n","notes":"n","isDisabled":false}`},
		{ApplicationPatch{RequiredResourceAccess: &none}, `{"requiredResourceAccess":[]}`},
		{ApplicationPatch{RequiredResourceAccess: &bare}, `{"requiredResourceAccess":[{"resourceAppId":"g","resourceAccess":[]}]}`},
	}
	for _, r := range rows {
		c, _ := setup(t, want{method: "PATCH", uri: "/v1.0/applications/o1", body: r.body, status: 204})
		if err := c.UpdateApplication(t.Context(), "o1", r.patch); err != nil {
			t.Error(err)
		}
	}
}

func TestRemovals(t *testing.T) {
	c, _ := setup(t,
		want{method: "DELETE", uri: "/v1.0/applications/o1", status: 204},
		want{method: "DELETE", uri: "/v1.0/servicePrincipals/s1", status: 204},
		want{method: "DELETE", uri: "/v1.0/servicePrincipals/g1/appRoleAssignedTo/47nZ-_8", status: 204},
		want{method: "POST", uri: "/v1.0/applications/o1/removePassword", body: `{"keyId":"k1"}`, status: 204},
		want{method: "DELETE", uri: "/v1.0/applications/o1"}.with(404))
	for _, err := range []error{c.DeleteApplication(t.Context(), "o1"), c.DeleteServicePrincipal(t.Context(), "s1"), c.RemoveAppRole(t.Context(), "g1", "47nZ-_8"), c.RemovePassword(t.Context(), "o1", "k1")} {
		if err != nil {
			t.Error(err)
		}
	}
	if err := c.DeleteApplication(t.Context(), "o1"); !errors.Is(err, ErrNotFound) || errors.Is(err, ErrNotReplicated) {
		t.Errorf("got %v", err)
	}
}

func TestCreateServicePrincipal(t *testing.T) {
	post := want{method: "POST", uri: "/v1.0/servicePrincipals", body: `{"appId":"a1","tags":["t"]}`, status: 201,
		answer: `{"id":"s1","appId":"a1","accountEnabled":true,"appRoleAssignmentRequired":false,"replyUrls":["https://a.example/"]}`}
	refusing := func(status int, body string) want { w := post; w.status, w.answer = status, body; return w }
	lag := refusing(400, `{"error":{"code":"Request_BadRequest","message":"m","details":[{"code":"NoBackingApplicationObject"}]}}`)
	disguise := refusing(403, graphError("Authorization_RequestDenied", "When using this permission, the backing application of the service principal being created must in the local tenant"))
	rows := []struct {
		name   string
		script []want
		waits  []time.Duration
		is     error
	}{
		{"at once", []want{post}, nil, nil},
		{"after replication", []want{lag, disguise, lag, lag, lag, post}, secs(1, 2, 4, 8, 10), nil},
		{"duplicate", []want{refusing(409, graphError("Request_MultipleObjectsWithSameKeyValue", "in use"))}, nil, ErrAlreadyExists},
		{"denied", []want{refusing(403, graphError("Authorization_RequestDenied", "Insufficient privileges"))}, nil, ErrDenied},
		{"lag, then busy, then lost", []want{lag, post.with(429, "Retry-After", "3"), post.with(502)}, secs(1, 3), ErrUncertain},
		{"without id", []want{answering(post, `{}`)}, nil, ErrUncertain},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			c, s := setup(t, r.script...)
			sp, err := c.CreateServicePrincipal(t.Context(), "a1", []string{"t"})
			if !reflect.DeepEqual(s.waits, r.waits) || len(s.notes) != len(r.waits) {
				t.Errorf("waits %v, notes %v", s.waits, s.notes)
			}
			if r.is != nil {
				if !errors.Is(err, r.is) || sp.ID != "" {
					t.Errorf("%+v, %v", sp, err)
				}
				return
			}
			if err != nil || !reflect.DeepEqual(sp, ServicePrincipal{ID: "s1", AppID: "a1", AccountEnabled: true, ReplyURLs: []string{"https://a.example/"}}) {
				t.Errorf("%+v, %v", sp, err)
			}
		})
	}
}

func TestGrantAppRole(t *testing.T) {
	grant := `{"id":"x1","appRoleId":"r1","principalId":"c1","resourceId":"g1","resourceDisplayName":"Microsoft Graph"}`
	post := want{method: "POST", uri: "/v1.0/servicePrincipals/g1/appRoleAssignedTo", status: 201, answer: grant,
		body: `{"principalId":"c1","resourceId":"g1","appRoleId":"r1"}`}
	refusing := func(status int, code, text string) want {
		w := post
		w.status, w.answer = status, graphError(code, text)
		return w
	}
	lag := refusing(400, "Request_BadRequest", "Not a valid reference update")
	phantom := refusing(404, "Directory_ObjectNotFound", "Unable to read the company information from the directory.")
	duplicate := refusing(400, "Request_BadRequest", "Permission being assigned already exists on the object")
	list := func(entries string) want {
		return batchWant(`{"id":"1","status":200,"body":{"value":[`+entries+`]}}`, "/servicePrincipals/c1/appRoleAssignments")
	}
	rows := []struct {
		name   string
		script []want
		waits  []time.Duration
		is     error
	}{
		{"at once", []want{post}, nil, nil},
		{"after replication", []want{lag, refusing(404, "Request_ResourceNotFound", "x"), post}, secs(1, 2), nil},
		{"duplicate", []want{duplicate}, nil, ErrAlreadyExists},
		{"duplicate after lag is not ours", []want{lag, duplicate}, secs(1), ErrAlreadyExists},
		{"written in spite of the refusal", []want{phantom, duplicate, list(`{"id":"x0","appRoleId":"r0","principalId":"c1","resourceId":"g1"},` + grant)}, secs(1), nil},
		{"written, but not listed", []want{phantom, duplicate, list("")}, secs(1), ErrAlreadyExists},
		{"denied", []want{refusing(403, "Authorization_RequestDenied", "Insufficient privileges")}, nil, ErrDenied},
		{"lost", []want{dropped(post)}, nil, ErrUncertain},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			c, s := setup(t, r.script...)
			got, err := c.GrantAppRole(t.Context(), "c1", "g1", "r1")
			if !reflect.DeepEqual(s.waits, r.waits) {
				t.Errorf("waits %v", s.waits)
			}
			if r.is != nil {
				if !errors.Is(err, r.is) || got.ID != "" {
					t.Errorf("%+v, %v", got, err)
				}
				return
			}
			if err != nil || got != (AppRoleAssignment{ID: "x1", AppRoleID: "r1", PrincipalID: "c1", ResourceID: "g1", ResourceDisplayName: "Microsoft Graph"}) {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
}

// TestAPageIsNoAnswerToAWrite: what a proxy says under a good status leaves open
// what became of the change.
func TestAPageIsNoAnswerToAWrite(t *testing.T) {
	patch := want{method: "PATCH", uri: "/v1.0/applications/o1", body: `{"displayName":"x"}`}
	for _, r := range []struct {
		status int
		answer string
		is     error
	}{{204, "", nil}, {200, appJSON, nil}, {200, "", ErrUncertain}, {200, "<html>Welcome to this hotel</html>", ErrUncertain}, {200, "[]", ErrUncertain}} {
		w := patch
		w.status, w.answer = r.status, r.answer
		c, _ := setup(t, w)
		name := "x"
		if err := c.UpdateApplication(t.Context(), "o1", ApplicationPatch{DisplayName: &name}); !errors.Is(err, r.is) {
			t.Errorf("%d %q: %v", r.status, r.answer, err)
		}
	}
}
