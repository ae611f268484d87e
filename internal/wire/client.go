package wire

import (
	"bytes"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"ssowizard/internal/text"
)

// batchLimit bounds how much of an outgoing $batch body is read for the log.
const batchLimit = 256 << 10

// ClientOptions says how to make an HTTP client. All fields may be zero.
type ClientOptions struct {
	Log       *Log              // where calls are recorded; nil: nowhere
	Timeout   time.Duration     // of one whole call; 0 means 30 seconds
	UserAgent string            // sent with every call
	Base      http.RoundTripper // nil means a transport of its own
}

// NewClient makes the only kind of HTTP client this program uses: with a
// time-out, without cookies, recording each call, and refusing redirects to
// another host or scheme, because a bearer token would travel with them. It talks
// TLS 1.2 or later and believes only certificates that the system believes. A
// proxy that the environment names is used as net/http does: it sees the host of
// an https call and nothing of its content, and is never asked for loopback.
func NewClient(o ClientOptions) *http.Client {
	base := o.Base
	if base == nil {
		t := http.DefaultTransport.(*http.Transport).Clone()
		t.ResponseHeaderTimeout = 30 * time.Second
		t.MaxResponseHeaderBytes = 64 << 10
		// Whatever the toolchain's default becomes.
		t.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12}
		base = t
	}
	if o.Timeout == 0 {
		o.Timeout = 30 * time.Second
	}
	return &http.Client{
		Timeout:       o.Timeout,
		Transport:     &recorder{base: base, log: o.Log, agent: o.UserAgent},
		CheckRedirect: sameHost,
	}
}

// ErrRedirect says that a service pointed to another host. The call was
// abandoned before anything was sent there.
var ErrRedirect = errors.New("the service pointed to another host, which was not followed")

func sameHost(req *http.Request, via []*http.Request) error {
	first := via[0].URL
	if req.URL.Scheme != first.Scheme || req.URL.Host != first.Host {
		return fmt.Errorf("%w: from %s to %s", ErrRedirect, first.Host, text.Clean(req.URL.Host))
	}
	if len(via) >= 5 {
		return errors.New("the service redirected five times")
	}
	return nil
}

// recorder is the transport that fills the log.
type recorder struct {
	base  http.RoundTripper
	log   *Log
	agent string
}

// RoundTrip sends one request and records it without its headers and body.
func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	if r.agent != "" {
		req = req.Clone(req.Context())
		req.Header.Set("User-Agent", r.agent)
	}
	if r.log == nil {
		return r.base.RoundTrip(req)
	}
	c := Call{
		Start: time.Now(), Method: req.Method, Host: req.URL.Host, Path: logPath(req.URL),
		Items: batchItems(req),
	}
	res, err := r.base.RoundTrip(req)
	if err != nil {
		c.Duration, c.Err = time.Since(c.Start), WithoutSecrets(text.Clean(err.Error()))
		r.log.Add(c)
		return nil, err
	}
	c.Status = res.StatusCode
	c.RequestID = SupportID(requestID(res.Header))
	res.Body = &timedBody{ReadCloser: res.Body, done: func() {
		c.Duration = time.Since(c.Start)
		r.log.Add(c)
	}}
	return res, nil
}

// timedBody records the call when its answer has been read whole or closed, so
// that a call's duration covers the answer and not just its first byte.
type timedBody struct {
	io.ReadCloser
	done func()
}

func (b *timedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err != nil {
		b.finish()
	}
	return n, err
}

// Close ends the call.
func (b *timedBody) Close() error {
	b.finish()
	return b.ReadCloser.Close()
}

func (b *timedBody) finish() {
	if b.done != nil {
		b.done()
		b.done = nil
	}
}

func requestID(h http.Header) string {
	for _, k := range []string{"request-id", "x-ms-request-id"} {
		if v := h.Get(k); v != "" {
			return v
		}
	}
	return ""
}

// logPath keeps the values of OData options, which help support, and hides the
// value of every other query parameter, among which codes and states travel.
func logPath(u *url.URL) string {
	if u.RawQuery == "" {
		return WithoutSecrets(text.Clean(u.Path))
	}
	q := u.Query()
	parts := make([]string, 0, len(q))
	for _, k := range slices.Sorted(maps.Keys(q)) {
		if strings.HasPrefix(k, "$") && k != "$skiptoken" {
			parts = append(parts, k+"="+q.Get(k))
			continue
		}
		parts = append(parts, k+"=…")
	}
	return WithoutSecrets(text.Clean(u.Path + "?" + strings.Join(parts, "&")))
}

// batchItems lists what a $batch asks for, by method and address only.
func batchItems(req *http.Request) []string {
	if !strings.HasSuffix(req.URL.Path, "/$batch") || req.GetBody == nil {
		return nil
	}
	body, err := req.GetBody()
	if err != nil {
		return nil
	}
	defer func() { _ = body.Close() }()
	raw, err := io.ReadAll(io.LimitReader(body, batchLimit))
	if err != nil {
		return nil
	}
	var b struct {
		Requests []struct{ Method, URL string }
	}
	if json.NewDecoder(bytes.NewReader(raw)).Decode(&b) != nil {
		return nil
	}
	items := make([]string, 0, len(b.Requests))
	for _, q := range b.Requests {
		items = append(items, text.Clean(q.Method+" "+q.URL))
	}
	return items
}
