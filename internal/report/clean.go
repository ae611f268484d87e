package report

import (
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"ssowizard/internal/mtp"
	"ssowizard/internal/wire"
)

// Bounds of a document. A walk has 35 steps, 12 redirect URIs and some hundred
// calls; what is beyond these lengths is cut.
const (
	listLength = 1000
	hintRunes  = 3
)

// withheld stands where a text had the shape of a client secret.
const withheld = "[withheld: it has the shape of a client secret]"

// clean makes every text of a document safe to print and to send: no control
// characters, no more than 500 runes, and no word that has the shape of a client
// secret. Lists become empty instead of null, and no longer than 1000.
func clean(d *Document) {
	cleanValue(reflect.ValueOf(d).Elem())
	for i := range d.Secrets {
		d.Secrets[i].Hint = first(d.Secrets[i].Hint, hintRunes)
	}
}

func cleanValue(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(withhold(wire.Clean(v.String())))
	case reflect.Slice:
		if v.IsNil() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		v.SetLen(min(v.Len(), listLength))
		for i := range v.Len() {
			cleanValue(v.Index(i))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			cleanValue(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				cleanValue(v.Field(i))
			}
		}
	default: // numbers and truth values hold no text
	}
}

// withhold replaces each word that has the shape of a client secret, wherever it
// stands in a text: somebody may have written one into a note.
func withhold(s string) string {
	if len(s) < shortestSecret {
		return s
	}
	words := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \"'`<>()[]{},;:=&?/|…“”„«»", r) })
	slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) })
	for _, w := range words {
		if secretShaped(w) || secretShaped(strings.TrimRight(w, ".!")) {
			s = strings.ReplaceAll(s, w, withheld)
		}
	}
	return s
}

// shortestSecret is the fewest characters that mtp takes for a client secret.
const shortestSecret = 16

// secretShaped also knows tokens: a signed token has three parts of base64 and
// begins with the letters that an open brace becomes.
func secretShaped(w string) bool {
	return mtp.Recognise(w) == mtp.KindSecret || strings.HasPrefix(w, "eyJ") && len(w) > 40
}

func first(s string, runes int) string {
	if utf8.RuneCountInString(s) <= runes {
		return s
	}
	return string([]rune(s)[:runes])
}
