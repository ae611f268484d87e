package sim

import (
	"encoding/json"
	"strings"
	"sync"

	"ssowizard/assets"
)

// schemaType is one entity or complex type: its own properties, and the type it is derived from.
type schemaType struct {
	Base       string            `json:"base"`
	Entity     bool              `json:"entity"`
	Properties map[string]string `json:"properties"`
	Navigation []string          `json:"navigation"`
}

// schema is the table of names and types taken from Microsoft's published metadata.
type schema struct {
	Types map[string]schemaType `json:"types"`
	Enums map[string][]string   `json:"enums"`
}

// permission is one permission that Microsoft Graph offers.
type permission struct {
	ID          string `json:"id"`
	Value       string `json:"value"`
	DisplayName string `json:"displayName"`
	Admin       bool   `json:"admin"`
}

// permissions are the app roles and delegated scopes of the Microsoft Graph service principal.
type permissions struct {
	AppRoles []permission `json:"appRoles"`
	Scopes   []permission `json:"scopes"`
}

// graphSchema reads the embedded table once. It panics when the table is broken, because it is part of the
// program.
var graphSchema = sync.OnceValue(func() *schema {
	s := new(schema)
	if err := json.Unmarshal(assets.GraphSchema(), s); err != nil {
		panic("sim: the embedded Graph schema cannot be read: " + err.Error())
	}
	return s
})

// graphPermissions reads the embedded list of Graph permissions once.
var graphPermissions = sync.OnceValue(func() *permissions {
	p := new(permissions)
	if err := json.Unmarshal(assets.GraphPermissions(), p); err != nil {
		panic("sim: the embedded Graph permissions cannot be read: " + err.Error())
	}
	return p
})

// edm is a property's type taken apart.
type edm struct {
	name       string // "String", "graph.spaApplication", …
	collection bool
	required   bool // null is refused
}

func parseEDM(s string) edm {
	var t edm
	s, t.required = strings.CutSuffix(s, "!")
	if inner, ok := strings.CutPrefix(s, "["); ok {
		t.collection = true
		s = strings.TrimSuffix(inner, "]")
	}
	t.name = s
	return t
}

// complexName is the name of the complex or enumeration type; ok is false for Edm types.
func (t edm) complexName() (string, bool) { return strings.CutPrefix(t.name, "graph.") }

// property finds a property of a type or of one of its bases.
func (s *schema) property(typeName, name string) (edm, bool) {
	for typeName != "" {
		t, ok := s.Types[typeName]
		if !ok {
			return edm{}, false
		}
		if p, ok := t.Properties[name]; ok {
			return parseEDM(p), true
		}
		typeName = t.Base
	}
	return edm{}, false
}

// properties lists every property of a type with its bases'.
func (s *schema) properties(typeName string) map[string]edm {
	out := map[string]edm{}
	for typeName != "" {
		t := s.Types[typeName]
		for n, p := range t.Properties {
			out[n] = parseEDM(p)
		}
		typeName = t.Base
	}
	return out
}
