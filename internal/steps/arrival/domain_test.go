package arrival

import (
	"testing"
)

// TestDomainOf: people paste addresses and whole links where a domain is asked for.
func TestDomainOf(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		" Contoso.COM ": "contoso.com", "ada@contoso.com": "contoso.com", "https://contoso.com/x?y": "contoso.com",
		"\"contoso.com\",": "contoso.com", "": "", "c0470500-1b3d-4a52-9d0e-5f3a7b2c6d18": "c0470500-1b3d-4a52-9d0e-5f3a7b2c6d18",
	} {
		if got := domainOf(in); got != want {
			t.Errorf("domainOf(%q) = %q, want %q", in, got, want)
		}
	}
}
