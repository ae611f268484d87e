package explain

import (
	"encoding/json"
	"testing"

	"ssowizard/assets"
	"ssowizard/internal/entra"
)

// TestEveryCauseOfTheCatalogIsKnown: each code is explained with what the catalog names
// for it, and nothing here is named by no code.
func TestEveryCauseOfTheCatalogIsKnown(t *testing.T) {
	var list []entra.Entry
	if err := json.Unmarshal(assets.AADSTS(), &list); err != nil || len(list) < 50 {
		t.Fatalf("%d codes, %v", len(list), err)
	}
	named := map[string]bool{}
	for _, e := range list {
		for _, id := range e.Causes {
			named[id] = true
			if lookers[id] == nil {
				t.Errorf("AADSTS%d names the cause %q, which nothing looks at", e.Code, id)
			}
		}
		scene{}.causes(e.Code)
	}
	for id := range lookers {
		if !named[id] {
			t.Errorf("no code names the cause %q", id)
		}
	}
}
