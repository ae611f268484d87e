// Package paste reads the MTP portal's redirect URIs from whatever a person
// pastes: a table, a mail, a web page, a saved file, with what programs on the
// way have added or broken.
//
// It is pure, and refuses to guess: a redirect URI is kept exactly as it was
// pasted or not at all, and where the paste had broken it (a line break in the
// middle, an HTML entity), the repair is reported beside the URI. Whether a list
// is a right one, mtp judges.
package paste
