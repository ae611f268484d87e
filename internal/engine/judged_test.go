package engine_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
)

// The registration that the practice tenants for checking hold, and what
// belongs to it.
const (
	judgedApp    = "4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60"
	judgedSP     = "0c8a6e42-5d1f-4b97-a3e6-2f9b7d4c8051"
	judgedSecret = "6f1d8b3a-92c4-4e07-b5a8-3d7e0c9f4b26"
	billing      = "https://mtp.bvoip.net/example-billing"
	signOut      = "https://contoso.bvoip.example/example-sign-out"
)

// held is the one thing that even a good setup is told: its secret's value is
// known to its maker only.
const held = "note secret-not-in-keychain " + judgedSecret

// judgedCase is one practice tenant. What is found is written as level, code and
// subject.
type judgedCase struct {
	tenant  string
	found   []string                 // everything, by the rule of everythingFound
	repairs []string                 // the phases whose plans are applied, in order
	choose  func(*engine.Session)    // what a person decides before repairing
	between func(*walk, *judgedCase) // what happens outside the wizard instead of a repair
	left    []string                 // everything, after the repairs
	gone    []string                 // redirect URIs that the repairs replace
}

var judgedCases = []judgedCase{
	{tenant: "good", found: []string{held}, left: []string{held}},
	{tenant: "web-platform", found: []string{held, "fail redirect-uri-wrong-platform " + billing}, repairs: []string{"12-14"}, left: []string{held}},
	{tenant: "trailing-slash", found: []string{held, "fail redirect-uri-near-miss " + signOut}, repairs: []string{"12-14"}, left: []string{held}, gone: []string{signOut + "/"}},
	{tenant: "capital-letter", found: []string{held, "fail redirect-uri-near-miss " + billing}, repairs: []string{"12-14"}, left: []string{held}, gone: []string{"https://mtp.bvoip.net/example-Billing"}},
	{tenant: "two-missing", found: []string{held, "fail redirect-uri-missing " + billing, "fail redirect-uri-missing " + signOut}, repairs: []string{"12-14"}, left: []string{held}},
	{tenant: "foreign-uri", found: []string{held, "note redirect-uri-extra http://localhost:3000/"}, left: []string{held, "note redirect-uri-extra http://localhost:3000/"}},
	{tenant: "single-tenant", found: []string{held, "fail audience-single-tenant Supported account types"}, repairs: []string{"3-8"}, left: []string{held}},
	{tenant: "delegated-twin", found: []string{held, "fail permission-wrong-kind User.Read.All", "fail consent-missing User.Read.All"}, repairs: []string{"15-20", "21-22"}, left: []string{held}},
	{tenant: "no-consent", found: []string{held, "fail consent-missing User.Read.All"}, repairs: []string{"21-22"}, left: []string{held}},
	{tenant: "people-asked", found: []string{held, "warn consent-people-asked openid profile email"}, repairs: []string{"21-22"}, left: []string{held}},
	{tenant: "secret-expired", found: []string{"fail secret-expired " + judgedSecret}, repairs: []string{"23-27"}},
	{tenant: "secret-ending", found: []string{held, "warn secret-expiring " + judgedSecret}, repairs: []string{"23-27"}},
	{tenant: "sp-disabled", found: []string{held, "fail service-principal-disabled " + judgedSP}, repairs: []string{"3-8"}, left: []string{held}},
	{tenant: "assignment-required", found: []string{held, "warn assignment-required " + judgedSP}, choose: func(r *engine.Session) { r.SetOpenToAll(true) }, repairs: []string{"3-8"}, left: []string{held}},
	{tenant: "deleted", found: []string{"fail app-deleted " + judgedApp}, repairs: []string{"3-8", "21-22"}, left: []string{held}},
	{tenant: "judged-pim", found: []string{held, "warn role-eligible Privileged Role Administrator", "warn registration-forbidden " + judgedApp,
		"unknown could-not-check Client secrets", "unknown could-not-check Multi-tenant registrations"}, between: activate, left: []string{held}},
	{tenant: "judged-capped", found: []string{held, "note secret-policy-cap Default app management tenant policy"}, left: []string{held, "note secret-policy-cap Default app management tenant policy"}},
	{tenant: "judged-no-secrets", found: []string{held, "warn secrets-forbidden Default app management tenant policy"}, between: allowed},
	{tenant: "judged-own-policy", found: []string{held}, left: []string{held}},
	{tenant: "judged-no-multi-tenant", found: []string{held, "fail audience-single-tenant Supported account types", "fail multi-tenant-forbidden Supported account types"}, between: refused("3-8", graph.ErrAudienceForbidden),
		left: []string{held, "fail audience-single-tenant Supported account types", "fail multi-tenant-forbidden Supported account types"}},
	{tenant: "two-faults", found: []string{"fail redirect-uri-wrong-platform " + billing, "fail secret-expired " + judgedSecret}, repairs: []string{"12-14", "23-27"}},
}

