// Package wire is the gate between this program and any network: it makes the
// HTTP client, keeps the log of calls, bounds bodies and keeps of an answer only
// what may be printed.
//
// The package refuses plain http outside loopback, redirects to another host or
// scheme, and bodies beyond their limit. It never keeps a header or a body, so
// that no token and no secret can reach the log.
package wire
