package sim

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// maxBatch is how many requests one batch may hold (Graph docs, json-batching).
const maxBatch = 20

// batchItem is one request of a batch as it came.
type batchItem struct {
	ID        string            `json:"id"`
	Method    string            `json:"method"`
	URL       string            `json:"url"`
	Headers   map[string]string `json:"headers"`
	Body      json.RawMessage   `json:"body"`
	DependsOn []string          `json:"dependsOn"`
}

// batch answers POST /$batch. The outer answer is good whatever becomes of the items, and their order is not
// that of the requests.
func (a *graphAPI) batch(r *http.Request) (*reply, *refusal) {
	if r.Method != http.MethodPost {
		return nil, wrongMethod()
	}
	body, refused := readBody(r)
	if refused != nil {
		return nil, refused
	}
	items, refused := readBatch(body)
	if refused != nil {
		return nil, refused
	}
	status := map[string]int{}
	responses := make([]any, 0, len(items))
	version, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	for _, it := range items {
		var answer object
		if failed := firstFailed(it, status); failed != "" {
			answer = itemRefused(it, http.StatusFailedDependency, "FailedDependency",
				"The request failed because the request '"+failed+"' that it depends on failed.")
		} else {
			answer = a.runItem(r, version, it)
		}
		status[strings.ToLower(it.ID)] = answer["status"].(int)
		responses = append(responses, answer)
	}
	shuffle(a.d.traces, responses)
	return &reply{status: http.StatusOK, body: object{"responses": responses}}, nil
}

// itemRefused is the answer to an item that is not carried out.
func itemRefused(it batchItem, status int, code, message string) object {
	return object{
		"id": it.ID, "status": status, "headers": object{"Content-Type": "application/json"},
		"body": object{"error": object{"code": code, "message": message}},
	}
}

// firstFailed names a prerequisite that has failed, "" when there is none.
func firstFailed(it batchItem, status map[string]int) string {
	for _, id := range it.DependsOn {
		if status[strings.ToLower(id)] >= 400 {
			return id
		}
	}
	return ""
}

// readBatch checks the batch as a whole; anything wrong here fails all of it.
func readBatch(body object) ([]batchItem, *refusal) {
	raw, has := body["requests"].([]any)
	if !has || len(raw) == 0 {
		return nil, badQuery("Invalid batch payload format.")
	}
	if len(raw) > maxBatch {
		return nil, badQuery("Number of batch request steps exceeds the maximum value of %d.", maxBatch)
	}
	seen := map[string]bool{}
	items := make([]batchItem, 0, len(raw))
	for _, e := range raw {
		var it batchItem
		dec := json.NewDecoder(bytes.NewReader(encode(e)))
		dec.DisallowUnknownFields()
		if dec.Decode(&it) != nil {
			return nil, badQuery("Invalid batch payload format.")
		}
		it.Method = strings.ToUpper(it.Method)
		id := strings.ToLower(it.ID)
		switch {
		case id == "":
			return nil, badQuery("Request id must be present and not empty.")
		case seen[id]:
			return nil, badQuery("Request Id values must be unique: '%s' appears twice.", cut(it.ID, 60))
		case it.Method == "" || it.URL == "":
			return nil, badQuery("Request '%s' has no method or no url.", cut(it.ID, 60))
		case strings.Contains(it.URL, "://"):
			return nil, badQuery("Request '%s': the url must be relative.", cut(it.ID, 60))
		case len(it.Body) > 0 && headerOf(it, "Content-Type") == "":
			return nil, badQuery("Request '%s': Content-Type header is required when a body is present.",
				cut(it.ID, 60))
		}
		for _, dep := range it.DependsOn {
			if !seen[strings.ToLower(dep)] {
				return nil, badQuery("Request '%s' depends on '%s', which does not come before it.",
					cut(it.ID, 60), cut(dep, 60))
			}
		}
		seen[id] = true
		items = append(items, it)
	}
	return items, nil
}

func headerOf(it batchItem, name string) string {
	for k, v := range it.Headers {
		if strings.EqualFold(k, name) {
			return v
		}
	}
	return ""
}

// runItem answers one request of a batch in the batch's own version and with its token.
func (a *graphAPI) runItem(outer *http.Request, version string, it batchItem) object {
	target, err := url.Parse("/" + version + "/" + strings.TrimPrefix(it.URL, "/"))
	if err != nil || strings.Contains(target.Path, "$batch") {
		return itemRefused(it, http.StatusBadRequest, "BadRequest", "The request URI is not valid.")
	}
	r := (&http.Request{
		Method: it.Method, URL: target, Host: outer.Host, Header: http.Header{},
		RequestURI: target.RequestURI(),
		Body:       io.NopCloser(bytes.NewReader(it.Body)), ContentLength: int64(len(it.Body)),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}).WithContext(outer.Context())
	for k, v := range it.Headers {
		r.Header.Set(k, v)
	}
	r.Header.Set("Authorization", outer.Header.Get("Authorization"))
	w := &itemWriter{header: http.Header{}, status: http.StatusOK}
	a.items.ServeHTTP(w, r)
	return w.answer(it.ID)
}

// itemWriter collects the answer to one item.
type itemWriter struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header, WriteHeader and Write make it an http.ResponseWriter.
func (w *itemWriter) Header() http.Header { return w.header }

func (w *itemWriter) WriteHeader(status int) { w.status = status }

func (w *itemWriter) Write(p []byte) (int, error) { return w.body.Write(p) }

// answer is the item as it stands in the batch's answer. Headers are single strings there.
func (w *itemWriter) answer(id string) object {
	headers := object{}
	for _, name := range strings.Fields("Content-Type Retry-After Location Cache-Control WWW-Authenticate") {
		if v := w.header.Get(name); v != "" {
			headers[name] = v
		}
	}
	out := object{"id": id, "status": w.status, "headers": headers}
	if w.body.Len() == 0 {
		return out
	}
	if raw := w.body.Bytes(); json.Valid(raw) {
		out["body"] = json.RawMessage(raw)
	} else {
		out["body"] = w.body.String()
	}
	return out
}
