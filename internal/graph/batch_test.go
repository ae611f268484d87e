package graph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ssowizard/internal/must"
)

// batchWant expects one $batch with these item addresses; a leading "!" marks an
// advanced query.
func batchWant(responses string, urls ...string) want {
	var items []map[string]any
	for i, u := range urls {
		it := map[string]any{"id": fmt.Sprint(i + 1), "method": "GET", "url": strings.TrimPrefix(u, "!")}
		if strings.HasPrefix(u, "!") {
			it["headers"] = map[string]string{"ConsistencyLevel": "eventual"}
		}
		items = append(items, it)
	}
	b, _ := json.Marshal(map[string]any{"requests": items})
	return want{method: "POST", uri: "/v1.0/$batch", body: string(b), status: 200, answer: `{"responses":[` + responses + `]}`}
}

const (
	meURL    = "/me?$select=id,displayName,userPrincipalName,mail,userType"
	orgURL   = "/organization?$select=id,displayName,verifiedDomains,tenantType"
	rolesURL = "/me/transitiveMemberOf?$top=999"
	polURL   = "/policies/defaultAppManagementPolicy"
)

func TestBatch(t *testing.T) {
	c, _ := setup(t, batchWant(
		`{"id":"3","status":200,"body":{"value":[{"@odata.type":"#microsoft.graph.group","id":"g"},`+
			`{"@odata.type":"#microsoft.graph.directoryRole","id":"r","displayName":"Global Administrator","roleTemplateId":"`+GlobalAdministrator+`"}]}},`+
			`{"id":"4","status":403,"headers":{"Content-Type":"application/json","request-id":"719e2c29-5e93-48e4-9ae9-a9a5eb7ab79e"},"body":`+graphError("Authorization_RequestDenied", "no")+`},`+
			`{"id":"1","status":200,"body":{"id":"u","displayName":"A\u202eda","mail":null}},`+
			`{"id":"2","status":200,"body":{"value":[{"id":"t","displayName":"Contoso","tenantType":null,"verifiedDomains":[{"name":"contoso.com","isDefault":true}]}]}}`,
		meURL, orgURL, rolesURL, polURL))
	a, err := c.Batch(t.Context(), MeQuery(), OrganizationQuery(), DirectoryRolesQuery(), DefaultPolicyQuery(), MeQuery(), GrantsQuery(""))
	must.Do(t, err)
	if !a.Date().Equal(time.Date(2026, 8, 20, 10, 17, 5, 0, time.UTC)) {
		t.Errorf("date %v", a.Date())
	}
	me, err := Decode[User](a, MeQuery())
	if err != nil || me != (User{ID: "u", DisplayName: "Ada"}) {
		t.Errorf("%+v, %v", me, err)
	}
	org, err := Decode[[]Organization](a, OrganizationQuery())
	if err != nil || !reflect.DeepEqual(org, []Organization{{ID: "t", DisplayName: "Contoso", VerifiedDomains: []Domain{{Name: "contoso.com", IsDefault: true}}}}) {
		t.Errorf("%+v, %v", org, err)
	}
	roles, err := Decode[[]DirectoryRole](a, DirectoryRolesQuery())
	if err != nil || !reflect.DeepEqual(roles, []DirectoryRole{{"r", "Global Administrator", GlobalAdministrator}}) {
		t.Errorf("%+v, %v", roles, err)
	}
	var e *Error
	if err := a.Err(DefaultPolicyQuery()); !errors.As(err, &e) || !errors.Is(err, ErrDenied) ||
		e.RequestID != "719e2c29-5e93-48e4-9ae9-a9a5eb7ab79e" || e.Path != "/v1.0/policies/defaultAppManagementPolicy" || e.Date != a.Date() || e.ClientRequestID == "" {
		t.Errorf("%+v", err)
	}
	if err := a.Err(GrantsQuery("")); !errors.As(err, &e) || e.Code != CodeBadRequest {
		t.Errorf("%+v", err)
	}
	if _, err := Decode[User](a, ServicePrincipalQuery("never-asked")); err == nil {
		t.Error("an answer to a question never asked")
	}
	if _, err := Decode[[]User](a, MeQuery()); !errors.As(err, &e) || e.Code != CodeBadAnswer {
		t.Errorf("a person as a list: %v", err)
	}
}

