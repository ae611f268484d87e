package plain

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
	"ssowizard/internal/outcome"
	"ssowizard/internal/text"
)

// honesty stands beside every code. The flow looks exactly like the one that
// fraudsters use, and only the person can tell the difference.
const honesty = "Only enter this code if you started this program yourself. Nobody from bvoip will ever ask you to read it out."

// withSession runs something that needs a sign-in. Where the service wants a
// new one (an old token, a claims challenge), it signs in again and runs it once
// more: that is no error.
func (f *front) withSession(ctx context.Context, do func() error) error {
	for try := 1; ; try++ {
		err := do()
		if err == nil || try == 3 || ctx.Err() != nil || !advice.Advise(err).SignInAgain {
			return err
		}
		f.failure(err)
		f.say("Signing in again; nothing is lost.")
		if err := f.signIn(ctx); err != nil {
			return err
		}
		if f.byHand {
			continue
		}
		// What comes next may be planned, and nothing is planned from an answer to
		// somebody who is not signed in any more. A look that fails is tried again by
		// whoever wants it.
		if err := f.observeUnread(ctx); ctx.Err() != nil {
			return err
		}
	}
}

// signIn signs in by the chosen way. Its errors are *NotSignedIn, or those of
// an interrupted run.
func (f *front) signIn(ctx context.Context) error {
	var err error
	switch {
	case !f.cfg.NoInput:
		return f.signInAsking(ctx)
	case f.cfg.SignIn == "browser":
		err = f.byBrowser(ctx)
	default:
		err = f.byDevice(ctx, f.approveInside)
	}
	return f.refusedSignIn(ctx, err)
}

func (f *front) refusedSignIn(ctx context.Context, err error) error {
	if err == nil || ctx.Err() != nil || errors.Is(err, outcome.ErrInputEnded) || errors.Is(err, errLeave) {
		return err
	}
	return &outcome.NotSignedIn{Cause: err}
}

// byDevice signs in with a code. approve is told the code once it was shown.
func (f *front) byDevice(ctx context.Context, approve func(context.Context, *entra.DeviceCode) error) error {
	code, err := f.eng.SignInDevice(ctx)
	if err != nil {
		return err
	}
	f.sayCode(code)
	if err := approve(ctx, code); err != nil {
		return err
	}
	if !f.cfg.Live || f.cfg.NoInput {
		return f.awaitDevice(ctx, code)
	}
	return f.awaitDeviceOrLine(ctx, code)
}

func (f *front) sayCode(code *entra.DeviceCode) {
	f.sayServicesOfSignIn()
	f.say("")
	f.say("  Company  %s", f.company())
	f.say("  Open     %s", code.VerificationURI)
	f.say("  Enter    %s", code.UserCode)
	f.say("  Microsoft names the app \"%s\" and %s.", f.eng.SignInClientName(), change.AskWords(f.eng.Scopes()))
	f.say("%s", honesty)
	f.say("The code lasts %s.", span(code.Expires.Sub(f.eng.Now())))
	if f.cfg.NoInput {
		// The refusal shows in the browser alone, and nobody can be asked here.
		f.say("If the browser shows \"You don't have access to this\" or \"You can't get there from here\", your company blocks codes: stop this and run it again with --sign-in browser.")
	}
}

// company names whose sign-in it is, by what is known so far.
func (f *front) company() string {
	p := f.eng.Profile()
	switch {
	case p.Tenant.Name != "" && p.Tenant.Domain != "":
		return p.Tenant.Name + " (" + p.Tenant.Domain + ")"
	case p.Tenant.Domain != "":
		return p.Tenant.Domain
	}
	return p.Tenant.ID
}

// who is the account that signed in. A token may name none.
func (f *front) who() string {
	return text.Or(f.eng.Identity().Username, "an account that the sign-in does not name")
}

func (f *front) awaitDevice(ctx context.Context, code *entra.DeviceCode) error {
	stop := f.waiting(func(d time.Duration) string {
		return fmt.Sprintf("Waiting for the sign-in in the browser (%s so far; the code lasts another %s).",
			span(d), span(max(code.Expires.Sub(f.eng.Now()), 0)))
	})
	defer stop()
	defer f.hintLater(engine.OnNewCode)()
	last := ""
	return f.eng.AwaitDevice(ctx, code, func(n entra.DeviceNote) {
		if n.State != last && n.Detail != "" {
			f.say("  %s", text.Sentence(n.Detail))
		}
		last = n.State
	})
}

