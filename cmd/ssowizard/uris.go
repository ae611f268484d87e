package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"ssowizard/internal/charset"
	"ssowizard/internal/paste"
	"ssowizard/internal/text"
)

// urisLimit bounds the file of redirect URIs; twelve of the longest fill 3 KiB.
const urisLimit = 256 << 10

const urisRemedy = "Save the list from the tab \"Redirect URIs\" of the MTP portal into a file and name " +
	"it, or give - and pipe it in."

// givenList is what --redirect-uris named: its text, and how it was read.
type givenList struct {
	text string
	paste.Parsed
}

// readURIs reads --redirect-uris: a file, or the input for "-". Any shape in
// which people copy the list will do. What was mended and left out is in it.
func (ios *ioStreams) readURIs(ctx context.Context, from string) (givenList, error) {
	if from == "" {
		return givenList{}, nil
	}
	if from == "-" && ios.inTTY {
		_, _ = fmt.Fprintln(ios.err, "Paste the redirect URIs here and end with Ctrl+D (Ctrl+Z and Enter "+
			"on Windows). Ctrl+C leaves.")
	}
	text, err := ios.awaitText(ctx, from)
	if err != nil {
		return givenList{}, err
	}
	list := givenList{text, paste.ParseURIs(text)}
	if len(list.URIs) == 0 {
		ios.sayNotes(list)
		return list, &listUnusable{fmt.Sprintf("no address was found in %s.", source(from))}
	}
	return list, nil
}

// listUnusable says why a list of redirect URIs cannot be used, without naming the flag.
type listUnusable struct{ why string }

// Error says it as a wrong value of the flag does.
func (e *listUnusable) Error() string { return e.Unwrap().Error() }

// Unwrap gives the wrong value of the flag.
func (e *listUnusable) Unwrap() error { return &usageError{"--redirect-uris: " + e.why, urisRemedy} }

// sayNotes says what was mended in the list and what was left out of it.
func (ios *ioStreams) sayNotes(list givenList) {
	for _, line := range list.Notes() {
		_, _ = fmt.Fprintln(ios.err, fitted("--redirect-uris: "+text.Clean(line), ios.errWidth, ""))
	}
}

// alsoURIs says what is wrong with the file of redirect URIs where other values
// were wrong already. Only a file is looked at that can be read without waiting.
func (ios *ioStreams) alsoURIs(ctx context.Context, from string) error {
	if from == "-" || blank(from) {
		return nil
	}
	if info, err := os.Stat(from); err == nil && !info.Mode().IsRegular() {
		return nil
	}
	_, err := ios.readURIs(ctx, from)
	return err
}

// source names where the list comes from, for a terminal.
func source(from string) string {
	if from == "-" {
		return "the input"
	}
	return text.Clean(from)
}

// awaitText reads until the end or an interrupt.
func (ios *ioStreams) awaitText(ctx context.Context, from string) (string, error) {
	return await(ctx, func() (string, error) { return ios.readText(from) })
}

// await reads until the end or an interrupt: an input that nobody writes to, and
// a pipe that nobody opens, never end by themselves.
func await[T any](ctx context.Context, read func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	got := make(chan result, 1)
	go func() {
		v, err := read()
		got <- result{v, err}
	}()
	select {
	case r := <-got:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

func (ios *ioStreams) readText(from string) (string, error) {
	r := ios.in
	if from != "-" {
		f, err := os.Open(from)
		if err != nil {
			why := "cannot be opened"
			if errors.Is(err, fs.ErrNotExist) {
				why = "is not there"
			}
			return "", &listUnusable{fmt.Sprintf("%s %s.", source(from), why)}
		}
		defer func() { _ = f.Close() }()
		r = f
	}
	raw, err := io.ReadAll(io.LimitReader(r, urisLimit+1))
	switch {
	case err != nil:
		return "", &listUnusable{fmt.Sprintf("%s cannot be read.", source(from))}
	case len(raw) > urisLimit:
		return "", &listUnusable{fmt.Sprintf("%s is far longer than a list of 12 addresses.", source(from))}
	}
	return charset.Decode(raw), nil
}
