package change

import (
	"slices"

	"ssowizard/internal/setup"
)

// mender is what a write knows of the findings that it puts right. One that mends
// nothing, as a note on the registration, is none.
type mender interface{ mends() []setup.Code }

// mended are the findings that the plan's writes put right.
func (p Plan) mended(wrong []setup.Finding) []setup.Finding {
	var codes []setup.Code
	for _, o := range p.Ops {
		if m, ok := o.(mender); ok {
			codes = append(codes, m.mends()...)
		}
	}
	var out []setup.Finding
	for _, f := range wrong {
		if slices.Contains(codes, f.Code) {
			out = append(out, f)
		}
	}
	return out
}

func (o *patchApp) mends() []setup.Code {
	var out []setup.Code
	if o.patch.SPA != nil || o.patch.Web != nil || o.patch.PublicClient != nil {
		out = append(out, setup.CodeURIMissing, setup.CodeURIWrongPlatform, setup.CodeURINearMiss)
	}
	if o.patch.SignInAudience != nil {
		out = append(out, setup.CodeAudienceSingleTenant)
	}
	if o.patch.RequiredResourceAccess != nil {
		out = append(out, setup.CodePermissionMissing, setup.CodePermissionWrongKind)
	}
	return out
}

func (o *PatchPrincipal) mends() []setup.Code {
	var out []setup.Code
	if o.Patch.AccountEnabled != nil {
		out = append(out, setup.CodeServicePrincipalDisabled)
	}
	if o.Patch.AppRoleAssignmentRequired != nil {
		out = append(out, setup.CodeAssignmentRequired)
	}
	return out
}

func (o *RestoreApp) mends() []setup.Code { return []setup.Code{setup.CodeAppDeleted} }

func (o *CreatePrincipal) mends() []setup.Code {
	return []setup.Code{setup.CodeServicePrincipalMissing}
}

func (o *RestorePrincipal) mends() []setup.Code {
	return []setup.Code{setup.CodeServicePrincipalMissing}
}

func (o *GrantRole) mends() []setup.Code { return []setup.Code{setup.CodeConsentMissing} }

func (o *GrantScopes) mends() []setup.Code { return []setup.Code{setup.CodeConsentPeopleAsked} }

func (o *FinishOrphan) mends() []setup.Code { return []setup.Code{setup.CodeSecretOrphan} }

func (o *AddSecret) mends() []setup.Code {
	return []setup.Code{setup.CodeSecretMissing, setup.CodeSecretExpired, setup.CodeSecretExpiring}
}
