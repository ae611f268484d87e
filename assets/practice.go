package assets

import (
	"embed"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
)

//go:embed practice/*.json
var practiceFiles embed.FS

// ErrNoPractice means that there is no practice tenant of the name asked for.
var ErrNoPractice = errors.New("no such practice tenant")

// Practice returns the JSON description of the practice tenant of that name. The error wraps
// ErrNoPractice and names the tenants there are.
func Practice(name string) ([]byte, error) {
	if !slices.Contains(PracticeNames(), name) {
		return nil, fmt.Errorf("%w: %q; there are: %s", ErrNoPractice, name,
			strings.Join(PracticeNames(), ", "))
	}
	return practiceFiles.ReadFile("practice/" + name + ".json")
}

// PracticeNames lists the practice tenants, "new" (the default one) first, the others in alphabetical order.
func PracticeNames() []string {
	entries, err := practiceFiles.ReadDir("practice")
	if err != nil {
		return nil
	}
	names := []string{}
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), path.Ext(e.Name()))
		if name == "new" {
			names = slices.Insert(names, 0, name)
			continue
		}
		names = append(names, name)
	}
	return names
}
