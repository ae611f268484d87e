package plain

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
	"ssowizard/internal/explain"
	"ssowizard/internal/text"
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

// whatShows asks what the browser shows and says what to do. It is nil where the
// wait goes on, and *wayError where the person goes on by another way.
func (f *front) whatShows(ctx context.Context) error {
	f.say("What does the browser show?")
	pages := f.eng.BrowserPages()
	options := make([]option, 0, len(pages))
	for _, p := range pages {
		options = append(options, option{label: p.Shows})
	}
	n, err := f.choose(ctx, options, 1)
	if err != nil {
		return err
	}
	way, err := f.onPage(ctx, pages[n])
	if err != nil || way == "" {
		return err
	}
	return &wayError{way}
}

func (f *front) onPage(ctx context.Context, p engine.BrowserPage) (string, error) {
	f.say("")
	f.say("%s", p.Shows)
	f.say("%s", p.Means)
	f.say("%s", p.Do)
	return f.chooseWay(ctx, p.Ways, onward, goBack)
}

// sayRoleSeen says what a sign-in with the name alone has shown.
func (f *front) sayRoleSeen(ctx context.Context) (string, error) {
	s, _ := f.eng.RoleSeen()
	f.say("")
	f.say("Signed in as %s. Active roles: %s.", text.Or(s.Username, "an account that the sign-in does not name"), text.Or(strings.Join(s.Roles, ", "), "none"))
	f.say("%s", s.Means)
	f.say("%s", s.Do)
	return f.chooseWay(ctx, s.Ways, onward, goBack)
}

// goBack is back to where the person was.
var goBack = option{label: "Back", does: func(context.Context) error { return nil }}

// onward is what a way on is called behind a page.
func onward(w engine.WayOn) string { return w.Title + ": " + w.Detail }

// signingIn is what it is called as an answer to how to sign in.
func signingIn(w engine.WayOn) string {
	switch w.ID {
	case engine.OnNewCode:
		return "With a code, in a browser on any computer or telephone"
	case engine.OnBrowser:
		return "In the browser of this computer"
	case engine.OnPortal:
		return "Not at all: " + w.Detail
	}
	return onward(w)
}

// chooseWay lets the person go on, or take the last choice; "" is back to where they
// were. Some ways only say something, and another is chosen then.
func (f *front) chooseWay(ctx context.Context, ways []engine.WayOn, label func(engine.WayOn) string,
	last option) (string, error) {
	taken := false // by the one who activates or approves: a sign-in comes next
	failed := 0    // the number of what led nowhere: what stands below it comes next
	for {
		first := failed + 1
		var ids []string
		var options []option
		for _, w := range ways {
			ids, options = append(ids, string(w.ID)), append(options, option{label: label(w)})
			if taken && first == failed+1 && (w.ID == engine.OnAgain || w.ID == engine.OnNewCode) {
				first = len(options)
			}
		}
		options = append(options, last)
		f.offered(Offer{Of: "sign-in", IDs: ids})
		n, err := f.choose(ctx, options, first)
		if err != nil {
			return "", err
		}
		if n == len(ways) {
			return "", last.does(ctx)
		}
		way, done, err := f.goBy(ctx, ways[n])
		if errors.Is(err, errLedNowhere) {
			failed = n + 1
			continue
		}
		taken = taken || slices.Contains([]engine.WayOnID{engine.OnActivate, engine.OnApprove}, ways[n].ID)
		if err != nil || done {
			return way, err
		}
	}
}

// errLedNowhere is a way that was gone in vain, and that was told.
var errLedNowhere = errors.New("the way led nowhere")

// goBy goes one way on. done: nothing more is to be chosen.
func (f *front) goBy(ctx context.Context, w engine.WayOn) (way string, done bool, err error) {
	for _, t := range w.Text {
		f.say("%s", t)
	}
	if w.Link != "" && w.ID != engine.OnHandOver {
		f.say("  %s%s", w.Link, f.realMark(w.Link))
	}
	switch w.ID {
	case engine.OnWho:
		return "who", true, nil
	case engine.OnBrowser:
		return "browser", true, nil
	case engine.OnNewCode, engine.OnAgain:
		return "device", true, nil
	case engine.OnPortal:
		return "none", true, nil
	case engine.OnWait:
		return "", true, nil
	case engine.OnExplain:
		return "", false, f.explainTyped(ctx)
	case engine.OnStuck:
		var by *wayError
		if err := f.whatShows(ctx); !errors.As(err, &by) {
			return "", false, err
		}
		return by.way, true, nil
	case engine.OnActivate:
		err := f.play(func(p *engine.Practice) func() error { return p.Activate }, "In practice the role is activated from inside this program. It is active now.")
		if err != nil {
			return "", false, err
		}
		f.openPage(w.Link)
	case engine.OnApprove:
		return "", false, f.play(func(p *engine.Practice) func() error {
			return func() error { return p.ApproveClient(w.Link) }
		}, "In practice the administrator approves it from inside this program. It is approved now.")
	case engine.OnAzureCLI:
		yes, err := f.agreeAnew(ctx, "Sign in as Microsoft Azure CLI?")
		if err != nil || !yes {
			return "", false, err
		}
		f.eng.UseClient(entra.AzureCLI())
		return "device", true, nil
	case engine.OnHandOver:
	}
	return "", false, nil
}

// play does in practice what a person does in the browser; errLedNowhere where that
// was refused.
func (f *front) play(what func(*engine.Practice) func() error, said string) error {
	p := f.cfg.Practice
	if p == nil {
		return nil
	}
	if err := what(p)(); err != nil {
		f.failure(err)
		return errLedNowhere
	}
	f.say("%s", said)
	return nil
}

// explainTyped explains a number or a line of a page.
func (f *front) explainTyped(ctx context.Context) error {
	typed, err := f.ask(ctx, question{text: "The number, or a line of the page", empty: true, help: "As AADSTS50105. It is explained here and sent nowhere."})
	if err != nil || typed == "" {
		return err
	}
	e := explain.Explain(typed, f.eng.Snapshot(), f.eng.Profile())
	if !e.Recognised() {
		f.say("Nothing in this text was recognized. It takes an AADSTS number, a message or an id.")
		return nil
	}
	for _, x := range e.Topics {
		f.say("%s: %s %s", x.Code, text.Sentence(x.Meaning), text.Sentence(x.Remedy))
	}
	return nil
}
