// Package entra signs a person in to their company's Entra tenant, finds that
// tenant from a domain, proves a client secret, and says what a refusal means.
//
// Its duty is the Microsoft identity platform v2.0 and nothing behind it: the
// device code (RFC 8628), the authorization code with PKCE on a loopback address
// (RFC 8252), client credentials, and the OpenID metadata of a tenant. The three
// flows run through golang.org/x/oauth2; what that library does not survive (an
// answer in HTML, a dropped connection, a hung request for a code) is met here,
// in one transport that lets exactly one request through per call.
//
// Refused here: any tenant but a named one ("common" and its kin sign people in
// to the wrong directory), a token on disk or in print, a refresh token nobody
// asked for, Basic authentication, redirects of a request that carries a secret,
// and an answer on the loopback address that does not carry this run's state.
//
// Claims in tokens are read to tell people what happened and to stop early; they
// are not verified by signature, because they come straight from the token
// service over TLS, and nothing is authorised by them.
package entra
