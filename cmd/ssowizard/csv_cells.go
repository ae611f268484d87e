package main

import (
	"strings"
	"unicode"

	"ssowizard/internal/mtp"
)

// delimiters are the characters that programs put between cells.
const delimiters = ",;\t|"

// isIgnored reports lines without data: blank lines, comments (PowerShell's "#TYPE"
// among them), and Excel's "sep=" line.
func isIgnored(line string) bool {
	if sepDirective(line) != 0 {
		return true
	}
	line = strings.TrimSpace(line)
	return line == "" || strings.HasPrefix(line, "#")
}

// sepDirective returns the delimiter from Excel's "sep=;" line, or 0 for any other
// line. A program that does not know the directive saves it with the delimiters of
// empty cells appended.
func sepDirective(line string) rune {
	line = strings.Trim(line, "\"")
	if len(line) < len("sep=")+1 || !strings.EqualFold(line[:4], "sep=") {
		return 0
	}
	signs := []rune(strings.TrimSuffix(line[4:], "\""))
	if len(signs) > 1 && !strings.ContainsRune(delimiters, signs[0]) {
		return 0
	}
	for _, r := range signs {
		if r != signs[0] && r != '"' {
			return 0
		}
	}
	return signs[0]
}

// delimiter returns the delimiter from a "sep=" line, or else the one that puts an
// id in the right column on the most lines.
func delimiter(lines []string) rune {
	best, most := ',', 0
	for i, line := range lines {
		if line = strings.TrimRight(line, " "); line == "" {
			continue
		}
		if sign := sepDirective(line); sign != 0 {
			return sign
		}
		if i > 0 {
			break
		}
	}
	for _, sign := range delimiters {
		n := 0
		for _, line := range lines[:min(len(lines), listLines)] {
			fields, why := splitCells(line, sign)
			if why != "" || len(fields) < 2 || isIgnored(line) {
				continue
			}
			if n++; mtp.Recognize(fields[1]) == mtp.KindGUID || mtp.Recognize(fields[0]) == mtp.KindGUID {
				n += 10 // the sign by which ids stand where they belong
			}
		}
		if n > most {
			best, most = sign, n
		}
	}
	return best
}

// splitRow splits a line into trimmed cells and drops trailing empty ones. A line
// that is quoted as a whole is split again: Excel saves a list that was pasted into
// one column like that. why says what is wrong.
func splitRow(line string, sign rune) (fields []string, why string) {
	fields, why = splitCells(line, sign)
	if len(fields) == 1 && strings.ContainsAny(fields[0], delimiters) &&
		strings.HasPrefix(strings.TrimSpace(line), `"`) {
		inner := delimiter([]string{fields[0]})
		if again, why := splitCells(fields[0], inner); why == "" && len(again) > 1 {
			fields = again
		}
	}
	for len(fields) > 0 && fields[len(fields)-1] == "" {
		fields = fields[:len(fields)-1]
	}
	return fields, why
}

// isPadding reports the characters that word processors and web pages leave around a
// value.
func isPadding(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("“”„\u200b\u200e\u2060\ufeff", r)
}

// splitCells splits one line. Inside quotes the delimiter is text, and a doubled
// quote is one quote (RFC 4180).
func splitCells(line string, sign rune) (fields []string, why string) {
	const (
		outside = iota // before or in a cell without quotes
		inside         // in quotes
		behind         // after the closing quote
	)
	var cell strings.Builder
	state := outside
	end := func() {
		fields = append(fields, strings.TrimFunc(cell.String(), isPadding))
		cell.Reset()
		state = outside
	}
	for _, r := range line {
		switch {
		case state == inside && r == '"':
			state = behind
		case state == inside:
			cell.WriteRune(r)
		case r == sign:
			end()
		case r == '"' && state == behind:
			cell.WriteRune('"')
			state = inside
		case r == '"' && strings.TrimSpace(cell.String()) == "":
			cell.Reset()
			state = inside
		case r == '"':
			why = "quotes stand inside a value."
			cell.WriteRune(r)
		case state == behind && r != ' ' && r != '\t':
			why = "something stands between its closing quotes and the end of the cell."
		case state == outside:
			cell.WriteRune(r)
		}
	}
	if state == inside {
		why = "its quotes do not close on the same line."
	}
	end()
	return fields, why
}
