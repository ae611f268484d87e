package entra

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
)

const secretValue = "abc8Q~" + canary + "~secret.value_34567890"

func appAnswer(token string) reply {
	b, _ := json.Marshal(map[string]any{"token_type": "Bearer", "expires_in": 3599, "access_token": token})
	return reply{status: 200, body: string(b)}
}

func TestAppToken(t *testing.T) {
	for _, tc := range []struct {
		name     string
		token    string
		readable bool
		role     bool
	}{
		{"with the role", jwt(map[string]any{"tid": tenantA, "appid": appA, "roles": []string{"User.Read.All"}}), true, true},
		{"before consent", jwt(map[string]any{"tid": tenantA, "azp": appA}), true, false},
		{"other role", jwt(map[string]any{"roles": []string{"User.ReadBasic.All"}}), true, false},
		{"opaque", canary, false, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := newFake(t).on(tokenPath(tenantA), appAnswer(tc.token))
			c := f.overTCP(t, Options{})
			tok, err := c.AppToken(t.Context(), tenantA, appA, secretValue)
			if err != nil {
				t.Fatal(err)
			}
			if tok.Readable != tc.readable || tok.HasRole("User.Read.All") != tc.role || tok.TenantID != tenantA || tok.AppID != appA || tok.Token() != tc.token {
				t.Errorf("got %v %v", tok.Readable, tok.Roles)
			}
			if left := tok.Expires.Sub(c.wallClock()); left < 3590e9 || left > 3599e9 {
				t.Errorf("expires in %v", left)
			}
			noCanary(t, tok)
			noCanary(t, &tok)
			noCanary(t, struct{ inner AppToken }{tok})
			form := f.got[0].form
			if len(f.got) != 1 || form.Get("grant_type") != "client_credentials" || form.Get("client_secret") != secretValue || form.Get("client_id") != appA ||
				form.Get("scope") != "https://graph.microsoft.com/.default" {
				t.Errorf("%d requests, scope %q", len(f.got), form.Get("scope"))
			}
			f.noBasic()
		})
	}
}

func TestAppTokenRefused(t *testing.T) {
	for _, tc := range []struct {
		answer reply
		kind   Kind
	}{
		{refused(401, "invalid_client", 7000215, "Invalid client secret provided: "+secretValue), KindSecretNotYet},
		{refused(401, "invalid_client", 7000229, "no service principal"), KindSecretNotYet},
		{refused(400, "unauthorized_client", 700016, "no application"), KindSecretNotYet},
		{refused(401, "invalid_client", 7000222, "expired"), KindSecretExpired},
		{refused(503, "temporarily_unavailable", 90033, "later"), KindTransient},
	} {
		f := newFake(t).on(tokenPath(tenantA), tc.answer)
		_, err := f.overTCP(t, Options{}).AppToken(t.Context(), tenantA, appA, secretValue)
		var no *SignInError
		if !errors.As(err, &no) || no.Kind() != tc.kind || len(f.got) != 1 {
			t.Errorf("%v after %d requests", err, len(f.got))
		}
		f.noBasic()
		if strings.Contains(err.Error(), canary) || strings.Contains(no.Description, canary) {
			t.Errorf("the secret is in the error: %v", err)
		}
	}
	f := newFake(t).on(tokenPath(tenantA), appAnswer(jwt(map[string]any{"tid": tenantB})))
	if _, err := f.overTCP(t, Options{}).AppToken(t.Context(), tenantA, appA, secretValue); !errors.Is(err, ErrWrongTenant) {
		t.Errorf("token of another tenant: %v", err)
	}
	f = newFake(t)
	for _, bad := range [][3]string{{"common", appA, "x"}, {tenantA, "app", "x"}, {tenantA, appA, ""}} {
		if _, err := f.overTCP(t, Options{}).AppToken(t.Context(), bad[0], bad[1], bad[2]); !errors.Is(err, ErrBadRequest) {
			t.Errorf("%v: %v", bad, err)
		}
	}
}

// TestARefusalThatRepeatsTheSecretEverywhereIsRedacted: whole or cut, in each
// field that is printed for support.
func TestARefusalThatRepeatsTheSecretEverywhereIsRedacted(t *testing.T) {
	const value = "abc8Q~xExampleNotARealValue_defghijklmnop"
	for _, quoted := range []string{value, value[6:], value[:12]} {
		body := map[string]any{"error_codes": []int{7000222}, "timestamp": quoted}
		for _, key := range []string{"error", "suberror", "trace_id", "correlation_id", "error_uri"} {
			body[key] = quoted
		}
		body["error_description"] = "AADSTS7000222: " + quoted + "\r\nTrace ID: " + quoted + "\r\nCorrelation ID: " + quoted
		raw, _ := json.Marshal(body)
		f := newFake(t).on(tokenPath(tenantA), reply{status: 401, body: string(raw)})
		_, err := f.overTCP(t, Options{}).AppToken(t.Context(), tenantA, appA, value)
		var no *SignInError
		if !errors.As(err, &no) {
			t.Fatal(err)
		}
		if said := fmt.Sprintf("%+v %v", *no, err); strings.Contains(said, quoted[:8]) {
			t.Errorf("the refusal holds it: %s", said)
		}
	}
}
