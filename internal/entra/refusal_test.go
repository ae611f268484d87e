package entra

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"ssowizard/assets"
	"ssowizard/internal/wire"
)

func read(t *testing.T, body string) *SignInError {
	t.Helper()
	o := wire.Loose(body).Object()
	if o == nil {
		t.Fatalf("not an object: %s", body)
	}
	return refusal(opPoll, 400, o)
}

func TestRefusalReadsMicrosoftsShape(t *testing.T) {
	e := read(t, `{"error":"interaction_required","error_description":"AADSTS50076: Due to a change\u001b[2J made by your administrator.\r\nTrace ID: 0aaaaaaa-0000-4000-8000-000000000001\r\nCorrelation ID: 0bbbbbbb-0000-4000-8000-000000000002\r\nTimestamp: 2026-11-01 10:11:12Z",
		"error_codes":[50076],"timestamp":"2026-11-01 10:11:12Z","trace_id":"0aaaaaaa-0000-4000-8000-000000000001","correlation_id":"0bbbbbbb-0000-4000-8000-000000000002",
		"suberror":"basic_action","claims":"{\"access_token\":{\"polids\":{\"essential\":true}}}"}`)
	if e.OAuth != "interaction_required" || e.Code() != 50076 || e.Kind() != KindMFA || e.Suberror != "basic_action" ||
		e.Claims != `{"access_token":{"polids":{"essential":true}}}` || e.TraceID != "0aaaaaaa-0000-4000-8000-000000000001" ||
		e.CorrelationID != "0bbbbbbb-0000-4000-8000-000000000002" || !e.Time.Equal(time.Date(2026, 11, 1, 10, 11, 12, 0, time.UTC)) {
		t.Errorf("read %+v", e)
	}
	if strings.Contains(e.Description, "Trace") || strings.Contains(e.Description, "\x1b") || !strings.HasSuffix(e.Description, "administrator.") {
		t.Errorf("description %q", e.Description)
	}
	if msg := e.Error(); !strings.Contains(msg, "AADSTS50076") || !strings.Contains(msg, e.TraceID) || !strings.Contains(msg, "2026-11-01T10:11:12Z") {
		t.Errorf("message %q", msg)
	}
}

func TestRefusalToleratesMalformedAnswers(t *testing.T) {
	e := read(t, `{"error":"invalid_grant","error_description":"AADSTS65001: no consent. Trace ID: 0aaaaaaa-0000-4000-8000-000000000001 Correlation ID: 0bbbbbbb-0000-4000-8000-000000000002 Timestamp: 2026-11-01 10:11:12Z"}`)
	if e.Code() != 65001 || e.TraceID == "" || e.CorrelationID == "" || e.Time.IsZero() || e.Description != "AADSTS65001: no consent." {
		t.Errorf("ids from the words: %+v", e)
	}
	e = read(t, `{"error":"x","error_codes":["53003",null,-1,1e99,{},7],"error_description":5,"timestamp":[],"claims":"[1]"}`)
	if !slices.Equal(e.Codes, []int{53003, 7}) || e.Claims != "" || e.Description != "" || e.Kind() != KindPolicy {
		t.Errorf("odd fields: %+v", e)
	}
	e = read(t, `{"error":"x","error_codes":[12345,53003]}`)
	if e.Code() != 53003 {
		t.Errorf("the known code does not lead: %d", e.Code())
	}
	if e = read(t, `{"error":"x","error_codes":{"a":1}}`); e.Code() != 0 || e.Kind() != KindOther {
		t.Errorf("codes of the wrong type: %+v", e)
	}
}

var kinds = []Kind{KindOther, KindPolicy, KindDevice, KindMFA, KindConsent, KindAccount, KindSecretNotYet,
	KindSecretExpired, KindInterrupt, KindTransient}