// everythingFound is all that the engine says of a tenant, sorted. The rule: every
// finding of Judge, of any level, together with every finding of Preflight; two
// that are equal in every field count once, because the same fact is said
// wherever it matters. So a missing redirect URI is one entry, two missing ones
// are two, and nothing that the engine says can stay out of the table.
func everythingFound(r *engine.Session) []string {
	seen := map[setup.Finding]bool{}
	var out []string
	add := func(fs []setup.Finding) {
		for _, f := range fs {
			if !seen[f] {
				seen[f] = true
				if f.Want() == "" || f.Got() == "" || f.Text() == "" || f.Remedy() == "" {
					out = append(out, fmt.Sprintf("a finding with a part left empty: %+v", f))
				}
				out = append(out, fmt.Sprintf("%s %s %s", f.Level, f.Code, f.Subject))
			}
		}
	}
	for _, st := range r.Verdict(judge.Walking).Phases {
		add(st.Findings())
	}
	for _, i := range r.Preflight() {
		add(i.Findings)
	}
	slices.Sort(out)
	return out
}

func TestEverySetupIsJudgedAndRepaired(t *testing.T) {
	for _, c := range judgedCases {
		t.Run(c.tenant, func(t *testing.T) {
			w := newWalk(t, c.tenant)
			w.judge()
			w.wantFound("before", c.found)
			before, writes := w.srv.State(), len(w.srv.Writes())
			w.wantNothingElseToRepair(c)
			if c.between != nil {
				c.between(w, &c)
			}
			if c.choose != nil {
				c.choose(w.r)
			}
			w.r.SetReplaceNear(true)
			for _, phase := range c.repairs {
				w.do(phase)
			}
			if slices.Contains(c.repairs, "23-27") {
				w.prove()
			}
			w.observe()
			w.wantFound("after", c.left)
			if n := len(w.srv.Writes()); len(c.repairs) == 0 && c.between == nil && n != writes {
				t.Errorf("%d writes went out for a setup without repairs", n-writes)
			}
			w.wantKept(before, c.gone)
		})
	}
}

// judge looks at somebody else's registration: its id and the MTP portal's list
// are all that is known beforehand.
func (w *walk) judge() {
	w.t.Helper()
	w.signIn(w.sc.Admin)
	must.Do(w.t, w.r.ChooseExisting(judgedApp))
	w.pasteURIs()
	w.observe()
}

func (w *walk) wantFound(when string, want []string) {
	w.t.Helper()
	want = slices.Sorted(slices.Values(want))
	if got := everythingFound(w.r); !slices.Equal(got, want) {
		w.t.Errorf("%s:\n got %q\nwant %q", when, got, want)
	}
}

