package plain

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/outcome"
	"ssowizard/internal/plain/talk"
	"ssowizard/internal/secret"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/arrival"
	"ssowizard/internal/text"
)

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
		f.Say("Signing in again; nothing is lost.")
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

// signIn signs in by the pages of a sign-in, and reads nothing afterwards. Where nobody can
// be asked its errors are *NotSignedIn, or those of an interrupted run.
func (f *front) signIn(ctx context.Context) error {
	in := &steps.SignIn{Bare: true}
	first := steps.At(steps.PageTenant, arrival.HowToSignIn{For: in})
	switch {
	case f.cfg.SignIn == "browser":
		first = steps.At(steps.PageBrowser, in)
	case f.cfg.NoInput, f.cfg.SignIn == "device":
		first = steps.At(steps.PageCode, in)
	case f.cfg.SignIn == "none":
		f.byHand = true
		return nil
	}
	p := f.within(f.leaveLabel())
	err := p.enter(ctx, first)
	if err == nil {
		err = p.lead(ctx)
	}
	switch {
	case f.cfg.NoInput:
		return f.refusedSignIn(ctx, err)
	case err != nil:
		return err
	case p.brought == true || p.brought == steps.PageByHand:
		f.byHand = p.brought != true
		return nil
	}
	return talk.ErrLeft
}

func (f *front) refusedSignIn(ctx context.Context, err error) error {
	if err == nil || ctx.Err() != nil || errors.Is(err, outcome.ErrInputEnded) ||
		errors.Is(err, talk.ErrLeft) {
		return err
	}
	return &outcome.NotSignedIn{Cause: err}
}

// who is the account that signed in. A token may name none.
func (f *front) who() string {
	return text.Or(f.eng.Identity().Username, "an account that the sign-in does not name")
}

// ended is how work came to its end.
type ended struct {
	result any
	err    error
}

// attend waits for a sign-in. What somebody types meanwhile is one of the page's keys, or the
// text that it wants; left: another page has taken its place.
func (p *pages) attend(ctx context.Context, from *steps.Frame, w steps.Work) (result any, left bool,
	err error) {
	p.tell(from, p.walk.Page(from))
	asks := p.cfg.Live && !p.cfg.NoInput
	defer p.remindOf(w, asks)()
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	p.waits[from] = cancel
	defer delete(p.waits, from)
	if p.cfg.NoInput && w.SignIn.Alone != "" {
		p.Say("%s", w.SignIn.Alone)
	}
	if asks {
		p.Forget()
		if w.SignIn.Takes != "" { // what is pasted counts as a password
			defer p.unseen()()
			p.Say("%s", w.SignIn.About)
		}
		p.Say("While this waits: %s.", p.keysOf(from))
	}
	done := make(chan ended, 1)
	go func() {
		result, err := w.Do(inner, p.eng, p.heard())
		done <- ended{result, err}
	}()
	for {
		var typed <-chan talk.Read
		if asks {
			typed = p.Typed()
		}
		select {
		case e := <-done:
			return e.result, false, e.err
		case in := <-typed:
			p.Taken()
			if in.Err != nil {
				asks = false
				continue
			}
			m, stays, err := p.meanwhile(ctx, from, w, in.Text)
			if stays {
				continue
			}
			cancel()
			if e := <-done; e.err == nil { // the sign-in came through at the last moment
				return e.result, false, nil
			}
			if err == nil && m != nil {
				err = p.follow(ctx, from, *m)
			}
			return nil, true, err
		}
	}
}

// meanwhile answers a line that was typed while a sign-in is waited for. What does not stay
// takes the place of the wait, m with what follows; nil: it has done so already.
func (p *pages) meanwhile(ctx context.Context, from *steps.Frame, w steps.Work, typed string) (m *steps.Move,
	stays bool, err error) {
	e := steps.Event{On: w.SignIn.Takes, Typed: secret.New(typed)}
	for _, c := range p.walk.Page(from).Choices {
		if c.Key == typed && !c.Screen {
			e = steps.Event{On: c.ID, Arg: c.Arg}
		}
	}
	switch {
	case typed == "q":
		return nil, false, talk.ErrLeft
	case e.On == "":
		p.Say("  Still waiting. %s.", p.keysOf(from))
		return nil, true, nil
	}
	next := p.walk.Do(from, e)
	if next.Replace {
		return &next, false, nil
	}
	depth := len(p.stack)
	if err = p.follow(ctx, from, next); err == nil {
		err = p.leadAbove(ctx, depth)
	}
	return nil, err == nil && slices.Contains(p.stack, from), err
}

// keysOf are what can be typed while a page waits.
func (p *pages) keysOf(from *steps.Frame) string {
	var out []string
	for _, c := range p.walk.Page(from).Choices {
		if c.Key != "" && !c.Screen {
			out = append(out, c.Key+" and Enter: "+strings.ToLower(c.Title[:1])+c.Title[1:])
		}
	}
	return strings.Join(append(out, "q: leave"), "; ")
}

// heard says what a wait has met, once.
func (p *pages) heard() func(change.Note) {
	last := ""
	return func(n change.Note) {
		if n.Text != last && n.Text != "" {
			p.Say("  %s", text.Sentence(n.Text))
		}
		last = n.Text
	}
}

// remindOf says from time to time how long a sign-in is waited for, and once what may have
// stopped it.
func (p *pages) remindOf(w steps.Work, asks bool) (stop func()) {
	end := p.Waiting(func(d time.Duration) string {
		return fmt.Sprintf("%s (%s so far; it can still be done for %s).", w.What, talk.Span(d),
			talk.Span(max(w.SignIn.Until.Sub(p.eng.Now()), 0)))
	})
	after := p.cfg.Hint
	if after == 0 {
		after = engine.StuckAfter
	}
	t := time.AfterFunc(after, func() {
		p.SayEach(w.SignIn.Late)
		if asks {
			p.Say("Or stay: w and Enter leads on from each of these pages.")
		}
	})
	return func() {
		t.Stop()
		end()
	}
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
		f.Say("  The browser could not be opened from here (%s). Open this address by hand: %s", err, url)
	}
}
