package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"ssowizard/internal/mtp"
	"ssowizard/internal/wire"
)

// Bounds of a list: a partner has some hundred setups, not ten thousand.
const (
	listBytes = 4 << 20
	listLines = 10_000
)

// listEntry is one line of a list of setups.
type listEntry struct {
	line                int
	tenant, appID, file string // appID in small letters
}

// listError says what is wrong with one line.
type listError struct {
	line int
	why  string
}

type listErrors []listError

// words are the faults under each other, in the order of the lines.
func (es listErrors) words() string {
	es = slices.Clone(es)
	slices.SortStableFunc(es, func(a, b listError) int { return a.line - b.line })
	out := make([]string, 0, len(es))
	for _, e := range es {
		out = append(out, fmt.Sprintf("  Line %d: %s", e.line, e.why))
	}
	return strings.Join(out, "\n")
}

// readList reads a CSV list: tenant, app id, and a file of redirect URIs, which
// may be left out. A first line without an id is a heading. Empty lines and
// lines that begin with # count for nothing. Every bad line is named.
func readList(r io.Reader) ([]listEntry, listErrors) {
	limited := &io.LimitedReader{R: r, N: listBytes + 1}
	c := csv.NewReader(limited)
	c.FieldsPerRecord, c.TrimLeadingSpace, c.Comment, c.ReuseRecord = -1, true, '#', true
	var out []listEntry
	var bad listErrors
	for first := true; ; first = false {
		fields, err := c.Read()
		switch {
		case limited.N <= 0:
			return out, append(bad, listError{len(out) + 1, fmt.Sprintf("the list is longer than %d MiB.", listBytes>>20)})
		case errors.Is(err, io.EOF):
			return out, bad
		case err != nil:
			var parse *csv.ParseError
			if !errors.As(err, &parse) {
				return out, append(bad, listError{len(out) + 1, "it cannot be read: " + why(err) + "."})
			}
			bad = append(bad, listError{parse.StartLine, "quotes do not close, or stand inside a value."})
		default:
			line, _ := c.FieldPos(0)
			if e, why := listLine(line, fields); why == "" {
				out = append(out, e)
			} else if !first || !heading(fields) {
				bad = append(bad, listError{line, why})
			}
		}
		if len(out)+len(bad) > listLines {
			return out, append(bad, listError{listLines, fmt.Sprintf("the list has more than %d lines.", listLines)})
		}
	}
}

// heading tells the names of columns from a line that is wrong: no value in it
// could be a domain or an id.
func heading(fields []string) bool {
	return len(fields) >= 2 && !slices.ContainsFunc(fields[:2], func(s string) bool {
		k := mtp.Recognise(s)
		return k == mtp.KindGUID || strings.ContainsAny(s, ".@/")
	})
}

// listLine reads one line; why says what is wrong with it.
func listLine(line int, fields []string) (e listEntry, why string) {
	for i := range fields {
		fields[i] = strings.TrimSpace(strings.TrimPrefix(fields[i], "\ufeff"))
	}
	var id string
	switch {
	case len(fields) < 2:
		return e, "it has one column, not tenant, app id and file of redirect URIs."
	case len(fields) > 3:
		return e, fmt.Sprintf("it has %d columns, not tenant, app id and file of redirect URIs.", len(fields))
	case fields[0] == "":
		return e, "the tenant is missing."
	case !guid(fields[1], &id):
		return e, fmt.Sprintf("%q is not an application (client) id.", wire.Clean(fields[1]))
	case wire.Clean(fields[0]) != fields[0] || strings.ContainsAny(fields[0], " \t"):
		return e, fmt.Sprintf("%q is not a tenant.", wire.Clean(fields[0]))
	}
	e = listEntry{line: line, tenant: fields[0], appID: id}
	if len(fields) == 3 {
		e.file = strings.Clone(fields[2])
	}
	return e, ""
}

// guid puts the id that a value holds where it is told to.
func guid(value string, to *string) (ok bool) {
	*to, ok = mtp.GUID(value)
	return ok
}
