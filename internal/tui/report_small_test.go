package tui

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/setup"
	"ssowizard/internal/tui/ui"
)

// faulty are practice tenants whose report begins with something that is wrong.
var faulty = []string{"two-faults", "adopt", "deleted", "assignment-required", "secret-ending"}

// On arrival at the smallest window the report shows its first heading, the
// whole of what is wrong first and what to do about it, and every key.
func TestTheReportBeginsAtItsBeginningInTheSmallestWindow(t *testing.T) {
	t.Parallel()
	for _, tenant := range faulty {
		t.Run(tenant, func(t *testing.T) {
			t.Parallel()
			d := newRig(t, tenant).start(80, 24)
			d.beginCheck()
			d.Press("enter")
			d.At("V03")
			d.Press("enter", "enter")
			d.At("V04")
			d.Tick(noticeTime * 2)
			x, title := d.m.state.Verdict.Noticed(setup.LevelFail, setup.LevelWarn)[0], "What is wrong, the cause first"
			if v := d.m.state.Verdict; v.OnlyLooks() {
				title = "What needs a look" // nothing of it keeps sign-in from working
			}
			d.Sees(title, x.Text(), x.Remedy())
			for range 3 {
				d.Press("down")
			}
			d.Press("home")
			d.Sees(title, x.Remedy())
			d.Sees("d details", "v redirect URIs", "f other registration", "r read again", "? help")
			for _, k := range ui.Enabled(d.m.page().s.Keys()) {
				d.Sees(k.Help().Key + " " + k.Help().Desc)
			}
		})
	}
}

// Every key of every page and box is named on it: in the footer, beside a
// choice, or in the help that ? opens.
// TestEveryKeyIsNamedSomewhere, and no key of a page is one that the footer and the help name for
// something else on every page.
func TestEveryKeyIsNamedSomewhere(t *testing.T) {
	t.Parallel()
	visit(t, func(d *driver, where string) {
		w, h := d.m.width, d.m.height
		defer d.Resize(w, h)
		d.Resize(80, 24)
		l := d.m.front()
		f := d.m.frame(l, 92, 200)
		p := l.s.Body(f)
		shown := ansi.Strip(p.Text + "\n" + p.Actions)
		help := ansi.Strip(newHelp(l.s, false, d.m.globals(), false).Body(f).Text)
		everywhere := append(d.m.globals(), keyLog, keyQuit)
		if len(d.m.boxes) > 0 { // the signs of a step's number are text where one is typed
			everywhere = slices.DeleteFunc(slices.Clone(boxKeys), func(key.Binding) bool { return l.s.ID() == "G" })
		}
		for _, k := range l.s.Keys() {
			if k.Help().Key != "" {
				for _, g := range everywhere {
					if sharesKey(g, k) {
						t.Errorf("%s: %q is %q here, and is shown as %q of every page", where, k.Help().Key, k.Help().Desc, g.Help().Desc)
					}
				}
				if !strings.Contains(help, k.Help().Key) {
					t.Errorf("%s: the help does not name %q", where, k.Help().Key)
				}
				continue
			}
			for _, name := range k.Keys() {
				if n := slices.IndexFunc(everywhere, func(g key.Binding) bool { return slices.Contains(g.Keys(), name) }); n >= 0 && len(name) == 1 {
					t.Errorf("%s: %q is %q here, and is shown as %q of every page", where, name, k.Help().Desc, everywhere[n].Help().Desc)
				}
				if len([]rune(name)) == 1 && !regexp.MustCompile(`(?m)(^|[ │▸])`+regexp.QuoteMeta(name)+` `).MatchString(shown+"\n"+help) {
					t.Errorf("%s: %q (%s) is named neither on the page nor in its help:\n%s", where, name, k.Help().Desc, shown)
				}
			}
		}
	})
}