func TestBatchAsksBusyItemsAgain(t *testing.T) {
	busyItem := func(id string, status int, after string) string {
		h := "{}"
		if after != "" {
			h = `{"Retry-After":"` + after + `"}`
		}
		return fmt.Sprintf(`{"id":"%s","status":%d,"headers":%s,"body":%s}`, id, status, h, graphError("TooManyRequests", "slow"))
	}
	me := `{"id":"%s","status":200,"body":{"id":"u"}}`
	c, s := setup(t,
		batchWant(busyItem("1", 429, "3")+","+busyItem("2", 503, "11")+`,{"id":"3","status":200,"body":{"value":[]}}`, meURL, orgURL, rolesURL),
		batchWant(fmt.Sprintf(me, "1")+","+busyItem("2", 500, ""), meURL, orgURL),
		batchWant(busyItem("1", 429, ""), orgURL), batchWant(busyItem("1", 429, ""), orgURL), batchWant(busyItem("1", 429, "90"), orgURL))
	a, err := c.Batch(t.Context(), MeQuery(), OrganizationQuery(), DirectoryRolesQuery())
	must.Do(t, err)
	if a.Err(MeQuery()) != nil || a.Err(DirectoryRolesQuery()) != nil || !errors.Is(a.Err(OrganizationQuery()), ErrThrottled) {
		t.Errorf("%v %v %v", a.Err(MeQuery()), a.Err(DirectoryRolesQuery()), a.Err(OrganizationQuery()))
	}
	if !reflect.DeepEqual(s.waits, secs(11, 2, 4, 8)) || len(s.notes) != 4 || s.notes[0].What != "read the company" {
		t.Errorf("waits %v, notes %+v", s.waits, s.notes)
	}
}

func TestBatchFailsWhole(t *testing.T) {
	for name, answer := range map[string]string{
		"empty": "", "not JSON": "<", "no responses": "{}", "null": "null", "twice": `{"responses":[{"id":"1","status":200},{"id":"1","status":200}]}`,
		"wrong kind": `{"responses":[{"id":7}]}`,
	} {
		w := batchWant("", meURL)
		w.answer = answer
		tries := 1
		if name == "empty" || name == "not JSON" {
			tries = 3 // as from a proxy: asked again; JSON of another shape is not
		}
		c, _ := setup(t, w.times(tries)...)
		_, err := c.Batch(t.Context(), MeQuery())
		var e *Error
		if !errors.As(err, &e) || e.Code != CodeBadAnswer || errors.Is(err, ErrUncertain) {
			t.Errorf("%s: %v", name, err)
		}
	}
	c, _ := setup(t, batchWant("", meURL).with(403))
	if _, err := c.Batch(t.Context(), MeQuery()); !errors.Is(err, ErrDenied) {
		t.Errorf("got %v", err)
	}
	c, s := setup(t, dropped(batchWant("", meURL)), batchWant(`{"id":"1","status":200,"body":{"id":"u"}}`, meURL))
	if a, err := c.Batch(t.Context(), MeQuery()); err != nil || a.Err(MeQuery()) != nil || len(s.waits) != 1 {
		t.Errorf("a batch of reads is a read: %v", err)
	}
}

// TestBatchSize: what one request cannot hold goes into another beside it, and one that
// fails leaves no answers.
func TestBatchSize(t *testing.T) {
	var qs []Query
	for i := range maxBatch + 3 {
		qs = append(qs, ApplicationQuery(fmt.Sprint("a", i)))
	}
	for refused, want := range map[int]error{0: nil, 3: ErrDenied, maxBatch: ErrDenied} {
		var mu sync.Mutex
		var sizes []int
		service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			var sent struct{ Requests []struct{ ID, URL string } }
			if err := json.NewDecoder(r.Body).Decode(&sent); err != nil {
				t.Error(err)
			}
			mu.Lock()
			sizes = append(sizes, len(sent.Requests))
			mu.Unlock()
			if len(sent.Requests) == refused {
				w.WriteHeader(http.StatusForbidden)
				return
			}
			var said []string
			for _, q := range sent.Requests {
				said = append(said, fmt.Sprintf(`{"id":%q,"status":200,"body":{"id":"o","appId":%q}}`, q.ID, q.URL))
			}
			_, _ = fmt.Fprintf(w, `{"responses":[%s]}`, strings.Join(said, ","))
		}))
		c, err := New(Options{Root: service.URL, HTTP: service.Client(),
			Token: func(context.Context) (string, error) { return "t", nil }})
		must.Do(t, err)
		a, err := c.Batch(t.Context(), qs...)
		service.Close()
		slices.Sort(sizes)
		if !errors.Is(err, want) || !slices.Equal(sizes, []int{3, maxBatch}) {
			t.Errorf("refused %d: requests of %v, %v", refused, sizes, err)
		}
		for _, q := range qs {
			app, err := Decode[Application](a, q)
			if (want == nil) != (err == nil && app.AppID == q.path) {
				t.Errorf("refused %d: %s is %q, %v", refused, q.path, app.AppID, err)
			}
		}
	}
	c, _ := setup(t)
	if a, err := c.Batch(t.Context()); err != nil || !a.Date().IsZero() {
		t.Errorf("%v", err)
	}
}

