package entra

import (
	"crypto/subtle"
	"fmt"
	"html"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
)

// handle serves the loopback port: one page, one answer. A request without this
// sign-in's state is told off and changes nothing, so that no other page and no
// other program can complete or end the sign-in.
func (b *Browser) handle(w http.ResponseWriter, r *http.Request) {
	switch {
	case !b.isLoopbackHost(r.Host):
		// A foreign name that resolves to this computer is an attack on it.
		b.page(w, http.StatusForbidden, "Not for this address",
			"This port belongs to a sign-in on this computer and answers to localhost only.")
		return
	case !isNavigation(r.Header):
		b.page(w, http.StatusForbidden, "Not by another page",
			"This port is answered by going to an address, not by a page's script, picture or frame.")
		return
	case r.URL.Path != "/":
		b.page(w, http.StatusNotFound, "Nothing here",
			"This port waits for one sign-in and has no other page.")
		return
	case r.Method != http.MethodGet:
		w.Header().Set("Allow", http.MethodGet)
		b.page(w, http.StatusMethodNotAllowed, "Not taken",
			"The sign-in is answered by opening an address, nothing else.")
		return
	}
	v, a := b.judge(r.URL.Query())
	switch v {
	case wrongState:
		b.page(w, http.StatusBadRequest, "Not this sign-in", "The answer belongs to another sign-in and "+
			"was not used. Open the address that the terminal shows now.")
	case noAnswer:
		b.page(w, http.StatusBadRequest, "No answer",
			"The address carries no answer from Microsoft. Open the address that the terminal shows.")
	case tooLate:
		b.page(w, http.StatusGone, "Already answered",
			"This sign-in has its answer. Go back to the terminal.")
	case accepted:
		b.page(w, http.StatusOK, "Microsoft has answered",
			"Go back to the terminal; it says whether the sign-in worked. You can close this tab.")
		b.deliver(a)
	case acceptedRefusal:
		b.page(w, http.StatusOK, "Not signed in", "Microsoft did not sign you in"+colonPrefixed(
			a.refused.Description)+" Go back to the terminal; it says what to do. You can close this tab.")
		b.deliver(a)
	}
}

// colonPrefixed puts a colon before Microsoft's description if there is one.
func colonPrefixed(words string) string {
	if words == "" {
		return "."
	}
	return ": " + words
}

// isNavigation reports whether a person's browser navigated here, as Microsoft's
// page makes it, rather than another page's script or form. Browsers say so through
// Fetch Metadata and Origin. A request without these headers (an old browser, curl)
// passes and must still present the right state.
func isNavigation(h http.Header) bool {
	is := func(name, want string) bool { v := h.Get(name); return v == "" || v == want }
	return h.Get("Origin") == "" && is("Sec-Fetch-Mode", "navigate") && is("Sec-Fetch-Dest", "document")
}

// isLoopbackHost accepts only the loopback names with this port.
func (b *Browser) isLoopbackHost(host string) bool {
	name, port, err := net.SplitHostPort(host)
	if err != nil || port != strconv.Itoa(b.port) {
		return false
	}
	name = strings.ToLower(name)
	return name == "localhost" || name == "127.0.0.1" || name == "::1"
}

func (b *Browser) page(w http.ResponseWriter, status int, title, words string) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; "+
		"frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
	t := html.EscapeString(title)
	body := fmt.Sprintf(pageHTML, t, t, html.EscapeString(words))
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
	// Delivered answers close the port; the page must be on its way by then.
	_ = http.NewResponseController(w).Flush()
}

const pageHTML = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>ssowizard: %s</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.5rem}</style>
</head>
<body><h1>%s</h1><p>%s</p></body></html>
`

// sameState compares in constant time, so that the state cannot be guessed piece
// by piece.
func sameState(got, want string) bool {
	return subtle.ConstantTimeCompare([]byte(got), []byte(want)) == 1
}
