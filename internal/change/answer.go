package change

import (
	"context"

	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// takeBackUnfit takes back a secret whose answer does not fit. It goes by the name
// alone, which was saved before: the id in the answer is not believed.
func takeBackUnfit(ctx context.Context, r Env, c *graph.Client, name, why string, note func(Note)) error {
	e := &setup.AnswerError{What: "the new client secret", Why: why,
		Then: "The new secret was taken back, and nothing of it is kept."}
	note(Note{Text: "The answer does not fit, so the new secret is taken back"})
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), setup.TakeBackWithin)
	defer cancel()
	took, err := removeLost(ctx, r, c, name, note)
	if err != nil || !took {
		e.Then = "The new secret may still be in Entra under the name \"" + text.Clean(name) +
			"\". Nobody has its value; the next run looks for it and takes it back."
		return e
	}
	if err := r.Update(func(p *setup.Profile) { p.Pending = nil }); err != nil {
		return err
	}
	return e
}

// secretsSeen are the registration's secrets as of the last look.
func secretsSeen(r Env) []graph.Password {
	s := r.Snapshot()
	if s.App.Value == nil {
		return nil
	}
	return s.App.Value.PasswordCredentials
}
