package judge

import (
	"ssowizard/internal/messages"
	"ssowizard/internal/setup"
)

// Question is a yes or no that only a person can answer. Both fronts ask it, with
// the same answer under Enter.
type Question string

// The questions.
const (
	AskOwnTenant     Question = "own-tenant"     // is this your own company's tenant, not a customer's?
	AskReplaceNear   Question = "replace-near"   // do addresses that are nearly the same give way?
	AskDropUnclaimed Question = "drop-unclaimed" // does a secret go that this computer does not use?
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

// Why is what a person is told who asks what the question is about.
func (q Question) Why() string {
	switch q {
	case AskOwnTenant:
		return "Partners often hold accounts in customers' tenants as well, and no sign-in tells whose " +
			"tenant it is. The registration belongs in your own company's: yes where this is the company " +
			"that you work for, no where it is a customer's. With no, nothing is written."
	case AskReplaceNear:
		return "Such an address differs from one of the MTP portal's by a slip, as a slash at its end, " +
			"so that no sign-in can use it. The plan shows what goes before anything is written."
	case AskDropUnclaimed:
		return "It bears this program's mark, and this computer does not use it. " +
			"If the MTP portal was given that one, sign-in stops when it goes."
	case AskOpenToAll:
		return "As it is, only people who are assigned to it in Entra can sign in to the MTP " +
			"portal with Microsoft."
	}
	return ""
}

// CustomersSign is what speaks for a customer's tenant where somebody has to say
// whose it is; "" where nothing does.
func CustomersSign(s setup.Snapshot) string {
	if !s.Identity.Guest {
		return ""
	}
	return "This account is a guest here. That is a sign of a customer's tenant."
}

// OwnUnasked judges whose tenant it is where nobody can be asked: what speaks for a
// customer's stops the run before its first write. false where nothing does.
func OwnUnasked(s setup.Snapshot) (setup.Finding, bool) {
	sign := CustomersSign(s)
	if sign == "" {
		return setup.Finding{}, false
	}
	return setup.Finding{Code: setup.CodeGuestAccount, Variant: "unasked", Level: setup.LevelFail,
		Subject: s.Identity.Username, Args: messages.With("sign", sign)}, true
}

// Default is the answer that Enter alone gives. A guest's tenant is likely a
// customer's, so that Enter out of habit says no there; who may sign in stays as
// somebody set it; what is nearly the same as a wanted address is a slip, and the
// plan shows what goes before anything is written.
func (q Question) Default(s setup.Snapshot) Answer {
	switch q {
	case AskOwnTenant:
		if CustomersSign(s) != "" {
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
