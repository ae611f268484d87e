package main

import (
	"context"
	"errors"
	"fmt"
	"os/signal"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/spf13/cobra"

	"ssowizard/assets"
	"ssowizard/internal/advice"
	"ssowizard/internal/outcome"
	"ssowizard/internal/text"
)

const about = `Sets up Microsoft 365 single sign-on for the bvoip MTP portal: one app
registration in your own company's Entra, a proven client secret in this
computer's keychain, and every value handed to the MTP portal.

Nothing is written that was not shown. Stop at any time: the next run goes on
from what the tenant holds.`

// run builds the commands, runs one and returns the exit code. Help, a wrong flag
// and a wrong command are plain text and are written at once: nothing is asked of
// the terminal, which may not answer.
func run(ctx context.Context, ios *ioStreams, args []string) int {
	out := &checkedOutput{to: ios.out}
	ios.out = out
	o := &options{}
	root := newRoot(ios, o)
	root.SetArgs(args)
	ctx, stop := signal.NotifyContext(ctx, endings()...)
	defer stop()
	err := refuseSecrets(args)
	if err == nil {
		err = root.ExecuteContext(ctx)
	}
	switch {
	case err == nil:
		err = o.ended
	case !out.causedBy(err): // which is said once, at the end
		sayError(ios, err)
	}
	return out.exitCode(ios.err, exitCode(err))
}

// startWelcome is what a run begins with where no command was named.
const startWelcome = "welcome"

// startOf is what a command begins: the command's own name.
func startOf(c *cobra.Command) string {
	if !c.HasParent() {
		return startWelcome
	}
	return c.Name()
}

// begin makes the body of a command. What a run ends with is told here and kept in
// the options; what the library refuses before that, run tells.
func begin(ios *ioStreams, o *options) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, _ []string) error {
		if err := execute(c.Context(), c.Flags(), ios, o, startOf(c)); err != nil {
			o.end(ios, err)
		}
		return nil
	}
}

// end keeps what a command ended with, and says it where nobody has or will.
func (o *options) end(ios *ioStreams, err error) {
	o.ended = err
	if out, ok := ios.out.(*checkedOutput); ok && out.causedBy(err) {
		return
	}
	sayError(ios, err)
}

// newRoot is the command tree. A command is here only if it works.
func newRoot(ios *ioStreams, o *options) *cobra.Command {
	root := &cobra.Command{
		Use: "ssowizard", Short: "Microsoft 365 single sign-on for the bvoip MTP portal", Long: about,
		Example: "# try it in a simulated tenant\nssowizard --practice\n# set it up\nssowizard setup",
		Args:    o.noArgs,
		RunE:    begin(ios, o),
	}
	setup := &cobra.Command{
		Use: "setup", Short: "Set up single sign-on",
		Long: about + "\n\nWith all inputs and --yes it runs without a question; see the last example. It\n" +
			"ends with 0 once all that it does is done; what is left for you is listed.\n\n" + exitHelp,
		Example: "ssowizard setup\nssowizard setup --plain\n" +
			"ssowizard setup --plain --no-input --yes --tenant contoso.com --name \"bvoip SSO\" " +
			"--redirect-uris uris.txt",
		Args: o.noArgs,
		RunE: begin(ios, o),
	}
	root.SuggestionsMinimumDistance = 2
	root.SilenceUsage, root.SilenceErrors = true, true
	root.Version = wholeVersion()
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { sayHelp(ios, c) })
	o.addFlags(root.Flags(), setupFlags...)
	o.addFlags(setup.Flags(), setupFlags...)
	root.SetFlagErrorFunc(wrongFlag)
	root.AddCommand(setup)
	root.AddCommand(validateCommand(ios, o), renewCommand(ios, o), undoCommand(ios, o))
	root.AddCommand(explainCommand(ios, o), reportCommand(ios, o), manCommand(ios))
	root.SetIn(ios.in)
	root.SetOut(ios.out)
	root.SetErr(ios.err)
	o.strictTopics(root)
	return root
}

// noArgs refuses what follows a command, with the likely meaning.
func (o *options) noArgs(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	word := text.Clean(args[0])
	switch {
	case o.practice != "" && (args[0] == listTenants || slices.Contains(assets.PracticeNames(), args[0])):
		return &usageError{fmt.Sprintf("%q stands apart from --practice.", word),
			"Write it as --practice=" + word + "."}
	case o.practice != "" && len(c.SuggestionsFor(args[0])) == 0:
		return &usageError{fmt.Sprintf("%q stands apart from --practice, and no practice tenant "+
			"has that name.", word),
			"A name stands behind \"=\", as in --practice=two-faults. See them all with --practice=list."}
	case c.HasParent():
		return &usageError{fmt.Sprintf("%q was not expected after %q.", word, c.Name()),
			"See: ssowizard " + c.Name() + " --help."}
	}
	if near := c.SuggestionsFor(args[0]); len(near) > 0 {
		return &usageError{fmt.Sprintf("There is no command %q.", word),
			"Did you mean: ssowizard " + strings.Join(near, ", ssowizard ") + "?"}
	}
	return &usageError{fmt.Sprintf("There is no command %q.", word), "See: ssowizard --help."}
}

// sayError says what a front has not said already: one thing per line, nothing
// styled, because it may be read aloud or stand in a log. On a terminal lines are
// broken between words, to its width.
func sayError(ios *ioStreams, err error) {
	var done *runError
	if as(err, &done) && done.said {
		return
	}
	if errors.Is(err, tea.ErrProgramPanic) {
		sayCrash(ios.err)
		return
	}
	for _, s := range errorLines(err) {
		for line := range strings.SplitSeq(s, "\n") { // of a list, each line that is bad
			indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
			if line = text.Visible(line); ios.errWidth > 0 {
				line = fitted(line, ios.errWidth, indent)
			}
			_, _ = fmt.Fprintln(ios.err, line)
		}
	}
}

// errorLines is what happened, what it means and what to do, each in a line.
func errorLines(err error) []string {
	var done *runError
	var refused *outcome.Refused
	var file *outcome.Unwritten
	var stopped *outcome.Stopped
	wrong := wrongValues(err)
	switch {
	case errors.Is(err, context.Canceled): // no front ran yet, so it was the input that was being read
		return []string{"Interrupted while the input was read. Nothing was sent, and nothing was changed."}
	case len(wrong) > 0:
		var out []string
		for _, use := range wrong {
			out = append(out, use.what, use.remedy)
		}
		return out
	case as(err, &refused):
		return []string{refused.Flag + ": " + strings.TrimSuffix(refused.Why, ".") + ".", refused.Remedy}
	case as(err, &stopped):
		return []string{stopped.Why}
	case as(err, &file):
		return []string{file.What, file.Means, file.Do}
	case !as(err, &done):
		return []string{strings.TrimSuffix(text.Capital(text.Clean(err.Error())), ".") + ".",
			"See: ssowizard --help"}
	}
	a := advice.Advise(err)
	return slices.DeleteFunc([]string{a.What, a.Means, a.Do}, func(s string) bool { return s == "" })
}
