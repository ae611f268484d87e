package advice

import (
	"errors"

	"ssowizard/internal/judge"
)

// adviseForbidden words a secret that was not planned because of a policy.
func adviseForbidden(err error) (Advice, bool) {
	var e *judge.ForbiddenError
	if !errors.As(err, &e) {
		return Advice{}, false
	}
	switch {
	case e.Kept != "" && e.Shared:
		return advice("forbidden-shared", "policy", e.Kept, "roles", judge.AllowRoles), true
	case e.Kept != "":
		return advice("forbidden-kept", "policy", e.Kept, "roles", judge.AllowRoles), true
	case e.Agreed:
		return advice("forbidden-agreed"), true
	}
	return advice("forbidden", "roles", judge.AllowRoles), true
}
