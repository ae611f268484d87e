package tui

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/campaign"
	"ssowizard/internal/measured"
)

// walks lead through every page and box that the wizard has, by the practice
// tenant they begin in.
var walks = map[string]func(*driver, func(string)){
	"new": visitNew, "code-blocked": visitBlocked, "hand-over": visitHandOver, "adopt": visitAdopt,
	"two-faults": visitCheck, "assignment-required": visitAssignment, "secret-ending": visitRenewal,
}

// visit stops at every page and box that the wizard has, in states that differ,
// and calls look at each.
func visit(t *testing.T, look func(d *driver, where string)) {
	t.Helper()
	visitWith(t, func(*rig) {}, look)
}

// visitWith does so on rigs that were prepared.
func visitWith(t *testing.T, prepare func(*rig), look func(d *driver, where string)) {
	t.Helper()
	for tenant, walk := range walks {
		g := newRig(t, tenant)
		prepare(g)
		d := g.start(100, 40)
		walk(d, func(where string) { look(d, tenant+"/"+where) })
	}
}

func visitNew(d *driver, at func(string)) {
	at("welcome")
	d.Press("enter")
	at("domain")
	d.Press("enter")
	at("tenant")
	d.Press("b")
	at("browser")
	d.Press("p")
	d.Paste(strings.Repeat("https://example.com/?a=b&", 9))
	d.Press("enter")
	at("browser, wrong paste")
	d.Press("esc", "d")
	at("code")
	d.Press("a")
	d.Await("your own company?")
	at("own")
	d.Press("enter")
	at("preflight")
	d.Press("enter")
	at("candidates")
	d.Press("k")
	at("note")
	d.Press("esc", "i")
	at("by id")
	d.Press("esc", "m", "enter")
	at("stage")
	d.Press("p")
	for range 6 {
		at("portal way")
		d.Press("right")
	}
	d.Press("esc", "enter")
	at("plan")
	d.Press("r")
	at("requests of the plan")
	d.Press("r", "y")
	at("applied")
	visitBoxes(d, at)
	visitStages(d, at)
}

func visitBoxes(d *driver, at func(string)) {
	d.Press("g")
	at("go to")
	d.Press("esc", "l")
	at("log")
	d.Press("pgdown", "pgdown")
	at("log, scrolled")
	d.Press("esc", "?")
	at("help")
	d.Press("esc")
	d.m.overlay(newLeave(leaveMsg{}, leavingAWrite(false)))
	at("leave")
	d.Press("esc")
	d.m.open(newPassphrase(d.m.deps, "/home/ada/.config/ssowizard/secrets/"+strings.Repeat("long", 30)+".age"), false)
	at("passphrase")
	d.Press("esc")
}

func visitStages(d *driver, at func(string)) {
	for _, r := range d.m.state.Verdict.Stages {
		d.send(stageMsg{id: r.Stage.ID})
		d.Idle()
		at("stage " + r.Stage.ID)
		d.send(pushMsg{newPortal(d.m.deps, r.Stage.ID)})
		d.Idle()
		at("portal way " + r.Stage.ID)
	}
	d.send(stageMsg{})
	d.Idle()
	at("end")
}

func visitBlocked(d *driver, at func(string)) {
	d.Press("enter", "enter", "enter", "a")
	d.Await("53003")
	at("code refused")
}

func visitHandOver(d *driver, at func(string)) {
	d.signIn()
	d.Press("y")
	at("preflight")
	d.Press("enter", "m", "enter")
	d.do()
	d.goTo("21")
	at("stage")
	d.Press("a")
	at("consent")
}

func visitAdopt(d *driver, at func(string)) {
	d.signIn()
	d.Press("y", "enter")
	at("candidates")
	d.Press("enter")
	at("adopted")
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
	defer func() { measured.Figure(t, "%d frames", frames) }()
	visit(t, func(d *driver, where string) {
		w0, h0 := d.m.width, d.m.height
		defer d.Resize(w0, h0)
		stop++
		for _, s := range campaign.Some(sizes(stop), 6) {
			d.Resize(s[0], s[1])
			frames++
			if wrong := misfit(d.m.View().Content, s[0], s[1]); wrong != "" {
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
		for _, w := range []int{80, 100, 120, 160} {
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
