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
	a := Advice{What: "A policy of your tenant forbids client secrets.", Means: "The MTP portal needs one, so this registration has to be exempted from that rule.",
		Do: "Ask a colleague to allow it: " + judge.AllowRoles + ". The message for it is ready here, and the wizard waits."}
	switch {
	case e.Kept != "" && e.Shared:
		a.Means = "The registration has a policy of its own, \"" + e.Kept + "\", which also applies to others. Changing it would exempt those too, so the wizard leaves it alone."
	case e.Kept != "":
		a.Means = "The registration has a policy of its own, \"" + e.Kept + "\". The wizard could not make sure that it applies to nothing else, or it is switched off, so it leaves it alone."
	case e.Agreed:
		a.Do = "Run it again with --allow-secret-exemption, which gives this one registration a policy that allows a client secret. Or run it without --yes: it asks."
	}
	return a, true
}
