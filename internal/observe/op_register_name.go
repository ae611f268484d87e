package observe

import (
	"ssowizard/internal/graph"
)

// NamedIn finds the registration with a unique name; nil where none has it.
func NamedIn(list []graph.Application, unique string) *graph.Application {
	for i := range list {
		if unique != "" && list[i].UniqueName == unique {
			return &list[i]
		}
	}
	return nil
}
