package plain

import (
	"context"
	"errors"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
	"ssowizard/internal/outcome"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/arrival"
	"ssowizard/internal/text"
)

// signInAsking signs in with a person at hand: a refusal or an expired code
// leads to another try or another way, never out of the walk.
func (f *front) signInAsking(ctx context.Context) error {
	way := text.Or(f.way, f.cfg.SignIn)
	f.way = ""
	for {
		if way == "" {
			var err error
			if way, err = f.askWay(ctx); err != nil {
				return err
			}
		}
		var err error
		f.eng.SignInAgain()
		if way == "who" {
			f.eng.SignInFor(change.ForName)
		}
		switch way {
		case "none":
			f.byHand = true
			return nil
		case "browser":
			err = f.byBrowser(ctx)
		default:
			err = f.byDevice(ctx, f.offerApproval)
		}
		if err == nil && way == "who" {
			if _, err = f.aside(ctx, steps.Move{To: steps.PageRoleSeen, Local: &arrival.Stop{}}); err == nil {
				way = ""
				continue
			}
		}
		switch {
		case err == nil:
			f.byHand = false
			return nil
		case ctx.Err() != nil, errors.Is(err, outcome.ErrInputEnded), errors.Is(err, outcome.ErrInterrupted), errors.Is(err, errLeave):
			return err
		case errors.Is(err, errUseBrowser):
			way = "browser"
			continue
		case errors.Is(err, errFreshCode):
			way = "device"
			continue
		}
		var next *wayError
		if errors.As(err, &next) {
			way = next.way
			continue
		}
		f.say("")
		f.failure(err)
		if advice.Advise(err).TryBrowser && way != "browser" {
			f.say("The browser way is not affected by a block on codes.")
		}
		if way, err = f.afterRefusal(ctx, err, way); err != nil {
			return err
		}
	}
}

// askWay asks how to sign in.
func (f *front) askWay(ctx context.Context) (string, error) {
	var ids []string
	for _, w := range f.eng.SignInWays() {
		ids = append(ids, string(w.ID))
	}
	f.offered(Offer{Of: "sign-in", IDs: ids})
	p := f.within(f.leaveLabel())
	err := p.enter(ctx, steps.At(steps.PageTenant, arrival.HowToSignIn{}))
	if err == nil {
		err = p.lead(ctx)
	}
	if by := (*wayError)(nil); errors.As(err, &by) {
		return by.way, nil
	}
	if err == nil {
		err = errLeave
	}
	return "", err
}

// afterRefusal asks how to go on after a sign-in that was refused.
func (f *front) afterRefusal(ctx context.Context, refused error, way string) (string, error) {
	tried := engine.OnNewCode
	if way == "browser" {
		tried = engine.OnBrowser
	}
	return f.chooseWay(ctx, f.eng.WaysAfter(refused, tried))
}

// offerApproval asks in practice who enters the code; for real it is always the
// person.
func (f *front) offerApproval(ctx context.Context, code *entra.DeviceCode) error {
	if f.cfg.Practice == nil || f.cfg.Practice.Approve == nil {
		return nil
	}
	n, err := f.choose(ctx, []option{
		{label: "Have the code entered from inside this program"},
		{label: "Enter it on the practice page, in a browser"},
		{label: "Sign in by the browser instead"},
	}, 1)
	switch {
	case err != nil:
		return err
	case n == 0:
		return f.cfg.Practice.Approve(code.UserCode)
	case n == 2:
		return errUseBrowser
	}
	return nil
}
