package sim

import "testing"

// TestMicrosoftGraphOffersAsMuchAsTheRealOne: what a client reads of it is
// hundreds of kilobytes in a large tenant, as in every real one.
func TestMicrosoftGraphOffersAsMuchAsTheRealOne(t *testing.T) {
	sc, err := LoadScenario("large")
	if err != nil {
		t.Fatal(err)
	}
	o := (&store{ids: newIDSource(1), sc: sc}).graphServicePrincipal()
	if refused := conforms("servicePrincipal", o, nil); refused != nil {
		t.Error(refused.message)
	}
	n := len(list(o, "appRoles")) + len(list(o, "oauth2PermissionScopes"))
	if size := len(encode(o)); n != 1400 || size < 500<<10 || size > 4<<20 {
		t.Errorf("%d permissions in %d bytes", n, size)
	}
}
