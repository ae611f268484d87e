package wire

import "testing"

func TestAProxyThatIsNoAddressIsNamed(t *testing.T) {
	for _, c := range []struct{ upper, lower, want string }{
		{"", "", ""}, {"http://proxy.example:8080", "::::", ""}, {"proxy.example:8080", "", ""}, {"socks5://127.0.0.1:1080", "", ""},
		{"::::", "", "HTTPS_PROXY"}, {"", "::::", "https_proxy"}, {"::::", "http://proxy.example", "HTTPS_PROXY"}, {"http://proxy.example:80x", "", ""},
	} {
		env := func(k string) string { return map[string]string{"HTTPS_PROXY": c.upper, "https_proxy": c.lower}[k] }
		if got := UnusableProxy(env); got != c.want {
			t.Errorf("%q, %q: %q, want %q", c.upper, c.lower, got, c.want)
		}
	}
}
