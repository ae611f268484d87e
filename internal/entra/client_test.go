package entra

import (
	"strings"
	"testing"
	"time"

	"ssowizard/internal/wire"
)

func TestCloudsHaveRootsThatMayBeCalled(t *testing.T) {
	for _, c := range Clouds() {
		for _, root := range []string{c.Login, c.Graph, c.Portal, c.EntraAdmin} {
			if u, err := wire.CheckRoot(root); err != nil || u.String() != root {
				t.Errorf("%s: %q: %v", c.Name, root, err)
			}
		}
		if got, ok := CloudByName(strings.ToUpper(c.Name)); !ok || got != c {
			t.Errorf("CloudByName(%q) = %v, %v", c.Name, got, ok)
		}
	}
	if got, ok := CloudByName(""); !ok || got.Name != "global" {
		t.Errorf("the empty name is %v", got)
	}
	if _, ok := CloudByName("moon"); ok {
		t.Error("a cloud on the moon")
	}
}

func TestNew(t *testing.T) {
	c, err := New(Options{})
	if err != nil || c.public.ID != GraphCommandLineTools || c.public.Name != GraphCommandLineToolsName || c.cloud.Name != "global" {
		t.Errorf("%+v, %v", c, err)
	}
	if c, err = New(Options{ClientID: strings.ToUpper(appA)}); err != nil || c.public.ID != appA || c.public.Name != appA {
		t.Errorf("own client: %+v, %v", c, err)
	}
	if c, err = New(Options{ClientID: appA, ClientName: "Con\x1btoso"}); err != nil || strings.Contains(c.public.Name, "\x1b") {
		t.Errorf("own name: %+v, %v", c, err)
	}
	insecure := Clouds()[0]
	insecure.Login = "http://login.microsoftonline.com"
	pathed := Clouds()[0]
	pathed.Graph = "https://graph.microsoft.com/v1.0"
	for _, o := range []Options{{ClientID: "azure-cli"}, {Cloud: insecure}, {Cloud: pathed}} {
		if _, err := New(o); err == nil {
			t.Errorf("New(%+v) is content", o)
		}
	}
}

func TestGUID(t *testing.T) {
	for in, want := range map[string]string{
		tenantA: tenantA, " " + strings.ToUpper(tenantA) + "\n": tenantA,
		"00000000-0000-0000-0000-000000000000": "", "": "", "11111111aaaa4bbb8ccc222222222222": "",
		"{" + tenantA + "}": "", "11111111-aaaa-4bbb-8ccc-22222222222g": "", "11111111-aaaa-4bbb-8cc--222222222222": "",
	} {
		if got, ok := guid(in); got != want || ok != (want != "") {
			t.Errorf("guid(%q) = %q, %v", in, got, ok)
		}
	}
}

func TestSleepEndsWithItsContext(t *testing.T) {
	if err := wire.Sleep(t.Context(), time.Millisecond); err != nil {
		t.Error(err)
	}
	ctx := canceled(t)
	began := time.Now()
	if err := wire.Sleep(ctx, time.Hour); err == nil || time.Since(began) > time.Minute {
		t.Errorf("%v after %v", err, time.Since(began))
	}
}
