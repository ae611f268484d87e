package steps

// Question is a yes or no that only a person can answer. Both fronts ask it, with
// the same answer under Enter.
type Question string

// The questions.
const (
	AskOwnTenant     Question = "own-tenant"     // is this your own company's tenant, not a customer's?
	AskReplaceNear   Question = "replace-near"   // do addresses that are nearly the same give way?
	AskDropUnclaimed Question = "drop-unclaimed" // does a secret go that no receipt of this computer knows?
	AskOpenToAll     Question = "open-to-all"    // may everybody in the company sign in, assigned or not?
)

// Answer is what Enter alone answers.
type Answer string

// The answers. AnswerNone: Enter alone answers nothing, because what a person is
// asked to confirm is never preselected.
const (
	AnswerNone Answer = ""
	AnswerYes  Answer = "yes"
	AnswerNo   Answer = "no"
)

// Default is the answer that Enter alone gives. A guest's tenant is likely a
// customer's, so that Enter out of habit says no there; who may sign in stays as
// somebody set it; what is nearly the same as a wanted address is a slip, and the
// plan shows what goes before anything is written.
func (q Question) Default(s Snapshot) Answer {
	switch q {
	case AskOwnTenant:
		if s.Identity.Guest {
			return AnswerNo
		}
		return AnswerNone
	case AskReplaceNear:
		return AnswerYes
	case AskOpenToAll, AskDropUnclaimed:
		return AnswerNo
	}
	return AnswerNone
}
