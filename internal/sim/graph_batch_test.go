package sim

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// byItem sorts the answers of a batch by id.
func byItem(a graphAnswer) map[string]object {
	out := map[string]object{}
	for _, o := range list(a.body, "responses") {
		out[text(o, "id")] = o
	}
	return out
}

func status(o object) int {
	n, _ := o["status"].(float64)
	return int(n)
}

func TestBatch(t *testing.T) {
	r := newRig(t, nil)
	a := r.must(200, "POST", "/v1.0/$batch", object{"requests": []any{
		object{"id": "me", "method": "GET", "url": "/me?$select=id,displayName"},
		object{"id": "sorted", "method": "GET", "url": "/applications?$count=true&$orderby=displayName", "headers": object{"consistencylevel": "eventual"}},
		object{"id": "bare", "method": "GET", "url": "/applications?$count=true&$orderby=displayName"},
		object{"id": "no", "method": "get", "url": "applications/" + graphResource},
		object{"id": "new", "method": "POST", "url": "/applications", "headers": object{"Content-Type": "application/json"}, "body": object{"displayName": "x"}},
		object{"id": "after", "method": "GET", "url": "/me", "dependsOn": []any{"NO"}},
		object{"id": "chain", "method": "GET", "url": "/me", "dependsOn": []any{"after"}},
		object{"id": "good", "method": "GET", "url": "/organization", "dependsOn": []any{"me"}},
		object{"id": "nest", "method": "POST", "url": "/$batch", "headers": object{"Content-Type": "application/json"}, "body": object{}},
		object{"id": "beta", "method": "GET", "url": "/policies/defaultAppManagementPolicy"},
	}})
	got := byItem(a)
	for id, want := range map[string]int{"me": 200, "sorted": 200, "bare": 400, "no": 404, "new": 201, "after": 424, "chain": 424, "good": 200, "nest": 400, "beta": 200} {
		if status(got[id]) != want {
			t.Errorf("%s: status %v, want %d: %v", id, got[id]["status"], want, got[id]["body"])
		}
	}
	if text(sub(got["me"], "body"), "displayName") != "Ada Lindqvist" || sub(got["sorted"], "body")["@odata.count"] == nil {
		t.Errorf("bodies: %v %v", got["me"], got["sorted"])
	}
	if _, has := sub(sub(got["beta"], "body"), "applicationRestrictions")["audiences"]; has {
		t.Error("an item of a v1.0 batch was answered by beta")
	}
}

func TestBatchAnswersInAnyOrder(t *testing.T) {
	r := newRig(t, nil)
	var requests []any
	for i := range 20 {
		requests = append(requests, object{"id": fmt.Sprint(i), "method": "GET", "url": "/me?$select=id"})
	}
	a := r.must(200, "POST", "/v1.0/$batch", object{"requests": requests})
	var order []string
	for _, o := range list(a.body, "responses") {
		order = append(order, text(o, "id"))
	}
	sorted := slices.SortedFunc(slices.Values(order), func(a, b string) int { return len(a)*1000 + int(a[0]) - len(b)*1000 - int(b[0]) })
	if len(order) != 20 || slices.Equal(order, sorted) {
		t.Errorf("order %v", order)
	}
	requests = append(requests, object{"id": "20", "method": "GET", "url": "/me"})
	r.refused(400, "BadRequest", "POST", "/v1.0/$batch", object{"requests": requests})
}

func TestRefusesBatches(t *testing.T) {
	me := `{"id":"a","method":"GET","url":"/me"}`
	one := func(name, item, text string) refusalCase {
		return refusalCase{name: name, method: "POST", path: "/v1.0/$batch", body: `{"requests":[` + me + "," + item + `]}`, status: 400, code: "BadRequest", text: text}
	}
	runRefusals(t, []refusalCase{
		one("same id", `{"id":"A","method":"GET","url":"/me"}`, "unique"),
		one("no id", `{"method":"GET","url":"/me"}`, "id must be present"),
		one("numeric id", `{"id":7,"method":"GET","url":"/me"}`, "Invalid batch"),
		one("no method", `{"id":"b","url":"/me"}`, "no method"),
		one("no url", `{"id":"b","method":"GET"}`, "no url"),
		one("absolute url", `{"id":"b","method":"GET","url":"https://graph.microsoft.com/v1.0/me"}`, "relative"),
		one("body without content type", `{"id":"b","method":"POST","url":"/applications","body":{"displayName":"x"}}`, "Content-Type"),
		one("depends on what is not there", `{"id":"b","method":"GET","url":"/me","dependsOn":["c"]}`, "does not come before"),
		one("unknown field", `{"id":"b","method":"GET","url":"/me","version":"beta"}`, "Invalid batch"),
		{name: "empty", method: "POST", path: "/v1.0/$batch", body: `{"requests":[]}`, status: 400, code: "BadRequest", text: "Invalid batch"},
		{name: "no list", method: "POST", path: "/v1.0/$batch", body: `{"request":[]}`, status: 400, code: "BadRequest", text: "Invalid batch"},
		{name: "GET", method: "GET", path: "/v1.0/$batch", status: 405, code: "Request_BadRequest", text: "method"},
	})
}

func TestThrottle(t *testing.T) {
	r := newRig(t, func(s *Scenario) { s.Throttle = Throttle{Every: 3, RetryAfter: 2} })
	for i := 1; i <= 6; i++ {
		want := 200
		if i%3 == 0 {
			want = 429
		}
		a := r.must(want, "GET", "/v1.0/me", nil)
		if want == 429 && (a.header.Get("Retry-After") != "2" || a.code() != "TooManyRequests") {
			t.Errorf("%v %v", a.header, a.body)
		}
	}
	got := byItem(r.must(200, "POST", "/v1.0/$batch", object{"requests": []any{
		object{"id": "a", "method": "GET", "url": "/me"}, object{"id": "b", "method": "GET", "url": "/me"}, object{"id": "c", "method": "GET", "url": "/me"},
	}}))
	if status(got["a"]) != 200 || status(got["b"]) != 200 || status(got["c"]) != 429 || text(sub(got["c"], "headers"), "Retry-After") != "2" {
		t.Errorf("items: %v", got)
	}
}

func TestItemsPassThroughTheHook(t *testing.T) {
	r := newRig(t, nil)
	r.h.items = http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if strings.HasSuffix(req.URL.Path, "/organization") {
			w.WriteHeader(http.StatusBadGateway)
			_, _ = w.Write([]byte("<html>"))
			return
		}
		r.h.ServeHTTP(w, req)
	})
	got := byItem(r.must(200, "POST", "/v1.0/$batch", object{"requests": []any{
		object{"id": "a", "method": "GET", "url": "/me"}, object{"id": "b", "method": "GET", "url": "/organization"},
	}}))
	if status(got["a"]) != 200 || status(got["b"]) != 502 || got["b"]["body"] != "<html>" {
		t.Errorf("items: %v", got)
	}
}
