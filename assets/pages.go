package assets

import (
	"embed"
	"fmt"
)

//go:embed pages/*.html
var pageFiles embed.FS

// Page returns one HTML page of the simulated tenant by name without its ending, as "account" or "portal_account". The
// pages are html/template sources; "layout" is the frame that all others fill. The error names the page that does not
// exist.
func Page(name string) ([]byte, error) {
	raw, err := pageFiles.ReadFile("pages/" + name + ".html")
	if err != nil {
		return nil, fmt.Errorf("there is no page %q: %w", name, err)
	}
	return raw, nil
}
