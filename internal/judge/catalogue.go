package judge

import (
	"sync"

	"ssowizard/internal/graph"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
)

// FirstURI is the redirect URI that every partner has (MTP SSO article, step 8).
const FirstURI = mtp.FirstURI

// chapters lists the walk in order. Adding a chapter is its file and one line.
var chapters = []func() []Phase{
	signInPhases,
	registerPhases,
	portalAccountPhase,
	redirectURIsPhase,
	permissionPhase,
	consentPhase,
	secretPhases,
	handOverPhase,
	activatePhase,
	pilotPhase,
	nextPhase,
}

// catalogue is made when it is first asked for: it reads the step texts.
var catalogue = sync.OnceValue(func() []Phase {
	var all []Phase
	for _, c := range chapters {
		all = append(all, c()...)
	}
	return all
})

// Catalogue returns the phases of the walk in order.
func Catalogue() []Phase { return append([]Phase(nil), catalogue()...) }

// PhaseByID finds one phase, "3-8".
func PhaseByID(id string) (Phase, bool) {
	for _, s := range catalogue() {
		if s.ID == id {
			return s, true
		}
	}
	return Phase{}, false
}

// need is something a phase builds on, and the phase that brings it about.
type need struct {
	Phase string
	Met   func(setup.Snapshot, setup.Profile) bool
}

// The needs that phases name.
var (
	needApp = need{"3-8",
		func(s setup.Snapshot, p setup.Profile) bool { return !s.App.Known || s.App.Value != nil }}
	needURIs = need{"10-11",
		func(_ setup.Snapshot, p setup.Profile) bool { return len(p.Wanted.URIs) > 0 }}
	needDeclared = need{"15-20", func(s setup.Snapshot, p setup.Profile) bool {
		return !s.App.Known || s.App.Value == nil || Declares(s.App.Value, graph.ApplicationPermission)
	}}
	NeedChoice = need{"2",
		func(_ setup.Snapshot, p setup.Profile) bool { return p.App.AppID != "" || p.Wanted.New }}
)

// same makes steps that have one look in common: what the portal spreads over
// several clicks is one fact in the directory.
func same(see look, numbers ...string) []Step {
	out := make([]Step, 0, len(numbers))
	for _, n := range numbers {
		out = append(out, step(n, see))
	}
	return out
}
