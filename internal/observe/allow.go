package observe

import (
	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

func allowAnswer(active, token map[string]bool) setup.AllowAnswer {
	has := func(id string) bool { return active[id] && inToken(token, id) }
	apps := has(graph.ApplicationAdministrator) || has(graph.CloudApplicationAdministrator)
	switch {
	case has(graph.GlobalAdministrator), apps && has(graph.SecurityAdministrator):
		return setup.AllowYes
	case apps:
		return setup.AllowPerhaps
	}
	return setup.AllowNo
}
