package vault

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ssowizard/internal/secret"
)

// service is the name under which the entries stand in the OS keychain.
const service = "ssowizard"

// Key names one client secret: the directory, the application and the key id
// that Entra gave the secret. A renewed secret has another key id, so that the
// old one is never overwritten.
type Key struct{ TenantID, AppID, KeyID string }

// Account returns the account name of the entry, as a person sees it in the
// keychain's own program: tenant/app/key.
func (k Key) Account() string { return k.TenantID + "/" + k.AppID + "/" + k.KeyID }

// ErrKey means that a part of the key is empty or holds a character that ids
// do not have. It is a fault of the caller.
var ErrKey = errors.New("the keychain entry cannot be named: tenant, application and key id are needed, " +
	"as letters, digits, hyphens and full stops")

func (k Key) check() error {
	for _, part := range []string{k.TenantID, k.AppID, k.KeyID} {
		if part == "" || len(part) > 128 || strings.ContainsFunc(part, func(r rune) bool {
			return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' &&
				r != '.' && r != '_'
		}) {
			return ErrKey
		}
	}
	return nil
}

// Keychain keeps secrets. All of its methods honor the context.
//
// A Put that ended in a time-out or was cancelled may still land: the keychain
// may be waiting for its prompt. Get before deciding what to do next. No Put
// reads back; whoever needs to know that the secret is there calls Get.
type Keychain interface {
	// Name says where the secrets lie, for the screen.
	Name() string
	// Lasting reports whether secrets outlive the process.
	Lasting() bool
	// Put stores a secret and replaces an earlier one of the same key.
	Put(ctx context.Context, k Key, s secret.Value) error
	// Get returns a secret, or an error that is ErrNotFound.
	Get(ctx context.Context, k Key) (secret.Value, error)
	// Delete removes a secret. One that is not there is ErrNotFound.
	Delete(ctx context.Context, k Key) error
}

// ErrNotFound means that the keychain works and has no such entry.
var ErrNotFound = errors.New("the keychain has no such entry")

// ErrTooBig means that the keychain refuses the size of the value: Windows
// takes 2560 bytes, macOS about 3000. A client secret of Entra has about 40, so
// that what was given is probably something else.
var ErrTooBig = errors.New("the keychain does not take a value of this size; " +
	"a client secret has about 40 characters")

// ErrEmpty means that an empty secret was to be stored.
var ErrEmpty = errors.New("there is no secret to store")

// Cause sorts the ways in which a keychain is unavailable.
type Cause string

// The causes.
const (
	NoSessionBus Cause = "no-session-bus" // Linux without a desktop session
	NoService    Cause = "no-service"     // a session without a keyring program
	Locked       Cause = "locked"         // a keyring that was not unlocked, or has yet to be made
	TimedOut     Cause = "timed-out"      // no answer before the deadline; perhaps a prompt is open
	Cancelled    Cause = "cancelled"      // the caller gave up
	Unsupported  Cause = "unsupported"    // an operating system without a keychain
	Unfaithful   Cause = "unfaithful"     // it answers, but does not keep what it was given
	Other        Cause = "other"          // something else stands under the secret's name
	Trouble      Cause = "trouble"        // anything else; see Unavailable.Cause
)

// Unavailable means that the keychain did not do what it was asked to. It
// unwraps to what the keychain, or the context, said.
type Unavailable struct {
	Op      string // "put", "get" or "delete"
	Kind    Cause
	Reason  string // what is the matter, in words
	Remedy  string // what to do, in words
	Timeout bool   // no answer in time; what was asked may still happen
	Cause   error  // nil where the keychain gave no error
}

func (e *Unavailable) Error() string {
	s := e.Reason + " " + e.Remedy
	if e.Cause != nil && e.Kind == Trouble {
		s += fmt.Sprintf(" (%v)", e.Cause)
	}
	return s
}

func (e *Unavailable) Unwrap() error { return e.Cause }

// Never reports whether trying again cannot help in this session: there is no
// keychain that could answer, whatever is unlocked or waited for.
func (e *Unavailable) Never() bool {
	return e.Kind == NoSessionBus || e.Kind == NoService || e.Kind == Unsupported
}
