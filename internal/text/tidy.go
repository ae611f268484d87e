package text

import (
	"reflect"
	"time"
)

// Tidy cleans every string below v, a pointer to what was decoded from foreign
// text, unless its field says otherwise in a text tag:
//
//	raw       kept byte for byte: addresses, which are compared and written back
//	          so, and the secret. Whoever prints an address cleans it first.
//	block     may have several lines
//	required  what is decoded is not whole without it
//
// Values of maps are cleaned, their keys are not; what an interface holds is
// kept as it is, because nobody knows what it is. Tidy returns the name of the
// first required field that is empty.
func Tidy(v any) (missing string) { return tidy(reflect.ValueOf(v).Elem(), "") }

func tidy(v reflect.Value, mode string) (missing string) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return ""
		}
		return tidy(v.Elem(), mode)
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return "" // undecoded JSON
		}
		for i := range v.Len() {
			if missing = tidy(v.Index(i), mode); missing != "" {
				return missing
			}
		}
	case reflect.Map:
		for _, key := range v.MapKeys() { // what a map holds cannot be changed in place
			held := reflect.New(v.Type().Elem()).Elem()
			held.Set(v.MapIndex(key))
			if missing = tidy(held, mode); missing != "" {
				return missing
			}
			v.SetMapIndex(key, held)
		}
	case reflect.String:
		switch mode {
		case "raw":
		case "block":
			v.SetString(CleanBlock(v.String()))
		default:
			v.SetString(Clean(v.String()))
		}
	case reflect.Struct:
		return tidyFields(v)
	}
	return ""
}

func tidyFields(v reflect.Value) (missing string) {
	if v.Type() == reflect.TypeFor[time.Time]() {
		return ""
	}
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if !f.IsExported() {
			continue
		}
		mode := f.Tag.Get("text")
		if missing = tidy(v.Field(i), mode); missing != "" {
			return missing
		}
		if mode == "required" && v.Field(i).IsZero() {
			return f.Name
		}
	}
	return ""
}
