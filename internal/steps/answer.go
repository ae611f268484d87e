package steps

import (
	"context"
	"slices"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/text"
	"ssowizard/internal/vault"
)

// AnswerError says that the answer to a write contradicts what Entra documents,
// so that nothing of it was kept or built on.
type AnswerError struct {
	What string // "the new client secret"
	Why  string // half a sentence: what does not fit
	Then string // a sentence: what became of what was written
}

func (e *AnswerError) Error() string { return "the answer about " + e.What + " does not fit: " + e.Why }

// unfit says why an answer cannot be the new secret's; "" where nothing speaks
// against it. What is kept under another secret's id, or with a value that Entra
// would refuse, is lost, and its loss would be blamed on the keychain.
func unfit(pw graph.Password, there []graph.Password) string {
	switch {
	case !graph.IsID(pw.KeyID):
		return "the secret's id in it is none"
	case slices.ContainsFunc(there, func(c graph.Password) bool { return sameID(c.KeyID, pw.KeyID) }):
		return "the secret's id in it is that of an older one"
	case !looksLike(vault.NewSecret(pw.SecretText), pw.Hint):
		return "the value does not begin with the characters that it names as its hint"
	}
	return ""
}

// takeBackUnfit takes back a secret whose answer does not fit. It goes by the name
// alone, which was saved before: the id in the answer is not believed.
func (r *Runner) takeBackUnfit(ctx context.Context, c *graph.Client, name, why string, note func(Note)) error {
	e := &AnswerError{What: "the new client secret", Why: why, Then: "The new secret was taken back, and nothing of it is kept."}
	note(Note{Text: "The answer does not fit, so the new secret is taken back"})
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), takeBackWithin)
	defer cancel()
	took, err := r.removeLost(ctx, c, name, note)
	if err != nil || !took {
		e.Then = "The new secret may still be in Entra under the name \"" + text.Clean(name) + "\". Nobody has its value; the next run looks for it and takes it back."
		return e
	}
	if err := r.update(func(p *Profile) { p.Pending = nil }); err != nil {
		return err
	}
	return e
}

// unfitIDs says why an answer cannot be the new registration's.
func unfitIDs(app graph.Application) error {
	if graph.IsID(app.ID) && graph.IsID(app.AppID) {
		return nil
	}
	return &AnswerError{What: "the new registration", Why: "an id in it is none", Then: "The registration may be there; the next run looks for it by its unique name and goes on with it."}
}

// takeBackWithin bounds how long a person who stopped the program waits for a
// secret to be taken back; what is not done by then is done at the next start.
const takeBackWithin = 20 * time.Second

// secretsSeen are the registration's secrets as of the last look.
func (r *Runner) secretsSeen() []graph.Password {
	s := r.Snapshot()
	if s.App.Value == nil {
		return nil
	}
	return s.App.Value.PasswordCredentials
}
