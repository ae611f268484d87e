package explain

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"ssowizard/assets"
)

// wordTopic is a word of the field in plain words, where the whole text is that word.
func wordTopic(text string) (Topic, bool) {
	asked := plainWord(text)
	if asked == "" {
		return Topic{}, false
	}
	for _, w := range assets.Glossary() {
		if slices.ContainsFunc(append([]string{w.Word}, w.Also...),
			func(name string) bool { return plainWord(name) == asked }) {
			return Topic{Code: w.Word, Kind: TopicWord, Known: true, Meaning: w.Is, Cause: w.Why,
				Remedy: w.Where}, true
		}
	}
	return Topic{}, false
}

// plainWord is a word without what people type around it: case, quotes, hyphens, "what
// is a …?", and a plural.
func plainWord(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.'
	})
	for len(words) > 1 && slices.Contains([]string{"what", "is", "are", "a", "an", "the", "s"}, words[0]) {
		words = words[1:]
	}
	if len(words) > 6 {
		return ""
	}
	return strings.TrimSuffix(strings.Trim(strings.Join(words, " "), "."), "s")
}

// Glossary is the list of words in Markdown, for docs/glossary.md.
func Glossary() string {
	var b strings.Builder
	b.WriteString("# Words\n\nWhat the words on the screen mean, as `ssowizard explain WORD` says it. " +
		"Written by\n`go run ./internal/explain/glossary`; a test holds it.\n")
	for _, w := range assets.Glossary() {
		fmt.Fprintf(&b, "\n## %s\n\n%s %s\n\nWhere: %s\n", w.Word, w.Is, w.Why, w.Where)
		if len(w.Also) > 0 {
			fmt.Fprintf(&b, "\nAlso: %s.\n", strings.Join(w.Also, ", "))
		}
	}
	return b.String()
}
