package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"

	"ssowizard/internal/wire"
)

// Every string that comes from the wire is cleaned on the way in, unless its
// field says otherwise in a wire tag:
//
//	raw       kept byte for byte: addresses, which are compared and written back
//	          so, and the secret. Whoever prints an address cleans it first.
//	block     may have several lines
//	required  an answer without it is not one

// decode reads JSON into a T and tells in words, without quoting the answer, why
// it could not: the answer may hold a secret.
func decode[T any](raw []byte) (T, error) {
	var v, zero T
	if len(bytes.TrimSpace(raw)) == 0 {
		return zero, errors.New("the answer is empty")
	}
	if err := json.Unmarshal(raw, &v); err != nil {
		return zero, shapeError(err)
	}
	if missing := tidy(reflect.ValueOf(&v).Elem(), ""); missing != "" {
		return zero, fmt.Errorf("%s is missing", missing)
	}
	return v, nil
}

// shapeFault is what an UnmarshalJSON of this package finds wrong.
type shapeFault string

func (f shapeFault) Error() string { return string(f) }

// shapeError describes a decoding error by place and kind only.
func shapeError(err error) error {
	var fault shapeFault
	if errors.As(err, &fault) {
		return fault
	}
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return fmt.Errorf("property %q is of the wrong kind", wire.Clean(wrong.Field))
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("it is not JSON from byte %d on", syntax.Offset)
	}
	return errors.New("a property, most likely a date, is not readable")
}

// tidy cleans the strings below v and returns the name of the first required
// property that is missing.
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
	case reflect.String:
		switch mode {
		case "raw":
		case "block":
			v.SetString(wire.CleanBlock(v.String()))
		default:
			v.SetString(wire.Clean(v.String()))
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
		mode := f.Tag.Get("wire")
		if missing = tidy(v.Field(i), mode); missing != "" {
			return missing
		}
		if mode == "required" && v.Field(i).IsZero() {
			return f.Name
		}
	}
	return ""
}

// listing is the envelope of a collection.
type listing struct {
	Value    *[]json.RawMessage `json:"value"`
	NextLink string             `json:"@odata.nextLink" wire:"raw"`
	Count    *int               `json:"@odata.count"`
}

// decodeListing reads an envelope. One without "value" is no empty collection.
func decodeListing(raw []byte) (listing, error) {
	l, err := decode[listing](raw)
	if err == nil && l.Value == nil {
		err = errors.New(`the list has no "value"`)
	}
	return l, err
}

// joined makes one JSON array of entries, so that all pages decode as one.
func joined(items []json.RawMessage) []byte {
	parts := make([][]byte, len(items))
	for i, it := range items {
		parts[i] = it
	}
	return append(append([]byte{'['}, bytes.Join(parts, []byte{','})...), ']')
}
