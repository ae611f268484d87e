package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"ssowizard/internal/engine"
	"ssowizard/internal/plain"
	"ssowizard/internal/profile"
)

// commandFlags holds the values of flags that belong to a single command.
type commandFlags struct {
	validate bool   // the command is validate
	report   bool   // the command is report
	explain  string // the text to be explained by what is there
	offline  bool   // an explanation that signs nobody in
	out      string
	quiet    bool
	all      bool
	list     string
	parallel int
	ics      string
	receipts []int
	last     bool
}

// severalSetups reports whether one run checks several setups.
func (flags commandFlags) severalSetups() bool { return flags.all || flags.list != "" }

// readsOnly reports whether the run may write nothing, not even on this computer: a
// check in which nobody can choose a repair.
func (flags commandFlags) readsOnly(o *options) bool {
	return flags.report || flags.explain != "" ||
		flags.validate && (o.noInput || o.signIn == "none" || flags.severalSetups())
}

// onScreen reports whether the full screen supports the command with these flags.
// Commands that print a table, write a file or take a choice beforehand use the
// plain front. A command without a case of its own is refused.
func (flags commandFlags) onScreen(start string) (bool, error) {
	switch start {
	case startWelcome, "setup":
		return true, nil
	case "validate":
		return !flags.severalSetups() && !flags.quiet, nil
	case "renew":
		return flags.ics == "", nil
	case "undo":
		return len(flags.receipts) == 0 && !flags.last, nil
	case "report", "explain":
		return false, nil
	}
	return false, notWired(start, "onScreen")
}

// notWired refuses a command that nobody wired, because any front that it got by default
// would begin something else.
func notWired(start, where string) error {
	return &usageError{fmt.Sprintf("The command %q is not wired: %s has no case for it.", start, where),
		"Nothing was sent, and nothing was changed. Report this as a bug."}
}

// check refuses flags that contradict each other.
func (flags commandFlags) check(o *options) error {
	wrong := []error{flags.checkOut()}
	refuse := func(what, remedy string) { wrong = append(wrong, &usageError{what, remedy}) }
	if flags.all && flags.list != "" {
		refuse("--all and --list are two ways to name several setups.", "Give one of the two.")
	}
	if flags.severalSetups() &&
		(o.tenant != "" && o.practice == "" || o.appID != "" || o.urisFrom != "" || o.profile != "") {
		refuse("--tenant, --app-id, --profile and --redirect-uris name one setup, --all and --list several.",
			"Leave one or the other out.")
	}
	if flags.validate && (flags.parallel < 1 || flags.parallel > 32) {
		refuse(fmt.Sprintf("--parallel %d is not possible.", flags.parallel), "Give a number from 1 to 32.")
	}
	if !blank(flags.ics) && !strings.HasSuffix(strings.ToLower(flags.ics), ".ics") {
		refuse("--ics names a file that does not end in .ics.",
			"Calendar programs go by that ending; give it one.")
	} else if err := noNewFile(flags.ics); err != nil && !blank(flags.ics) {
		refuse("--ics: "+err.Error()+".", "No secret was made. Nothing is overwritten.")
	}
	if flags.last && len(flags.receipts) > 0 {
		refuse("--receipt and --last are two ways to name what is taken back.", "Give one of the two.")
	}
	for _, n := range flags.receipts {
		if n < 1 {
			refuse(fmt.Sprintf("--receipt %d is not a number of a receipt.", n),
				"Run ssowizard undo without --no-input to see them.")
		}
	}
	return errors.Join(wrong...)
}

func validateCommand(ios *ioStreams, o *options) *cobra.Command {
	c := &cobra.Command{
		Use: "validate", Short: "Check a setup that exists, and offer repairs",
		Long: `Judges a setup that exists, whoever made it, step by step: what was wanted,
what is there, why it matters, what to do. It signs in for reading only. Where
somebody can be asked it then offers repairs; each is shown before it is written.

--no-input never writes. --all and --list check several setups; without
--sign-in they do what needs none: the tenant exists, the secret in the keychain
still works, its token carries the role, the days that are left.

` + exitHelp,
		Example: "ssowizard validate\nssowizard validate --practice=two-faults --no-input\n" +
			"ssowizard validate --json --no-input --tenant contoso.com --app-id ID " +
			"--redirect-uris uris.txt\n" +
			"ssowizard validate --list setups.csv --quiet",
		Args: o.noArgs,
		RunE: func(c *cobra.Command, args []string) error {
			o.command.validate = true
			return begin(ios, o)(c, args)
		},
	}
	f := c.Flags()
	o.addFlags(f, without(setupFlags, "name")...)
	f.BoolVar(&o.command.quiet, "quiet", false, "print problems only")
	f.BoolVar(&o.command.all, "all", false, "check every setup that this computer remembers")
	f.StringVar(&o.command.list, "list", "",
		"check the setups in a CSV file: tenant, app id, file of redirect URIs")
	f.IntVar(&o.command.parallel, "parallel", 8, "how many setups are checked at the same time, 1 to 32")
	return c
}

