// Package ownfile reads, makes and replaces files that belong to the person who
// runs the program: profiles, the file of secrets, reports, logs.
//
// A file is replaced whole or not at all, and is readable by its owner only,
// whatever the umask says. What another program holds for a moment (a virus
// scanner, an indexer, a second window) is tried again for Patience before it is
// called a failure. Refused are links, pipes and folders in a file's place, and
// what is longer than its reader expects. Who may write into a file is its
// reader's to judge.
package ownfile
