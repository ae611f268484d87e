package wire

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/url"
	"strings"

	"ssowizard/internal/text"
)

// Describe explains an HTTP client's error in words for the screen. The library's
// own message names local sockets and ports, which help nobody.
func Describe(err error) string {
	var (
		outer *url.Error
		dns   *net.DNSError
		late  net.Error
		op    *net.OpError
	)
	if errors.As(err, &outer) {
		err = outer.Err // the rest is the address, which is told elsewhere
	}
	switch {
	case errors.Is(err, ErrRedirect):
		return WithoutSecrets(text.Clean(err.Error()))
	case errors.Is(err, context.Canceled):
		return "it was stopped"
	case errors.Is(err, context.DeadlineExceeded):
		return "no whole answer came within the time allowed"
	case errors.As(err, &dns) && dns.IsNotFound:
		return "the name " + text.Clean(dns.Name) + " could not be found"
	case errors.As(err, &dns):
		return "the name " + text.Clean(dns.Name) + " could not be looked up"
	case untrusted(err):
		return "the certificate is not one that this computer trusts"
	case errors.As(err, &late) && late.Timeout():
		return "no whole answer came within the time allowed"
	case errors.As(err, &op) && op.Op == "dial":
		return "the connection could not be opened"
	case errors.As(err, &op) && op.Op == "proxyconnect":
		return "the proxy could not be reached"
	case errors.As(err, &op), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF),
		errors.Is(err, io.ErrClosedPipe), errors.Is(err, net.ErrClosed):
		return "the connection broke off before the answer was whole"
	}
	words := WithoutSecrets(text.Clean(err.Error()))
	for _, library := range []string{"http:", "http2:", "net/http:", "malformed HTTP", "tls:"} {
		if strings.HasPrefix(words, library) {
			return "what answered does not speak as the service does"
		}
	}
	return words
}

func untrusted(err error) bool {
	var (
		verify  *tls.CertificateVerificationError
		unknown x509.UnknownAuthorityError
		name    x509.HostnameError
		invalid x509.CertificateInvalidError
	)
	return errors.As(err, &verify) || errors.As(err, &unknown) ||
		errors.As(err, &name) || errors.As(err, &invalid)
}
