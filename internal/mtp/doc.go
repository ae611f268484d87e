// Package mtp knows what the bvoip MTP portal is and what it asks for: the
// redirect URIs it lists, judged, compared with what Entra holds and put in
// order; and the names and places of the fields that values are carried to.
//
// Everything here is pure: text and lists in, values out. The package calls
// nothing, reads no file and keeps no state. It refuses to guess: a redirect
// URI is kept exactly as it was given. It never makes up the twelve URIs; they
// come from the partner's own portal.
package mtp
