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
)

// TestFaultsAreWhatAWireDoes asks the sign-in service's metadata, which needs no token, through each fault.
func TestFaultsAreWhatAWireDoes(t *testing.T) {
	s, err := Start(Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ask := func(f Fault) (status int, body []byte, err error) {
		s.SetFault(func(*http.Request) Fault { return f })
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		defer cancel()
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.LoginURL()+"/contoso.com/v2.0/.well-known/openid-configuration", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
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
	if _, got, err := ask(Fault{Trickle: 60 * time.Millisecond}); !errors.Is(err, context.DeadlineExceeded) || len(got) < 2 || len(got) > 5 {
		t.Errorf("trickled: %d bytes, %v", len(got), err)
	}
	if _, got, err := ask(Fault{Pad: 100_000}); err != nil || len(got) != len(whole)+100_000 || !bytes.HasSuffix(got, whole) {
		t.Errorf("padded: %d bytes, %v", len(got), err)
	}
	upper := func(b []byte) []byte { return []byte(strings.ToUpper(string(b))) }
	if status, got, err := ask(Fault{Change: upper}); err != nil || status != http.StatusOK || string(got) != strings.ToUpper(string(whole)) {
		t.Errorf("changed: %d, %.40s, %v", status, got, err)
	}
}
