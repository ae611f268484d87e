package graph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"ssowizard/internal/wire"
)

// maxBatch is how many requests one $batch may carry. Source: Microsoft Graph
// docs, json-batching.
const maxBatch = 20

// Answers holds the results of a Batch, one per query. The zero value is empty.
type Answers struct {
	items map[Query]outcome
	date  time.Time
}

// outcome is the JSON of a success (all pages of a collection in one array), or
// an error.
type outcome struct {
	raw       json.RawMessage
	err       error
	requestID string
}

// Date returns the service's time when it answered, or zero if it sent none.
func (a Answers) Date() time.Time { return a.date }

// Err returns the error of one query: nil, an *Error, or a plain error if the query
// was not part of this Batch. Only Decode finds an answer of the wrong shape.
func (a Answers) Err(q Query) error {
	o, ok := a.items[q]
	if !ok {
		return fmt.Errorf("%s: this was not asked", q.op)
	}
	return o.err
}

// Decode reads one query's answer as a T: a struct of this package for a query
// of one object, a slice of it for a query of many. Its errors are those of
// Answers.Err, and an *Error with CodeBadAnswer when the answer is no T.
func Decode[T any](a Answers, q Query) (T, error) {
	var zero T
	if err := a.Err(q); err != nil {
		return zero, err
	}
	o := a.items[q]
	v, err := decode[T](o.raw)
	if err != nil {
		e := &Error{Status: http.StatusOK, Code: CodeBadAnswer, Message: err.Error(),
			RequestID: o.requestID, Date: a.date}
		return zero, q.annotate(e)
	}
	return v, nil
}

func (q Query) annotate(e *Error) *Error {
	path, _, _ := strings.Cut(q.path, "?")
	if p, err := url.PathUnescape(path); err == nil {
		path = p
	}
	return q.call().annotate(e, q.call().version()+path, e.ClientRequestID)
}

// Batch sends queries of one API version, 20 a request and the requests side by side. A
// query's own error is in the Answers; the returned error concerns the whole batch, and
// then there are no answers. Batch retries throttled queries, and reads the further pages
// of collections one after the other.
func (c *Client) Batch(ctx context.Context, qs ...Query) (Answers, error) {
	a := Answers{items: make(map[Query]outcome, len(qs))}
	var open []Query
	for _, q := range qs {
		if _, ok := a.items[q]; ok {
			continue
		}
		a.items[q] = outcome{err: refused(q.op, q.refused)}
		if q.refused == "" {
			open = append(open, q)
		}
	}
	for _, q := range open {
		if q.beta != open[0].beta {
			return Answers{}, errors.New("questions to two versions of Microsoft Graph in one batch")
		}
	}
	parts := slices.Collect(slices.Chunk(open, maxBatch))
	answers, errs := make([]Answers, len(parts)), make([]error, len(parts))
	var all sync.WaitGroup
	for i, part := range parts {
		all.Go(func() { answers[i], errs[i] = c.inOne(ctx, part) })
	}
	all.Wait()
	for i := range parts {
		if errs[i] != nil {
			return Answers{}, errs[i]
		}
		maps.Copy(a.items, answers[i].items)
		a.date = answers[i].date
	}
	c.readRemainingPages(ctx, &a, qs)
	return a, nil
}

// inOne sends queries in one request, and the throttled among them again.
func (c *Client) inOne(ctx context.Context, open []Query) (Answers, error) {
	a := Answers{items: make(map[Query]outcome, len(open))}
	for try := 1; len(open) > 0; try++ {
		busy, err := c.round(ctx, &a, open, try < maxTries)
		if err != nil {
			return Answers{}, err
		}
		if open = busy.queries; len(open) == 0 {
			break
		}
		if err := c.wait(ctx, busy.err.Op, try, backoff(busy.err, try), busy.err); err != nil {
			return Answers{}, err
		}
	}
	return a, nil
}

// readRemainingPages reads the further pages of collections, in the order of the
// queries.
func (c *Client) readRemainingPages(ctx context.Context, a *Answers, qs []Query) {
	whole := make(map[Query]bool, len(qs))
	for _, q := range qs {
		if o := a.items[q]; q.many && o.err == nil && !whole[q] {
			whole[q] = true
			a.items[q] = c.allPages(ctx, q, o)
		}
	}
}

