package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"ssowizard/internal/text"
)

// decode reads JSON into a T and cleans its texts (text.Tidy). Its error describes
// the problem without quoting the answer, which may hold a secret.
func decode[T any](raw []byte) (T, error) {
	var v, zero T
	if len(bytes.TrimSpace(raw)) == 0 {
		return zero, errors.New("the answer is empty")
	}
	if err := json.Unmarshal(raw, &v); err != nil {
		return zero, shapeError(err)
	}
	if missing := text.Tidy(&v); missing != "" {
		return zero, fmt.Errorf("%s is missing", missing)
	}
	return v, nil
}

// shapeFault is a problem that an UnmarshalJSON of this package found.
type shapeFault string

func (f shapeFault) Error() string { return string(f) }

// shapeError describes a decoding error by place and kind only.
func shapeError(err error) error {
	if fault, ok := errors.AsType[shapeFault](err); ok {
		return fault
	}
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Errorf("property %q is of the wrong kind", text.Clean(wrong.Field))
	}
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("it is not JSON from byte %d on", syntax.Offset)
	}
	return errors.New("a property, most likely a date, is not readable")
}

// listing is the envelope of a collection.
type listing struct {
	Value    *[]json.RawMessage `json:"value"`
	NextLink string             `json:"@odata.nextLink" text:"raw"`
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

// joined merges entries into one JSON array, so that all pages decode as one.
func joined(items []json.RawMessage) []byte {
	parts := make([][]byte, len(items))
	for i, it := range items {
		parts[i] = it
	}
	return append(append([]byte{'['}, bytes.Join(parts, []byte{','})...), ']')
}
