package phases

import (
	"ssowizard/internal/steps"
)

// OpenMTP opens the MTP portal, from every page that speaks of it.
var OpenMTP = steps.On("open-mtp", steps.To(steps.Here),
	func(w *steps.Walk, _ any, _ steps.Event) steps.Move {
		return steps.Stay(steps.Open{URL: w.State().PortalURL()})
	})

// OpenMTPChoice is the choice of OpenMTP.
var OpenMTPChoice = steps.Choice{ID: "open-mtp", Title: "Open MTP portal", Key: "o", Quiet: true,
	Screen: true}
