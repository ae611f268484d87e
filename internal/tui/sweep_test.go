package tui

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/campaign"
	"ssowizard/internal/injecttest"
	"ssowizard/internal/sim"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/phases"
	"ssowizard/internal/testmetrics"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/walked"
)

// stop is a place of a walk: the short name of the page that is in front there,
// and what is to be seen of it. A walk that went astray fails.
type stop func(page, where string)

// tour leads a person through pages.
type tour struct {
	way   func(*driver, stop)
	holds func(*sim.Scenario) // what the tenant holds besides; nil: nothing
	with  func(*rig, *Config) // how the run begins; nil: at the welcome page
}

// walks lead through every page and box that the wizard has. Each is called by the
// practice tenant it begins in, with a word behind it where several do.
var walks = map[string]tour{
	"new": {way: visitNew}, "new, by hand": {way: visitByHand, with: withoutBrowser},
	"code-blocked": {way: visitBlocked}, "hand-over": {way: visitHandOver}, "adopt": {way: visitAdopt},
	"two-faults": {way: visitCheck}, "assignment-required": {way: visitAssignment}, "secret-ending": {way: visitRenewal},
	"pim": {way: visitStuck}, "reader": {way: visitRoleSeen}, "client-disabled": {way: visitOtherClient},
	"secrets-hand-over": {way: visitAwaitSecret}, "trailing-slash": {way: visitNear},
	"good": {way: visitGood}, "good, unclaimed": {way: visitUnclaimed, holds: strayIn, with: ownIn},
}

// begin makes the walk's tenant, spoken for by an injector where it is hostile.
func (w tour) begin(t *testing.T, name string, worse func(*sim.Scenario)) *rig {
	t.Helper()
	tenant, _, _ := strings.Cut(name, ",")
	sc, err := sim.LoadScenario(tenant)
	if err != nil {
		t.Fatal(err)
	}
	for _, add := range []func(*sim.Scenario){w.holds, worse} {
		if add != nil {
			add(&sc)
		}
	}
	return newRigOn(t, sim.Options{Scenario: &sc})
}

// run goes from the first page to the last one.
func (w tour) run(g *rig, look func(d *driver, where string)) *driver {
	g.t.Helper()
	c := g.config()
	if w.with != nil {
		w.with(g, &c)
	}
	d := newDriver(g.t, c, 100, 40)
	w.way(d, func(page, where string) {
		g.t.Helper()
		d.At(page)
		look(d, where)
	})
	return d
}

// visit stops at every page and box that the wizard has, in states that differ,
// and calls look at each: in everybody's run at those of some walks.
func visit(t *testing.T, look func(d *driver, where string)) {
	t.Helper()
	visitWith(t, func(*rig) {}, look)
}

// visitWith does so on rigs that were prepared.
func visitWith(t *testing.T, prepare func(*rig), look func(d *driver, where string)) {
	t.Helper()
	for _, name := range campaign.Keys(walks, 6) {
		g := walks[name].begin(t, name, nil)
		prepare(g)
		d := walks[name].run(g, func(d *driver, where string) { look(d, name+"/"+where) })
		d.send(screen.LeaveMsg{}) // nothing waits on behind the next walk
	}
}

func visitNew(d *driver, at stop) {
	at("S00", "welcome")
	d.Press("enter")
	at("S01", "domain")
	d.Press("enter")
	at("S01a", "tenant")
	d.Press("b")
	at("S01c", "browser")
	d.Press("p")
	d.Paste(strings.Repeat("https://example.com/?a=b&", 9))
	d.Press("enter")
	at("S01c", "browser, wrong paste")
	d.Press("esc", "d")
	at("S01b", "code")
	d.Press("a")
	d.Await("your own company?")
	at("S01e", "own")
	d.Press("y")
	at("S01f", "preflight")
	d.Press("enter")
	at("S02", "candidates")
	d.Press("k")
	at("T", "note")
	d.Paste(longNote)
	at("T", "note, long")
	d.Press("esc", "i")
	at("S02i", "by id")
	d.Press("esc", "m", "enter")
	at("S03", "phase")
	d.Press("p")
	for range 6 {
		at("S03p", "portal way")
		d.Press("right")
	}
	d.Press("o")
	at("H", "real page")
	d.Press("esc", "esc", "enter")
	at("W", "plan")
	d.Press("r")
	at("W", "requests of the plan")
	d.Press("r", "y")
	at("S03w", "applied")
	visitBoxes(d, at)
	visitPhases(d, at)
}