// wantNothingElseToRepair: what holds is left alone. The secret is the exception,
// since the wizard can always make one whose value it knows; and what a person
// has to choose first is not planned before.
func (w *walk) wantNothingElseToRepair(c judgedCase) {
	w.t.Helper()
	for _, st := range judge.Catalogue() {
		if change.ActionOf(st.ID) == nil || st.ID == "23-27" || c.choose == nil && slices.Contains(c.repairs, st.ID) {
			continue
		}
		var blocked *advice.BlockedError
		_, err := w.r.Plan(st.ID)
		switch {
		case errors.Is(err, advice.ErrNothingToDo):
		case c.tenant == "deleted" && errors.As(err, &blocked): // nothing of it can be read yet
		case c.tenant == "judged-no-multi-tenant" && st.ID == "3-8": // tried, and refused by Entra
		default:
			w.t.Errorf("steps %s, which hold: plan says %v", st.ID, err)
		}
	}
}

// activate switches the eligible role on and signs in again.
func activate(w *walk, _ *judgedCase) {
	must.Do(w.t, w.srv.ActivateRole(w.sc.Admin, "Global Administrator"))
	w.signInAgain(w.sc.Admin)
}

// allowed makes a secret as whoever may allow one: the policy for this registration
// alone comes first, and what forbids others does not concern it any more.
func allowed(w *walk, _ *judgedCase) {
	w.r.StepUp(change.ScopesToAllow())
	w.signInAgain(w.sc.Admin)
	w.observe()
	w.do("23-27")
	w.prove()
}

// refused tries a repair that a policy forbids: Entra says no, the engine knows
// why, and nothing is changed.
func refused(phase string, why error) func(*walk, *judgedCase) {
	return func(w *walk, _ *judgedCase) {
		plan := w.plan(phase)
		if _, err := w.r.Apply(w.t.Context(), plan, func(change.Note) {}); !errors.Is(err, why) {
			w.t.Errorf("steps %s: %v, want %v", phase, err, why)
		} else if a := advice.Advise(err); a.Do == "" || a.What == "" {
			w.t.Errorf("advice: %+v", a)
		}
	}
}

// wantKept: whatever was in the tenant before is there after the repairs, other
// registrations untouched, except redirect URIs that were replaced. Somebody
// else's secret is never removed, not even an expired one.
func (w *walk) wantKept(before sim.State, gone []string) {
	w.t.Helper()
	after := w.srv.State()
	if n, m := len(before.Applications)+deleted(before, "application"), len(after.Applications); n != m {
		w.t.Errorf("%d registrations, there were %d", m, n)
	}
	if n, m := len(before.ServicePrincipals)+deleted(before, "servicePrincipal"), len(after.ServicePrincipals); n != m {
		w.t.Errorf("%d service principals, there were %d", m, n)
	}
	for _, old := range append(before.Applications, before.Deleted...) {
		now := after.Application(old["appId"].(string))
		if old["@odata.type"] == "#microsoft.graph.servicePrincipal" {
			now = after.ServicePrincipal(old["appId"].(string))
		}
		if now == nil || now["id"] != old["id"] {
			w.t.Errorf("%v is not what it was: %v", old["displayName"], now["id"])
			continue
		}
		if old["appId"] != judgedApp && fmt.Sprint(now) != fmt.Sprint(old) {
			w.t.Errorf("%v was changed:\n%v\n%v", old["displayName"], old, now)
		}
		wantSubset(w, "redirect URIs", without(allURIs(old), gone), allURIs(now))
		wantSubset(w, "replaced redirect URIs", gone, without(gone, allURIs(now)))
		for _, part := range []string{"requiredResourceAccess", "passwordCredentials", "tags"} {
			wantSubset(w, part, flat(old[part]), flat(now[part]))
		}
	}
	wantSubset(w, "grants", flat(before.Grants), flat(after.Grants))
	wantSubset(w, "grants for people", flat(before.DelegatedGrants), flat(after.DelegatedGrants))
	if b := judge.BoardOf(w.r.Snapshot(), w.r.Profile()); !b.Complete() || b.Count(mtp.StatusRegistered) != mtp.URICount {
		w.t.Errorf("board: %s", b.Summary())
	}
}

func wantSubset(w *walk, what string, old, now []string) {
	w.t.Helper()
	if lost := without(old, now); len(lost) > 0 {
		w.t.Errorf("%s that are gone: %q", what, lost)
	}
}
