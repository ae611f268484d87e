package assets

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// embedded reads what an embedded file holds, strictly: an unknown property is a misspelt one. A
// broken file is a fault of the build, so it panics.
func embedded[T any](name string, raw []byte) T {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	var out T
	if err := dec.Decode(&out); err != nil {
		panic(fmt.Sprintf("assets: %s: %v", name, err))
	}
	return out
}
