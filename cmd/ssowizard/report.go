package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ssowizard/internal/document"
	"ssowizard/internal/ownfile"
	"ssowizard/internal/plain"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
	"ssowizard/internal/wire"
)

const reportAbout = `Makes one document for support: what was set up, what is there now, judged step
by step, the proof, what the wizard wrote, every request with its id, versions,
and what could not be looked at. It holds no secret and no token, but names and
ids of your company: read it before you send it.

It signs in, for reading only, where you choose so; with --no-input only where
--sign-in says how. Without a sign-in it goes by what this computer remembers.
A file that ends in .json holds the form that can be opened:

With the name of a file, or - for the input, it opens a report that somebody
sent. That sends nothing anywhere.

Exit codes: 0 the report was made or opened, 1 failure, 2 wrong or missing
values, or a file that is no report, 4 the sign-in that was asked for was
refused; the report is made all the same. 130 interrupted.`

func reportCommand(ios *ioStreams, o *options) *cobra.Command {
	c := &cobra.Command{
		Use: "report [FILE]", Short: "Write a report without secrets for support, or open one",
		Long: reportAbout,
		Example: "ssowizard report\nssowizard report --no-input --out report.json\nssowizard report " +
			"--practice=two-faults --no-input --sign-in device\n" +
			"# open one that a customer sent\nssowizard report report.json",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 1 {
				return o.noArgs(c, args[1:])
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			o.command.report = true
			if len(args) == 0 {
				return begin(ios, o)(c, args)
			}
			if err := ios.openReport(c.Context(), c.Flags(), o, args[0]); err != nil {
				o.end(ios, &runError{err: err})
			}
			return nil
		},
	}
	o.addFlags(c.Flags(), "practice", "tenant", "app-id", "profile", "client", "client-id", "sign-in",
		"cloud", "redirect-uris", "json", "no-input", "no-color", "debug")
	c.Flags().StringVar(&o.command.out, "out", "", "write the report into this new file; a name that ends "+
		"in .json holds the form that can be opened")
	return c
}

// asDocument decides the form: a file that ends in .json holds the document.
func (w *factory) asDocument(c plain.Config) plain.Config {
	c.JSON = asDocument(w.opts)
	if w.opts.practice != "" {
		c.Saved, c.Unusable = w.remembered()
	}
	return c
}

func asDocument(o *options) bool {
	return o.json || strings.HasSuffix(strings.ToLower(o.command.out), ".json")
}

func (w *factory) supportChoice() plain.SupportChoice {
	o := w.opts
	cloud, _ := o.cloudFor(w.ios.env)
	c := plain.SupportChoice{Program: thisProgram(cloud.Name)}
	if o.command.out != "" {
		c.Save, c.File = saveTo(o.command.out), text.Clean(o.command.out)
	}
	return c
}

// saveReport writes what the full screen looked at last into a new file of the
// folder this program was started in, else of the folder for settings.
func (w *factory) saveReport(src steps.Worker) (string, error) {
	now := time.Now()
	if w.ios.now != nil {
		now = w.ios.now()
	}
	cloud, err := w.opts.cloudFor(w.ios.env)
	if err != nil {
		return "", err
	}
	raw, err := wire.JSON(document.NewReport(src, document.About{Program: thisProgram(cloud.Name), At: now}))
	if err != nil {
		return "", err
	}
	name := document.ReportName(now)
	err = writeNew(name, raw)
	if err == nil {
		return "." + string(filepath.Separator) + name, nil
	}
	dir, derr := w.ios.dir()
	if derr != nil || errors.Is(err, fs.ErrExist) {
		return "", err
	}
	path := filepath.Join(dir, name)
	return path, errors.Join(ownfile.Folder(dir), writeNew(path, raw))
}

func thisProgram(cloud string) document.Program {
	return document.Program{Version: versionWord(), OS: runtime.GOOS, Arch: runtime.GOARCH, Cloud: cloud}
}

// checkOut refuses a file that is there, before anything is looked at.
func (flags commandFlags) checkOut() error {
	if flags.out == "" {
		return nil
	}
	if _, err := os.Lstat(flags.out); err == nil {
		return &usageError{fmt.Sprintf("--out: %s is there already, and nothing is overwritten.",
			text.Clean(flags.out)), "Name another file, or remove that one."}
	}
	return nil
}

// saveTo writes a report into the file that was named.
func saveTo(path string) func(raw []byte) error {
	return func(raw []byte) error {
		if err := writeNew(path, raw); err != nil {
			return refusedFile("--out", "The report was not written.", err)
		}
		return nil
	}
}

// why is the system's own reason, without the path that it repeats.
func why(err error) string {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		err = p.Err
	}
	return text.Clean(err.Error())
}

// withFile are the flags that mean something while a report is opened.
var withFile = map[string]bool{"json": true, "out": true, "no-color": true, "no-input": true}

// openReport shows a report that somebody sent.
func (ios *ioStreams) openReport(ctx context.Context, flags *pflag.FlagSet, o *options, from string) error {
	wrong := []error{refuseEmpty(flags), o.command.checkOut()}
	flags.Visit(func(f *pflag.Flag) {
		if !withFile[f.Name] {
			wrong = append(wrong, &usageError{fmt.Sprintf("--%s means nothing while a report is opened.",
				f.Name), "Leave it out, or leave the file out to make a report."})
		}
	})
	if err := errors.Join(wrong...); err != nil {
		return err
	}
	d, left, err := ios.readReport(ctx, from)
	if err != nil {
		return err
	}
	c := plain.SupportChoice{}
	if o.command.out != "" {
		c.Save, c.File = saveTo(o.command.out), text.Clean(o.command.out)
	}
	return plain.Opened(plain.Config{In: ios.in, Out: ios.out, Talk: ios.err, Width: ios.errWidth,
		Wide: ios.outWidth, JSON: asDocument(o)}, d, left, c)
}

// readReport reads until the end or an interrupt: a pipe that nobody writes to
// never ends by itself.
func (ios *ioStreams) readReport(ctx context.Context, from string) (document.Report, []string, error) {
	if from == "-" && ios.inTTY {
		_, _ = fmt.Fprintln(ios.err, "Paste the report here and end with Ctrl+D (Ctrl+Z and Enter on "+
			"Windows). Ctrl+C leaves.")
	}
	type read struct {
		doc  document.Report
		left []string
		err  error
	}
	got := make(chan read, 1)
	go func() {
		d, left, err := ios.openSource(from)
		got <- read{d, left, err}
	}()
	select {
	case r := <-got:
		return r.doc, r.left, r.err
	case <-ctx.Done():
		return document.Report{}, nil, ctx.Err()
	}
}

func (ios *ioStreams) openSource(from string) (d document.Report, left []string, err error) {
	in := ios.in
	if from != "-" {
		f, err := os.Open(from)
		if err != nil {
			return d, nil, unreadable(from, err)
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	d, left, err = document.OpenReport(in)
	var refused *document.RefusedError
	switch {
	case errors.As(err, &refused):
		err = &usageError{fmt.Sprintf("%s cannot be opened as a report. %s", quoted(from), refused.Why),
			refused.Do}
	case err != nil:
		err = unreadable(from, err)
	}
	return d, left, err
}

// quoted names where a report comes from, at the beginning of a sentence.
func quoted(from string) string {
	if from == "-" {
		return "The input"
	}
	return fmt.Sprintf("%q", source(from))
}

func unreadable(from string, err error) error {
	return &usageError{fmt.Sprintf("%s cannot be read: %s.", quoted(from), why(err)),
		"Name the file that was sent, or - and pipe it in."}
}
