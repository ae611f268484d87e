package plain_test

import (
	"encoding/json"
	"strings"
	"testing"

	"ssowizard/internal/document"
)

// What is left names no value that is not there yet.
func TestLeftHasNoGapsWhereValuesAreMissing(t *testing.T) {
	r := newRoom(t, "new")
	c := r.config()
	c.Practice, c.NoInput, c.JSON = nil, true, true
	_ = r.run(c)
	var d document.Setup
	if err := json.Unmarshal([]byte(r.out.String()), &d); err != nil || len(d.Left) == 0 {
		t.Fatalf("%v: %s", err, r.out)
	}
	if l := d.Left[0]; !strings.Contains(l, "the two ids that step 9 shows.") || strings.Contains(l, " ID") {
		t.Errorf("left: %s", l)
	}
}
