package entra

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/must"
)

func canceled(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}

func metadata(id, graphHost, instance string) reply {
	return reply{status: 200, header: map[string]string{"Date": "Sun, 01 Nov 2026 10:11:12 GMT"}, body: fmt.Sprintf(
		`{"issuer":"https://login.microsoftonline.com/%s/v2.0","msgraph_host":%q,"cloud_instance_name":%q,"tenant_region_scope":"EU"}`, id, graphHost, instance)}
}

func TestTenantName(t *testing.T) {
	for in, want := range map[string]string{
		"contoso.com": "contoso.com", " Contoso.COM. ": "contoso.com", "ada@contoso.com": "contoso.com", "https://www.contoso.com/x?y": "contoso.com",
		"xn--mller-kva.example": "xn--mller-kva.example", strings.ToUpper(tenantA): tenantA, "contoso.onmicrosoft.com": "contoso.onmicrosoft.com",
		"": "", "contoso": "", "common": "", "organizations": "", "con toso.com": "", "müller.example": "", "contoso..com": "", "-a.com": "", "a-.com": "",
		"contoso.com/../common": "", "a.com?x": "", "00000000-0000-0000-0000-000000000000": "", "ada@": "", "a.b\x1b[2J": "",
		strings.Repeat("a", 64) + ".com": "", strings.Repeat("a.", 130) + "com": "", "https://%zz": "",
	} {
		got, err := tenantName(in)
		if got != want || (err == nil) != (want != "") || err != nil && !errors.Is(err, ErrBadDomain) {
			t.Errorf("tenantName(%q) = %q, %v", in, got, err)
		}
		if err != nil && strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%q reaches the terminal", err)
		}
	}
}

func TestDiscoverFindsATenant(t *testing.T) {
	f := newFake(t).on(metaPath("contoso.com"), htmlPage(503), metadata(tenantA, "graph.microsoft.com", "microsoftonline.com"))
	got, err := f.overTCP(t, Options{}).Discover(t.Context(), "Ada@Contoso.com")
	must.Do(t, err)
	want := Tenant{ID: tenantA, Asked: "contoso.com", Issuer: "https://login.microsoftonline.com/" + tenantA + "/v2.0",
		GraphHost: "graph.microsoft.com", CloudInstance: "microsoftonline.com", Region: "EU", Date: time.Date(2026, 11, 1, 10, 11, 12, 0, time.UTC)}
	if got != want {
		t.Errorf("got %+v", got)
	}
	if f.got[0].method != http.MethodGet {
		t.Errorf("sent %s", f.got[0].method)
	}
}

func TestDiscoverSaysWhatIsWrong(t *testing.T) {
	bad := func(err error) bool { var e *BadAnswer; return errors.As(err, &e) }
	is := func(want error) func(error) bool { return func(err error) bool { return errors.Is(err, want) } }
	cloud := func(name string) func(error) bool {
		return func(err error) bool {
			var e *OtherCloud
			return errors.As(err, &e) && e.Cloud.Name == name && errors.Is(err, ErrOtherCloud)
		}
	}
	for _, tc := range []struct {
		name, asked string
		answer      reply
		right       func(error) bool
		calls       int
	}{
		{"unknown", "contso.com", refused(400, "invalid_tenant", 90002, "Tenant 'contso.com' not found."), is(ErrNoTenant), 1},
		{"malformed to the service", "contso.com", refused(400, "invalid_request", 900021, "not valid"), is(ErrNoTenant), 1},
		{"unknown without a number", "contso.com", reply{status: 400, body: `{"error":"invalid_tenant"}`}, is(ErrNoTenant), 1},
		{"in the government cloud", "agency.example", metadata(tenantA, "graph.microsoft.us", "microsoftonline.us"), cloud("usgov"), 1},
		{"in the military cloud", "agency.example", metadata(tenantA, "dod-graph.microsoft.us", "microsoftonline.us"), cloud("usgov-dod"), 1},
		{"in China", "agency.example", metadata(tenantA, "", "partner.microsoftonline.cn"), cloud("china"), 1},
		{"redirected to a national cloud", "agency.example", refused(400, "invalid_request", 90038, "redirected to the National Cloud 'MicrosoftOnline.US'."), cloud("usgov"), 1},
		{"personal accounts", "outlook.example", metadata(personalTenant, "graph.microsoft.com", "microsoftonline.com"), is(ErrPersonalAccount), 1},
		{"another id than asked", tenantA, metadata(tenantB, "graph.microsoft.com", "microsoftonline.com"), is(ErrWrongTenant), 1},
		{"placeholder for the id", "contoso.com", metadata("{tenantid}", "graph.microsoft.com", "microsoftonline.com"), bad, 1},
		{"no issuer", "contoso.com", reply{status: 200, body: `{}`}, bad, 1},
		{"null", "contoso.com", reply{status: 200, body: `null`}, bad, 3},
		{"page of a proxy", "contoso.com", htmlPage(200), bad, 3},
		{"redirect", "contoso.com", reply{status: 302, header: map[string]string{"Location": "https://evil.example/"}}, bad, 3},
		{"endless", "contoso.com", reply{status: 200, body: `{"a":"` + strings.Repeat("x", maxAnswer) + `"}`}, bad, 1},
		{"dropped", "contoso.com", reply{drop: true}, func(err error) bool { var e *Unreachable; return errors.As(err, &e) }, 3},
		{"throttled to the end", "contoso.com", refused(429, "temporarily_unavailable", 90055, "busy"),
			func(err error) bool { var e *SignInError; return errors.As(err, &e) && e.Kind() == KindTransient }, 3},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := newFake(t).on(metaPath(tc.asked), tc.answer)
			got, err := f.overTCP(t, Options{}).Discover(t.Context(), tc.asked)
			if err == nil || !tc.right(err) || got != (Tenant{}) {
				t.Errorf("got %+v, %v", got, err)
			}
			if n := len(f.calls(metaPath(tc.asked))); n != tc.calls {
				t.Errorf("%d calls, want %d", n, tc.calls)
			}
			var none *NoTenant
			if errors.As(err, &none) && (none.Asked != tc.asked || !strings.Contains(err.Error(), tc.asked)) {
				t.Errorf("does not say what was asked: %v", err)
			}
		})
	}
}

func TestDiscoverAsksNobodyAboutNonsense(t *testing.T) {
	f := newFake(t)
	c := f.overTCP(t, Options{})
	if _, err := c.Discover(t.Context(), "contoso"); !errors.Is(err, ErrBadDomain) {
		t.Error(err)
	}
	if _, err := c.Discover(t.Context(), personalTenant); !errors.Is(err, ErrPersonalAccount) {
		t.Error(err)
	}
	if _, err := c.Discover(canceled(t), "contoso.com"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if len(f.got) != 0 {
		t.Errorf("%d requests", len(f.got))
	}
}

// Metadata that names only the token service cannot tell the two American
// government clouds apart, and must not send anybody away.
func TestDiscoverInTheMilitaryCloud(t *testing.T) {
	f := newFake(t).on(metaPath("agency.example"), metadata(tenantA, "", "microsoftonline.us"))
	srv := httptest.NewServer(f)
	defer srv.Close()
	cloud, _ := CloudByName("usgov-dod")
	cloud.Login = srv.URL
	c, err := New(Options{Cloud: cloud})
	must.Do(t, err)
	if got, err := c.Discover(t.Context(), "agency.example"); err != nil || got.ID != tenantA {
		t.Errorf("%+v, %v", got, err)
	}
}
