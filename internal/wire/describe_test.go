package wire

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"syscall"
	"testing"
)

func TestDescribeNamesWhyTheConnectionFailed(t *testing.T) {
	peer := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 4711}
	op := func(name string, cause error) error {
		return &url.Error{Op: "Get", URL: "http://x/y", Err: &net.OpError{Op: name, Net: "tcp", Source: peer, Addr: peer, Err: cause}}
	}
	for _, c := range []struct {
		err  error
		want string
	}{
		{op("read", syscall.ECONNRESET), "broke off"},
		{op("write", syscall.EPIPE), "broke off"},
		{op("dial", syscall.ECONNREFUSED), "could not be opened"},
		{op("read", context.DeadlineExceeded), "within the time allowed"},
		{fmt.Errorf("reading: %w", io.ErrUnexpectedEOF), "broke off"},
		{&url.Error{Op: "Get", URL: "http://x", Err: io.EOF}, "broke off"},
		{&net.DNSError{Name: "graph.example", IsNotFound: true}, "the name graph.example could not be found"},
		{&net.DNSError{Name: "graph.example", IsTemporary: true}, "could not be looked up"},
		{x509.UnknownAuthorityError{}, "certificate"},
		{errors.New("http: server closed idle connection"), "does not speak"},
		{context.Canceled, "stopped"},
		{fmt.Errorf("%w: from a to b", ErrRedirect), "another host"},
		{errors.New("nothing within 30s"), "nothing within 30s"},
	} {
		got := Describe(c.err)
		if !strings.Contains(got, c.want) || strings.Contains(got, "4711") || strings.Contains(got, "EOF") {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
}
