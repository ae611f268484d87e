package plain

import (
	"context"

	"ssowizard/internal/document"
	"ssowizard/internal/judge"
	"ssowizard/internal/outcome"
	"ssowizard/internal/setup"
	"ssowizard/internal/sheet"
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
	f.Answer("Company: %s", f.company())
	f.Answer("Directory (tenant) ID: %s", x.Profile.Tenant.ID)
	f.Answer("Registration: %s", f.registration(x))
	f.why = map[string]bool{}
	for _, s := range x.Steps {
		f.Answer("Step %-3s %s %s", s.Step.Number, sheet.Padded(s.Step.Title, 44),
			sheet.Step(s.Step.Number, s.Status, s.Evidence))
		for _, fi := range s.Findings {
			f.answerFinding("  ", fi)
		}
	}
	f.answerChain(x.Proof)
	f.Answer("Verdict: %s", sheet.Verdict(c.Overall(), c.Reason()))
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

// answerFinding prints one finding: what, why it matters, what was wanted, what
// is there, what to do.
func (f *front) answerFinding(indent string, x setup.Finding) {
	want, got := x.Contrast()
	level := sheet.Levels[x.Level]
	if x.Code != setup.CodeCouldNotCheck { // that code says no more than the level does
		level += " (" + string(x.Code) + ")"
	}
	f.Answer("%s%s: %s", indent, level, x.Told())
	for _, l := range [][2]string{{"Why it matters", f.firstWhy(x)}, {"Wanted", want}, {"There", got},
		{"What to do", x.Remedy()}} {
		if l[1] != "" {
			f.Answer("%s  %s: %s", indent, l[0], l[1])
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
	f.Answer("The proof, from the bottom up:")
	for _, r := range l.Links {
		f.Answer("  %-32s %s", r.Title, sheet.Link(l, r))
	}
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
