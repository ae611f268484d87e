// Package advice turns an error into words: what happened, what it means here, what
// to do, and what support needs. It holds the errors of the engine's own that every
// room above has to tell apart.
//
// It reads nothing and decides nothing. It refuses to guess: an error that nobody
// knows is told in its own words, and says that this is all that is known.
package advice
