package sim

import (
	"net/http"
)

// serveRoleManagement answers what is below /roleManagement/directory: direct assignments, and the caller's own
// eligible and active roles in Privileged Identity Management.
func (s *store) serveRoleManagement(g *graphRequest) (*reply, *refusal) {
	if g.seg(1) != "directory" || len(g.path) < 3 {
		return nil, noSegment(cut(g.seg(1), 80))
	}
	if refused := g.allow(http.MethodGet); refused != nil {
		return nil, refused
	}
	switch g.seg(2) {
	case "roleAssignments":
		if len(g.path) == 3 {
			return s.roleAssignments(g)
		}
	case "transitiveRoleAssignments":
		if len(g.path) == 3 && g.beta {
			return s.transitiveRoleAssignments(g)
		}
	case "roleEligibilityScheduleInstances", "roleAssignmentScheduleInstances":
		return s.scheduleInstances(g, g.seg(2) == "roleEligibilityScheduleInstances")
	}
	return nil, noSegment(cut(g.path[len(g.path)-1].original, 80))
}

// scheduleInstances answers filterByCurrentUser(on='principal'). It needs a P2 licence.
func (s *store) scheduleInstances(g *graphRequest, eligible bool) (*reply, *refusal) {
	need, typeName := ruleActivations, "unifiedRoleAssignmentScheduleInstance"
	if eligible {
		need, typeName = ruleEligibility, "unifiedRoleEligibilityScheduleInstance"
	}
	if refused := s.permit(g, need); refused != nil {
		return nil, refused
	}
	call := segment{}
	if len(g.path) == 4 {
		call = g.path[3]
	}
	if call.name != "filterByCurrentUser" || call.keyName != "on" {
		if len(g.path) == 3 {
			return nil, denied() // the whole tenant's list is for security readers; the wizard's callers ask for their own
		}
		return nil, noSegment(cut(g.path[len(g.path)-1].original, 80))
	}
	if call.key != "principal" {
		return nil, badRequest("The value '%s' of the parameter 'on' is not supported.", cut(call.key, 60))
	}
	if s.sc.Licence != "P2" {
		return nil, refuse(http.StatusBadRequest, "AadPremiumLicenseRequired",
			"The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.")
	}
	acc, _ := s.accountByID(g.who.AccountID)
	var out []object
	if eligible {
		for _, name := range acc.Eligible {
			r, _ := roleByName(name)
			more := object{"roleEligibilityScheduleId": s.localID(r.template), "endDateTime": nil,
				"startDateTime": stamp(s.clk.now().Add(-origin))}
			if acc.EligibleThrough != "" {
				more["memberType"], more["principalId"] = "Group", s.groupID(acc.EligibleThrough)
			}
			out = append(out, s.instance(typeName, acc, r, more))
		}
	} else {
		for _, template := range s.rolesOf(acc.ID) {
			r, _ := roleByName(template)
			out = append(out, s.activeInstance(typeName, acc, r))
		}
	}
	return g.collection(of(out), listOptions{typeName: typeName, context: "Collection(" + typeName + ")", pageSize: 100, maxTop: 999})
}

// instance is what eligible and active roles have in common.
func (s *store) instance(typeName string, acc Account, r role, more object) object {
	o := object{
		"@odata.type": "#microsoft.graph." + typeName, "id": s.localID(r.template), "principalId": acc.ID,
		"roleDefinitionId": r.template, "directoryScopeId": "/", "appScopeId": nil, "memberType": "Direct",
	}
	for k, v := range more {
		o[k] = v
	}
	return o
}

// activeInstance is an active role: activated for eight hours when the account is only eligible, else assigned for good.
func (s *store) activeInstance(typeName string, acc Account, r role) object {
	since := s.activated[acc.ID][r.template]
	more := object{
		"assignmentType": "Assigned", "startDateTime": stamp(since), "endDateTime": nil,
		"roleAssignmentScheduleId": s.localID(r.template), "roleAssignmentOriginId": s.localID(r.template),
	}
	for _, name := range acc.Eligible {
		if e, ok := roleByName(name); ok && e == r {
			more["assignmentType"], more["endDateTime"] = "Activated", stamp(since.Add(activationLife))
		}
	}
	return s.instance(typeName, acc, r, more)
}
