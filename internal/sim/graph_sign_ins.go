package sim

import (
	"maps"
	"net/http"
	"slices"
)

// logSignIn writes an entry to the sign-in log.
func (s *store) logSignIn(e signInEntry) {
	now := s.clk.now()
	o := blank("signIn")
	acc, _ := s.accountByID(e.AccountID)
	status := "success"
	if e.ErrorCode != 0 {
		status = "notApplied"
	}
	maps.Copy(o, object{
		"id": s.ids.guid(), "createdDateTime": stamp(now), "appId": e.AppID, "userId": e.AccountID,
		"userPrincipalName": e.UPN, "userDisplayName": acc.Name, "isInteractive": true,
		"clientAppUsed":           "Browser",
		"conditionalAccessStatus": status, "correlationId": s.ids.guid(), "ipAddress": "203.0.113.7",
		"homeTenantId": s.sc.Tenant.ID, "resourceTenantId": s.sc.Tenant.ID,
		"status": object{
			"errorCode": float64(e.ErrorCode), "failureReason": nullable(e.FailureReason),
			"additionalDetails": nil,
		},
	})
	if app := s.appByAppID(e.AppID); app != nil {
		o["appDisplayName"] = app.now()["displayName"]
	}
	s.signIns = append(s.signIns, newRecord(o, now))
}

// listSignIns answers the sign-in log, newest first. It needs a P1 or P2 licence (Graph docs, signin-list).
func (s *store) listSignIns(g *graphRequest) (*reply, *refusal) {
	if s.sc.Licence == "free" {
		return nil, refuse(http.StatusForbidden, "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
			"Neither tenant is B2C or tenant doesn't have premium license")
	}
	out := s.listed(s.signIns, s.sc.Delays.SignInLog)
	slices.Reverse(out)
	return g.collection(of(out), listOptions{
		typeName: "signIn", context: "auditLogs/signIns", pageSize: 1000, maxTop: 1000,
	})
}