func renewCommand(ios *ioStreams, o *options) *cobra.Command {
	c := &cobra.Command{
		Use: "renew", Short: "Replace the client secret before it ends",
		Long: `Makes a new client secret beside the old one, proves it, hands it to the MTP
portal, watches a sign-in, and only then removes the old one, after asking. Stop
at any time: the next run goes on from there, and the old secret works until then.

With --no-input --yes it makes and proves the new secret and lists the rest; it
removes nothing.

` + exitHelp,
		Example: "ssowizard renew\nssowizard renew --practice=secret-ending\nssowizard renew " +
			"--no-input --yes --tenant contoso.com --ics renewal.ics",
		Args: o.noArgs,
		RunE: begin(ios, o),
	}
	o.addFlags(c.Flags(), without(setupFlags, "name")...)
	c.Flags().StringVar(&o.command.ics, "ics", "",
		"write reminders 60, 30 and 7 days before the new secret ends into a calendar file")
	return c
}

func undoCommand(ios *ioStreams, o *options) *cobra.Command {
	c := &cobra.Command{
		Use: "undo", Short: "Take back what the wizard wrote, step by step",
		Long: `Lists what receipts on this computer say that ssowizard wrote, newest first, and
takes it back one by one, each shown and asked before. It refuses what somebody
has changed since. A secret that it did not make is never touched. A removed
registration can be restored for 30 days.

With --no-input --yes it takes back what --receipt or --last names, and nothing
unless all of that is possible.

` + exitHelp,
		Example: "ssowizard undo\nssowizard undo --practice\nssowizard undo --no-input --yes " +
			"--tenant contoso.com --last",
		Args: o.noArgs,
		RunE: begin(ios, o),
	}
	o.addFlags(c.Flags(), without(setupFlags,
		"name", "redirect-uris", "secret-months", "allow-secret-exemption")...)
	c.Flags().IntSliceVar(&o.command.receipts, "receipt", nil,
		"number of a receipt to take back; may be given several times")
	c.Flags().BoolVar(&o.command.last, "last", false, "take back the newest")
	return c
}

// voice runs a command on the plain front. said: the front has told the person how it
// ended.
type voice func(ctx context.Context, c plain.Config) (said bool, err error)

// lineByLine is how a command runs on the plain front. A command without a case of its
// own is refused.
func (w *factory) lineByLine(start string) (voice, error) {
	flags := w.opts.command
	switch start {
	case startWelcome, "setup":
		return spoken(plain.Run), nil
	case "validate":
		if flags.severalSetups() {
			return w.validateAll, nil
		}
		return spoken(func(ctx context.Context, c plain.Config) error {
			return plain.Validate(ctx, c, flags.quiet)
		}), nil
	case "renew":
		return spoken(func(ctx context.Context, c plain.Config) error {
			return plain.Renew(ctx, c, plain.RenewChoice{Calendar: w.calendar, File: flags.ics})
		}), nil
	case "undo":
		return spoken(func(ctx context.Context, c plain.Config) error {
			return plain.Undo(ctx, c, plain.UndoChoice{Receipts: flags.receipts, Last: flags.last})
		}), nil
	case "report":
		return spoken(func(ctx context.Context, c plain.Config) error {
			return plain.Support(ctx, w.asDocument(c), w.supportChoice())
		}), nil
	case "explain":
		return w.explainWith, nil
	}
	return nil, notWired(start, "lineByLine")
}

// spoken is a run that says by itself how it ended.
func spoken(run func(context.Context, plain.Config) error) voice {
	return func(ctx context.Context, c plain.Config) (bool, error) { return true, run(ctx, c) }
}

// engine returns a new engine over the same services with a store of its own; what
// it keeps in memory dies with it.
func (w *factory) engine(store profile.Store) (*engine.Session, error) {
	return w.newEngine(engine.Config{Store: store})
}
