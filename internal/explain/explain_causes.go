package explain

import (
	"strings"

	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// lookers look at what a code can come from, by the ids that the catalog of codes names.
// A code without any has the catalog's words only.
var lookers = map[string]func(scene) []Cause{
	"other-app":        otherApp,
	"uris":             uriCauses,
	"platform":         platformCauses,
	"ids":              idCauses,
	"gone":             goneCauses,
	"tenant":           tenantCauses,
	"disabled":         disabledCauses,
	"principal":        principalCauses,
	"wrong-secret":     wrongSecretCauses,
	"expired-secret":   expiredSecretCauses,
	"consent":          consentCauses,
	"customers-tenant": customersTenant,
	"assignment":       assignmentCauses,
	"audience":         audienceCauses,
	"account":          accountCauses,
}

// causes are the causes of one code, each with the code's name.
func (c scene) causes(n int) []Cause {
	var out []Cause
	e, _ := entra.Explain(n)
	for _, id := range e.Causes {
		look, known := lookers[id]
		if !known { // a fault of the build, which a test finds: the catalog's words are left
			continue
		}
		for _, x := range look(c) {
			x.For = aadstsName(n)
			out = append(out, x)
		}
	}
	return out
}

// notRead is the answer where only Entra knows. Without a profile there is
// nothing to speak of, so nothing is said.
func (c scene) notRead(text string, why setup.Reason) []Cause {
	if c.appID() == "" {
		return nil
	}
	if why.Text == "" {
		why = setup.Reason{Text: "Entra was not asked.",
			Remedy: "Sign in with ssowizard validate, which looks."}
	}
	return []Cause{{Truth: TruthUnknown, Text: text, Evidence: why.Text, Remedy: why.Remedy}}
}

// fromFindings turns what the judge said into causes, each once; the others
// than these codes do not count.
func fromFindings(fs []setup.Finding, codes ...setup.Code) []Cause {
	var out []Cause
	seen := map[setup.Finding]bool{}
	for _, f := range fs {
		for _, code := range codes {
			if f.Code == code && !seen[f] {
				seen[f] = true
				out = append(out, Cause{Truth: TruthHolds, Finding: f.Code, Text: f.Text(),
					Evidence: wantGot(f), Remedy: f.Remedy()})
			}
		}
	}
	return out
}

func ruledOut(text, evidence string) Cause {
	return Cause{Truth: TruthRuledOut, Text: text, Evidence: evidence}
}

// otherApp says whether the message is about this registration at all.
func otherApp(c scene) []Cause {
	want := c.appID()
	if c.m.AppID == "" || want == "" || setup.SameID(c.m.AppID, want) {
		return nil
	}
	return []Cause{{Truth: TruthHolds, Text: "The message is about another registration than this one.",
		Evidence: "It names the application id " + c.m.AppID + "; yours is " + want +
			" by " + c.source() + ".",
		Remedy: "If the MTP portal showed it, correct the field \"Application (client) ID\" " +
			"there (step 11)."}}
}

// idCauses compare the application id that was refused.
func idCauses(c scene) []Cause {
	want, got := c.appID(), c.m.AppID
	switch {
	case want == "" || got == "":
		return nil
	case setup.SameID(got, want):
		return []Cause{ruledOut("The application id in the MTP portal is wrong.",
			"The message names "+want+", which is your registration's by "+c.source()+".")}
	case setup.SameID(got, c.tenantID()):
		return []Cause{{Truth: TruthHolds, Text: "The two ids are swapped in the MTP portal.",
			Evidence: "The message names " + got + " as application; that is your directory (tenant) ID.",
			Remedy:   "Exchange the two fields in \"Configure MTP portal account\" (step 11)."}}
	}
	v := c.knownID(got)
	switch v.Kind {
	case ValueObjectID, ValuePrincipalID, ValueSecretID:
		return []Cause{{Truth: TruthHolds,
			Text:     "Another id stands in the field \"Application (client) ID\" of the MTP portal.",
			Evidence: v.Means, Remedy: "Enter " + want + " there (step 11)."}}
	}
	return []Cause{{Truth: TruthHolds, Text: "The application id that was used is not your registration's.",
		Evidence: "The message names " + got + "; yours is " + want + " by " + c.source() + ".",
		Remedy: "Enter " + want + " in the field \"Application (client) ID\" of the MTP " +
			"portal (step 11)."}}
}

// tenantCauses compare the tenant that was asked.
func tenantCauses(c scene) []Cause {
	want := c.tenantID()
	if want == "" {
		return nil
	}
	wrong := func(got string) []Cause {
		return []Cause{{Truth: TruthHolds,
			Finding: setup.CodeTenantMismatch, Text: "The tenant that was asked is not your company's.",
			Evidence: "The message names " + got + "; yours is " + want + ".", Remedy: "Enter " + want +
				" in the field \"Directory (tenant) ID\" of the MTP portal (step 11)."}}
	}
	right := []Cause{ruledOut("The tenant id in the MTP portal is wrong.",
		"The message names your own tenant.")}
	switch {
	case c.m.TenantID != "" && setup.SameID(c.m.TenantID, c.appID()):
		return []Cause{{Truth: TruthHolds, Text: "The application id stands in the field of the tenant id.",
			Evidence: "The message names " +
				c.m.TenantID + " as tenant; that is your application (client) ID.",
			Remedy: "Exchange the two fields in \"Configure MTP portal account\" (step 11)."}}
	case c.m.TenantID != "" && setup.SameID(c.m.TenantID, want):
		return right
	case c.m.TenantID != "":
		return wrong(c.m.TenantID)
	case c.m.Tenant == "":
		return nil
	case c.ownName(c.m.Tenant):
		return right
	}
	return []Cause{{Truth: TruthPossible, Text: "The tenant that was asked is not your company's.",
		Evidence: "The message calls it " + shown(c.m.Tenant) + "; yours is known here as " +
			text.Or(c.p.Tenant.Name, text.Or(c.p.Tenant.Domain, want)) + ".",
		Remedy: "Compare the field \"Directory (tenant) ID\" of the MTP portal with " + want + "."}}
}

// ownName tells whether a tenant's name or domain is this company's.
func (c scene) ownName(name string) bool {
	names := []string{c.p.Tenant.Name, c.p.Tenant.Domain,
		c.s.Organization.Value.DisplayName, c.s.Tenant.Asked}
	for _, d := range c.s.Organization.Value.VerifiedDomains {
		names = append(names, d.Name)
	}
	for _, n := range names {
		if n != "" && strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}

// goneCauses say whether the registration is there.
func goneCauses(c scene) []Cause {
	switch {
	case c.m.AppID != "" && !setup.SameID(c.m.AppID, c.appID()):
		return nil // it is about another one
	case !c.s.App.Known:
		return c.notRead("The registration was deleted, or is too new to be known everywhere.", c.s.App.Why)
	case c.s.App.Value == nil:
		return fromFindings([]setup.Finding{judge.GoneFinding(c.s, c.p)}, setup.CodeAppDeleted,
			setup.CodeAppNotFound)
	}
	there := []Cause{ruledOut("The registration was deleted.",
		"Entra holds it: "+shown(c.s.App.Value.DisplayName)+".")}
	if made := c.s.App.Value.CreatedDateTime; made != nil && c.young(*made) {
		there = append(there, Cause{Truth: TruthPossible,
			Text:     "The registration is so new that not every server of Entra knows it.",
			Evidence: "It was made at " + made.UTC().Format("15:04 UTC") + ".",
			Remedy:   "Wait a minute and try again."})
	}
	return append(there, principalCauses(c)...)
}

// principalCauses say whether the enterprise application is there.
func principalCauses(c scene) []Cause {
	const text = "The service principal (enterprise application) is missing."
	switch {
	case !c.s.Principal.Known:
		return c.notRead(text, c.s.Principal.Why)
	case c.app() == nil:
		return nil
	case c.s.Principal.Value == nil:
		return fromFindings(judge.PrincipalState(c.s, c.p, judge.Checking).Findings,
			setup.CodeServicePrincipalMissing)
	}
	return []Cause{ruledOut(text, "Entra holds it: "+c.s.Principal.Value.ID+".")}
}

// disabledCauses say whether the application is switched off.
func disabledCauses(c scene) []Cause {
	const text = "Sign-in is switched off for the application."
	if !c.s.App.Known || !c.s.Principal.Known {
		return c.notRead(text, c.s.Principal.Why)
	}
	if c.app() == nil {
		return nil
	}
	fs := append(judge.DisabledFindings(c.app()), judge.PrincipalState(c.s, c.p, judge.Checking).Findings...)
	if out := fromFindings(fs, setup.CodeAppDisabled, setup.CodeServicePrincipalDisabled); len(out) > 0 {
		return out
	}
	return []Cause{ruledOut(text, "Entra says that it is enabled. If that was changed a few minutes ago, "+
		"it may take some more to be known.")}
}

// assignmentCauses say whether people have to be assigned.
func assignmentCauses(c scene) []Cause {
	const text = "The enterprise application admits only people who are assigned to it."
	switch {
	case !c.s.Principal.Known:
		return c.notRead(text, c.s.Principal.Why)
	case c.s.Principal.Value == nil || c.app() == nil:
		return nil
	}
	if out := fromFindings(judge.PrincipalState(c.s, c.p, judge.Checking).Findings,
		setup.CodeAssignmentRequired); len(out) > 0 {
		return out
	}
	return []Cause{ruledOut(text, "\"Assignment required?\" is \"No\" in Entra now.")}
}

// audienceCauses say who may sign in.
func audienceCauses(c scene) []Cause {
	const text = "The registration admits its own tenant only."
	switch {
	case !c.s.App.Known:
		return c.notRead(text, c.s.App.Why)
	case c.app() == nil:
		return nil
	}
	if out := fromFindings(judge.CheckAudience(c.p, c.app()).Findings,
		setup.CodeAudienceSingleTenant); len(out) > 0 {
		return out
	}
	if a := c.app().SignInAudience; a != graph.AudienceOrgs && a != graph.AudiencePersonal {
		return c.notRead(text, setup.Reason{Text: "Entra did not say which accounts may sign in."})
	}
	return []Cause{ruledOut(text, "\""+setup.AudienceSubject+"\" is \""+
		setup.AudienceLabel(c.app().SignInAudience)+"\" in Entra now.")}
}

// accountCauses compare where the account comes from.
func accountCauses(c scene) []Cause {
	home, want := c.m.HomeTenantID, c.tenantID()
	switch {
	case home == "" || want == "":
		return nil
	case setup.SameID(home, want):
		return []Cause{ruledOut("The account belongs to another company.", "It comes from your own tenant.")}
	}
	return []Cause{{Truth: TruthHolds, Text: "The account belongs to another company or is personal.",
		Evidence: "It comes from the tenant " + home + "; yours is " + want + ".", Remedy: "Sign in with " +
			"an account of your company. A private window helps where the browser insists on the other one."}}
}
