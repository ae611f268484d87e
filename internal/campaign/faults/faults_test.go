package faults

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"time"

	"ssowizard/internal/sim"
)

// fault is one thing that can go wrong with one request.
type fault struct {
	name   string
	of     func(request) bool // which requests it can happen to
	make   func(elsewhere string) sim.Fault
	passes bool // passes by itself: the program tries again
	waits  bool // ends by the client's own time-out
	strays bool // points to another host
}

var (
	alone   = func(q request) bool { return !q.item }
	every   = func(request) bool { return true }
	writes  = func(q request) bool { return !q.item && !q.read }
	graphs  = func(q request) bool { return q.root == "graph" }
	behinds = func(q request) bool { return q.root == "graph" && q.read }
	oauth   = func(q request) bool {
		return q.root == "login" && (strings.Contains(q.kind, "/token ") || strings.HasSuffix(q.kind, "/devicecode"))
	}
)

// answer is a refusal in Graph's shape.
func answer(status int, code, message string, header http.Header) func(string) sim.Fault {
	return func(string) sim.Fault {
		body, _ := json.Marshal(map[string]any{"error": map[string]any{"code": code, "message": message,
			"innerError": map[string]any{"date": "2026-08-20T10:17:05", "request-id": "93b6f17e-0000-4000-8000-000000000000"}}})
		h := http.Header{"Content-Type": {"application/json"}}
		maps.Copy(h, header)
		return sim.Fault{Status: status, Body: string(body), Header: h}
	}
}

// refusal is one in the sign-in service's.
func refusal(status int, oauth, description string, more map[string]any) func(string) sim.Fault {
	return func(string) sim.Fault {
		m := map[string]any{"error": oauth, "error_description": description + " Trace ID: 93b6f17e-0000-4000-8000-000000000000 Correlation ID: 93b6f17e-0000-4000-8000-000000000000 Timestamp: 2026-08-20 10:17:05Z"}
		maps.Copy(m, more)
		body, _ := json.Marshal(m)
		return sim.Fault{Status: status, Body: string(body), Header: http.Header{"Content-Type": {"application/json"}}}
	}
}

func plain(f sim.Fault) func(string) sim.Fault { return func(string) sim.Fault { return f } }

const page = "<html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1><p>The proxy received an invalid response.</p></body></html>"

var htmlHeader = http.Header{"Content-Type": {"text/html; charset=utf-8"}}

var challenge = http.Header{"Www-Authenticate": {`Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="` +
	base64.StdEncoding.EncodeToString([]byte(`{"access_token":{"acrs":{"essential":true,"value":"c1"}}}`)) + `"`}}

// trickled is between two bytes: a second, as the patience that hangs are given is to the one of the program.
const trickled = soonEnough / 30

