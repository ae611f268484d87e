package wire

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// What a tenant's services say for support, and what could be a secret instead.
const (
	madeUpSecret = "abc8Q~xExample0NotARealValue_123456789abcd"
	requestGUID  = "9d8728ba-cbd3-4399-b33c-1ecfd0aaab67"
)

func TestSupportFieldsKeepTheirForm(t *testing.T) {
	for _, id := range []string{requestGUID, strings.ToUpper(requestGUID)} {
		if got := SupportID(id); got != id {
			t.Errorf("%q became %q", id, got)
		}
	}
	for _, id := range []string{"", "rid-1", madeUpSecret, requestGUID + "0", strings.Repeat("a", 36), strings.Repeat("9", 500)} {
		if got := SupportID(id); got != "" {
			t.Errorf("%q was kept as %q", id, got)
		}
	}
	for _, code := range []string{"invalid_grant", "17", "Request_MultipleObjectsWithSameKeyValue", "AADSTS7000215", "ssowizard.BadAnswer",
		"Authentication_RequestFromNonPremiumTenantOrB2CTenant", "CredentialTypeNotAllowedAsPerAppPolicy", "-2147024891"} {
		if got := SupportCode(code); got != code {
			t.Errorf("%q became %q", code, got)
		}
	}
	for _, code := range []string{"", "x" + madeUpSecret, madeUpSecret[6:], "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJhdWQiOiJ4In0.c2ln", "two words", "a\x1b[31m", strings.Repeat("a", 81)} {
		if got := SupportCode(code); got != "" {
			t.Errorf("%q was kept as %q", code, got)
		}
	}
}

func TestWordsThatCouldBeASecretAreWithheld(t *testing.T) {
	for _, text := range []string{"it is " + madeUpSecret, "secretText=" + madeUpSecret + ".", `{"v":"` + madeUpSecret + `"}`, "a\n" + madeUpSecret, strings.Repeat("a", 60) + madeUpSecret} {
		if got := WithoutSecrets(text); strings.Contains(got, "Example0Not") || !strings.Contains(got, WithheldSecret) {
			t.Errorf("%q became %q", text, got)
		}
	}
	for _, text := range []string{"Resource '" + requestGUID + "' does not exist", "https://mtp.bvoip.net/users", "ada.lovelace1@Contoso.com"} {
		if got := WithoutSecrets(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

// The log of calls is sent to support: nothing that an answer holds may bring a
// secret into it.
func TestLogKeepsNoSecretThatAnAnswerQuotes(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("request-id", madeUpSecret)
		if r.URL.Path == "/away" {
			http.Redirect(w, r, "http://"+madeUpSecret+"/", http.StatusFound)
		}
	}))
	defer srv.Close()
	log := NewLog()
	hc := NewClient(ClientOptions{Log: log})
	for _, path := range []string{"/?$filter=" + madeUpSecret, "/" + madeUpSecret, "/away"} {
		res, err := hc.Get(srv.URL + path)
		if err == nil {
			_ = res.Body.Close()
		} else if said := Describe(err); !errors.Is(err, ErrRedirect) || strings.Contains(said, "Example0Not") {
			t.Errorf("%s: %s", path, said)
		}
	}
	for _, c := range log.Calls() {
		if strings.Contains(c.Path+c.RequestID+c.Err, "Example0Not") {
			t.Errorf("the log holds it: %+v", c)
		}
	}
	if len(log.Calls()) != 3 {
		t.Errorf("%d calls were logged", len(log.Calls()))
	}
}
