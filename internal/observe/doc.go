// Package observe reads everything that Graph can say about one tenant and one
// registration: one $batch, and beside it what only the beta version, the keychain
// or the sign-in log can tell.
//
// It writes nothing and judges nothing. It refuses to take a part that could not be
// read for an absent one: such a part carries its reason.
package observe
