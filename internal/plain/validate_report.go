package plain

import (
	"context"
	"fmt"
	"strings"
	"time"

	"ssowizard/internal/document"
	"ssowizard/internal/judge"
	"ssowizard/internal/outcome"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// judged prints the report of a check: every numbered step, what was found
// there, and the chain of the proof. Quiet leaves what holds out.
func (f *front) judged() {
	if f.cfg.JSON {
		return
	}
	f.answerCheck(document.NewCheck(f.found()))
}

// answerCheck prints a check that ended.
func (f *front) answerCheck(c document.Check) {
	x := c.Verdict
	f.answerServices()
	if f.quiet {
		for _, p := range append(x.Problems(), x.Unknown()...) {
			f.answerFinding("", p)
		}
		return
	}
	f.answer("Company: %s", f.company())
	f.answer("Directory (tenant) ID: %s", x.Profile.Tenant.ID)
	f.answer("Registration: %s", f.registration(x))
	f.why = map[string]bool{}
	for _, s := range x.Steps {
		f.answer("Step %-3s %s %s", s.Step.Number, padded(s.Step.Title, 44), stepWord(s.Step.Number, s.Status, s.Evidence))
		for _, fi := range s.Findings {
			f.answerFinding("  ", fi)
		}
	}
	f.answerChain(x.Proof)
	f.answer("Verdict: %s", verdictLine(c.Overall(), c.Reason()))
}

// unsettled tells whether a check that can ask nobody looked, and ended before it was
// known which registration is meant. What it saw is printed all the same.
func (f *front) unsettled(err error) bool {
	return f.eng.SignedIn() && f.cfg.NoInput && !f.cfg.JSON && outcome.Found(err)
}

func (f *front) registration(x judge.Verdict) string {
	switch app := x.Snapshot.App.Value; {
	case app != nil:
		return app.DisplayName + " (" + app.AppID + ")"
	case x.Profile.App.AppID != "":
		return x.Profile.App.AppID
	}
	return "not chosen"
}

// checkWords are the states of a step in a check, where what is to do in a walk
// is merely not shown to hold.
var checkWords = func() map[setup.Status]string {
	m := map[setup.Status]string{}
	for k, v := range stateWords {
		m[k] = v
	}
	m[setup.StatusConfirmed] = "confirmed by a person"
	m[setup.StatusTodo] = "not shown"
	m[setup.StatusFail] = "not in order" // a step is an action, and none of them holds
	return m
}()

var verdictWords = map[judge.Overall]string{judge.OverallOK: "ok", judge.OverallProblems: "problems were found", judge.OverallIncomplete: "something could not be checked"}

// verdictLine is the verdict with its reason, in words that stand once: a reason
// that begins with how much was found has the verdict in it.
func verdictLine(verdict judge.Overall, reason string) string {
	word := text.Or(verdictWords[verdict], string(verdict))
	first, _, _ := strings.Cut(reason, ". ")
	said := word[strings.LastIndex(word, " ")+1:]
	if verdict == judge.OverallProblems && reason != "" { // how much was found stands there
		return reason
	}
	if reason == "" || verdict != judge.OverallOK && strings.HasSuffix(strings.TrimSuffix(first, "."), " "+said) {
		return text.Or(reason, word+".")
	}
	return word + ". " + reason
}

// stepWord is a step's state as a word. A list that was given is not a person's
// word about the MTP portal, and the examples of practice are neither.
func stepWord(number string, st setup.Status, evidence string) string {
	switch list := number == judge.PortalListStep; {
	case list && st == setup.StatusTodo && evidence != "":
		return checkWords[st] + ": examples stand in for the MTP portal's list"
	case list && st == setup.StatusConfirmed && evidence != "":
		return strings.TrimSuffix(evidence, ".")
	}
	return text.Or(checkWords[st], string(st))
}

// answerFinding prints one finding: what, why it matters, what was wanted, what
// is there, what to do.
func (f *front) answerFinding(indent string, x setup.Finding) {
	want, got := x.Contrast()
	level := levelWords[x.Level]
	if x.Code != setup.CodeCouldNotCheck { // that code says no more than the level does
		level += " (" + string(x.Code) + ")"
	}
	f.answer("%s%s: %s", indent, level, x.Told())
	for _, l := range [][2]string{{"Why it matters", f.firstWhy(x)}, {"Wanted", want}, {"There", got}, {"What to do", x.Remedy()}} {
		if l[1] != "" {
			f.answer("%s  %s: %s", indent, l[0], l[1])
		}
	}
}

// firstWhy is why a finding matters, which is said with the first one of its kind.
func (f *front) firstWhy(x setup.Finding) string {
	why := x.Matters()
	if f.why[why] {
		return ""
	}
	if f.why != nil {
		f.why[why] = true
	}
	return why
}

func (f *front) answerChain(l judge.ProofChain) {
	f.answer("The proof, from the bottom up:")
	for _, r := range l.Links {
		f.answer("  %-32s %s", r.Title, linkState(l, r))
	}
}

// linkState says a link's state, its evidence and when that was read.
func linkState(l judge.ProofChain, r judge.ChainLink) string {
	word := map[setup.LinkState]string{setup.LinkOK: "holds", setup.LinkFail: "broken", setup.LinkUnknown: "not shown", setup.LinkTodo: "not shown"}[r.State]
	if r.Follows != "" {
		for _, c := range l.Links {
			if c.ID == r.Follows {
				return word + ", follows from: " + c.Title
			}
		}
	}
	switch {
	case r.Step != "": // it stands there, with what to do
		word += ": see step " + r.Step
	case r.Detail != "":
		word += ": " + r.Detail
	}
	if !r.At.IsZero() {
		word += " (" + r.At.UTC().Format("15:04:05 UTC")
		if r.Took >= time.Millisecond {
			word += ", took " + r.Took.Round(time.Millisecond).String()
		}
		word += ")"
	}
	return word
}

// validateUnsigned looks at what needs no sign-in: the kept secret, the role in
// its token, one user read, and how much longer the secret lives.
func (f *front) validateUnsigned(ctx context.Context) error {
	f.byHand = true
	if _, err := f.eng.TrySecret(ctx); err != nil && ctx.Err() != nil {
		return outcome.ErrInterrupted
	}
	f.chat("Nobody signs in (--sign-in none), so only the kept secret is tried.")
	f.judged()
	return &judgedEnding{outcome.Of(f.found(), false)}
}

// endWords says when something ends, or that it has.
func endWords(now, end time.Time) string {
	if !end.After(now) {
		return text.Day(end) + " (it has ended)"
	}
	return fmt.Sprintf("%s (%s)", text.Day(end), text.Plural(setup.DaysLeft(now, end), "day left", "days left"))
}
