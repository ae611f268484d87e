package vault

import (
	"context"
	"sync"

	"ssowizard/internal/secret"
)

// Memory returns a keychain that forgets everything when the process ends. It is for
// practice, and its name says so.
func Memory() Keychain { return &memory{held: map[string]secret.Value{}} }

type memory struct {
	mu   sync.Mutex
	held map[string]secret.Value
}

func (m *memory) Name() string { return "memory (practice only)" }

func (m *memory) Lasting() bool { return false }

func (m *memory) Put(ctx context.Context, k Key, s secret.Value) error {
	if s.Empty() {
		return ErrEmpty
	}
	return m.with(ctx, "put", k, func(account string) error {
		m.held[account] = s
		return nil
	})
}

func (m *memory) Get(ctx context.Context, k Key) (s secret.Value, err error) {
	err = m.with(ctx, "get", k, func(account string) error {
		var ok bool
		if s, ok = m.held[account]; !ok {
			return ErrNotFound
		}
		return nil
	})
	return s, err
}

func (m *memory) Delete(ctx context.Context, k Key) error {
	return m.with(ctx, "delete", k, func(account string) error {
		if _, ok := m.held[account]; !ok {
			return ErrNotFound
		}
		delete(m.held, account)
		return nil
	})
}

func (m *memory) with(ctx context.Context, op string, k Key, f func(string) error) error {
	if err := k.check(); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return contextError(ctx, op)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return f(k.Account())
}
