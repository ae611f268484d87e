package sim

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/must"
)

// TestPortsAreUsedOneAfterTheOther: a tenant on borrowed ports ends whole, whoever
// still waits for it, and the next one is at the same addresses.
func TestPortsAreUsedOneAfterTheOther(t *testing.T) {
	ports, err := OpenPorts()
	must.Do(t, err)
	defer ports.Close()
	roots := map[string]bool{}
	for _, tenant := range []string{"new", "good", "new"} {
		s, err := Start(Options{Tenant: tenant, Ports: ports})
		must.Do(t, err)
		roots[s.LoginURL()+s.GraphURL()+s.PortalURL()] = true
		s.SetFault(func(*http.Request) Fault { return Fault{Stall: true} })
		ended := make(chan error)
		go func() {
			res, err := http.Get(s.GraphURL() + "/v1.0/me")
			if err == nil {
				_ = res.Body.Close()
			}
			ended <- err
		}()
		for len(s.Requests()) == 0 { // it has arrived, and is held
			time.Sleep(time.Millisecond)
		}
		s.Close()
		if err := <-ended; err == nil {
			t.Errorf("%s: a request was answered after the end", tenant)
		}
	}
	if len(roots) != 1 {
		t.Errorf("%d addresses: %v", len(roots), roots)
	}
	last, err := Start(Options{Tenant: "good", Ports: ports})
	must.Do(t, err)
	defer last.Close()
	res, err := http.Get(last.LoginURL() + "/contoso.com/v2.0/.well-known/openid-configuration")
	must.Do(t, err)
	defer func() { _ = res.Body.Close() }()
	raw, _ := io.ReadAll(res.Body)
	if !strings.Contains(string(raw), last.Scenario().Tenant.ID) || len(last.Requests()) != 1 {
		t.Errorf("after %d requests: %s", len(last.Requests()), raw)
	}
}
