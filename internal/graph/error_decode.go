package graph

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"ssowizard/internal/text"
	"ssowizard/internal/wire"
)

// maxDetails bounds how many details and inner errors are kept.
const maxDetails = 20

// loose is a JSON value of unknown kind, looked into without complaint, because
// an error that cannot be decoded must not hide the error.
type loose json.RawMessage

func (l *loose) UnmarshalJSON(b []byte) error {
	*l = append((*l)[:0], b...)
	return nil
}

// object returns the members under their names in lower case, and nil for what is
// no object, null included.
func (l loose) object() map[string]loose {
	var m map[string]loose
	if json.Unmarshal(l, &m) != nil || m == nil {
		return nil
	}
	out := make(map[string]loose, len(m))
	for k, v := range m {
		out[strings.ToLower(k)] = v
	}
	return out
}

// text returns a string as it is, a number or truth value as it is written, and of
// an object its "value" or "message".
func (l loose) text() string {
	var s string
	if json.Unmarshal(l, &s) == nil {
		return text.Clean(s)
	}
	b := bytes.TrimSpace(l)
	if len(b) == 0 {
		return ""
	}
	switch b[0] {
	case '{':
		m := l.object()
		for _, k := range []string{"value", "message"} {
			if v, ok := m[k]; ok && json.Unmarshal(v, &s) == nil {
				return text.Clean(s)
			}
		}
		return ""
	case '[', 'n':
		return ""
	}
	return text.Clean(string(b))
}

// code returns a text if it can be an error's code, and words gives it without what
// could be a secret: a refusal is printed, and may quote what the service holds.
func (l loose) code() string  { return wire.SupportCode(l.text()) }
func (l loose) words() string { return wire.WithoutSecrets(l.text()) }

// list returns the entries of an array, or the one object as its only entry.
func (l loose) list() []loose {
	var many []loose
	if json.Unmarshal(l, &many) == nil {
		return many
	}
	if l.object() != nil {
		return []loose{l}
	}
	return nil
}

// decodeError reads a refusal leniently. The documented shape is
// {"error":{"code","message","details":[…],"innerError":{…}}}; in the field the
// message may be an object, details an object, the code empty, and a proxy's
// page may stand in for all of it.
func decodeError(status int, h http.Header, body []byte, now time.Time) *Error {
	e := &Error{Status: status, RequestID: wire.SupportID(h.Get("request-id")), Date: dateOf(h), Claims: claimsChallenge(h)}
	e.RetryAfter = retryAfter(h.Get("Retry-After"), e.Date, now)
	top := loose(body).object()
	inside, ok := top["error"]
	if !ok {
		e.Message = "the answer carried no readable error"
		return e
	}
	m := inside.object()
	if m == nil {
		e.Code, e.Message = inside.code(), top["error_description"].words()
		return e
	}
	e.Code, e.Message = m["code"].code(), m["message"].words()
	for _, d := range m["details"].list() {
		f := d.object()
		e.addDetail(Detail{Code: f["code"].code(), Message: f["message"].words(), Target: f["target"].words()})
	}
	e.addInner(m["innererror"])
	return e
}

func (e *Error) addDetail(d Detail) {
	if d != (Detail{}) && len(e.Details) < maxDetails {
		e.Details = append(e.Details, d)
	}
}

// addInner keeps the codes of nested inner errors, because the innermost known
// one is the most exact, and takes ids and date where no header gave them.
func (e *Error) addInner(l loose) {
	for range maxDetails {
		m := l.object()
		if m == nil {
			return
		}
		if code := m["code"].code(); code != "" {
			e.addDetail(Detail{Code: code, Message: m["message"].words()})
		}
		if e.RequestID == "" {
			e.RequestID = wire.SupportID(m["request-id"].text())
		}
		if e.Date.IsZero() {
			e.Date = innerDate(m["date"].text())
		}
		l = m["innererror"]
	}
}

// innerDate reads "2026-08-20T10:17:05", which is UTC without saying so.
func innerDate(s string) time.Time {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// retryAfter reads seconds or an HTTP date, which is compared with the service's
// own clock where it sent one. Zero and the past count as not asked.
func retryAfter(v string, date, now time.Time) time.Duration {
	v = strings.TrimSpace(v)
	if n, err := strconv.Atoi(v); err == nil {
		return time.Duration(min(max(n, 0), 24*3600)) * time.Second
	}
	at, err := http.ParseTime(v)
	if err != nil {
		return 0
	}
	if date.IsZero() {
		date = now
	}
	return min(max(at.Sub(date), 0), 24*time.Hour)
}
