package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// JSON writes a value as a document for programs and for people who look at it
// on a terminal: indented, ending in a line end, and with every character that
// could steer or hide in a terminal written as \uXXXX. Nothing is lost: whoever
// decodes it gets each text as it was. Times are written in UTC to the second,
// in all documents alike.
func JSON(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // it is read by people too, and "System > Single sign-on" is a place
	enc.SetIndent("", "  ")
	if err := enc.Encode(inSeconds(v)); err != nil {
		return nil, err
	}
	return Escaped(b.Bytes()), nil
}

// inSeconds is a copy of a value with every time in it cut to the second.
func inSeconds(v any) any {
	if v == nil {
		return nil
	}
	return cut(reflect.ValueOf(v)).Interface()
}

func cut(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.Struct:
		if at, ok := v.Interface().(time.Time); ok {
			out.Set(reflect.ValueOf(at.UTC().Truncate(time.Second)).Convert(v.Type()))
			break
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				out.Field(i).Set(cut(v.Field(i)))
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(cut(v.Elem()))
		}
	case reflect.Interface:
		if !v.IsNil() {
			out.Set(cut(v.Elem()))
		}
	case reflect.Slice:
		if !v.IsNil() {
			out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
			for i := range v.Len() {
				out.Index(i).Set(cut(v.Index(i)))
			}
		}
	case reflect.Map:
		if !v.IsNil() {
			out.Set(reflect.MakeMapWithSize(v.Type(), v.Len()))
			for each := v.MapRange(); each.Next(); {
				out.SetMapIndex(each.Key(), cut(each.Value()))
			}
		}
	default: // texts, numbers and truth values hold no time
	}
	return out
}

// Escaped writes every character of a document that could steer or hide in a
// terminal as \uXXXX. Such characters can only stand inside of strings, since JSON
// allows them nowhere else.
func Escaped(doc []byte) []byte {
	var out bytes.Buffer
	marks := 0 // as scrub counts them
	for len(doc) > 0 {
		r, size := utf8.DecodeRune(doc)
		switch {
		case r == '\n' || r == ' ':
			marks = maxMarks
		case r >= 0x300 && unicode.Is(unicode.M, r):
			marks++
		default:
			marks = 0
		}
		if r == '\n' || printable(r) && marks <= maxMarks {
			out.Write(doc[:size])
		} else if r < 0x10000 {
			_, _ = fmt.Fprintf(&out, `\u%04x`, r)
		} else {
			high, low := utf16.EncodeRune(r)
			_, _ = fmt.Fprintf(&out, `\u%04x\u%04x`, high, low)
		}
		doc = doc[size:]
	}
	return out.Bytes()
}
