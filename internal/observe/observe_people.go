package observe

import (
	"context"
	"sort"

	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/prove"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// roleState joins three readings: what the directory says now, what the token
// carries, and what the person could activate.
func roleState(a graph.Answers, ofGroups setup.Part[[]graph.RoleAssignment],
	who entra.Identity) setup.Part[setup.RoleState] {
	roles := Required[[]graph.DirectoryRole](a, graph.DirectoryRolesQuery())
	if !roles.Known {
		return setup.Unknown[setup.RoleState](roles.Why)
	}
	token := setOf(who.RoleIDs)
	active := map[string]bool{}
	st := setup.RoleState{Consent: setup.RoleNone}
	blind := false
	for _, r := range roles.Value {
		if r.RoleTemplateID == "" {
			blind = true // Graph hides details of what the token may not read
			continue
		}
		active[r.RoleTemplateID] = true
		st.Names = append(st.Names, text.Or(judge.RoleNames[r.RoleTemplateID], r.DisplayName))
	}
	if blind && len(token) > 0 { // a token lists the built-in roles that it carries
		blind = false
		for id := range token {
			if id != MemberMarker && !active[id] {
				active[id] = true
				st.Names = append(st.Names, text.Or(judge.RoleNames[id], id))
			}
		}
	}
	sort.Strings(st.Names)
	st.CanWriteApps, st.CanRegister = anyRole(active, token, appRoles), anyRole(active, token, registerRoles)
	st.Hidden = hiddenRoles(a, ofGroups, who, active)
	st.Allow = allowAnswer(active, token)
	st.Consent, st.ConsentRole = consentAnswer(active, token)
	if st.Consent != setup.RoleNone {
		return setup.Known(st)
	}
	if blind {
		return setup.Unknown[setup.RoleState](
			setup.Reason{Text: "Entra showed that you hold a role, but not which.",
				Remedy: "Sign in again and agree to \"Read all directory RBAC settings\"."})
	}
	// Where eligibility could not be read, none is known.
	eligible, _ := graph.Decode[[]graph.RoleEligibility](a, graph.RoleEligibilityQuery())
	for _, e := range eligible {
		for _, id := range consentRoles {
			if e.RoleDefinitionID == id && e.DirectoryScopeID == "/" {
				st.Consent, st.ConsentRole = setup.RoleEligible, judge.RoleNames[id]
			}
		}
	}
	if st.Consent == setup.RoleNone && (!st.Hidden.Known || st.Hidden.Value) {
		st.Consent = setup.RoleUnseen
	}
	return setup.Known(st)
}

func consentAnswer(active, token map[string]bool) (setup.RoleAnswer, string) {
	stale := ""
	for _, id := range consentRoles {
		switch {
		case active[id] && inToken(token, id):
			return setup.RoleActive, judge.RoleNames[id]
		case active[id] && stale == "":
			stale = judge.RoleNames[id]
		}
	}
	if stale != "" {
		return setup.RoleStale, stale
	}
	return setup.RoleNone, ""
}

// inToken tells whether the token carries a role. A token without any role
// claim says nothing, so the directory's word stands.
func inToken(token map[string]bool, id string) bool { return len(token) == 0 || token[id] }

func setOf(ids []string) map[string]bool {
	m := map[string]bool{}
	for _, id := range ids {
		m[id] = true
	}
	return m
}

// ReadStored looks whether the secret is where the profile says, and tries it
// once: a token shows that it still works, without anybody signed in.
func (o *Observation) ReadStored(ctx context.Context) {
	switch {
	case o.P.Secret.KeyID == "":
		o.Stored = setup.Known(false)
		return
	case o.P.Secret.Keeper == setup.KeeperShownOnce:
		o.Stored = setup.Known(false)
	}
	secret, err := o.R.Secret(ctx)
	if err != nil {
		o.Stored = prove.StoredAnswer(err)
		return
	}
	if o.P.Secret.Keeper != setup.KeeperShownOnce {
		o.Stored = setup.Known(true)
	}
	try := prove.TryToken(ctx, o.R, o.P, secret)
	o.Proof = o.R.Weigh(o.P, try)
}

// ReadPilot looks for the pilot sign-in, if one was asked for.
func (o *Observation) ReadPilot(ctx context.Context) {
	if o.P.PilotFrom == nil || o.P.App.AppID == "" {
		return
	}
	began := o.R.Now()
	entries, err := o.Client.SignIns(ctx, o.P.App.AppID, *o.P.PilotFrom)
	o.Took.Pilot = o.R.Now().Sub(began)
	if err != nil {
		part := setup.Unknown[*graph.SignIn](ReasonOf(err))
		o.Pilot = &part
		return
	}
	part := setup.Known(BestSignIn(entries))
	o.Pilot = &part
}
