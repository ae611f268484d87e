package document

import (
	"reflect"
	"unicode/utf8"

	"ssowizard/internal/text"
	"ssowizard/internal/wire"
)

// Bounds of a document. A walk has 35 steps, 12 redirect URIs and some hundred
// calls; what is beyond these lengths is cut.
const (
	listLength = 1000
	hintRunes  = 3
)

// clean makes every text of a document safe to print and to send: no control
// characters, no more than 500 runes, and no word that has the shape of a client
// secret. Lists become empty instead of null, and no longer than 1000.
func clean(d *Report) {
	cleanValue(reflect.ValueOf(d).Elem())
	for i := range d.Secrets {
		d.Secrets[i].Hint = first(d.Secrets[i].Hint, hintRunes)
	}
}

func cleanValue(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(wire.WithoutSecrets(text.Clean(v.String())))
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

func first(s string, runes int) string {
	if utf8.RuneCountInString(s) <= runes {
		return s
	}
	return string([]rune(s)[:runes])
}
