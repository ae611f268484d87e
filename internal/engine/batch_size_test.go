package engine

import (
	"fmt"
	"testing"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/mtp"
	"ssowizard/internal/observe"
	"ssowizard/internal/setup"
	"ssowizard/internal/undo"
)

// batchMost is how many requests one $batch may hold (Graph docs, json-batching).
const batchMost = 20

// TestTheOneBatchHoldsWhatALookAsks, whatever a profile holds: what is asked beyond it
// goes into a second request beside the first. Whoever wants that raises the number.
func TestTheOneBatchHoldsWhatALookAsks(t *testing.T) {
	fullest := 0
	for name, p := range profilesOfAllKinds() {
		for _, offered := range []bool{false, true} {
			o := &observe.Observation{R: NewSession(Config{}), P: p, Ours: undo.MadeHere(p), Graph: setup.Part[graph.ServicePrincipal]{Known: offered}}
			once := map[graph.Query]bool{}
			for _, q := range o.Queries() {
				once[q] = true
			}
			if len(once) > batchMost {
				t.Errorf("%s, Graph's roles known %v: %d questions in one batch", name, offered, len(once))
			}
			fullest = max(fullest, len(once))
		}
	}
	if fullest != batchMost {
		t.Errorf("the fullest batch holds %d; the cases are meant to hold the fullest one", fullest)
	}
}

// profilesOfAllKinds are profiles with every mixture of what makes a look ask more.
func profilesOfAllKinds() map[string]setup.Profile {
	own := []string{mtp.FirstURI, "https://mtp.bvoip.net/a", "https://mtp.bvoip.net/b"}
	for i := range 9 {
		own = append(own, fmt.Sprintf("https://contoso.bvoip.example/%d", i))
	}
	policy := func(object string) []setup.Receipt { return []setup.Receipt{{Object: object, ObjectID: "p1"}} }
	all := map[string]setup.Profile{}
	for app, a := range map[string]setup.ProfileApp{
		"none": {}, "begun": {UniqueName: "u"}, "chosen": {AppID: "a1"}, "chosen, with its name": {AppID: "a1", UniqueName: "u"},
	} {
		for made, receipts := range map[string][]setup.Receipt{
			"nothing made": nil, "application made": {{Object: "application", ObjectID: "o1"}}, "service principal made": {{Object: "servicePrincipal", ObjectID: "s1"}},
		} {
			for pol, more := range map[string][]setup.Receipt{"no policy": nil, "policy": policy(setup.ObjectPolicy), "rules": policy(setup.ObjectPolicyRules),
				"both": append(policy(setup.ObjectPolicy), policy(setup.ObjectPolicyRules)...)} {
				for _, begun := range []*setup.Receipt{nil, {Object: setup.ObjectPolicy, At: time.Now()}} {
					p := setup.Profile{App: a, Receipts: append(append([]setup.Receipt(nil), receipts...), more...), Begun: begun}
					p.Wanted.URIs, p.Wanted.Name = own, "bvoip MTP portal SSO"
					all[fmt.Sprintf("%s, %s, %s, begun %v", app, made, pol, begun != nil)] = p
				}
			}
		}
	}
	return all
}
