package vault

import (
	"errors"
	"strings"
	"testing"

	"ssowizard/internal/secret"
)

func TestSizesThatKeychainsTake(t *testing.T) {
	account := Key{"11111111-aaaa-4bbb-8ccc-222222222222", "33333333-aaaa-4bbb-8ccc-444444444444", "55555555-aaaa-4bbb-8ccc-666666666666"}.Account()
	for _, tc := range []struct {
		system string
		most   int // bytes of the largest value that is taken
	}{
		// macOS: 4096 - 54 of the command - 9 of the service - 110 of the account
		// leave 3923 of base64, which holds 2940 bytes.
		{"windows", 2560}, {"darwin", 2940}, {"linux", 1 << 20}, {"freebsd", 1 << 20},
	} {
		for size, want := range map[int]bool{1: true, 40: true, 256: true, tc.most: true, tc.most + 1: false, 10 * tc.most: false} {
			if got := fits(tc.system, account, strings.Repeat("x", size)); got != want {
				t.Errorf("%s, %d bytes: %v", tc.system, size, got)
			}
		}
	}
	// What the systems are told is counted in bytes, not in letters.
	if fits("windows", account, strings.Repeat("ü", 1281)) || !fits("windows", account, strings.Repeat("ü", 1280)) {
		t.Error("letters are counted")
	}
}

func TestAValueThatDoesNotFitIsNotTried(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+t.TempDir()+"/none")
	if err := OS().Put(t.Context(), Key{"t", "a", "k"}, secret.New(strings.Repeat("x", unixValue+1))); !errors.Is(err, ErrTooBig) {
		t.Errorf("%v", err)
	}
}
