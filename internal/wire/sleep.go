package wire

import (
	"context"
	"time"
)

// Sleep waits for d, or returns the context's error when the context ends first.
// Every wait of the program uses it, unless a test replaces it.
func Sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