// awaitDeviceOrLine waits for the sign-in and for the person at the same time:
// whoever reads in the browser that codes are blocked says so here.
func (f *front) awaitDeviceOrLine(ctx context.Context, code *entra.DeviceCode) error {
	f.forget()
	f.say("While this waits: o and Enter opens the page, w says what to do where the browser shows something else, b signs in by the browser instead, n gives a fresh code, q leaves.")
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- f.awaitDevice(inner, code) }()
	for {
		select {
		case err := <-done:
			return err
		case in := <-f.lines.wanted():
			f.lines.taken()
			if in.err != nil {
				return <-done
			}
			next, known := map[string]error{"b": errUseBrowser, "n": errFreshCode, "q": errLeave}[in.text]
			switch {
			case in.text == "o":
				f.openPage(code.VerificationURI)
				continue
			case in.text == "w":
				if next = f.whatShows(ctx); next == nil {
					continue
				}
			case !known:
				f.say("  Still waiting. o: open the page, w: the browser shows something else, b: browser instead, n: fresh code, q: leave.")
				continue
			}
			cancel()
			if err := <-done; err == nil {
				return nil // the sign-in came through at the last moment
			}
			return next
		}
	}
}

var (
	errUseBrowser = errors.New("by browser instead")
	errFreshCode  = errors.New("a fresh code")
)

// approveInside enters the code where nobody is there to do it: in practice.
func (f *front) approveInside(_ context.Context, code *entra.DeviceCode) error {
	if f.cfg.Practice == nil || f.cfg.Practice.Approve == nil {
		return nil
	}
	if err := f.cfg.Practice.Approve(code.UserCode); err != nil {
		return err
	}
	f.say("  In practice the code is entered from inside this program.")
	return nil
}

// byBrowser signs in by the browser of this computer, or by an address pasted
// from another one.
func (f *front) byBrowser(ctx context.Context) error {
	b, err := f.eng.SignInBrowser(ctx)
	if err != nil {
		return err
	}
	defer b.Close()
	f.sayServicesOfSignIn()
	f.say("")
	f.say("  Company  %s", f.company())
	f.say("  Open     %s", b.URL)
	f.say("  Microsoft names the app \"%s\" and %s.", f.eng.SignInClientName(), change.AskWords(f.eng.Scopes()))
	f.say("The address works for %s.", span(b.Expires.Sub(f.eng.Now())))
	f.openPage(b.URL)
	refused := f.browseInside(b)
	stop := f.waiting(func(d time.Duration) string {
		return fmt.Sprintf("Waiting for the sign-in in the browser (%s so far; the address works for another %s).",
			span(d), span(max(b.Expires.Sub(f.eng.Now()), 0)))
	})
	defer stop()
	defer f.hintLater(engine.OnBrowser)()
	if !f.cfg.Live || f.cfg.NoInput {
		err = f.eng.AwaitBrowser(ctx, b)
	} else {
		err = f.awaitBrowserOrPaste(ctx, b)
	}
	if errors.Is(err, entra.ErrClosed) {
		select {
		case err = <-refused:
		default:
		}
	}
	return err
}

// browseInside plays the person in the browser, in practice. What stops them on
// a page there is told to the program, which a real page does not do, and ends the
// wait: nobody is left who could come back.
func (f *front) browseInside(b *entra.Browser) (refused <-chan error) {
	p, told := f.cfg.Practice, make(chan error, 1)
	if p == nil || p.Browse == nil {
		return told
	}
	f.say("  In practice the sign-in is done from inside this program.")
	go func() {
		if err := p.Browse(b.URL); err != nil {
			told <- err
			b.Close()
		}
	}()
	return told
}

// unseen keeps what is typed off the terminal, until back is called.
func (f *front) unseen() (back func()) {
	if f.cfg.Unseen == nil {
		return func() {}
	}
	return f.cfg.Unseen()
}

// openPage hands an address to the browser; the address stands there anyway.
func (f *front) openPage(url string) {
	if f.cfg.Practice != nil || f.cfg.Open == nil {
		return
	}
	if err := f.cfg.Open(url); err != nil {
		f.say("  The browser could not be opened from here (%s). Open this address by hand: %s", err, url)
	}
}

func (f *front) awaitBrowserOrPaste(ctx context.Context, b *entra.Browser) error {
	f.forget()
	defer f.unseen()() // the address holds a code that counts as a password
	f.say("If the browser runs on another computer, it ends on a page that does not load: copy that page's address and paste it here. What is typed here is not shown. w and Enter says what to do where the browser shows something else, q leaves.")
	done := make(chan error, 1)
	go func() { done <- f.eng.AwaitBrowser(ctx, b) }()
	for {
		select {
		case err := <-done:
			return err
		case in := <-f.lines.wanted():
			f.lines.taken()
			if in.err != nil {
				return <-done
			}
			next := map[string]error{"q": errLeave}[in.text]
			if in.text == "w" {
				if next = f.whatShows(ctx); next == nil {
					continue
				}
			}
			if next != nil {
				b.Close()
				if err := <-done; err == nil {
					return nil // the sign-in came through at the last moment
				}
				return next
			}
			if err := b.Paste(in.text); err != nil {
				f.say("  %s", text.Sentence(err.Error()))
			}
		}
	}
}
