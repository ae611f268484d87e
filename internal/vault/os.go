package vault

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"time"

	"github.com/zalando/go-keyring"

	"ssowizard/internal/secret"
)

// DefaultDeadline is how long one call waits for the OS keychain: long enough
// for a person to find the prompt and type the keychain's password.
const DefaultDeadline = 30 * time.Second

// slowAfter is when a call counts as waiting for a person.
const slowAfter = 2 * time.Second

// Options changes how the OS keychain is called.
type Options struct {
	// Deadline bounds each call; 0 means DefaultDeadline. A context that ends
	// earlier wins.
	Deadline time.Duration
	// OnSlow is told once per call that the keychain has not answered for two
	// seconds, so that the screen can say that a prompt may be open. It is
	// called on another goroutine and may be nil.
	OnSlow func(op string)
}

// OS returns the keychain of the operating system with the default deadline: the
// Secret Service on Linux, the Keychain on macOS, the Credential Manager on
// Windows.
func OS() Keychain { return OSWith(Options{}) }

// OSWith is OS with options.
func OSWith(o Options) Keychain { return newOS(o, goKeyring{}) }

// Store holds values and knows no deadlines: its calls may hang forever. Its errors
// are ErrNotFound, ErrTooBig, or a keychain's message, which this package maps to a
// cause.
type Store interface {
	Set(account, value string) error
	Get(account string) (string, error)
	Delete(account string) error
}

// OverStore returns what OSWith returns, on top of another store, so that tests can
// use a misbehaving store.
func OverStore(s Store, o Options) Keychain { return newOS(o, s) }

type goKeyring struct{}

func (goKeyring) Set(account, value string) error {
	if !fits(runtime.GOOS, account, value) {
		return ErrTooBig
	}
	if err := sessionBus(); err != nil {
		return err
	}
	return keyring.Set(service, account, value)
}

func (goKeyring) Get(account string) (string, error) {
	if err := sessionBus(); err != nil {
		return "", err
	}
	return keyring.Get(service, account)
}

func (goKeyring) Delete(account string) error {
	if err := sessionBus(); err != nil {
		return err
	}
	return keyring.Delete(service, account)
}

// sessionBus checks for a D-Bus session before go-keyring does. Without one,
// go-keyring's library would start a bus that has no keyring and outlives the
// wizard.
func sessionBus() error {
	switch runtime.GOOS {
	case "windows", "darwin":
		return nil
	}
	if addr := os.Getenv("DBUS_SESSION_BUS_ADDRESS"); addr != "" && addr != "autolaunch:" {
		return nil
	}
	for _, name := range []string{"bus", "dbus-session"} {
		if _, err := os.Stat(fmt.Sprintf("/run/user/%d/%s", os.Getuid(), name)); err == nil {
			return nil
		}
	}
	return errors.New("DBUS_SESSION_BUS_ADDRESS is not set and the user has no session bus")
}

// osKeychain lets one call run at a time. A call that hangs therefore makes the
// next ones wait for it, and a Get after a Put that timed out cannot overtake
// it: what it answers is true.
type osKeychain struct {
	opts Options
	back Store
	turn chan struct{} // holds one token while no call is running
	slow time.Duration
}

func newOS(o Options, b Store) *osKeychain {
	if o.Deadline <= 0 {
		o.Deadline = DefaultDeadline
	}
	k := &osKeychain{opts: o, back: b, turn: make(chan struct{}, 1), slow: slowAfter}
	k.turn <- struct{}{}
	return k
}

func (k *osKeychain) Name() string {
	switch runtime.GOOS {
	case "windows":
		return "Windows Credential Manager"
	case "darwin":
		return "macOS Keychain"
	}
	return "the desktop's keyring"
}

func (k *osKeychain) Lasting() bool { return true }

// shared reports whether other programs of the same person use this keychain.
func (k *osKeychain) shared() bool {
	_, ok := k.back.(goKeyring)
	return ok
}

func (k *osKeychain) Put(ctx context.Context, key Key, s secret.Value) error {
	if err := key.check(); err != nil {
		return err
	}
	if s.Empty() {
		return ErrEmpty
	}
	_, err := k.call(ctx, "put", func() (string, error) { return "", k.back.Set(key.Account(), s.Reveal()) })
	return err
}

func (k *osKeychain) Get(ctx context.Context, key Key) (secret.Value, error) {
	if err := key.check(); err != nil {
		return secret.Value{}, err
	}
	v, err := k.call(ctx, "get", func() (string, error) { return k.back.Get(key.Account()) })
	if err != nil {
		return secret.Value{}, err
	}
	return secret.New(v), nil
}

func (k *osKeychain) Delete(ctx context.Context, key Key) error {
	if err := key.check(); err != nil {
		return err
	}
	_, err := k.call(ctx, "delete", func() (string, error) { return "", k.back.Delete(key.Account()) })
	return err
}

type result struct {
	value string
	err   error
}

// call runs one go-keyring call on a goroutine and waits for it, the deadline
// or the context. An abandoned goroutine keeps its turn until it comes back;
// go-keyring offers no way to stop it.
func (k *osKeychain) call(ctx context.Context, op string, f func() (string, error)) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, k.opts.Deadline)
	defer cancel()
	if k.opts.OnSlow != nil {
		t := time.AfterFunc(k.slow, func() { k.opts.OnSlow(op) })
		defer t.Stop()
	}
	if ctx.Err() != nil {
		return "", contextError(ctx, op)
	}
	select {
	case <-k.turn:
	case <-ctx.Done():
		return "", contextError(ctx, op)
	}
	done := make(chan result, 1)
	go func() {
		defer func() { k.turn <- struct{}{} }()
		done <- recoverPanic(f)
	}()
	select {
	case a := <-done:
		return a.value, explain(op, a.err)
	case <-ctx.Done():
		return "", contextError(ctx, op)
	}
}

// recoverPanic keeps a panic in the D-Bus code, such as after a bus disconnects
// during a prompt, from ending the program. It drops the panic's text, which may
// hold the secret.
func recoverPanic(f func() (string, error)) (a result) {
	defer func() {
		if recover() != nil {
			a = result{"", errors.New("the keychain library failed on an unexpected answer")}
		}
	}()
	v, err := f()
	return result{v, err}
}
