package main

import (
	"strings"
	"unicode"

	"ssowizard/internal/mtp"
)

// delimiters are what programs put between the cells of a list.
const delimiters = ",;\t|"

// isIgnored tells the lines that count for nothing: empty ones, comments, which
// PowerShell's "#TYPE" is too, and Excel's line that names the sign between cells.
func isIgnored(line string) bool {
	if sepDirective(line) != 0 {
		return true
	}
	line = strings.TrimSpace(line)
	return line == "" || strings.HasPrefix(line, "#")
}

// sepDirective reads Excel's "sep=;"; 0 if the line is none. A program that does not know
// it saves it with the signs of empty cells behind it.
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

// delimiter finds the sign between the cells: the one that a line "sep=" names, else
// the one by which the most lines have an id where it belongs.
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

// splitRow parts a line into its cells without blanks around them, and without the
// empty ones at its end. A line that is quoted as a whole is read once more: so does
// Excel save a list that was pasted into one column. why says what is wrong.
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

// isPadding tells what word processors and web pages leave around a value.
func isPadding(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("“”„\u200b\u200e\u2060\ufeff", r)
}

// splitCells parts one line. Within quotes the sign is text, and two quotes are one
// (RFC 4180).
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
