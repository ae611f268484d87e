package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/pflag"

	"ssowizard/internal/steps"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/plain"
)

func as[T error](err error, target *T) bool { return errors.As(err, target) }

var errNoTerminal = &usageError{"This is not a terminal, so the full screen cannot be drawn.",
	"Line by line works anywhere: ssowizard setup --plain. Without any question: ssowizard setup --plain --no-input --yes with the values as flags."}

// execute runs a command: it checks the values, chooses the front and runs it.
func execute(ctx context.Context, flags *pflag.FlagSet, h *host, o *options, start string) (err error) {
	if o.practice == listTenants {
		return h.sayTenants(o)
	}
	if err := errors.Join(refuseEmpty(flags), o.check(), o.job.check(o)); err != nil {
		return &ran{err: errors.Join(err, h.alsoURIs(ctx, o.urisFrom))}
	}
	full := h.fullScreen(o) && o.job.onScreen(start)
	if !full && start == "welcome" && !o.plain && !o.noInput && !o.json && (!h.inTTY || !h.dumb()) {
		return &ran{err: errNoTerminal}
	}
	list, err := h.readURIs(ctx, o.urisFrom)
	if err != nil {
		return &ran{err: err}
	}
	w := newWiring(h, o)
	defer w.close()
	if o.debug {
		if err := w.startDebug(flags); err != nil {
			return &ran{err: err}
		}
	}
	if len(list.Doubts()) == 0 {
		h.sayNotes(list) // the fronts show a list with a doubt themselves
	}
	said, err := w.front(ctx, full, start, list)
	if err == nil {
		return nil
	}
	code, word := exitOf(&ran{err: err})
	a := steps.Advise(err)
	w.note("ended with %d (%s): %v; code %q, request %q", code, word, err, a.Code, a.RequestID)
	return &ran{err: err, said: said}
}

// startDebug begins the log and says where it is.
func (w *wiring) startDebug(flags *pflag.FlagSet) error {
	dir, err := w.host.dir()
	if err != nil {
		return err
	}
	var names []string
	flags.Visit(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	d, path, err := startDebugLog(dir, w.log, names)
	if err != nil {
		return &usageError{"--debug: the log cannot be written: " + err.Error() + ".", "Free the disk or look at the folder's rights, or leave --debug out."}
	}
	w.atEnd(d.close)
	w.note = d.note
	_, _ = fmt.Fprintf(w.host.err, "Log of all calls: %s\n", text.Visible(path))
	return nil
}

// front makes the engine and hands it to the front. said: the front has told
// the person how it ended.
func (w *wiring) front(ctx context.Context, full bool, start string, list givenList) (said bool, err error) {
	var r *steps.Runner
	var p *steps.Practice
	if w.opts.practice != "" {
		r, p, err = w.practice(w.opts.practice) //nolint:contextcheck // it lives until close, not until the caller's context ends
	} else {
		r, err = w.real()
	}
	if err != nil {
		return false, err
	}
	if full {
		err := w.screen(ctx, r, p, start, list)
		return judgedOnScreen(err), err
	}
	return w.lineByLine(ctx, start, w.plain(r, p, list))
}

// judgedOnScreen tells the endings that stood on the screen already.
func judgedOnScreen(err error) bool {
	return errors.Is(err, plain.ErrInterrupted) || has[*plain.Stopped](err) || has[*plain.Unchecked](err)
}

func (w *wiring) plain(r *steps.Runner, p *steps.Practice, list givenList) plain.Config {
	o, h := w.opts, w.host
	saved, unusable := w.saved()
	return plain.Config{
		Runner: r, Practice: p, Saved: saved, Unusable: unusable, In: h.in, Out: h.out, Talk: h.err,
		Live: h.inTTY, Width: h.width, Wide: h.wide, NoInput: o.noInput, Yes: o.yes, AllowSecret: o.allowSecret, OwnTenant: o.ownTenant, JSON: o.json,
		Profile: o.profile, Domain: o.tenant, AppID: o.appID, Name: o.name, URIs: list.URIs, Pasted: list.Parsed, SignIn: o.signIn,
		Open: h.open, Hidden: h.hidden, Unseen: h.unseen, Forget: h.forget,
		Exit: func(err error) (int, string) {
			if err == nil {
				return exitOf(nil)
			}
			return exitOf(&ran{err: err})
		},
	}
}
