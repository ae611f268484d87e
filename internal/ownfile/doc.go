// Package ownfile reads, creates and replaces files that belong to the person who
// runs the program: profiles, the file of secrets, reports, logs.
//
// A file is replaced completely or not at all, and only its owner can read it,
// whatever the umask is. When another program briefly holds a file (a virus scanner,
// an indexer, a second window), the operation is retried for RetryFor before it
// fails. The package refuses links, pipes and folders in place of a file, and files
// longer than the reader's limit. It does not judge who else may write to a file;
// the reader does.
package ownfile
