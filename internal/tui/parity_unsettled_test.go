package tui

import (
	"slices"
	"testing"

	"ssowizard/assets"
)

// TestACheckThatFindsNoRegistrationPrintsWhatItsDocumentSays, where nobody can be
// asked: the findings of every step, a verdict, and the same exit code.
func TestACheckThatFindsNoRegistrationPrintsWhatItsDocumentSays(t *testing.T) {
	t.Parallel()
	looked := 0
	for _, tenant := range assets.PracticeNames() {
		t.Run(tenant, func(t *testing.T) {
			p := newParity(t, parityCase{tenant: tenant})
			if p.g.practice().AppID != "" {
				return // its own registration is meant
			}
			if err := p.in(p.g.runner(), ""); err != nil {
				t.Skip(err)
			}
			doc := p.document()
			if !slices.ContainsFunc(doc.Findings, func(s string) bool { return s == "app-not-found fail "+p.sc.Tenant.ID }) {
				return // nothing was read, or what ended the check came before
			}
			looked++
			p.printsTheSame(doc)
			if tenant == "guest" && !slices.ContainsFunc(doc.Findings, func(s string) bool { return s[:5] == "guest" }) {
				t.Errorf("the document does not tell of the guest: %v", doc.Findings)
			}
		})
	}
	if looked < 5 {
		t.Errorf("only %d checks ended without a registration", looked)
	}
}
