package observe

import (
	"context"

	"ssowizard/internal/graph"
)

// LookOnce makes one read.
func LookOnce[T any](ctx context.Context, c *graph.Client, q graph.Query) (T, error) {
	a, err := c.Batch(ctx, q)
	if err != nil {
		var zero T
		return zero, err
	}
	return graph.Decode[T](a, q)
}
