package mtp

// twelve is a list in the shape of a portal's: six common, six on one host.
func twelve() []string {
	out := []string{FirstURI}
	for _, p := range []string{"example-login", "example-portal/callback", "example-sso?mode=popup", "example%2Fencoded", "Example_Caps/~tilde"} {
		out = append(out, "https://mtp.bvoip.net/"+p)
	}
	for _, p := range []string{"users", "example-login", "example-portal/callback", "example-web", "example-stream/auth", "example-silent.html"} {
		out = append(out, "https://contoso.bvoip.example/"+p)
	}
	return out
}
