package engine_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"ssowizard/internal/vault"
)

// misbehaviours are the ways in which a keychain fails its user.
var misbehaviours = []string{
	"none",     // no keyring program answers
	"locked",   // it refuses everything
	"hanging",  // no call ever comes back
	"late",     // it answers after the deadline, and has done what it was asked
	"slow",     // it answers shortly before the deadline
	"small",    // it refuses the size
	"forgets",  // it takes values and loses them, those it had too
	"hoards",   // it says it deleted and did not
	"garbles",  // it gives back something else than it was given
	"occupied", // another program has an entry under each new name
}

const (
	keyDeadline = 250 * time.Millisecond
	foreignWord = "another program's value"
)

// badStore is a keychain's store that misbehaves from its n-th call on, or at
// that call only.
type badStore struct {
	how  string
	from int
	once bool

	mu          sync.Mutex
	calls       int
	probes      int // calls that were for a probe's entry
	put         int // the call that put the first value that was not a probe's
	held        map[string]string
	foreign     map[string]bool // accounts under which another program's entry stands
	overwritten []string        // of those, the ones that were touched
	stuck       chan struct{}   // closed at the end of the test
}

func newBadStore() *badStore {
	return &badStore{held: map[string]string{}, foreign: map[string]bool{}, stuck: make(chan struct{})}
}

// turn makes it misbehave from now on, and counts its calls anew.
func (b *badStore) turn(how string, from int, once bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.how, b.from, b.once, b.calls, b.probes, b.put = how, from, once, 0, 0, 0
}

// bad counts one call and tells how it is to fail.
func (b *badStore) bad(account string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.calls++
	if strings.HasPrefix(account, "probe/") {
		b.probes++
	}
	if b.from == 0 || b.calls < b.from || b.once && b.calls > b.from {
		return ""
	}
	return b.how
}

// common are the failures that are the same whatever is asked.
func (b *badStore) common(how string) error {
	switch how {
	case "none":
		return errors.New("The name org.freedesktop.secrets was not provided by any .service files")
	case "locked":
		return errors.New("Cannot create an item in a locked collection")
	case "hanging":
		<-b.stuck
		return errors.New("the connection was closed")
	case "late":
		time.Sleep(keyDeadline * 4)
	case "slow":
		time.Sleep(keyDeadline / 4)
	case "forgets":
		b.mu.Lock()
		clear(b.held)
		b.mu.Unlock()
	}
	return nil
}

// occupy puts another program's entry where nothing of ours stands.
func (b *badStore) occupy(how, account string) {
	_, ours := b.held[account]
	if how == "occupied" && !ours && !strings.HasPrefix(account, "probe/") {
		b.foreign[account] = true
	}
}

// smallValue is how many characters a keychain takes that is too small for a
// secret of Entra's, which has 40, by one.
const smallValue = 39

func (b *badStore) Set(account, value string) error {
	how := b.bad(account)
	if err := b.common(how); err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.put == 0 && !strings.HasPrefix(account, "probe/") {
		b.put = b.calls
	}
	switch {
	case how == "small" && len(value) > smallValue:
		return vault.ErrTooBig
	case how == "forgets":
		return nil
	case b.foreign[account]:
		b.overwritten = append(b.overwritten, account)
		delete(b.foreign, account)
	}
	b.held[account] = value
	return nil
}

func (b *badStore) Get(account string) (string, error) {
	how := b.bad(account)
	if err := b.common(how); err != nil {
		return "", err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.occupy(how, account)
	value, ok := b.held[account]
	switch {
	case b.foreign[account]:
		return foreignWord, nil
	case !ok:
		return "", vault.ErrNotFound
	case how == "garbles":
		return strings.ToUpper(value)[1:], nil
	}
	return value, nil
}

func (b *badStore) Delete(account string) error {
	how := b.bad(account)
	if err := b.common(how); err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.occupy(how, account)
	if b.foreign[account] {
		b.overwritten = append(b.overwritten, account)
		delete(b.foreign, account)
		return nil
	}
	if _, ok := b.held[account]; !ok {
		return vault.ErrNotFound
	}
	if how != "hoards" {
		delete(b.held, account)
	}
	return nil
}

// values are what it holds of ours, by key id. What a probe left holds nothing.
func (b *badStore) values() map[string]string {
	b.mu.Lock()
	defer b.mu.Unlock()
	kept := map[string]string{}
	for account, v := range b.held {
		if !strings.HasPrefix(account, "probe/") {
			kept[account[strings.LastIndex(account, "/")+1:]] = v
		}
	}
	return kept
}

// touched fails where an entry of another program was written or removed.
func (b *badStore) touched() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.overwritten) > 0 {
		return fmt.Errorf("another program's entries were touched: %v", b.overwritten)
	}
	return nil
}