// throttled holds the queries that a round could not get, with the error that asks
// for the longest wait.
type throttled struct {
	queries []Query
	err     *Error
}

// round sends one $batch and stores its answers. With again, it returns throttled
// queries instead of storing their errors.
func (c *Client) round(ctx context.Context, a *Answers, open []Query, again bool) (throttled, error) {
	r := call{op: "read the directory", method: "POST", path: "/$batch", beta: open[0].beta,
		body: batchBody(open)}
	res, err := c.send(ctx, r)
	if err != nil {
		return throttled{}, err
	}
	a.date = res.date
	items, err := decodeBatch(res.body)
	if err != nil {
		return throttled{}, c.badAnswer(r, res, err.Error())
	}
	var b throttled
	for i, q := range open {
		it, ok := items[strconv.Itoa(i+1)]
		if !ok {
			e := &Error{Status: res.status, Code: CodeBadAnswer,
				Message: "the batch came back without this answer"}
			e.RequestID, e.Date, e.ClientRequestID = res.requestID, res.date, res.clientID
			a.items[q] = outcome{err: q.annotate(e)}
			continue
		}
		h := it.header()
		e := it.refusal(h, res.date, c.now())
		if e == nil {
			a.items[q] = outcome{raw: it.Body, requestID: wire.SupportID(h.Get("request-id"))}
			continue
		}
		e.ClientRequestID = res.clientID
		_ = q.annotate(e)
		if !again || !retryableRead(e) {
			a.items[q] = outcome{err: e}
			continue
		}
		b.queries = append(b.queries, q)
		if b.err == nil || e.RetryAfter > b.err.RetryAfter {
			b.err = e
		}
	}
	return b, nil
}

// batchRequest is one request inside a $batch.
type batchRequest struct {
	ID      string            `json:"id"`
	Method  string            `json:"method"`
	URL     string            `json:"url"`
	Headers map[string]string `json:"headers,omitempty"`
}

func batchBody(qs []Query) any {
	var body struct {
		Requests []batchRequest `json:"requests"`
	}
	for i, q := range qs {
		it := batchRequest{ID: strconv.Itoa(i + 1), Method: "GET", URL: q.path}
		if q.eventual {
			it.Headers = map[string]string{"ConsistencyLevel": "eventual"}
		}
		body.Requests = append(body.Requests, it)
	}
	return body
}

// batchAnswer is one response inside a $batch.
type batchAnswer struct {
	ID      string
	Status  int
	Headers wire.Loose
	Body    json.RawMessage
}

// decodeBatch reads the answers of a $batch by their id; they come in any order.
func decodeBatch(raw []byte) (map[string]batchAnswer, error) {
	var b struct{ Responses *[]batchAnswer }
	if err := json.Unmarshal(raw, &b); err != nil {
		return nil, shapeError(err)
	}
	if b.Responses == nil {
		return nil, errors.New("the batch came back without answers")
	}
	out := make(map[string]batchAnswer, len(*b.Responses))
	for _, it := range *b.Responses {
		if _, twice := out[it.ID]; twice {
			return nil, errors.New("the batch came back with two answers to one question")
		}
		out[it.ID] = it
	}
	return out, nil
}

func (it batchAnswer) header() http.Header {
	h := http.Header{}
	for k, v := range members(it.Headers) {
		var s string
		if json.Unmarshal(v, &s) != nil {
			s = v.Text()
		}
		h.Set(k, s) // uncut: a claims challenge may be long
	}
	return h
}

// refusal returns the error of a failed item, and nil for a success.
func (it batchAnswer) refusal(h http.Header, outer, now time.Time) *Error {
	if it.Status/100 == 2 {
		return nil
	}
	if !outer.IsZero() {
		now = outer
	}
	e := decodeError(it.Status, h, it.Body, now)
	if !outer.IsZero() {
		e.Date = outer
	}
	if it.Status < 400 || it.Status > 599 {
		e.Code, e.Message = CodeBadAnswer, "the answer has no usable status"
	}
	return e
}
