package main

import "testing"

func TestOnlyCheckedAddressesAreOpened(t *testing.T) {
	for _, good := range []string{"https://entra.microsoft.com", "https://entra.microsoft.com/#view/a/~/b", "http://127.0.0.1:8080/devicelogin", "http://localhost:1/x?y=z", "http://[::1]:2/"} {
		if _, err := checkedAddress(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{"", "-h", "entra.microsoft.com", "http://entra.microsoft.com", "file:///etc/passwd", "javascript:alert(1)", "https://u:p@entra.microsoft.com",
		"https://x.example/ --version", "https://x.example/\nhttps://y.example/", "https://x.example/\"&calc", "https:///x", "ms-settings:", "https://x.example/\u202Ecod"} {
		if got, err := checkedAddress(bad); err == nil {
			t.Errorf("%q was let through as %q", bad, got)
		}
	}
	for system, want := range map[string]string{"linux": "xdg-open", "darwin": "open", "windows": "rundll32", "freebsd": "xdg-open"} {
		if got, _ := launcher(system); got != want {
			t.Errorf("%s: %s", system, got)
		}
	}
}