func TestKinds(t *testing.T) {
	for _, tc := range []struct {
		op, oauth    string
		code, status int
		want         Kind
	}{
		{opPoll, "invalid_grant", 53003, 400, KindPolicy}, {opPoll, "", 530035, 400, KindPolicy}, {opRenew, "", 530036, 400, KindPolicy}, {opPoll, "", 530032, 400, KindPolicy},
		{opPoll, "", 53000, 400, KindDevice}, {opPoll, "", 53001, 400, KindDevice}, {opPoll, "", 530003, 400, KindDevice}, {opPoll, "", 530033, 400, KindDevice}, {opPoll, "", 50097, 400, KindDevice},
		{opPoll, "", 50079, 400, KindMFA}, {opPoll, "interaction_required", 0, 400, KindMFA},
		{opBrowser, "access_denied", 65004, 0, KindConsent}, {opPoll, "", 90094, 400, KindConsent}, {opPoll, "", 90095, 400, KindConsent}, {opPoll, "consent_required", 0, 400, KindConsent},
		{opPoll, "", 50020, 400, KindAccount}, {opPoll, "", 50034, 400, KindAccount}, {opPoll, "", 90072, 400, KindAccount}, {opPoll, "", 16000, 400, KindAccount},
		{opSecret, "invalid_client", 7000215, 401, KindSecretNotYet}, {opSecret, "invalid_client", 7000229, 401, KindSecretNotYet}, {opSecret, "unauthorized_client", 700016, 400, KindSecretNotYet},
		{opCode, "unauthorized_client", 700016, 400, KindOther}, {opSecret, "invalid_client", 7000222, 401, KindSecretExpired},
		{opPoll, "", 50199, 400, KindInterrupt}, {opPoll, "", 90033, 400, KindTransient}, {opPoll, "x", 0, 503, KindTransient}, {opPoll, "temporarily_unavailable", 0, 400, KindTransient},
		{opPoll, "invalid_grant", 0, 400, KindOther}, {opPoll, "", 12345, 429, KindTransient},
	} {
		e := &SignInError{Op: tc.op, OAuth: tc.oauth, HTTPStatus: tc.status}
		if tc.code != 0 {
			e.Codes = []int{tc.code}
		}
		if got := e.Kind(); got != tc.want {
			t.Errorf("%s %s %d is %v, want %v", tc.op, tc.oauth, tc.code, got, tc.want)
		}
		meaning, remedy := e.Advice()
		if remedy == "" || strings.ContainsAny(meaning+remedy, "!") {
			t.Errorf("%d: advice %q, %q", tc.code, meaning, remedy)
		}
		if e.Op == opPoll && tc.want.TryBrowser() && !strings.Contains(e.Error(), "browser") {
			t.Errorf("%d does not name the way out: %v", tc.code, e)
		}
	}
	seen := map[string]bool{}
	for _, k := range kinds {
		if k.String() == "" || seen[k.String()] {
			t.Errorf("a kind is called %q", k)
		}
		seen[k.String()] = true
	}
	for code, e := range catalogue() {
		if !seen[e.Kind.String()] {
			t.Errorf("%d is of the kind %q, which is none", code, e.Kind)
		}
	}
}

func TestRefusalInBrowser(t *testing.T) {
	q := url.Values{"error": {"access_denied"}, "error_description": {"AADSTS65004: User declined to consent.\r\nTrace ID: 0aaaaaaa-0000-4000-8000-000000000001"}, "error_subcode": {"cancel"}}
	e := refusalInBrowser(q)
	if e.Code() != 65004 || !errors.Is(e, ErrDeclined) || e.Suberror != "cancel" || e.HTTPStatus != 0 || e.Kind() != KindConsent {
		t.Errorf("read %+v", e)
	}
}

// TestReturnWithoutConsentIsNotADecline: the way back from "Need admin approval" brings the subcode and nothing else.
func TestReturnWithoutConsentIsNotADecline(t *testing.T) {
	e := refusalInBrowser(url.Values{"error": {"access_denied"}, "error_subcode": {"cancel"}, "state": {"s"}})
	if !errors.Is(e, ErrNoConsent) || errors.Is(e, ErrDeclined) || e.Kind() != KindConsent {
		t.Errorf("read %+v, a %v", e, e.Kind())
	}
	if meaning, remedy := e.Advice(); !strings.Contains(meaning, "Need admin approval") || !strings.Contains(meaning, "Cancel") || strings.Contains(remedy, "Accept") {
		t.Errorf("advice %q, %q", meaning, remedy)
	}
	for _, q := range []url.Values{
		{"error": {"access_denied"}, "error_subcode": {"cancel"}, "error_description": {"AADSTS65004: User declined to consent."}},
		{"error": {"access_denied"}},
	} {
		if e := refusalInBrowser(q); errors.Is(e, ErrNoConsent) || !errors.Is(e, ErrDeclined) {
			t.Errorf("%v: %+v", q, e)
		}
	}
}

func TestExplainKnowsEveryCode(t *testing.T) {
	for code := range catalogue() {
		e, ok := Explain(code)
		if !ok || e.Code != code || e.Meaning == "" || e.Remedy == "" || strings.Contains(e.Remedy, "{") {
			t.Errorf("AADSTS%d: %+v, %v", code, e, ok)
		}
	}
	if _, ok := Explain(-1); ok {
		t.Error("a code that is none is explained")
	}
	if len(readCatalogue(assets.AADSTS())) == 0 || readCatalogue([]byte("{")) != nil {
		t.Error("the catalog is not read as it should")
	}
}

// A number that is longer than Entra's is not the known one it begins with.
func TestANumberThatIsTooLongIsNoCode(t *testing.T) {
	for text, want := range map[string]int{"AADSTS50011999999999999: x": 0, "AADSTS50011: x": 50011, "AADSTS50011": 50011, "AADSTS50011x": 50011} {
		o := wire.Loose(`{"error":"invalid_request","error_description":"` + text + `"}`).Object()
		if got := refusal(opCode, 400, o).Code(); got != want {
			t.Errorf("%s: %d", text, got)
		}
	}
}
