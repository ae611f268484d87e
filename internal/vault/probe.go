package vault

import (
	"context"
	"crypto/rand"
	"errors"
	mathrand "math/rand/v2"
	"time"
)

// probed is the one entry that is tried. Its name is fixed, so that what a
// program leaves that is killed in between is replaced and removed by the next.
var probed = Key{TenantID: "probe", AppID: "probe", KeyID: "probe"}

// Two wizards that try the entry at the same moment read each other's value: a
// wrong answer counts only when it stays. In milliseconds.
const (
	probeTries = 5
	probePause = 400
)

// Probe finds out whether a keychain can be trusted with a secret that is
// shown once: it puts a random value under a key of its own, reads it back,
// deletes it and sees that it is gone. It leaves nothing behind, also when it
// fails half-way, as far as the keychain lets it.
//
// The error is what the keychain said, or an *Unavailable of kind Unfaithful.
func Probe(ctx context.Context, k Keychain) error {
	for try := 1; ; try++ {
		err := probe(ctx, k, probed)
		if u := (*Unavailable)(nil); try == probeTries || !errors.As(err, &u) || u.Kind != Unfaithful {
			return err
		}
		select {
		case <-time.After(time.Duration(mathrand.IntN(probePause)) * time.Millisecond): //nolint:gosec // a pause is no secret
		case <-ctx.Done():
			return err
		}
	}
}

func probe(ctx context.Context, k Keychain, key Key) error {
	value := NewSecret(rand.Text())
	if err := k.Put(ctx, key, value); err != nil {
		// After a clear refusal nothing is there, and asking again could bring
		// up a second prompt.
		if u := (*Unavailable)(nil); errors.As(err, &u) && (u.Kind == TimedOut || u.Kind == Cancelled) {
			cleanUp(ctx, k, key)
		}
		return err
	}
	got, err := k.Get(ctx, key)
	if err != nil || !got.Equal(value) {
		cleanUp(ctx, k, key)
		return faithless("get", err)
	}
	if err := k.Delete(ctx, key); err != nil {
		return faithless("delete", err)
	}
	if _, err := k.Get(ctx, key); !errors.Is(err, ErrNotFound) {
		return faithless("delete", err)
	}
	return nil
}

// faithless keeps an error of the keychain itself and makes one out of a wrong
// answer. An entry that is gone right after it was put is a wrong answer.
func faithless(op string, err error) error {
	if err == nil || errors.Is(err, ErrNotFound) {
		return unavailable(op, Unfaithful, err)
	}
	return err
}

// cleanUp removes what a failed probe may have left, even when the caller has
// given up, without making him wait long.
func cleanUp(ctx context.Context, k Keychain, key Key) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	_ = k.Delete(ctx, key)
}
