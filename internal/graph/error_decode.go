package graph

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"ssowizard/internal/wire"
)

// maxDetails bounds how many details and inner errors are kept.
const maxDetails = 20

// members are an object's, under their names in lower case; nil for what is none.
func members(l wire.Loose) wire.Object { return l.Object().Folded() }

// code returns a text if it can be an error's code, and words gives it without what
// could be a secret: a refusal is printed, and may quote what the service holds.
func code(l wire.Loose) string  { return wire.SupportCode(l.Text()) }
func words(l wire.Loose) string { return wire.WithoutSecrets(l.Text()) }

// decodeError reads a refusal leniently. The documented shape is
// {"error":{"code","message","details":[…],"innerError":{…}}}; in the field the
// message may be an object, details an object, the code empty, and a proxy's
// page may stand in for all of it.
func decodeError(status int, h http.Header, body []byte, now time.Time) *Error {
	e := &Error{Status: status, RequestID: wire.SupportID(h.Get("request-id")), Date: dateOf(h),
		Claims: claimsChallenge(h)}
	e.RetryAfter = retryAfter(h.Get("Retry-After"), e.Date, now)
	top := members(wire.Loose(body))
	inside, ok := top["error"]
	if !ok {
		e.Message = "the answer carried no readable error"
		return e
	}
	m := members(inside)
	if m == nil {
		e.Code, e.Message = code(inside), words(top["error_description"])
		return e
	}
	e.Code, e.Message = code(m["code"]), words(m["message"])
	for _, d := range m["details"].List() {
		f := members(d)
		e.addDetail(Detail{Code: code(f["code"]), Message: words(f["message"]), Target: words(f["target"])})
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
func (e *Error) addInner(l wire.Loose) {
	for range maxDetails {
		m := members(l)
		if m == nil {
			return
		}
		if c := code(m["code"]); c != "" {
			e.addDetail(Detail{Code: c, Message: words(m["message"])})
		}
		if e.RequestID == "" {
			e.RequestID = wire.SupportID(m["request-id"].Text())
		}
		if e.Date.IsZero() {
			e.Date = innerDate(m["date"].Text())
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
