package setup

import (
	"slices"
	"time"

	"ssowizard/internal/graph"
)

// AnswerError says that the answer to a write contradicts what Entra documents,
// so that nothing of it was kept or built on.
type AnswerError struct {
	What string // "the new client secret"
	Why  string // half a sentence: what does not fit
	Then string // a sentence: what became of what was written
}

func (e *AnswerError) Error() string { return "the answer about " + e.What + " does not fit: " + e.Why }

// Unfit says why an answer cannot be the new secret's; "" where nothing speaks
// against it. What is kept under another secret's id, or with a value that Entra
// would refuse, is lost, and its loss would be blamed on the keychain.
func Unfit(pw graph.Password, there []graph.Password) string {
	switch {
	case !graph.IsID(pw.KeyID):
		return "the secret's id in it is none"
	case slices.ContainsFunc(there, func(c graph.Password) bool { return SameID(c.KeyID, pw.KeyID) }):
		return "the secret's id in it is that of an older one"
	case !LooksLike(pw.Secret, pw.Hint):
		return "the value does not begin with the characters that it names as its hint"
	}
	return ""
}

// UnfitIDs says why an answer cannot be the new registration's.
func UnfitIDs(app graph.Application) error {
	if graph.IsID(app.ID) && graph.IsID(app.AppID) {
		return nil
	}
	return &AnswerError{What: "the new registration", Why: "an id in it is none",
		Then: "The registration may be there; the next run looks for it by its unique name and " +
			"goes on with it."}
}

// TakeBackWithin bounds how long a person who stopped the program waits for a
// secret to be taken back; what is not done by then is done at the next start.
const TakeBackWithin = 20 * time.Second
