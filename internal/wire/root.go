package wire

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"

	"ssowizard/internal/text"
)

// ErrTooLarge says that an answer was longer than its reader allows. Nothing of
// it was used. The caller stops: a directory does not send such answers.
var ErrTooLarge = errors.New("the answer is longer than any this service sends")

// CheckRoot parses the root address of a service, as https://graph.microsoft.com.
// It allows https everywhere and http on loopback only, and refuses a path other
// than "/", a query, a fragment and user information, so that no token can be
// sent anywhere but to a named host over TLS.
func CheckRoot(raw string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		return nil, fmt.Errorf("%q is not an address: %w", text.Clean(raw), err)
	}
	switch {
	case u.Host == "":
		return nil, fmt.Errorf("%q names no host; write it as https://graph.microsoft.com", text.Clean(raw))
	case u.Scheme != "https" && (u.Scheme != "http" || !Loopback(u.Hostname())):
		return nil, fmt.Errorf("%q is refused: only https, or http on this computer (127.0.0.1, localhost)",
			text.Clean(raw))
	case u.User != nil:
		return nil, fmt.Errorf("%q is refused: it carries a user name", text.Clean(u.Redacted()))
	case u.Path != "" && u.Path != "/", u.RawQuery != "", u.Fragment != "":
		return nil, fmt.Errorf("%q is refused: name the root only, without a path such as /v1.0",
			text.Clean(raw))
	}
	u.Path = ""
	return u, nil
}

// Loopback reports whether a host name can only be this computer.
func Loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// ReadBody reads at most limit bytes and returns ErrTooLarge beyond them.
func ReadBody(r io.Reader, limit int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > limit {
		return nil, ErrTooLarge
	}
	return b, nil
}
