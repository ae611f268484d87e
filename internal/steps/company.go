package steps

import (
	"fmt"
	"strings"

	"ssowizard/internal/setup"
)

// companyFacts say which tenant this is, and who is signed in.
func companyFacts(s setup.Snapshot) Block {
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
	return Block{
		Fact{Label: "Company", Text: name, Weight: Strong},
		Fact{Label: "Domains", Text: domains},
		Fact{Label: "Tenant id", Text: s.Tenant.ID},
		Fact{Label: "Signed in", Text: s.Identity.Username},
	}
}

// ownMatters is why it matters whose tenant it is, for what is done here.
func ownMatters(t *Task) string {
	switch {
	case t == nil:
		return "The registration must be made in your own: customers are connected to it later."
	case t.ID == TaskRenew:
		return "The new secret goes on the registration in this tenant, and the MTP portal signs in with it."
	case t.ID == TaskUndo:
		return "What is taken back is removed from this tenant."
	}
	return "A repair changes the registration in this tenant, through which people sign in to the MTP portal."
}
