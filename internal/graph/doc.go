// Package graph is the typed client of Microsoft Graph: the handful of calls
// that this program makes about one registration, its service principal, its
// grants and its secrets, and what their refusals mean.
//
// Reads are asked again when the service is busy or silent. A write is sent
// again only when the service definitely refused it; a write whose fate is not
// known ends in ErrUncertain, and the caller looks before it acts. Waiting for
// the directory to copy a new object is done where the object is used, and is
// announced through Options.OnRetry.
//
// The package refuses a root that is not https (or loopback), redirects, a next
// page on another host, answers beyond 8 MiB, and answers of the wrong shape. It
// never takes a part that it could not read for an absent one, sends no property
// that was not set, and prints no token and no secret.
package graph
