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
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/plain"
)

const about = `Sets up Microsoft 365 single sign-on for the bvoip MTP portal: one app
registration in your own company's Entra, a proven client secret in this
computer's keychain, and every value handed to the MTP portal.

Nothing is written that was not shown. Stop at any time: the next run goes on
from what the tenant holds.`

// run builds the commands, runs one and returns the exit code. Help, a wrong flag
// and a wrong command are plain text and are written at once: nothing is asked of
// the terminal, which may not answer.
func run(ctx context.Context, h *host, args []string) int {
	out := &answers{to: h.out}
	h.out = out
	o := &options{}
	root := newRoot(h, o)
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
	case !out.lostBy(err): // which is said once, at the end
		sayError(h, err)
	}
	return out.whole(h.err, exitCode(err))
}

// begin makes the body of a command. What a run ends with is told here and kept in
// the options; what the library refuses before that, run tells.
func begin(h *host, o *options, start string) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, _ []string) error {
		if err := execute(c.Context(), c.Flags(), h, o, start); err != nil {
			o.end(h, err)
		}
		return nil
	}
}

// end keeps what a command ended with, and says it where nobody has or will.
func (o *options) end(h *host, err error) {
	o.ended = err
	if out, ok := h.out.(*answers); ok && out.lostBy(err) {
		return
	}
	sayError(h, err)
}

// newRoot is the command tree. A command is here only if it works.
func newRoot(h *host, o *options) *cobra.Command {
	root := &cobra.Command{
		Use: "ssowizard", Short: "Microsoft 365 single sign-on for the bvoip MTP portal", Long: about,
		Example: "# try it in a simulated tenant\nssowizard --practice\n# set it up\nssowizard setup",
		Args:    o.noArgs,
		RunE:    begin(h, o, "welcome"),
	}
	setup := &cobra.Command{
		Use: "setup", Short: "Set up single sign-on",
		Long: about + "\n\nWith all inputs and --yes it runs without a question; see the last example. It\nends with 0 once all that it does is done; what is left for you is listed.\n\n" + exitHelp,
		Example: "ssowizard setup\nssowizard setup --plain\n" +
			"ssowizard setup --plain --no-input --yes --tenant contoso.com --name \"bvoip SSO\" --redirect-uris uris.txt",
		Args: o.noArgs,
		RunE: begin(h, o, "setup"),
	}
	root.SuggestionsMinimumDistance = 2
	root.SilenceUsage, root.SilenceErrors = true, true
	root.Version = wholeVersion()
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { sayHelp(h, c) })
	o.take(root.Flags(), setupFlags...)
	o.take(setup.Flags(), setupFlags...)
	root.SetFlagErrorFunc(wrongFlag)
	root.AddCommand(setup)
	root.AddCommand(validateCommand(h, o), renewCommand(h, o), undoCommand(h, o))
	root.AddCommand(explainCommand(h, o), reportCommand(h, o), manCommand(h))
	root.SetIn(h.in)
	root.SetOut(h.out)
	root.SetErr(h.err)
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
		return &usageError{fmt.Sprintf("%q stands apart from --practice.", word), "Write it as --practice=" + word + "."}
	case o.practice != "" && len(c.SuggestionsFor(args[0])) == 0:
		return &usageError{fmt.Sprintf("%q stands apart from --practice, and no practice tenant has that name.", word),
			"A name stands behind \"=\", as in --practice=two-faults. See them all with --practice=list."}
	case c.HasParent():
		return &usageError{fmt.Sprintf("%q was not expected after %q.", word, c.Name()), "See: ssowizard " + c.Name() + " --help."}
	}
	if near := c.SuggestionsFor(args[0]); len(near) > 0 {
		return &usageError{fmt.Sprintf("There is no command %q.", word), "Did you mean: ssowizard " + strings.Join(near, ", ssowizard ") + "?"}
	}
	return &usageError{fmt.Sprintf("There is no command %q.", word), "See: ssowizard --help."}
}

// sayError says what a front has not said already: one thing per line, nothing
// styled, because it may be read aloud or stand in a log. On a terminal lines are
// broken between words, to its width.
func sayError(h *host, err error) {
	var done *ran
	if as(err, &done) && done.said {
		return
	}
	if errors.Is(err, tea.ErrProgramPanic) {
		sayCrash(h.err)
		return
	}
	for _, s := range errorLines(err) {
		for line := range strings.SplitSeq(s, "\n") { // of a list, each line that is bad
			indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
			if line = text.Visible(line); h.width > 0 {
				line = fitted(line, h.width, indent)
			}
			_, _ = fmt.Fprintln(h.err, line)
		}
	}
}

// errorLines is what happened, what it means and what to do, each in a line.
func errorLines(err error) []string {
	var done *ran
	var refused *plain.Refused
	var file *plain.Unwritten
	var stopped *plain.Stopped
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
		return []string{strings.TrimSuffix(text.Capital(text.Clean(err.Error())), ".") + ".", "See: ssowizard --help"}
	}
	a := steps.Advise(err)
	return slices.DeleteFunc([]string{a.What, a.Means, a.Do}, func(s string) bool { return s == "" })
}
