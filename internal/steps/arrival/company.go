package arrival

import (
	"fmt"
	"strings"

	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
)

// companyFacts say which tenant this is, and who is signed in.
func companyFacts(s setup.Snapshot) steps.Block {
	name, domains := "could not be read", "could not be read"
	if o := s.Organization; o.Known {
		name = o.Value.DisplayName
		var list []string
		for _, d := range o.Value.VerifiedDomains {
			list = append(list, d.Name)
		}
		domains = strings.Join(list[:min(len(list), 8)], ", ")
		if len(list) > 8 {
			domains += fmt.Sprintf(" and %d more", len(list)-8)
		}
	}
	return steps.Block{
		steps.Fact{Label: "Company", Text: name, Weight: steps.Strong},
		steps.Fact{Label: "Domains", Text: domains},
		steps.Fact{Label: "Tenant id", Text: s.Tenant.ID},
		steps.Fact{Label: "Signed in", Text: s.Identity.Username},
	}
}

// ownMatters is why it matters whose tenant it is, for what is done here.
func ownMatters(t *steps.Task) string {
	switch {
	case t == nil:
		return "The registration must be made in your own: customers are connected to it later."
	case t.ID == steps.TaskRenew:
		return "The new secret goes on the registration in this tenant, and the MTP portal signs in with it."
	case t.ID == steps.TaskUndo:
		return "What is taken back is removed from this tenant."
	}
	return "A repair changes the registration in this tenant, through which people sign in to the MTP portal."
}
