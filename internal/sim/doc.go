// Package sim is a simulated Microsoft 365 tenant: the sign-in service, Microsoft Graph and a stand-in for
// the MTP portal, over HTTP on loopback. Practice mode and the tests run against it.
//
// Its duty is to be as strict as the real service: tokens, scopes and directory roles are checked on every
// call, unknown or wrongly typed properties are refused in bodies and queries, collections are replaced by
// PATCH, new objects take time to become visible, and a secret's value is shown once. It speaks the wire by
// itself and imports none of the clients, so that a client and the simulator cannot share a mistake.
//
// It refuses to guess: a path, query option or property that it does not know is an error in Graph's shape,
// never a friendly empty answer. It listens on loopback only and forgets everything when it is closed.
package sim
