package plain

import (
	"context"
	"slices"
	"strings"
	"time"

	"ssowizard/internal/entra"
	"ssowizard/internal/steps"
)

// wayError ends a wait for the browser because the person goes on by another way:
// "device", "browser", "who" or "none", as signInAsking knows them.
type wayError struct{ way string }

func (e *wayError) Error() string { return "by another way" }

// hintAfter is how long a sign-in is waited for before the pages that stop one
// are named.
const hintAfter = time.Minute

// hintLater names them once, unless the wait is over before.
func (f *front) hintLater() (stop func()) {
	after := f.cfg.Hint
	if after == 0 {
		after = hintAfter
	}
	t := time.AfterFunc(after, func() {
		for _, line := range steps.StuckHint() {
			f.say("%s", line)
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

// afterPage goes on where a sign-in has ended on a page that wants more than
// another way to sign in; "" where it is none.
func (f *front) afterPage(ctx context.Context, refused error) (way string, err error) {
	p, ok := f.eng.BrowserPage(steps.PageOf(refused))
	if !ok || steps.Advise(refused).TryBrowser {
		return "", nil
	}
	return f.chooseWay(ctx, p.Ways)
}

func (f *front) onPage(ctx context.Context, p steps.BrowserPage) (string, error) {
	f.say("")
	f.say("%s", p.Shows)
	f.say("%s", p.Means)
	f.say("%s", p.Do)
	return f.chooseWay(ctx, p.Ways)
}

// sayRoleSeen says what a sign-in with the name alone has shown.
func (f *front) sayRoleSeen(ctx context.Context) (string, error) {
	s, _ := f.eng.RoleSeen()
	f.say("")
	f.say("Signed in as %s. Active roles: %s.", orElse(s.Username, "an account that the sign-in does not name"), orElse(strings.Join(s.Roles, ", "), "none"))
	f.say("%s", s.Means)
	f.say("%s", s.Do)
	return f.chooseWay(ctx, s.Ways)
}

// chooseWay lets the person go on; "" is back to where they were. Some ways only
// say something, and another is chosen then.
func (f *front) chooseWay(ctx context.Context, ways []steps.WayOn) (string, error) {
	taken := false // by the one who activates or approves: a sign-in comes next
	for {
		first := 1
		var list []steps.WayOn
		var options []option
		for _, w := range ways {
			if w.ID == steps.OnPortal && f.without != everyStep {
				continue
			}
			list, options = append(list, w), append(options, option{label: w.Title + ": " + w.Detail})
			if taken && first == 1 && (w.ID == steps.OnAgain || w.ID == steps.OnNewCode) {
				first = len(list)
			}
		}
		options = append(options, option{label: "Back"})
		n, err := f.choose(ctx, options, first)
		if err != nil || n == len(list) {
			return "", err
		}
		taken = taken || slices.Contains([]steps.WayOnID{steps.OnActivate, steps.OnApprove}, list[n].ID)
		way, done, err := f.goBy(ctx, list[n])
		if err != nil || done {
			return way, err
		}
	}
}

// goBy goes one way on. done: nothing more is to be chosen.
func (f *front) goBy(ctx context.Context, w steps.WayOn) (way string, done bool, err error) {
	for _, t := range w.Text {
		f.say("%s", t)
	}
	if w.Link != "" && w.ID != steps.OnHandOver {
		f.say("  %s", w.Link)
	}
	switch w.ID {
	case steps.OnWho:
		return "who", true, nil
	case steps.OnBrowser:
		return "browser", true, nil
	case steps.OnNewCode, steps.OnAgain:
		return "device", true, nil
	case steps.OnPortal:
		return "none", true, nil
	case steps.OnWait:
		return "", true, nil
	case steps.OnExplain:
		return "", false, f.explainTyped(ctx)
	case steps.OnActivate:
		f.play(func(p *steps.Practice) func() error { return p.Activate }, "In practice the role is activated from inside this program.")
		f.openPage(w.Link)
	case steps.OnApprove:
		f.play(func(p *steps.Practice) func() error {
			return func() error { return p.ApproveClient(w.Link) }
		}, "In practice the administrator approves it from inside this program.")
	case steps.OnAzureCLI:
		yes, err := f.agreeAnew(ctx, "Sign in as Microsoft Azure CLI?")
		if err != nil || !yes {
			return "", false, err
		}
		f.eng.UseClient(entra.AzureCLI())
		return "device", true, nil
	case steps.OnHandOver:
	}
	return "", false, nil
}

// play does in practice what a person does in the browser.
func (f *front) play(what func(*steps.Practice) func() error, said string) {
	p := f.cfg.Practice
	if p == nil {
		return
	}
	if err := what(p)(); err != nil {
		f.failure(err)
		return
	}
	f.say("%s", said)
}

// explainTyped explains a number or a line of a page.
func (f *front) explainTyped(ctx context.Context) error {
	typed, err := f.ask(ctx, question{text: "The number, or a line of the page", empty: true, help: "As AADSTS50105. It is explained here and sent nowhere."})
	if err != nil || typed == "" {
		return err
	}
	e := steps.Explain(typed, f.eng.Snapshot(), f.eng.Profile())
	if !e.Recognised() {
		f.say("Nothing in this text was recognized. It takes an AADSTS number, a message or an id.")
		return nil
	}
	for _, x := range e.Topics {
		f.say("%s: %s %s", x.Code, sentence(x.Meaning), sentence(x.Remedy))
	}
	return nil
}