func TestBatchItemsOfWrongShape(t *testing.T) {
	for name, item := range map[string]string{
		"missing":        ``,
		"other id":       `{"id":"2","status":200,"body":{"id":"u"}}`,
		"no status":      `{"id":"1","body":{"id":"u"}}`,
		"redirect":       `{"id":"1","status":302,"headers":{"Location":"https://elsewhere.example"}}`,
		"empty body":     `{"id":"1","status":200}`,
		"null body":      `{"id":"1","status":200,"body":null}`,
		"base64 text":    `{"id":"1","status":200,"body":"eyJpZCI6InUifQ=="}`,
		"no id":          `{"id":"1","status":200,"body":{"displayName":"x"}}`,
		"id of the kind": `{"id":"1","status":200,"body":{"id":7}}`,
	} {
		c, _ := setup(t, batchWant(item, meURL))
		a, err := c.Batch(t.Context(), MeQuery())
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		_, err = Decode[User](a, MeQuery())
		var e *Error
		if !errors.As(err, &e) || e.Code != CodeBadAnswer || errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBatchClaims(t *testing.T) {
	long := strings.Repeat("x", 700) // longer than cleaned text may be
	claims := `{"access_token":{"a":"` + long + `"}}`
	c, _ := setup(t, batchWant(`{"id":"1","status":401,"headers":{"WWW-Authenticate":"Bearer claims=\"`+b64(claims)+`\""},"body":{}}`, meURL))
	a, err := c.Batch(t.Context(), MeQuery())
	must.Do(t, err)
	var e *Error
	if !errors.As(a.Err(MeQuery()), &e) || e.Claims != claims {
		t.Errorf("%+v", a.Err(MeQuery()))
	}
}

func page(uri, next string) want {
	body := `{"value":[{"id":"o2","appId":"a2"}]`
	if next != "" {
		body += `,"@odata.nextLink":"` + next + `"`
	}
	return want{method: "GET", uri: uri, headers: map[string]string{"ConsistencyLevel": "eventual"}, status: 200, answer: body + "}"}
}

func TestPages(t *testing.T) {
	q := ApplicationsByRedirectQuery("spa", "https://mtp.example.net/a")
	url := "!/applications?$filter=" + escape("spa/redirectUris/any(p:p eq 'https://mtp.example.net/a')") + "&$count=true&$select=" + applicationFields
	first := func(next string) string {
		return `{"id":"1","status":200,"body":{"value":[{"id":"o1","appId":"a1"}],"@odata.nextLink":"` + next + `"}}`
	}
	rows := []struct {
		name   string
		script []want
		ids    []string
		code   string
	}{
		{"three pages", []want{batchWant(first("ROOT/v1.0/applications?$skiptoken=A%2fb"), url),
			page("/v1.0/applications?$skiptoken=A%2fb", "ROOT/v1.0/applications?$skiptoken=2"),
			page("/v1.0/applications?$skiptoken=2", "")}, []string{"o1", "o2", "o2"}, ""},
		{"another host", []want{batchWant(first("https://elsewhere.example/v1.0/applications"), url)}, nil, CodeBadAnswer},
		{"another scheme", []want{batchWant(first("https://127.0.0.1/v1.0/applications"), url)}, nil, CodeBadAnswer},
		{"another port", []want{batchWant(first("http://127.0.0.1:1/v1.0/applications"), url)}, nil, CodeBadAnswer},
		{"user information", []want{batchWant(first("http://a@127.0.0.1/"), url)}, nil, CodeBadAnswer},
		{"no address", []want{batchWant(first(":%"), url)}, nil, CodeBadAnswer},
		{"relative", []want{batchWant(first("/v1.0/applications"), url)}, nil, CodeBadAnswer},
		{"in a circle", []want{batchWant(first("ROOT/v1.0/x"), url), page("/v1.0/x", "ROOT/v1.0/x")}, nil, CodeBadAnswer},
		{"a page is refused", []want{batchWant(first("ROOT/v1.0/x"), url), page("/v1.0/x", "").with(403)}, nil, "code"},
		{"no list", []want{batchWant(`{"id":"1","status":200,"body":{"id":"o1"}}`, url)}, nil, CodeBadAnswer},
		{"null list", []want{batchWant(`{"id":"1","status":200,"body":{"value":null}}`, url)}, nil, CodeBadAnswer},
		{"null entry", []want{batchWant(`{"id":"1","status":200,"body":{"value":[null]}}`, url)}, nil, CodeBadAnswer},
		{"empty", []want{batchWant(`{"id":"1","status":200,"body":{"value":[]}}`, url)}, []string{}, ""},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			c, _ := setup(t, r.script...)
			a, err := c.Batch(t.Context(), q)
			must.Do(t, err)
			apps, err := Decode[[]Application](a, q)
			var e *Error
			if r.code != "" {
				if !errors.As(err, &e) || e.Code != r.code || apps != nil {
					t.Errorf("got %v, %v", apps, err)
				}
				return
			}
			ids := []string{}
			for _, app := range apps {
				ids = append(ids, app.ID)
			}
			if err != nil || !reflect.DeepEqual(ids, r.ids) {
				t.Errorf("got %v, %v", ids, err)
			}
		})
	}
}
