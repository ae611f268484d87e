package plain

import (
	"context"
	"errors"
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/arrival"
)

// wayError ends a wait for the browser because the person goes on by another way:
// "device", "browser", "who" or "none", as signInAsking knows them.
type wayError struct{ way string }

func (e *wayError) Error() string { return "by another way" }

// hintLater names the pages that stop a sign-in once, with the ways on, unless the
// wait for the one that was tried is over before.
func (f *front) hintLater(tried engine.WayOnID) (stop func()) {
	after := f.cfg.Hint
	if after == 0 {
		after = engine.StuckAfter
	}
	t := time.AfterFunc(after, func() {
		for _, line := range f.eng.StuckHint(tried) {
			f.say("%s", line)
		}
		if f.cfg.Live && !f.cfg.NoInput {
			f.say("Or stay: w and Enter leads on from each of these pages.")
		}
	})
	return func() { t.Stop() }
}

// whatShows asks what the browser shows and says what to do. It is nil where the wait
// goes on, and *wayError where the person goes on by another way.
func (f *front) whatShows(ctx context.Context) error {
	_, err := f.aside(ctx, arrival.Onward(f.eng, engine.OnStuck, ""))
	return err
}

// otherWay is the way to sign in that a page leads to.
func otherWay(m steps.Move) *wayError {
	in, _ := m.Local.(*steps.SignIn)
	switch {
	case m.To == steps.PageByHand:
		return &wayError{"none"}
	case in != nil && in.Name:
		return &wayError{"who"}
	case m.To == steps.PageBrowser:
		return &wayError{"browser"}
	}
	return &wayError{"device"}
}

// signingIn is what a way is called as an answer to how to sign in.
func signingIn(w engine.WayOn) string {
	switch w.ID {
	case engine.OnNewCode:
		return "With a code, in a browser on any computer or telephone"
	case engine.OnBrowser:
		return "In the browser of this computer"
	case engine.OnPortal:
		return "Not at all: " + w.Detail
	}
	return w.Title + ": " + w.Detail
}

// chooseWay lets the person choose how to sign in, or leave. Some ways only say
// something, and another is chosen then: what stands below one that led nowhere.
func (f *front) chooseWay(ctx context.Context, ways []engine.WayOn) (string, error) {
	var ids []string
	var options []option
	for _, w := range ways {
		ids, options = append(ids, string(w.ID)), append(options, option{label: signingIn(w)})
	}
	options = append(options, option{label: "Leave"})
	for preset := 1; ; {
		f.offered(Offer{Of: "sign-in", IDs: ids})
		n, err := f.choose(ctx, options, preset)
		if err != nil {
			return "", err
		}
		if n == len(ways) {
			return "", errLeave
		}
		brought, err := f.aside(ctx, arrival.Onward(f.eng, ways[n].ID, ""))
		if by := (*wayError)(nil); errors.As(err, &by) {
			return by.way, nil
		}
		if err != nil {
			return "", err
		}
		preset = 1
		if _, vain := brought.(arrival.InVain); vain {
			preset = n + 2
		}
	}
}
