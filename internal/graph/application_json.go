package graph

import "encoding/json"

// MarshalJSON writes the body as it is sent, with Graph's own property names, so
// that what a person is shown before a write is what goes out.
func (n NewApplication) MarshalJSON() ([]byte, error) { return json.Marshal(n.body()) }

// MarshalJSON writes the change as it is sent: only what it changes.
func (p ApplicationPatch) MarshalJSON() ([]byte, error) { return json.Marshal(p.body()) }
