package judge

import (
	"fmt"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/messages"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// OthersSecrets is the report of a registration for which this wizard has no
// secret, though others may exist whose values nobody can read again. Which of
// them the MTP portal was given cannot be read either, so the one that lives
// longest decides. The step is never done by them: their values are not at hand.
func OthersSecrets(now time.Time, app *graph.Application, fs []setup.Finding, expected bool) setup.Report {
	best, some := LongestLived(app)
	for _, c := range app.PasswordCredentials {
		switch {
		case !c.Ended(now):
			fs = append(fs, setup.Finding{Code: setup.CodeSecretNotInKeychain, Variant: "others",
				Level: setup.LevelNote, Subject: c.KeyID, Args: messages.With("secret", secretTitle(c),
					"name", c.DisplayName, "life", setup.EndWords(now, c))})
		case c.KeyID != best.KeyID:
			fs = append(fs, setup.Finding{Code: setup.CodeSecretExpired, Variant: "older",
				Level: setup.LevelNote, Subject: c.KeyID, Args: messages.With("secret", secretTitle(c),
					"life", setup.EndWords(now, c), "day", text.Day(c.EndDateTime))})
		}
	}
	if expected {
		fs = append(fs, adoptedSecret(now, app, best, some)...)
	}
	r := holds("", fs...)
	if severity[r.Status] < severity[setup.StatusTodo] {
		r.Status = setup.StatusTodo
	}
	return r
}

// adoptedSecret judges what a registration that somebody set up lives on.
func adoptedSecret(now time.Time, app *graph.Application, best graph.Password, some bool) []setup.Finding {
	if some {
		return setup.AgeFindings(now, best)
	}
	return []setup.Finding{{Code: setup.CodeSecretMissing, Variant: "none", Level: setup.LevelFail,
		Subject: app.AppID}}
}

// secretTitle names one secret among others as the portal's list shows it: by its
// description, and by what its value begins with or else by its id, since nothing
// keeps two from having one description.
func secretTitle(c graph.Password) string {
	which := "key id " + c.KeyID
	if c.Hint != "" {
		which = fmt.Sprintf("begins with %q", c.Hint)
	}
	if c.DisplayName == "" {
		return "a client secret without a description (" + which + ")"
	}
	return fmt.Sprintf("the client secret %q (%s)", c.DisplayName, which)
}

// LongestLived is the secret that ends last; false where there is none.
func LongestLived(app *graph.Application) (graph.Password, bool) {
	var best graph.Password
	for i, c := range app.PasswordCredentials {
		if i == 0 || outlives(c, best) {
			best = c
		}
	}
	return best, len(app.PasswordCredentials) > 0
}

// outlives tells whether a secret ends after another. One of which no end is known
// is taken to live longest: nothing says that it has ended.
func outlives(c, other graph.Password) bool {
	if c.EndDateTime.IsZero() || other.EndDateTime.IsZero() {
		return c.EndDateTime.IsZero() && !other.EndDateTime.IsZero()
	}
	return c.EndDateTime.After(other.EndDateTime)
}

// nameFindings say of every name of unknown fate that nobody knows yet whether a
// secret was made under it. A check could not check that; a walk goes on meanwhile.
func nameFindings(s setup.Snapshot, p setup.Profile, as As) []setup.Finding {
	var out []setup.Finding
	for _, l := range p.Unheard() {
		if len(p.Strays(appOf(s), l.Name)) > 0 || !setup.Young(l.At, s.At) {
			continue
		}
		f := setup.CouldNotCheck(fmt.Sprintf("client secret %q", text.Clean(l.Name)),
			setup.Reason{Text: "a run asked for the client secret \"" +
				text.Clean(l.Name) + "\" at " + l.At.Local().Format("15:04:05 MST") +
				" and never heard whether it was made. Entra's servers do not show it so far.",
				Remedy: "Read again in ten minutes. What turns up is named then, " +
					"and ssowizard takes it back."})
		if !as.Checks() {
			f.Level = setup.LevelNote
		}
		out = append(out, f)
	}
	return out
}
