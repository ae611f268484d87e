package vault

import (
	"context"
	"errors"
	"regexp"
	"strings"

	"github.com/zalando/go-keyring"
)

// orUseFile is the remedy when no keychain answers.
const orUseFile = "Or choose a file with a passphrase instead."

// reasons holds the reason and the remedy for each cause.
var reasons = map[Cause][2]string{
	NoSessionBus: {"No desktop session is running here, and the keychain of Linux is part of one.",
		"Start the wizard in a terminal of the desktop, or under \"dbus-run-session\" with a " +
			"keyring unlocked. " + orUseFile},
	NoService: {"No keyring program answers in this session.",
		"Install and start one, such as GNOME Keyring or KWallet. " + orUseFile},
	Locked: {"The keychain is locked, or it has not been set up yet.",
		"Unlock it in the desktop's own password program, then try again. " + orUseFile},
	TimedOut: {"The keychain did not answer in time.",
		"Look for a window that asks for the keychain's password, also behind other windows, " +
			"then try again. " + orUseFile},
	Cancelled: {"The keychain was not waited for.",
		"What it was asked to do may still happen; look before doing it again."},
	Unsupported: {"This operating system has no keychain that the wizard knows.",
		"Choose a file with a passphrase instead."},
	Unfaithful: {"The keychain answers, but it does not keep what it is given.",
		"Check it in the desktop's own password program. " + orUseFile},
	Other: {"The keychain holds something else under this secret's name.",
		"Another program put it there, or it was changed. It is neither used nor overwritten; " +
			"look for \"ssowizard\" in the desktop's own password program. " + orUseFile},
	Trouble: {"The keychain refused.",
		"Check it in the desktop's own password program. " + orUseFile},
}

func unavailable(op string, kind Cause, cause error) *Unavailable {
	w := reasons[kind]
	return &Unavailable{Op: op, Kind: kind, Reason: w[0], Remedy: w[1],
		Timeout: kind == TimedOut, Cause: cause}
}

// NotTheSecret says that the entry under a secret's name does not hold the secret:
// another program wrote it, or it was changed. op is "put" or "get".
func NotTheSecret(op string) *Unavailable { return unavailable(op, Other, nil) }

// contextError converts the end of a context into an *Unavailable.
func contextError(ctx context.Context, op string) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return unavailable(op, TimedOut, ctx.Err())
	}
	return unavailable(op, Cancelled, ctx.Err())
}

// errorPatterns map fragments of error messages to causes. D-Bus errors carry no
// sentinel through go-keyring. The fragments come from the D-Bus daemon and broker,
// GNOME Keyring, KWallet, go-keyring itself, and the exit statuses of the macOS
// "security" command.
var errorPatterns = []struct {
	text string
	kind Cause
}{
	{"dbus-launch", NoSessionBus},
	{"determine address of session bus", NoSessionBus},
	{"invalid bus address", NoSessionBus},
	{"DBUS_SESSION_BUS_ADDRESS", NoSessionBus},
	{"connect: no such file or directory", NoSessionBus},
	{"connect: connection refused", NoSessionBus},
	{"connect: permission denied", NoSessionBus},
	{"was not provided by any .service files", NoService},
	{"name is not activatable", NoService},
	{"ServiceUnknown", NoService},
	{"NameHasNoOwner", NoService},
	{"Could not activate remote peer", NoService},
	{"Launch helper exited", NoService},
	{"Failed to execute program", NoService},
	{"exited with status", NoService},
	{"failed to unlock correct collection", Locked},
	{"locked collection", Locked},
	{"is locked", Locked},
	{"IsLocked", Locked},
	{"No such secret collection", Locked},
	{"Object does not exist at path", Locked},
	{"No such object path '/org/freedesktop/secrets", Locked},
	{"Prompt dismissed", Locked},
	{"User interaction is not allowed", Locked},
	{"exit status 36", Locked},  // errSecInteractionNotAllowed
	{"exit status 51", Locked},  // errSecAuthFailed
	{"exit status 128", Locked}, // errSecUserCanceled
	{"Did not receive a reply", TimedOut},
	{"Timeout", TimedOut},
	{"timed out", TimedOut},
}

// itemGone matches GNOME Keyring's error for an entry that another program removed
// between the search and the call: its path is one level below a collection's.
var itemGone = regexp.MustCompile(
	`(Object does not exist at path|No such interface .* on object at path|No such object path)` +
		` \W?/org/freedesktop/secrets/collection/[^/]+/\w`)

// explain converts a go-keyring error into an error of this package.
func explain(op string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound), errors.Is(err, ErrNotFound), itemGone.MatchString(err.Error()):
		return ErrNotFound
	case errors.Is(err, keyring.ErrSetDataTooBig), errors.Is(err, ErrTooBig):
		return ErrTooBig
	case errors.Is(err, keyring.ErrUnsupportedPlatform):
		return unavailable(op, Unsupported, err)
	}
	for _, s := range errorPatterns {
		if strings.Contains(err.Error(), s.text) {
			return unavailable(op, s.kind, err)
		}
	}
	return unavailable(op, Trouble, err)
}
