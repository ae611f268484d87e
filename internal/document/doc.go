// Package document holds the JSON documents that the commands write, in docs/documents.md
// field by field, and the report for support, which it also opens. All are made from the
// same verdict, snapshot and profile, of shared parts. None holds a secret or a token.
//
// A report leaves the house, so it is put together from named fields only: never from
// a whole profile, an answer of a service or a token. Free text (a person's note, a
// name, a message) that has the shape of a client secret is left out. Of a secret it
// names the key id and Entra's own hint, the three characters that Entra shows to
// everybody who may read the registration: with them support can tell which of two
// secrets stands in the MTP portal.
//
// What is opened was written by somebody else: its size, its depth and the lengths of
// its lists are bounded, every text is cleaned of what could steer a terminal, values
// that this version does not know are left out and counted, and a document of a newer
// form is refused. Opening sends nothing anywhere.
//
// The package refuses to judge, to ask a service for anything, to print a screen and to
// sign anybody in.
package document