// longNote is a person's note with what a terminal would read, and no end.
var longNote = injecttest.Texts[0] + injecttest.Texts[6] + strings.Repeat(" and asked again", 40)

func visitBoxes(d *driver, at stop) {
	d.Press("g")
	at("G", "go to")
	d.Press("esc", "l")
	at("Q", "log")
	d.Press("pgdown", "pgdown")
	at("Q", "log, scrolled")
	d.Press("esc", "?")
	at("H", "help")
	d.Press("esc")
	d.m.overlay(newLeave(screen.LeaveMsg{}, leavingAWrite(false)))
	at("L", "leave")
	d.Press("esc")
	d.filesAt(paths{file: "/home/ada/.config/ssowizard/secrets/" + strings.Repeat("long", 30) + ".age"})
	d.m.open(walked.New(d.m.deps, passphrasePage, nil), false)
	at("S01g", "passphrase")
	d.Press("esc")
	d.goTo("23")
	d.Press("m")
	at("S23l", "lifetime")
	d.Press("esc", "k")
	d.Paste(longNote)
	d.Press("enter", "g", "up", "up", "up", "up", "up", "up")
	at("G", "go to, with a note")
	d.Press("esc")
	d.goTo("10")
	d.Press("v", "enter", "enter")
	at("S10q", "entered")
	d.Press("n")
	at("S10", "account, with a list")
}

func visitPhases(d *driver, at stop) {
	for _, r := range d.m.state.Verdict.Phases {
		d.send(screen.PhaseMsg{ID: r.Phase.ID})
		d.Idle()
		page := r.Phase.Screen()
		if r.Phase.ID == "1" && d.m.phaseShown() == "1" { // who is signed in, or the way without
			page = d.m.page().s.ID()
		}
		at(page, "phase "+r.Phase.ID)
		d.send(screen.PushMsg{Screen: walked.New(d.m.deps, steps.PagePortal, phases.InPortal(r.Phase.ID))})
		d.Idle()
		at(r.Phase.Screen()+"p", "portal way "+r.Phase.ID)
	}
	d.send(screen.PhaseMsg{})
	d.Idle()
	at("S99", "end")
}

func visitBlocked(d *driver, at stop) {
	d.Press("enter", "enter", "enter", "a")
	d.Await("53003")
	at("S01b", "code refused")
}

func visitHandOver(d *driver, at stop) {
	d.signIn()
	d.Press("y")
	at("S01f", "preflight")
	d.Press("enter", "m", "enter")
	d.do()
	d.goTo("21")
	at("S21", "phase")
	d.Press("a")
	at("S21c", "consent")
}

func visitAdopt(d *driver, at stop) {
	d.signIn()
	d.Press("y", "enter")
	at("S02", "candidates")
	d.Press("enter")
	at("S10", "adopted")
}

// sizes are the widths at some heights, and the heights at some widths. Each
// stop takes every fifth of them, beginning at another one, so that all sizes
// are met and the test stays short; the edges are met at every stop.
func sizes(stop int) [][2]int {
	out := [][2]int{{80, 24}, {99, 24}, {100, 24}, {109, 30}, {110, 29}, {120, 36}, {200, 60}}
	for w := 80 + stop%5; w <= 200; w += 5 {
		for _, h := range []int{24, 30, 60} {
			out = append(out, [2]int{w, h})
		}
	}
	for h := 24 + stop%5; h <= 60; h += 5 {
		for _, w := range []int{80, 99, 100, 110, 120, 200} {
			out = append(out, [2]int{w, h})
		}
	}
	return out
}

