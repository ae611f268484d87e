package steps

import (
	"slices"
)

// mender is what a write knows of the findings that it puts right. One that mends
// nothing, as a note on the registration, is none.
type mender interface{ mends() []Code }

// mended are the findings that the plan's writes put right.
func (p Plan) mended(wrong []Finding) []Finding {
	var codes []Code
	for _, o := range p.ops {
		if m, ok := o.(mender); ok {
			codes = append(codes, m.mends()...)
		}
	}
	var out []Finding
	for _, f := range wrong {
		if slices.Contains(codes, f.Code) {
			out = append(out, f)
		}
	}
	return out
}

func (o *patchApp) mends() []Code {
	var out []Code
	if o.patch.SPA != nil || o.patch.Web != nil || o.patch.PublicClient != nil {
		out = append(out, CodeURIMissing, CodeURIWrongPlatform, CodeURINearMiss)
	}
	if o.patch.SignInAudience != nil {
		out = append(out, CodeAudienceSingleTenant)
	}
	if o.patch.RequiredResourceAccess != nil {
		out = append(out, CodePermissionMissing, CodePermissionWrongKind)
	}
	return out
}

func (o *patchPrincipal) mends() []Code {
	var out []Code
	if o.patch.AccountEnabled != nil {
		out = append(out, CodeServicePrincipalDisabled)
	}
	if o.patch.AppRoleAssignmentRequired != nil {
		out = append(out, CodeAssignmentRequired)
	}
	return out
}

func (o *restoreApp) mends() []Code       { return []Code{CodeAppDeleted} }
func (o *createPrincipal) mends() []Code  { return []Code{CodeServicePrincipalMissing} }
func (o *restorePrincipal) mends() []Code { return []Code{CodeServicePrincipalMissing} }
func (o *grantRole) mends() []Code        { return []Code{CodeConsentMissing} }
func (o *grantScopes) mends() []Code      { return []Code{CodeConsentPeopleAsked} }
func (o *finishOrphan) mends() []Code     { return []Code{CodeSecretOrphan} }

func (o *addSecret) mends() []Code {
	return []Code{CodeSecretMissing, CodeSecretExpired, CodeSecretExpiring}
}
