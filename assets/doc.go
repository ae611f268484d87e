// Package assets holds everything that ssowizard carries inside its binary: the texts of the
// numbered steps, the catalog of AADSTS codes, the practice tenants with the Graph schema they
// obey, and the pages of the simulated portal.
//
// Its duty is to hand out data, parsed where every reader needs the same shape and as bytes where
// the reader owns the shape. Because the data is fixed at build time, a broken file is a fault of
// the build and not of the run: loaders without an error result panic, and the tests of this
// package load everything once.
//
// Refused here: reading from disk or network, knowing what a step does or whether it holds,
// filling in placeholders, and any import beyond the standard library. Nothing in these files is
// a secret, and no address of a real partner's portal is among them except the one that the
// procedure itself names.
package assets
