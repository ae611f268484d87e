package vault

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"time"

	"ssowizard/internal/secret"
)

// probeKey is the entry that is tried first. Its name is fixed, so that the next
// probe replaces and removes what a killed program left behind.
var probeKey = Key{TenantID: "probe", AppID: "probe", KeyID: "probe"}

// probeValue starts the value of every probe entry. It tells this program that it
// may replace the entry, and tells a person what the entry is.
const probeValue = "ssowizard tried this keychain. This value means nothing and may be removed: "

// probeTries is how many wrong answers count as a failure. Two wizards that probe
// one entry at the same time overwrite each other; later tries use a key that nobody
// else uses.
const probeTries = 3

// Probe finds out whether a keychain can be trusted with a secret that is
// shown once: it puts a value without meaning under a key of its own, reads it
// back, deletes it and sees that it is gone. It leaves nothing behind, also when
// it fails half-way, as far as the keychain lets it. An entry that is there already
// and no probe's is left alone.
//
// The error is what the keychain said, or an *Unavailable of kind Unfaithful.
func Probe(ctx context.Context, k Keychain) error {
	key, over, err := acquireProbeKey(ctx, k)
	defer over()
	for try := 1; err == nil; try++ {
		err = probe(ctx, k, key)
		if u := (*Unavailable)(nil); try == probeTries || ctx.Err() != nil || !errors.As(err, &u) ||
			u.Kind != Unfaithful {
			return err
		}
		key, err = uniqueProbeKey(), nil
	}
	return err
}

// acquireProbeKey returns the fixed entry, or a unique one when another wizard is
// using the fixed entry or it holds something that no probe wrote. over releases it.
// A keychain in memory or in a file of its own holds no foreign entries.
func acquireProbeKey(ctx context.Context, k Keychain) (place Key, over func(), err error) {
	over, mine := func() {}, true
	o, ok := k.(*osKeychain)
	if !ok {
		return probeKey, over, nil
	}
	if o.shared() {
		over, mine = acquireProbeLock()
	}
	if !mine {
		return uniqueProbeKey(), over, nil
	}
	there, err := k.Get(ctx, probeKey)
	switch {
	case errors.Is(err, ErrNotFound):
		return probeKey, over, nil
	case err != nil:
		return Key{}, over, err
	case !strings.HasPrefix(there.Reveal(), probeValue):
		return uniqueProbeKey(), over, nil
	}
	return probeKey, over, nil
}

// uniqueProbeKey returns an entry that no other probe uses. A program killed while
// using it leaves the entry behind, which takes two concurrent wizards and a kill
// between two calls. Its value says that it may be removed.
func uniqueProbeKey() Key {
	key := probeKey
	key.KeyID += "-" + rand.Text()
	return key
}

func probe(ctx context.Context, k Keychain, key Key) error {
	value := secret.New(probeValue + rand.Text())
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
		return unfaithfulError("get", err)
	}
	if err := k.Delete(ctx, key); err != nil {
		return unfaithfulError("delete", err)
	}
	if _, err := k.Get(ctx, key); !errors.Is(err, ErrNotFound) {
		return unfaithfulError("delete", err)
	}
	return nil
}

// unfaithfulError passes on an error of the keychain itself and converts a wrong
// answer into an error. An entry that is missing right after it was put is a wrong
// answer.
func unfaithfulError(op string, err error) error {
	if err == nil || errors.Is(err, ErrNotFound) {
		return unavailable(op, Unfaithful, err)
	}
	return err
}

// cleanUp removes what a failed probe may have left, even after the caller has given
// up, and gives itself only a short time for it.
func cleanUp(ctx context.Context, k Keychain, key Key) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	_ = k.Delete(ctx, key)
}
