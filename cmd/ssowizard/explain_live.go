package main

import (
	"context"

	"github.com/spf13/pflag"

	"ssowizard/internal/document"
	"ssowizard/internal/explain"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain"
)

// live reports whether an explanation looks at what Entra holds now. In practice it
// does so unless told otherwise, since that asks nobody for anything.
func (o *options) live() bool {
	return o.signIn == "device" || o.signIn == "browser" || o.practice != "" && o.signIn == ""
}

// explainSignedIn signs in, for reading only, and explains by what is there.
// The text may have come by the input, so nothing is asked.
func explainSignedIn(ctx context.Context, flags *pflag.FlagSet, ios *ioStreams, o *options, text string,
) error {
	if o.urisFrom == "-" {
		return &usageError{"With a sign-in, the redirect URIs cannot come by the input.",
			"Give them as a file."}
	}
	if o.practice == "" && o.profile == "" && o.tenant == "" {
		p, several, err := ios.profileFor(ctx, o, text)
		switch {
		case err != nil:
			return err
		case p.Name == "" && several:
			return &usageError{"There are several profiles on this computer, " +
				"and nothing told which is meant.",
				"Name one with --profile."}
		case p.Name == "":
			return &usageError{"This computer remembers no setup to look at.",
				"Name the company with --tenant, or leave --sign-in out."}
		}
		o.profile = p.Name
	}
	o.noInput, o.command.explain = true, text
	return execute(ctx, flags, ios, o, "explain")
}

// explainWith explains the text by what a look found. What ended the look before
// its time was said; only a refused sign-in, or a value that cannot be used, is
// the command's own ending.
func (w *factory) explainWith(ctx context.Context, c plain.Config) (said bool, err error) {
	ended := plain.Look(ctx, c)
	if ctx.Err() != nil || outcome.Unusable(ended) {
		return true, ended
	}
	e := explain.Explain(w.opts.command.explain, c.Session.Snapshot(), c.Session.Profile(), w.opts.clientID)
	if !outcome.Is[*outcome.NotSignedIn](ended) {
		ended = nil
	}
	asked := c.Session.Snapshot().Services()
	if !w.opts.json {
		w.ios.sayExplanation(e, false, asked)
	} else if err := w.ios.writeExplanation(e, c.Session.Now(), ended,
		document.Looked{Services: asked, Consent: c.Session.ConsentSeen().Told()}); err != nil {
		return false, err
	}
	return true, ended
}
