package entra

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/must"
)

// TestWhatEachClientAsksFor: named rights of the usual client, and nothing but ".default" of one whose rights are
// settled, however it was named.
func TestWhatEachClientAsksFor(t *testing.T) {
	for _, tc := range []struct {
		id, name string
		want     []string
	}{
		{"", "Microsoft Graph Command Line Tools", []string{"openid", "profile", "User.Read"}},
		{azureCLI.ID, "Microsoft Azure CLI", []string{"openid", "profile", "https://graph.microsoft.com/.default"}},
		{strings.ToUpper(azureCLI.ID), "Microsoft Azure CLI", []string{"openid", "profile", "https://graph.microsoft.com/.default"}},
		{azurePS.ID, "Microsoft Azure PowerShell", []string{"openid", "profile", "https://graph.microsoft.com/.default"}},
		{appA, appA, []string{"openid", "profile", "User.Read"}},
	} {
		c, err := New(Options{ClientID: tc.id})
		must.Do(t, err)
		if got := c.config(Request{TenantID: tenantA, Scopes: []string{"User.Read"}}).Scopes; c.public.Name != tc.name || !slices.Equal(got, tc.want) {
			t.Errorf("%q: %q asks for %v", tc.id, c.public.Name, got)
		}
	}
	usual, err := New(Options{})
	must.Do(t, err)
	b, err := usual.As(AzureCLI()).StartBrowser(t.Context(), Request{TenantID: tenantA, Scopes: []string{"User.Read"}})
	must.Do(t, err)
	defer b.Close()
	u, _ := url.Parse(b.URL)
	if got := u.Query().Get("scope"); got != "openid profile https://graph.microsoft.com/.default" || u.Query().Get("client_id") != azureCLI.ID {
		t.Errorf("the other client asks for %q", got)
	}
	if usual.public.ID != GraphCommandLineTools {
		t.Error("the client that it was made from has changed")
	}
}

func TestClientsByNameAndCloud(t *testing.T) {
	for _, name := range ClientNames() {
		p, ok := ClientByName(name)
		if byID, err := ClientByID(p.ID); !ok || err != nil || byID != p {
			t.Errorf("%s: %+v, %+v %v", name, p, byID, err)
		}
	}
	if _, ok := ClientByName("azure"); ok {
		t.Error("a name that nobody gave is known")
	}
	china, _ := CloudByName("china")
	gov, _ := CloudByName("usgov")
	own, _ := ClientByID(appA)
	for _, tc := range []struct {
		p    PublicClient
		c    Cloud
		want bool
	}{{graphTools, china, false}, {graphTools, gov, true}, {graphTools, Cloud{}, true}, {azureCLI, china, false}, {own, china, true}} {
		if got := tc.p.In(tc.c); got != tc.want {
			t.Errorf("%s in %s: %v", tc.p.Name, tc.c.Name, got)
		}
	}
}
