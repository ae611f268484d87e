package sim

import (
	"slices"
	"time"
)

// Token is an access token for Graph of an account, with the roles that are active now.
func (s *Server) Token(upn string, scopes ...string) string {
	acc, _ := s.dir.account(upn)
	return s.login.tok.mint(grantInfo{
		TenantID: s.sc.Tenant.ID, ClientID: graphTools, AccountID: acc.ID, UPN: acc.UPN, Scopes: scopes,
		WIDs: s.dir.activeRoles(acc.ID), Life: time.Hour,
	})
}

// Shapes are the forms of all filters and searches that the tenant answers.
func Shapes() []string {
	var out []string
	for _, s := range slices.Concat(filterShapes, searchShapes) {
		out = append(out, s.typeName+" "+s.form())
	}
	return out
}

// ShapeOf is the form of an expression about a type, "" where it has none.
func ShapeOf(typeName, raw string) string {
	for _, s := range slices.Concat(filterShapes, searchShapes) {
		if _, ok := s.read(raw); ok && s.typeName == typeName {
			return s.typeName + " " + s.form()
		}
	}
	return ""
}
