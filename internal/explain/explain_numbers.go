package explain

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ssowizard/internal/entra"
	"ssowizard/internal/text"
)

// mostDigits is the length of Entra's longest numbers. A longer one is none, and
// not one that begins like it.
const mostDigits = 9

var (
	prefixed  = text.Pattern(`(?i)AADSTS[\s:#_-]{0,3}([0-9]{4,})`)
	misread   = text.Pattern(`([Aa4]{2}[Dd][Ss5][Tt][Ss5])[\s:#_-]{0,3}([0-9OoQlI|SBZ]{4,9})\b`)
	broken    = text.Pattern(`(?i)AADSTS[ :#_-]{0,3}([0-9]{1,8}) *[-‐]?\n *([0-9]{1,8})\b`)
	errorCode = text.Pattern(`(?i)\b(?:error|status)[ _-]?codes?["']?\s*[:=]?\s*\[?\s*["']?([0-9]{4,9})\b`)
	errorPage = text.Pattern(`(?i)/error\?\s*(?:[^\s"'<>]*&)?code=([0-9]{4,9})\b`)
	bareCode  = text.Pattern(`(?:^|[\s(\['"])#?([0-9]{5,7})(?:$|[\s)\]'",.;:!?])`)
)

// numbersIn finds Entra's numbers. A number with the prefix counts always; one
// behind "error code" or alone counts where the catalogue has it and the words
// around it leave no doubt.
func (r *reading) numbersIn(text string) {
	for _, m := range prefixed().FindAllStringSubmatch(text, 4*mostCodes) {
		r.number(m[1], false)
	}
	for _, m := range misread().FindAllStringSubmatch(text, mostCodes) {
		if digits := straightened(m[2]); digits != m[2] || !strings.EqualFold(m[1], "AADSTS") {
			r.number(digits, true)
		}
	}
	r.brokenNumbers(text)
	for _, re := range []*regexp.Regexp{errorCode(), errorPage()} {
		for _, m := range re.FindAllStringSubmatch(text, 4*mostCodes) {
			r.number(m[1], !r.entraSays(text))
		}
	}
}

// straightened puts the digits where a picture of the page was read wrongly; the
// same text comes back where none of it is a digit.
func straightened(s string) string {
	digits := 0
	for _, c := range s {
		if c >= '0' && c <= '9' {
			digits++
		}
	}
	if digits < 1 {
		return s
	}
	return strings.NewReplacer("O", "0", "o", "0", "Q", "0", "l", "1", "I", "1", "|", "1", "S", "5", "B",
		"8", "Z", "2").Replace(s)
}

// brokenNumbers joins a number that was broken over two lines, where the whole is in
// the catalogue and its beginning is not.
func (r *reading) brokenNumbers(text string) {
	for _, m := range broken().FindAllStringSubmatch(text, mostCodes) {
		if n, err := strconv.Atoi(m[1]); err != nil || inCatalogue(n) {
			continue
		}
		if r.number(m[1]+m[2], true) {
			r.numbers = slices.DeleteFunc(r.numbers, func(n int) bool { return strconv.Itoa(n) == m[1] })
		}
	}
}

// entraMarks stand on Entra's own pages and in its answers, in every language.
var entraMarks = text.Pattern(`(?i)AADSTS|login\.microsoftonline|login\.windows\.net|correlation[ _-]?id|` +
	`trace[ _-]?id|error_description|microsoft entra`)

func (r *reading) entraSays(text string) bool { return entraMarks().MatchString(text) }

// numberWords are what may stand beside a bare number that is meant as a code.
var numberWords = text.Pattern(
	`(?i)^(?:and|or|the|a|an|i|get|got|see|is|it|says|what|does|mean|means|error|errors|err|` +
		`code|codes|no|nr|number|aadsts|entra|microsoft|` +
		`und|oder|fehler|fehlercode|code|y|o|et|ou|e|en|of|erreur|` +
		`código|codigo|codice|errore|error|fout|foutcode|erro|kod|błąd|fel|fejl)$`)

// bareNumbers take numbers without a prefix where the text says little else: a house
// number, a postal code or a port stands among other words.
func (r *reading) bareNumbers(text string) {
	matches := bareCode().FindAllStringSubmatch(strings.Join(strings.Fields(text), "  "), 4*mostCodes)
	if len(matches) == 0 {
		return
	}
	if !r.entraSays(text) {
		for _, w := range strings.Fields(text) {
			w = strings.Trim(w, `#()[]'",.;:!?`)
			if _, err := strconv.Atoi(w); err != nil && w != "" && !numberWords().MatchString(w) {
				return
			}
		}
	}
	for _, m := range matches {
		r.number(m[1], true)
	}
}

// number notes one of Entra's numbers. It tells whether the number is noted now.
func (r *reading) number(digits string, knownOnly bool) bool {
	n, err := strconv.Atoi(digits)
	if err != nil || len(digits) > mostDigits || len(r.numbers) == mostCodes {
		return false
	}
	if slices.Contains(r.numbers, n) {
		return true
	}
	if knownOnly && !inCatalogue(n) {
		return false
	}
	r.numbers = append(r.numbers, n)
	return true
}

func inCatalogue(n int) bool {
	_, ok := entra.Explain(n)
	return ok
}
