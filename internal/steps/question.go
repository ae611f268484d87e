package steps

// Question is a yes or no that only a person can answer. Both fronts ask it, with
// the same answer under Enter.
type Question string

// The questions.
const (
	AskOwnTenant   Question = "own-tenant"   // is this your own company's tenant, not a customer's?
	AskReplaceNear Question = "replace-near" // do addresses that are nearly the same give way?
	AskOpenToAll   Question = "open-to-all"  // may everybody in the company sign in, assigned or not?
)

// Default is the answer that stands first. A guest's tenant is likely a customer's,
// so that Enter out of habit says no; who may sign in stays as somebody set it.
func (q Question) Default(s Snapshot) bool {
	switch q {
	case AskOwnTenant:
		return !s.Identity.Guest
	case AskReplaceNear:
		return true
	case AskOpenToAll:
	}
	return false
}
