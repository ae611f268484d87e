package wire

import (
	"context"
	"time"
)

// Sleep waits for d, or until the context ends and then returns its error. It
// is what every wait of this program is made of, unless a test brings its own.
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