func TestEveryScreenFitsEveryWindow(t *testing.T) {
	t.Parallel()
	frames, stop := 0, 0
	defer func() { testmetrics.Record(t, "%d frames", frames) }()
	visit(t, func(d *driver, where string) {
		w0, h0 := d.m.width, d.m.height
		defer d.Resize(w0, h0)
		stop++
		d.losesNothing(where)
		d.namesNothingOfTheAPI(where)
		for _, s := range campaign.Some(sizes(stop), 4) {
			d.Resize(s[0], s[1])
			frames++
			if wrong := misfit(d.view().Content, s[0], s[1]); wrong != "" {
				t.Errorf("%s at %dx%d: %s\n%s", where, s[0], s[1], wrong, d.Screen())
				return
			}
		}
	})
}

// misfit tells what is wrong with a frame: lines too wide or too many, no way
// out.
func misfit(content string, width, height int) string {
	rows := strings.Split(ansi.Strip(content), "\n")
	if len(rows) != height {
		return fmt.Sprintf("%d lines", len(rows))
	}
	for i, r := range rows {
		if n := ansi.StringWidth(r); n > width {
			return fmt.Sprintf("line %d is %d wide", i+1, n)
		}
	}
	last := rows[height-1]
	for _, way := range []string{"esc ", "q leave", "ctrl+c leave"} {
		if strings.Contains(last, way) {
			return ""
		}
	}
	return "no way out is named"
}

func TestShareSafeHidesWhoseTenantItIs(t *testing.T) {
	t.Parallel()
	secrets := []string{
		"contoso", "Contoso Voice SSO", "ada@", "Ada Lindqvist", "c0470500-1b3d-4a52-9d0e-5f3a7b2c6d18", "c0470500",
	}
	visit(t, func(d *driver, where string) {
		d.m.shareSafe = true
		defer func() { d.m.shareSafe = false }()
		for _, w := range campaign.Some([]int{80, 100, 120, 160}, 2) {
			d.Resize(w, 40)
			screen := d.Screen()
			seen := strings.ToLower(strings.Join(strings.Fields(screen), ""))
			for _, s := range append(secrets, d.m.state.Profile.App.AppID, d.m.state.Profile.App.ObjectID) {
				s = strings.ToLower(strings.ReplaceAll(s, " ", ""))
				if s != "" && strings.Contains(seen, s) {
					t.Errorf("%s at %d columns shows %q:\n%s", where, w, s, screen)
				}
			}
			if !strings.Contains(screen, "SHARE-SAFE") {
				t.Errorf("%s does not say that it is share-safe", where)
			}
		}
		d.Resize(100, 40)
	})
}

func TestPracticeIsSaidAllTheTime(t *testing.T) {
	t.Parallel()
	visit(t, func(d *driver, where string) {
		if !strings.Contains(d.Screen(), "PRACTICE") {
			t.Errorf("%s does not say that it is practice:\n%s", where, d.Screen())
		}
	})
}

func TestASmallWindowKeepsTheState(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.Press("enter")
	d.Resize(60, 15)
	d.Sees("60 columns and 15 lines", "80 by 24", "the page is still here")
	d.Press("enter") // answers nothing that cannot be seen
	d.Resize(80, 24)
	d.At("S01")
	for _, s := range [][2]int{{1, 1}, {10, 3}, {79, 24}, {80, 23}} {
		d.Resize(s[0], s[1])
		rows := strings.Split(d.Screen(), "\n")
		for _, r := range rows {
			if ansi.StringWidth(r) > s[0] {
				t.Errorf("at %dx%d a line is %d wide", s[0], s[1], ansi.StringWidth(r))
			}
		}
		if len(rows) > s[1] {
			t.Errorf("at %dx%d there are %d lines", s[0], s[1], len(rows))
		}
	}
}
