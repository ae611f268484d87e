package sim

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"ssowizard/internal/must"
)

// TestFaultsAreWhatAWireDoes asks the sign-in service's metadata, which needs no token, through each fault.
func TestFaultsAreWhatAWireDoes(t *testing.T) {
	s, err := Start(Options{})
	must.Do(t, err)
	defer s.Close()
	ask := func(f Fault) (status int, body []byte, err error) {
		s.SetFault(func(*http.Request) Fault { return f })
		wait := time.Minute
		if f.Stall { // which has no other end
			wait = 200 * time.Millisecond
		}
		ctx, cancel := context.WithTimeout(t.Context(), wait)
		defer cancel()
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.LoginURL()+"/contoso.com/v2.0/.well-known/openid-configuration", http.NoBody)
		must.Do(t, err)
		res, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(req)
		if err != nil {
			return 0, nil, err
		}
		defer func() { _ = res.Body.Close() }()
		body, err = io.ReadAll(res.Body)
		return res.StatusCode, body, err
	}
	_, whole, err := ask(Fault{})
	if err != nil || len(whole) < 100 {
		t.Fatalf("undisturbed: %v, %d bytes", err, len(whole))
	}
	if _, _, err := ask(Fault{Reset: true}); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("a reset is %v", err)
	}
	if _, _, err := ask(Fault{Stall: true}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a stall is %v", err)
	}
	if _, got, err := ask(Fault{Cut: true}); !errors.Is(err, io.ErrUnexpectedEOF) || len(got) != len(whole)/2 {
		t.Errorf("cut: %d of %d bytes, %v", len(got), len(whole), err)
	}
	if _, got, err := ask(Fault{Pad: 100_000}); err != nil || len(got) != len(whole)+100_000 || !bytes.HasSuffix(got, whole) {
		t.Errorf("padded: %d bytes, %v", len(got), err)
	}
	upper := func(b []byte) []byte { return []byte(strings.ToUpper(string(b))) }
	if status, got, err := ask(Fault{Change: upper}); err != nil || status != http.StatusOK || string(got) != strings.ToUpper(string(whole)) {
		t.Errorf("changed: %d, %.40s, %v", status, got, err)
	}
}

// TestATrickledAnswerIsSlow: one byte at a time, with a pause between two, until the reader has had enough.
func TestATrickledAnswerIsSlow(t *testing.T) {
	s, err := Start(Options{})
	must.Do(t, err)
	defer s.Close()
	const pause = 20 * time.Millisecond
	s.SetFault(func(*http.Request) Fault { return Fault{Trickle: pause} })
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	res, err := http.DefaultClient.Do(metadata(ctx, t, s))
	must.Do(t, err)
	defer func() { _ = res.Body.Close() }()
	began := time.Now()
	if n, err := io.ReadFull(res.Body, make([]byte, 5)); n != 5 || err != nil || time.Since(began) < 2*pause {
		t.Errorf("%d bytes, %v, after %v", n, err, time.Since(began))
	}
	stop()
	if n, err := io.Copy(io.Discard, res.Body); !errors.Is(err, context.Canceled) || n > res.ContentLength/2 {
		t.Errorf("%d bytes after the end, %v", n, err)
	}
}
