package entra

import (
	"strings"
	"testing"
)

// TestARefusedClientIsNamedAsTheOneThatSignedIn: what has to be done in the tenant is
// done for the application that was refused, and not for the usual one.
func TestARefusedClientIsNamedAsTheOneThatSignedIn(t *testing.T) {
	named := 0
	for code, x := range catalogue() {
		for _, name := range []string{GraphCommandLineToolsName, AzureCLI().Name, ""} {
			e := &SignInError{Op: OpDevice, Codes: []int{code}, Client: name}
			got, _ := e.Entry()
			said := got.Cause + got.Remedy
			if strings.ContainsAny(said, "{}") {
				t.Errorf("%d: %s", code, said)
			}
			if !strings.Contains(x.Client.Remedy, "{client}") {
				continue
			}
			named++
			if name == "" {
				name = "the sign-in client"
			}
			if !strings.Contains(said, name) || name != GraphCommandLineToolsName && strings.Contains(said, GraphCommandLineToolsName) {
				t.Errorf("%d of %q: %s", code, name, said)
			}
		}
	}
	if named < 15 {
		t.Errorf("only %d remedies name the client", named)
	}
}
