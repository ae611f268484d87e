// Package keyringtest starts a real gnome-keyring under a D-Bus session of its own,
// for an account that is isolated from the machine's session: unlocked, locked, or
// absent.
//
// It is for tests only and never fakes a keyring: without the keyring programs a
// test is skipped, and fails under CI. The package is empty on systems other than
// Linux.
package keyringtest
