package tui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"ssowizard/assets"
	"ssowizard/internal/campaign"
	"ssowizard/internal/setup"
)

// parityCase is one setup to be looked at by everybody.
type parityCase struct {
	tenant string
	made   bool // by the wizard itself; else the tenant's own registration
	drift  string
}

func (c parityCase) String() string {
	by := "its own"
	if c.made {
		by = "made here"
	}
	return c.tenant + "/" + by + "/" + c.drift
}

// parityCases are all practice tenants with all drifts, on a registration of the
// tenant's own and on one that the wizard made.
func parityCases() []parityCase {
	var out []parityCase
	for _, tenant := range assets.PracticeNames() {
		for _, made := range []bool{false, true} {
			for _, d := range drifts {
				out = append(out, parityCase{tenant, made, d.name})
			}
		}
	}
	return out
}

// seenBy is what one reader says about a setup.
type seenBy struct {
	Verdict  string
	Findings []string // code, level and subject, sorted
	Repairs  []string // ids, in the order offered; nil where this reader offers none
	Own      string   // what Enter answers to "is this your own company?"; "?" where it is not asked
	Near     string   // likewise to "do the near misses give way?"
	Exit     int
}

func (a seenBy) differs(b seenBy) []string {
	var out []string
	note := func(what string, x, y any) {
		if fmt.Sprint(x) != fmt.Sprint(y) {
			out = append(out, fmt.Sprintf("%s: %v, and %v", what, x, y))
		}
	}
	note("verdict", a.Verdict, b.Verdict)
	note("findings", strings.Join(a.Findings, "; "), strings.Join(b.Findings, "; "))
	if a.Repairs != nil && b.Repairs != nil {
		note("repairs", a.Repairs, b.Repairs)
	}
	if a.Own != "?" && b.Own != "?" {
		note("own company, by Enter", a.Own, b.Own)
	}
	if a.Near != "?" && b.Near != "?" {
		note("near misses, by Enter", a.Near, b.Near)
	}
	if a.Exit >= 0 && b.Exit >= 0 {
		note("exit code", a.Exit, b.Exit)
	}
	return out
}

func told(fs []setup.Finding) []string {
	var out []string
	for _, f := range fs {
		if f.Level == setup.LevelUnknown {
			f.Level = setup.LevelWarn // as the document of a check writes it
		}
		out = append(out, string(f.Code)+" "+string(f.Level)+" "+f.Subject)
	}
	slices.Sort(out)
	return out
}

// Why a case is none: nobody can be signed in here, so that there is nothing to look
// at, or what is to change is not there, or nobody here may change it.
var (
	errNobodyGetsIn    = errors.New("nobody gets in")
	errNothingToChange = errors.New("nothing to change")
)

// TestBothFrontsAndTheDocumentsSayTheSame plays every practice tenant, as it is and
// after somebody changed something behind the wizard's back, on a registration of
// the tenant's own and on one that the wizard made. The full screen, the check line
// by line, its document and the report for support have one verdict, the same
// findings, the same repairs under the same answers, and the same exit code.
func TestBothFrontsAndTheDocumentsSayTheSame(t *testing.T) {
	t.Parallel()
	var looked atomic.Int64
	t.Cleanup(func() { // once all of them have ended
		if looked.Load() < int64(campaign.AtLeast(1200, 10)) {
			t.Errorf("only %d setups were looked at", looked.Load())
		}
	})
	for _, c := range campaign.Some(parityCases(), 30) {
		t.Run(c.String(), func(t *testing.T) {
			t.Parallel()
			p := newParity(t, c)
			if err := p.prepare(); errors.Is(err, errNobodyGetsIn) || errors.Is(err, errNothingToChange) {
				t.Skip(err)
			} else if err != nil {
				t.Fatal(err)
			}
			looked.Add(1)
			p.sayTheSame()
			p.plansMend()
		})
	}
}

// sayTheSame lets everybody look and compares what they say. It is what the full
// screen says.
func (p *parity) sayTheSame() seenBy {
	p.t.Helper()
	screen := p.screen()
	for name, other := range map[string]seenBy{"line by line": p.plain(), "the document": p.document(), "the report": p.support()} {
		for _, d := range screen.differs(other) {
			p.t.Errorf("the full screen and %s differ in the %s", name, d)
		}
	}
	return screen
}

// TestEverybodyTellsOfARegistrationMadeTwice, of one that was there and of one that
// the wizard made, whatever sample of the drifts is played.
func TestEverybodyTellsOfARegistrationMadeTwice(t *testing.T) {
	t.Parallel()
	for _, made := range []bool{false, true} {
		c := parityCase{"good", made, anotherOne}
		if made {
			c.tenant = "new"
		}
		t.Run(c.String(), func(t *testing.T) {
			p := newParity(t, c)
			if err := p.prepare(); err != nil {
				t.Fatal(err)
			}
			seen := p.sayTheSame()
			if !strings.Contains(strings.Join(seen.Findings, "\n"), string(setup.CodeRegistrationTwice)+" warn Voice SSO of a colleague (") {
				t.Errorf("it says %v", seen.Findings)
			}
		})
	}
}
