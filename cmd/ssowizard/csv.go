package main

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"ssowizard/internal/charset"
	"ssowizard/internal/mtp"
	"ssowizard/internal/text"
)

// Limits of a list: a partner has hundreds of setups, not ten thousand.
const (
	listBytes = 4 << 20
	listLines = 10_000
)

// listEntry is one row of a list of setups.
type listEntry struct {
	line                int
	tenant, appID, file string // appID in small letters
}

// listError describes what is wrong with one line.
type listError struct {
	line int
	why  string
}

type listErrors []listError

// words returns the errors one per line, ordered by line number.
func (es listErrors) words() string {
	es = slices.Clone(es)
	slices.SortStableFunc(es, func(a, b listError) int { return a.line - b.line })
	out := make([]string, 0, len(es))
	for _, e := range es {
		out = append(out, fmt.Sprintf("  Line %d: %s", e.line, e.why))
	}
	return strings.Join(out, "\n")
}

// readList reads a CSV list: tenant, app id, and an optional file of redirect URIs.
// It accepts what Excel and PowerShell save: other encodings and delimiters, a
// "sep=;" line, quotes, and trailing empty cells. A first line without an id is a
// header. Blank lines and lines starting with # are ignored. It reports every bad
// line; an unclosed quote spoils only its own line.
func readList(r io.Reader) ([]listEntry, listErrors) {
	raw, err := io.ReadAll(io.LimitReader(r, listBytes+1))
	switch {
	case err != nil:
		return nil, listErrors{{1, "it cannot be read: " + why(err) + "."}}
	case len(raw) > listBytes:
		return nil, listErrors{{1, fmt.Sprintf("the list is longer than %d MiB.", listBytes>>20)}}
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")) || bytes.HasPrefix(raw, []byte("\xD0\xCF\x11\xE0")):
		return nil, listErrors{{1,
			"this is a workbook of Excel. Save it as \"CSV UTF-8\" and give that file."}}
	}
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(charset.Decode(raw))
	lines := strings.Split(text, "\n")
	sign := delimiter(lines)
	var out []listEntry
	var bad listErrors
	first := true
	for i, line := range lines {
		if isIgnored(line) {
			continue
		}
		fields, why := splitRow(line, sign)
		if why == "" && len(fields) == 0 {
			continue
		}
		var e listEntry
		if why == "" {
			e, why = parseLine(i+1, fields)
		}
		switch {
		case why == "":
			out = append(out, e)
		case !first || !isHeader(fields):
			bad = append(bad, listError{i + 1, why})
		}
		first = false
		if len(out)+len(bad) > listLines {
			return out, append(bad, listError{listLines,
				fmt.Sprintf("the list has more than %d lines.", listLines)})
		}
	}
	return out, bad
}

// isHeader distinguishes a header from a bad line: no value in it could be a domain
// or an id, not even a mistyped one.
func isHeader(fields []string) bool {
	return len(fields) >= 2 && !slices.ContainsFunc(fields[:2], func(s string) bool {
		digits := 0
		for _, r := range s {
			if unicode.IsDigit(r) {
				digits++
			}
		}
		return mtp.Recognize(s) == mtp.KindGUID || strings.ContainsAny(s, ".@/") || digits > 3
	})
}

// parseLine parses one line; why says what is wrong with it.
func parseLine(line int, fields []string) (e listEntry, why string) {
	var id string
	switch {
	case slices.ContainsFunc(fields, mtp.HoldsSecret):
		return e, "a value in it looks like a client secret, which a list never needs. It is not repeated " +
			"here; take it out of the file."
	case len(fields) < 2:
		return e, "it has one column, not tenant, app id and file of redirect URIs."
	case len(fields) > 3:
		return e, fmt.Sprintf("it has %d columns, not tenant, app id and file of redirect URIs.", len(fields))
	case fields[0] == "":
		return e, "the tenant is missing."
	case fields[1] == "":
		return e, "the application (client) id is missing."
	case !guid(fields[1], &id):
		if guid(fields[0], &id) {
			return e, "tenant and application (client) id stand in the wrong order."
		}
		return e, fmt.Sprintf("%q is not an application (client) id.", text.Clean(fields[1]))
	case text.Clean(fields[0]) != fields[0] || strings.ContainsAny(fields[0], " \t"):
		return e, fmt.Sprintf("%q is not a tenant.", text.Clean(fields[0]))
	}
	e = listEntry{line: line, tenant: fields[0], appID: id}
	if len(fields) == 3 {
		e.file = fields[2]
	}
	return e, ""
}

// guid stores the id that a value holds in to.
func guid(value string, to *string) (ok bool) {
	*to, ok = mtp.GUID(value)
	return ok
}
