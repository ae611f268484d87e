package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/pflag"

	"ssowizard/internal/advice"
	"ssowizard/internal/engine"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain"
	"ssowizard/internal/text"
)

func as[T error](err error, target *T) bool { return errors.As(err, target) }

var errNoTerminal = &usageError{"This is not a terminal, so the full screen cannot be drawn.",
	"Line by line works anywhere: ssowizard setup --plain. Without any question: ssowizard setup --plain " +
		"--no-input --yes with the values as flags."}

// execute runs a command: it checks the values, chooses the front and runs it.
func execute(ctx context.Context, flags *pflag.FlagSet, ios *ioStreams, o *options, start string,
) (err error) {
	if o.practice == listTenants {
		return ios.sayTenants(o)
	}
	if err := errors.Join(refuseEmpty(flags), o.check(), o.command.check(o)); err != nil {
		return &runError{err: errors.Join(err, ios.alsoURIs(ctx, o.urisFrom))}
	}
	full, err := o.command.onScreen(start)
	if err != nil {
		return &runError{err: err}
	}
	full = full && ios.fullScreen(o)
	if !full && start == startWelcome && !o.plain && !o.noInput && !o.json && (!ios.inTTY || !ios.dumb()) {
		return &runError{err: errNoTerminal}
	}
	list, err := ios.readURIs(ctx, o.urisFrom)
	if err != nil {
		return &runError{err: err}
	}
	w := newFactory(ios, o)
	defer w.close()
	if o.debug {
		if err := w.startDebug(flags); err != nil {
			return &runError{err: err}
		}
	}
	if len(list.Doubts()) == 0 {
		ios.sayNotes(list) // the fronts show a list with a doubt themselves
	}
	said, err := w.front(ctx, full, start, list)
	if err == nil {
		return nil
	}
	code, word := exitOf(&runError{err: err})
	a := advice.Advise(err)
	w.note("ended with %d (%s): %v; code %q, request %q", code, word, err, a.Code, a.RequestID)
	return &runError{err: err, said: said}
}

// startDebug begins the log and says where it is.
func (w *factory) startDebug(flags *pflag.FlagSet) error {
	dir, err := w.ios.dir()
	if err != nil {
		return err
	}
	var names []string
	flags.Visit(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	d, path, err := startDebugLog(dir, w.log, names)
	if err != nil {
		return &usageError{"--debug: the log cannot be written: " + err.Error() + ".",
			"Free the disk or look at the folder's rights, or leave --debug out."}
	}
	w.onClose(d.close)
	w.note = d.note
	_, _ = fmt.Fprintf(w.ios.err, "Log of all calls: %s\n", text.Visible(path))
	return nil
}

// front makes the engine and hands it to the front. said: the front has told
// the person how it ended.
func (w *factory) front(ctx context.Context, full bool, start string, list givenList) (said bool, err error) {
	speak, err := w.lineByLine(start)
	if err != nil {
		return false, err
	}
	var r *engine.Session
	var p *engine.Practice
	if w.opts.practice != "" {
		//nolint:contextcheck // it lives until close, not until the caller's context ends
		r, p, err = w.practice(w.opts.practice)
	} else {
		r, err = w.realSession()
	}
	if err != nil {
		return false, err
	}
	if full {
		err := w.screen(ctx, r, p, start, list)
		return judgedOnScreen(err), err
	}
	return speak(ctx, w.plain(r, p, list))
}

// judgedOnScreen tells the endings that stood on the screen already.
func judgedOnScreen(err error) bool {
	return errors.Is(err, outcome.ErrInterrupted) || outcome.Is[*outcome.Stopped](err) ||
		outcome.Is[*outcome.Unchecked](err)
}

func (w *factory) plain(r *engine.Session, p *engine.Practice, list givenList) plain.Config {
	o, ios := w.opts, w.ios
	saved, unusable := w.saved()
	return plain.Config{
		SaveReport: w.saveReport,
		Session:    r, Practice: p, Saved: saved, Unusable: unusable, In: ios.in, Out: ios.out, Talk: ios.err,
		Live: ios.inTTY, Width: ios.errWidth, Wide: ios.outWidth, NoInput: o.noInput, Yes: o.yes,
		AllowSecret: o.allowSecret, OwnTenant: o.ownTenant, JSON: o.json,
		Profile: o.profile, Domain: o.tenant, AppID: o.appID, Name: o.name, URIs: list.URIs,
		Pasted: list.Parsed, SignIn: o.signIn,
		Open: ios.open, Hidden: ios.readPassword, Unseen: ios.disableEcho, Forget: ios.flushInput,
		Exit: func(err error) (int, string) {
			if err == nil {
				return exitOf(nil)
			}
			return exitOf(&runError{err: err})
		},
	}
}
