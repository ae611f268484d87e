package wire

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/must"
)

func TestCheckRoot(t *testing.T) {
	for _, ok := range []string{"https://graph.microsoft.com", "https://graph.microsoft.us/", "http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:9"} {
		if u, err := CheckRoot(ok); err != nil || u.Path != "" {
			t.Errorf("CheckRoot(%q) = %v, %v", ok, u, err)
		}
	}
	for _, bad := range []string{"", "graph.microsoft.com", "http://graph.microsoft.com", "http://127.0.0.1.evil.example", "http://localhost.evil.example",
		"https://graph.microsoft.com/v1.0", "https://u:p@graph.microsoft.com", "https://x?y=1", "https://x#y", "ftp://127.0.0.1", "http://10.0.0.1", "https://%zz"} {
		if u, err := CheckRoot(bad); err == nil {
			t.Errorf("CheckRoot(%q) = %v, want refusal", bad, u)
		}
	}
}

func TestReadBodyRefusesMoreThanItsLimit(t *testing.T) {
	if _, err := ReadBody(strings.NewReader("12345"), 4); !errors.Is(err, ErrTooLarge) {
		t.Errorf("got %v", err)
	}
	if b, err := ReadBody(strings.NewReader("1234"), 4); err != nil || string(b) != "1234" {
		t.Errorf("got %q, %v", b, err)
	}
}

func TestRedirectToAnotherHostIsNotFollowed(t *testing.T) {
	reached := false
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	defer other.Close()
	first := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.URL, http.StatusFound)
	}))
	defer first.Close()
	res, err := NewClient(ClientOptions{}).Get(first.URL)
	if err == nil {
		_ = res.Body.Close()
	}
	if !errors.Is(err, ErrRedirect) || reached {
		t.Errorf("err %v, other host reached: %v", err, reached)
	}
}

func TestLogKeepsNoHeaderBodyOrCode(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("request-id", "9d8728ba-cbd3-4399-b33c-1ecfd0aaab67")
		_, _ = io.WriteString(w, "CANARY-answer")
	}))
	defer srv.Close()
	log := NewLog()
	req, err := http.NewRequest(http.MethodPost, srv.URL+"/v1.0/$batch?code=CANARY-code&$filter=appId+eq+'a'&$skiptoken=CANARY-skip",
		strings.NewReader(`{"requests":[{"id":"1","method":"GET","url":"/me","headers":{"x":"CANARY-head"},"body":{"y":"CANARY-body"}}]}`))
	must.Do(t, err)
	req.Header.Set("Authorization", "Bearer CANARY-token")
	res, err := NewClient(ClientOptions{Log: log, UserAgent: "ssowizard/test"}).Do(req)
	must.Do(t, err)
	if _, err := io.ReadAll(res.Body); err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	calls := log.Calls()
	if len(calls) != 1 {
		t.Fatalf("%d calls logged", len(calls))
	}
	c := calls[0]
	if c.RequestID != "9d8728ba-cbd3-4399-b33c-1ecfd0aaab67" || c.Status != 200 || len(c.Items) != 1 || c.Items[0] != "GET /me" || !strings.Contains(c.Path, "$filter=appId eq 'a'") {
		t.Errorf("logged %+v", c)
	}
	if all := strings.Join(append(c.Items, c.Path, c.Err, c.RequestID), " "); strings.Contains(all, "CANARY") {
		t.Errorf("the log leaks: %s", all)
	}
}

func TestChainCountsCallsOneAfterTheOther(t *testing.T) {
	at := func(from, to int) Call {
		base := time.Unix(0, 0)
		return Call{Start: base.Add(time.Duration(from) * time.Second), Duration: time.Duration(to-from) * time.Second}
	}
	for _, c := range []struct {
		calls []Call
		want  int
	}{
		{nil, 0},
		{[]Call{at(0, 1)}, 1},
		{[]Call{at(0, 5), at(1, 4), at(2, 3)}, 1},
		{[]Call{at(0, 1), at(1, 2), at(2, 3)}, 3},
		{[]Call{at(0, 10), at(1, 2), at(3, 4), at(11, 12)}, 3},
	} {
		l := NewLog()
		for _, x := range c.calls {
			l.Add(x)
		}
		if got := l.Chain(); got != c.want {
			t.Errorf("Chain of %d calls = %d, want %d", len(c.calls), got, c.want)
		}
	}
}
