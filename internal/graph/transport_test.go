package graph

import (
	"context"
	"net/http"
)

// cancelAfter sends the request, then has its context cancelled before the
// answer is handed over, as when a person gives up in between.
type cancelAfter struct{ cancel context.CancelFunc }

func (t cancelAfter) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := http.DefaultTransport.RoundTrip(r)
	if err == nil {
		_ = res.Body.Close()
	}
	t.cancel()
	return nil, r.Context().Err()
}