// faults is everything that a request may meet. Which of them one can meet follows from what it is.
var faults = []fault{
	// What was made before the run is a month old, so a server that is behind lacks this run's own writes alone.
	{name: "answered by a server that is 6 s behind", of: behinds, make: plain(sim.Fault{Behind: 6 * time.Second}), passes: true},
	{name: "answered by a server that is 60 s behind", of: behinds, make: plain(sim.Fault{Behind: time.Minute}), passes: true},
	{name: "429 with Retry-After", passes: true, of: every, make: answer(429, "TooManyRequests", "Too many requests.", http.Header{"Retry-After": {"7"}})},
	{name: "429 without Retry-After", passes: true, of: every, make: answer(429, "TooManyRequests", "Too many requests.", nil)},
	{name: "500", passes: true, of: every, make: answer(500, "InternalServerError", "An error occurred.", nil)},
	{name: "502 with a page", passes: true, of: every, make: plain(sim.Fault{Status: 502, Body: page, Header: htmlHeader})},
	{name: "503", passes: true, of: every, make: answer(503, "ServiceUnavailable", "The service is unavailable.", nil)},
	{name: "503 with Retry-After", passes: true, of: every, make: answer(503, "ServiceUnavailable", "The service is unavailable.", http.Header{"Retry-After": {"3"}})},
	{name: "504", passes: true, of: every, make: answer(504, "GatewayTimeout", "The gateway timed out.", nil)},
	{name: "500 after it was done", of: writes, make: func(string) sim.Fault {
		f := answer(500, "InternalServerError", "An error occurred.", nil)("")
		f.After = true
		return f
	}},
	{name: "504 after it was done", of: writes, make: func(string) sim.Fault {
		f := answer(504, "GatewayTimeout", "The gateway timed out.", nil)("")
		f.After = true
		return f
	}},
	{name: "time-out before", passes: true, of: alone, make: plain(sim.Fault{Stall: true}), waits: true},
	{name: "time-out after it was done", of: writes, make: plain(sim.Fault{Stall: true, After: true}), waits: true},
	{name: "reset before", passes: true, of: alone, make: plain(sim.Fault{Reset: true})},
	{name: "reset after it was done", of: writes, make: plain(sim.Fault{Reset: true, After: true})},
	{name: "closed before", passes: true, of: alone, make: plain(sim.Fault{Drop: true})},
	{name: "truncated body", passes: true, of: alone, make: plain(sim.Fault{Cut: true})},
	{name: "malformed JSON", of: every, make: plain(sim.Fault{Change: halved})},
	{name: "JSON of the wrong type", of: every, make: plain(sim.Fault{Change: func([]byte) []byte { return []byte(`["unexpected",7]`) }})},
	{name: "properties of the wrong type", of: every, make: plain(sim.Fault{Change: func([]byte) []byte { return []byte(wrongly) }})},
	{name: "empty 200", of: every, make: plain(sim.Fault{Change: func([]byte) []byte { return nil }})},
	{name: "empty 200, not done", of: writes, make: plain(sim.Fault{Status: 200})},
	{name: "200 with a page, not done", of: alone, make: plain(sim.Fault{Status: 200, Body: page, Header: htmlHeader})},
	{name: "401 for an expired token", of: graphs, make: answer(401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.", nil)},
	{name: "a claims challenge", of: graphs, make: answer(401, "InvalidAuthenticationToken", "Continuous access evaluation resulted in challenge.", challenge)},
	{name: "403", of: every, make: answer(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.", nil)},
	{name: "404 by replication", of: every, make: answer(404, "Request_ResourceNotFound", "Resource does not exist or one of its queried reference-property objects are not present.", nil)},
	{name: "409", of: every, make: answer(409, "Request_ConcurrencyViolation", "The object was changed by somebody else.", nil)},
	{name: "50 MB", of: alone, make: plain(sim.Fault{Pad: 50 << 20})},
	{name: "a byte a second", passes: true, of: alone, make: plain(sim.Fault{Trickle: trickled}), waits: true},
	{name: "redirect to another host", of: alone, strays: true, make: func(to string) sim.Fault {
		return sim.Fault{Status: 307, Header: http.Header{"Location": {to + "/v1.0/applications"}}}
	}},
	{name: "302 to another host", of: alone, strays: true, make: func(to string) sim.Fault {
		return sim.Fault{Status: 302, Header: http.Header{"Location": {to + "/login"}}}
	}},
	{name: "nextLink to another host", of: graphs, strays: true, make: func(to string) sim.Fault {
		return sim.Fault{Change: func(b []byte) []byte { return linked(b, to) }}
	}},
	{name: "a batch without its first answer", of: batches, make: plain(sim.Fault{Change: beheaded})},
	{name: "a code that was used", of: oauth, make: refusal(400, "invalid_grant", "AADSTS54005: OAuth2 Authorization code was already redeemed.", map[string]any{"error_codes": []int{54005}})},
	{name: "a claims challenge at sign-in", of: oauth, make: refusal(400, "interaction_required", "AADSTS50076: You must use multi-factor authentication.",
		map[string]any{"error_codes": []int{50076}, "suberror": "basic_action", "claims": `{"access_token":{"capolids":{"essential":true,"values":["x"]}}}`})},
	{name: "401 for the client", of: oauth, make: refusal(401, "invalid_client", "AADSTS7000215: Invalid client secret provided.", map[string]any{"error_codes": []int{7000215}})},
	{name: "a secret that ended", of: oauth, make: refusal(401, "invalid_client", "AADSTS7000222: The provided client secret keys are expired.", map[string]any{"error_codes": []int{7000222}})},
	{name: "temporarily unavailable", passes: true, of: oauth, make: refusal(503, "temporarily_unavailable", "AADSTS90033: A transient error has occurred.", map[string]any{"error_codes": []int{90033}})},
}

func batches(q request) bool { return !q.item && strings.HasSuffix(q.kind, "/$batch") }

// wrongly has every property that the program asks for, and none of its kind.
const wrongly = `{"id":7,"appId":[],"displayName":{},"value":"none","responses":"none","keyId":7,"secretText":7,"access_token":7,"expires_in":"soon","issuer":7,"device_code":7,"user_code":[],"isEnabled":"?","scope":9}`

func halved(b []byte) []byte { return append(bytes.Clone(b[:len(b)/2]), `,"\x`...) }

// linked adds a next page at another host to every list in an answer.
func linked(b []byte, to string) []byte {
	var v any
	if json.Unmarshal(b, &v) != nil {
		return b
	}
	addLink(v, to)
	out, _ := json.Marshal(v)
	return out
}

func addLink(v any, to string) {
	switch x := v.(type) {
	case map[string]any:
		for _, e := range x {
			addLink(e, to)
		}
		if _, list := x["value"].([]any); list {
			x["@odata.nextLink"] = to + "/v1.0/users?$skiptoken=x"
		}
	case []any:
		for _, e := range x {
			addLink(e, to)
		}
	}
}

func beheaded(b []byte) []byte {
	var v struct {
		Responses []json.RawMessage `json:"responses"`
	}
	if json.Unmarshal(b, &v) != nil || len(v.Responses) == 0 {
		return b
	}
	v.Responses = v.Responses[1:]
	out, _ := json.Marshal(v)
	return out
}
