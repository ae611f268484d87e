package graph

import (
	"net/url"
	"strings"
	"testing"
)

// A profile is a file: whoever can write it chooses the ids in it, and must not
// choose with them which kind of object a request reaches.
func TestAnIDStaysOneSegmentOfThePath(t *testing.T) {
	const honest = "d1e5f9a3-3b7c-4268-9e04-7a2c6d8b5f91"
	if got := byID("applications", honest); got != "/applications/"+honest {
		t.Errorf("an honest id became %s", got)
	}
	for _, id := range []string{"", ".", "..", "../groups/" + honest, honest + "/restore", honest + "?$select=id", honest + "#x", "a\r\nHost: x", "%2e%2e%2fusers", "a b", "\x00", `..\users`} {
		got := byID("applications", id)
		u, err := url.Parse("https://graph.example" + got + "/addPassword")
		if err != nil {
			t.Errorf("%q: %v", id, err)
			continue
		}
		parts := strings.Split(u.EscapedPath(), "/")
		if len(parts) != 4 || parts[1] != "applications" || parts[3] != "addPassword" || u.RawQuery+u.Fragment != "" || strings.Trim(parts[2], ".") == "" && parts[2] != "" {
			t.Errorf("%q became %s", id, got)
		}
	}
}
