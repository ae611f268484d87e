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
var chapters = []func() []Stage{
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
var catalogue = sync.OnceValue(func() []Stage {
	var all []Stage
	for _, c := range chapters {
		all = append(all, c()...)
	}
	return all
})

// Catalogue returns the stages of the walk in order.
func Catalogue() []Stage { return append([]Stage(nil), catalogue()...) }

// StageByID finds one stage, "3-8".
func StageByID(id string) (Stage, bool) {
	for _, s := range catalogue() {
		if s.ID == id {
			return s, true
		}
	}
	return Stage{}, false
}

// need is something a stage builds on, and the stage that brings it about.
type need struct {
	Stage string
	Met   func(setup.Snapshot, setup.Profile) bool
}

// The needs that stages name.
var (
	needApp      = need{"3-8", func(s setup.Snapshot, p setup.Profile) bool { return !s.App.Known || s.App.Value != nil }}
	needURIs     = need{"10-11", func(_ setup.Snapshot, p setup.Profile) bool { return len(p.Wanted.URIs) > 0 }}
	needDeclared = need{"15-20", func(s setup.Snapshot, p setup.Profile) bool {
		return !s.App.Known || s.App.Value == nil || Declares(s.App.Value, graph.ApplicationPermission)
	}}
	NeedChoice = need{"2", func(_ setup.Snapshot, p setup.Profile) bool { return p.App.AppID != "" || p.Wanted.New }}
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
