// Package change plans what is written to the tenant, and writes it: each Operation
// derives the change that is shown, the request that is sent and the write itself
// from one value.
//
// It holds no state: what it needs of the session it asks through Env. It refuses to
// write what no plan holds, to replace or remove what the wizard did not add, to go
// on from a basis that has changed, and to make anything twice after a lost answer.
package change
