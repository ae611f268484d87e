package wire

import (
	"bytes"
	"encoding/json"
	"reflect"
	"time"

	"ssowizard/internal/text"
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
	return text.Escape(b.Bytes()), nil
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
