package main

import (
	"net/url"
	"slices"
	"strings"
	"testing"
)

// goodAddresses are the kinds that the walk opens.
var goodAddresses = []string{"https://entra.microsoft.com", "https://entra.microsoft.com/#view/a/~/b/appId/4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60/isMSAApp~/false", "http://127.0.0.1:8080/devicelogin",
	"http://localhost:1/x?y=z", "http://[::1]:2/", "https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=a&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default+openid&state=a-b_c&claims=%7B%22a%22%3A1%7D", "https://x.example/%24#%24%28reboot%29%21"}

// badAddresses are what a tenant, a file or a service might want opened.
var badAddresses = []string{"", "-h", "--version", "entra.microsoft.com", "http://entra.microsoft.com", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "https://u:p@entra.microsoft.com",
	"https://x.example/ --version", "https://x.example/\nhttps://y.example/", "https://x.example/\"&calc", "https:///x", "https://:443/", "ms-settings:", "https://x.example/\u202Ecod", "https://x.example/東", "https://xn--x.example/é", "https://x.example/\u200b",
	"https://x.example/$(reboot)", "https://x.example/`id`", "https://x.example/;reboot", "https://x.example/|more", "https://x.example/'", "https://x.example/^&calc", "https://x.example/${IFS}", "https://x.example/!1",
	"https://x.example/<x", "https://x.example/\\..", `\\host\share`, "https://x.example/\x1b]52;c;eA==\a", "https://x.example/\x00", "https://x.example/\xff", "https://x.example/\u009b2J", "https://x.example/%",
	"HTTP://evil.example", "http://127.0.0.1.evil.example/", "http://localhost.evil.example/", "https://x.example/" + strings.Repeat("a", 1<<20), " https://x.example", "https://x.example\t", "search-ms:query=x", "https://[::1", "vbscript:x", "//x.example"}

func TestOnlyCheckedAddressesAreOpened(t *testing.T) {
	programs := map[string][]string{"linux": {"xdg-open"}, "freebsd": {"xdg-open"}, "darwin": {"open"}, "windows": {"rundll32", "url.dll,FileProtocolHandler"}}
	for system, program := range programs {
		for _, good := range goodAddresses {
			argv, err := opening(system, good)
			if want := append(slices.Clone(program), good); err != nil || !slices.Equal(argv, want) {
				t.Errorf("%s: %s is opened by %q, %v", system, good, argv, err)
			}
		}
		for _, bad := range badAddresses {
			if argv, err := opening(system, bad); err == nil {
				t.Errorf("%s: %.100q was let through as %q", system, bad, argv)
			}
		}
	}
}

// FuzzOpening: whatever address is asked for, on whatever system, one fixed
// program is started, none of them a shell, with one argument that is an address
// and holds nothing that a shell would read.
func FuzzOpening(f *testing.F) {
	for _, s := range append(slices.Clone(goodAddresses), badAddresses[:len(badAddresses)-8]...) {
		f.Add("windows", s)
		f.Add("linux", s)
	}
	f.Fuzz(func(t *testing.T, system, raw string) {
		argv, err := opening(system, raw)
		if err != nil {
			if !seen(err.Error()) {
				t.Errorf("%q reaches the terminal", err)
			}
			return
		}
		if !slices.Contains([]string{"xdg-open", "open", "rundll32"}, argv[0]) || len(argv) > 3 || len(argv) == 3 && argv[1] != "url.dll,FileProtocolHandler" {
			t.Fatalf("%q", argv)
		}
		address := argv[len(argv)-1]
		u, perr := url.Parse(address)
		if perr != nil || u.Scheme != "https" && (u.Scheme != "http" || !slices.Contains([]string{"localhost", "127.0.0.1", "::1"}, strings.ToLower(u.Hostname())) && !strings.HasPrefix(u.Hostname(), "127.")) {
			t.Errorf("%q is opened", address)
		}
		if !seen(address) || strings.ContainsAny(address, " \t\n\"'`$;|<>(){}\\^!*") || strings.HasPrefix(address, "-") {
			t.Errorf("%q is opened", address)
		}
	})
}
