// Package keyringtest starts a real gnome-keyring under a D-Bus session of its own,
// for a person who has nothing of the machine's own session: set up and unlocked,
// locked, or not there.
//
// It is for tests only. It refuses to play a keyring: where the programs are not
// installed a test is skipped, and fails under CI. Only Linux has such a keyring;
// elsewhere the package is empty.
package keyringtest
