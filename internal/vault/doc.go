// Package vault keeps a client secret where only its owner reads it: in the
// keychain of the operating system, in a file encrypted with a passphrase, or,
// for practice, in memory. Every call has a context and a deadline, because a
// keychain may wait for a prompt that nobody sees.
//
// It refuses to fall back: a keychain that does not answer is an error with a
// reason and a remedy, and where the secret goes instead is for the person to
// choose before the secret exists.
package vault
