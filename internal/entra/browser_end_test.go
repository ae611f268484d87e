package entra

import (
	"errors"
	"net"
	"net/url"
	"strconv"
	"testing"
	"time"

	"ssowizard/internal/fakeclock"
	"ssowizard/internal/must"
)

// TestABrowserSignInWithoutAPersonHasAnEnd: after the 15 minutes of a code the wait ends, the port is closed, and an answer
// that comes then is not taken.
func TestABrowserSignInWithoutAPersonHasAnEnd(t *testing.T) {
	clock := fakeclock.At(time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC))
	began := clock.Now()
	c := newFake(t).overTCP(t, Options{Now: clock.Now, Sleep: clock.Sleep})
	b, err := c.StartBrowser(t.Context(), Request{TenantID: tenantA})
	must.Do(t, err)
	if left := b.Expires.Sub(began); left != 15*time.Minute {
		t.Errorf("it lasts %v", left)
	}
	if s, err := b.Wait(t.Context()); s != nil || !errors.Is(err, ErrBrowserExpired) {
		t.Errorf("it ended with %v, %v", s, err)
	}
	if took := clock.Now().Sub(began); took < 15*time.Minute || took > 15*time.Minute+browserTick {
		t.Errorf("it ended after %v", took)
	}
	if conn, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(b.port))); err == nil {
		_ = conn.Close()
		t.Error("the port is still open")
	}
	u, err := url.Parse(b.URL)
	must.Do(t, err)
	if err := b.Paste(answerTo(u.Query(), url.Values{"code": {"c"}})); !errors.Is(err, ErrPasteTooLate) {
		t.Errorf("an answer after the end: %v", err)
	}
}

// TestAnAnswerAtTheLastMomentIsTaken: what came before the end counts, though both are seen at once.
func TestAnAnswerAtTheLastMomentIsTaken(t *testing.T) {
	clock := fakeclock.At(time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC))
	c := newFake(t).on(tokenPath(tenantA), tokenAnswer(nil)).overTCP(t, Options{Now: clock.Now, Sleep: clock.Sleep})
	for range 20 { // which of the two is seen first is the computer's choice
		b, err := c.StartBrowser(t.Context(), Request{TenantID: tenantA})
		must.Do(t, err)
		u, err := url.Parse(b.URL)
		must.Do(t, err)
		_ = clock.Sleep(t.Context(), 15*time.Minute-time.Second)
		must.Do(t, b.Paste(answerTo(u.Query(), url.Values{"code": {"c"}})))
		_ = clock.Sleep(t.Context(), time.Second)
		if _, err := b.Wait(t.Context()); err != nil {
			t.Fatalf("it ended with %v", err)
		}
	}
}
