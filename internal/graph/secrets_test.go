package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/secret"
)

func TestAddPassword(t *testing.T) {
	c, _ := setup(t, secretOne)
	p, err := c.AddPassword(t.Context(), "o1", "d", at) // 02:00 at +02:00 is midnight UTC
	want := Password{KeyID: "k1", DisplayName: "d", Hint: "abc", Secret: p.Secret, EndDateTime: time.Date(2028, 8, 20, 0, 0, 0, 0, time.UTC)}
	if err != nil || p != want || p.Secret.Reveal() != "abc~def" {
		t.Errorf("%v, %v", p, err)
	}
	for code, is := range map[string]error{"CredentialTypeNotAllowedAsPerAppPolicy": ErrSecretsForbidden, "CredentialInvalidLifetimeAsPerAppPolicy": ErrLifetimeCapped} {
		w := secretOne
		w.status, w.answer = 400, graphError(code, "x")
		c, s := setup(t, w)
		if _, err := c.AddPassword(t.Context(), "o1", "d", at); !errors.Is(err, is) || len(s.waits) > 0 {
			t.Errorf("%s: %v", code, err)
		}
	}
}

func TestPasswordIsNeverPrinted(t *testing.T) {
	const value = "abc~SECRET.value"
	p := Password{KeyID: "k1", DisplayName: "d", Secret: secret.New(value)}
	app := Application{PasswordCredentials: []Password{p}}
	var out bytes.Buffer
	for _, x := range []any{p, &p, app, &app, []Password{p}, map[string]Password{"x": p}, struct{ P any }{p}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%T"} {
			fmt.Fprintf(&out, verb+"\n", x)
		}
		b, err := json.Marshal(x)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(b)
		slog.New(slog.NewTextHandler(&out, nil)).Info("m", "x", x)
		slog.New(slog.NewJSONHandler(&out, nil)).Info("m", "x", x)
	}
	out.WriteString(p.String())
	for _, leak := range []string{value, "SECRET", fmt.Sprintf("%x", value), fmt.Sprintf("%X", value)} {
		if strings.Contains(out.String(), leak) {
			t.Errorf("printed %q", leak)
		}
	}
	if !strings.Contains(p.String(), "k1") || p.Secret.Reveal() != value {
		t.Errorf("%s", p)
	}
}

// An answer that cannot be read must not travel in the error's text: it may hold
// the secret.
func TestUnreadableSecretIsNotQuoted(t *testing.T) {
	for _, answer := range []string{
		`{"keyId":"k1","secretText":"SECRET","endDateTime":"SECRET"}`,
		`{"keyId":["SECRET"],"secretText":"SECRET"}`,
		`{"keyId":"k1","secretText":"SECRET"`,
		`{"secretText":"SECRET"}`,
		`SECRET`,
	} {
		c, _ := setup(t, answering(secretOne, answer))
		p, err := c.AddPassword(t.Context(), "o1", "d", at)
		if !errors.Is(err, ErrUncertain) || p != (Password{}) {
			t.Errorf("%s: %v", answer, err)
		}
		if s := fmt.Sprintf("%v %+v %#v", err, err, err); strings.Contains(s, "SECRET") {
			t.Errorf("the error quotes the answer: %s", s)
		}
	}
}
