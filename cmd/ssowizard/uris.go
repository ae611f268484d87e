package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"ssowizard/internal/charset"
	"ssowizard/internal/mtp"
	"ssowizard/internal/wire"
)

// urisLimit bounds the file of redirect URIs; twelve of the longest fill 3 KiB.
const urisLimit = 256 << 10

const urisRemedy = "Save the list from the tab \"Redirect URIs\" of the MTP portal into a file and name it, or give - and pipe it in."

// readURIs reads --redirect-uris: a file, or the input for "-". Any shape in
// which people copy the list will do; what was left out is said.
func (h *host) readURIs(ctx context.Context, from string) ([]string, error) {
	if from == "" {
		return nil, nil
	}
	if from == "-" && h.inTTY {
		_, _ = fmt.Fprintln(h.err, "Paste the redirect URIs here and end with Ctrl+D (Ctrl+Z and Enter on Windows). Ctrl+C leaves.")
	}
	text, err := h.awaitText(ctx, from)
	if err != nil {
		return nil, err
	}
	parsed := mtp.ParseURIs(text)
	for _, d := range parsed.Dropped {
		if !d.Kind.Noise() {
			_, _ = fmt.Fprintf(h.err, "--redirect-uris: left out %s (%s)\n", wire.Clean(d.Text), d.Reason)
		}
	}
	if len(parsed.URIs) == 0 {
		return nil, &usageError{fmt.Sprintf("--redirect-uris: no address was found in %s.", source(from)), urisRemedy}
	}
	return parsed.URIs, nil
}

// alsoURIs says what is wrong with the file of redirect URIs where other values
// were wrong already. Only a file is looked at that can be read without waiting.
func (h *host) alsoURIs(ctx context.Context, from string) error {
	if from == "-" || blank(from) {
		return nil
	}
	if info, err := os.Stat(from); err == nil && !info.Mode().IsRegular() {
		return nil
	}
	_, err := h.readURIs(ctx, from)
	return err
}

// source names where the list comes from, for a terminal.
func source(from string) string {
	if from == "-" {
		return "the input"
	}
	return wire.Clean(from)
}

// awaitText reads until the end or an interrupt.
func (h *host) awaitText(ctx context.Context, from string) (string, error) {
	return await(ctx, func() (string, error) { return h.readText(from) })
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

func (h *host) readText(from string) (string, error) {
	r := h.in
	if from != "-" {
		f, err := os.Open(from)
		if err != nil {
			why := "cannot be opened"
			if errors.Is(err, fs.ErrNotExist) {
				why = "is not there"
			}
			return "", &usageError{fmt.Sprintf("--redirect-uris: %s %s.", source(from), why), urisRemedy}
		}
		defer func() { _ = f.Close() }()
		r = f
	}
	raw, err := io.ReadAll(io.LimitReader(r, urisLimit+1))
	switch {
	case err != nil:
		return "", &usageError{fmt.Sprintf("--redirect-uris: %s cannot be read.", source(from)), urisRemedy}
	case len(raw) > urisLimit:
		return "", &usageError{fmt.Sprintf("--redirect-uris: %s is far longer than a list of 12 addresses.", source(from)), urisRemedy}
	}
	return charset.Decode(raw), nil
}
