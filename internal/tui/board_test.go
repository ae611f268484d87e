package tui

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/views"
	"ssowizard/internal/tui/walked"
)

const boardPhase = "12-14"

// atBoard drives the half-made registration to the board.
func atBoard(t *testing.T, width, height int) (*rig, *driver) {
	t.Helper()
	g := newRig(t, "adopt")
	d := g.start(width, height)
	d.signIn()
	d.Press("y", "enter")
	d.At("S02")
	d.Press("enter")
	d.goTo("10")
	d.Press("v", "enter", "enter", "y")
	d.goTo("12")
	d.At("S12")
	return g, d
}

func spaOf(g *rig, name string) []string {
	for _, a := range g.srv.State().Applications {
		if a["displayName"] != name {
			continue
		}
		spa, _ := a["spa"].(map[string]any)
		var out []string
		switch l := spa["redirectUris"].(type) {
		case []any:
			for _, u := range l {
				out = append(out, u.(string))
			}
		case []string:
			out = l
		}
		return out
	}
	return nil
}

func TestBoardShowsEachStatusAndMarksTheCharacter(t *testing.T) {
	t.Parallel()
	_, d := atBoard(t, 120, 36)
	d.Sees("9 registered · 1 under Web · 1 nearly the same · 1 missing", "under Web", "kept, not ours", "extra \"/\" at the end")
	rows := strings.Split(d.Screen(), "\n")
	for i, r := range rows {
		at := strings.Index(rows[min(i+1, len(rows)-1)], "▲")
		if !strings.Contains(r, "nearly") || at < 0 {
			continue
		}
		column := utf8.RuneCountInString(rows[i+1][:at])
		if got := string([]rune(r)[column]); got != "/" || !strings.HasSuffix(string([]rune(r)[:column]), "/example-sign-out") {
			t.Errorf("the caret is under %q:\n%s\n%s", got, r, rows[i+1])
		}
		return
	}
	t.Errorf("no caret below the near miss:\n%s", d.Screen())
}

func TestEveryRowCanBeReachedAndNoneIsCut(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{80, 24}, {100, 24}, {120, 36}} {
		_, d := atBoard(t, size[0], size[1])
		rows := d.m.page().s.(*walked.Page).Page().Rows
		d.Press("up", "up", "up", "up", "up", "up", "up", "up", "up", "up", "up", "up")
		for i, r := range rows {
			if i > 0 {
				d.Press("down")
			}
			want := r.Pair.Want
			if want == "" {
				want = r.Pair.Found
			}
			if want = strings.TrimPrefix(want, r.Section); !strings.Contains(d.Screen(), want) {
				t.Errorf("%v: row %d, %q, is not in view:\n%s", size, i, want, d.Screen())
			}
			if !strings.Contains(d.Screen(), "▸") {
				t.Errorf("%v: no cursor at row %d", size, i)
			}
		}
	}
}

func TestPutInOrderKeepsWhatIsNotOurs(t *testing.T) {
	t.Parallel()
	for _, replace := range []bool{false, true} {
		g, d := atBoard(t, 100, 30)
		d.Sees("1 to add, 1 to move to SPA")
		d.Press("a")
		d.At("V07")
		d.Press(map[bool]string{true: "y", false: "n"}[replace])
		d.At("W")
		d.Sees("http://localhost:3000/")
		d.Press("y")
		d.Sees("written and read back")
		got := spaOf(g, "Contoso Voice SSO")
		for _, u := range append([]string{"http://localhost:3000/"}, g.srv.Scenario().PortalURIs...) {
			if !slices.Contains(got, u) {
				t.Errorf("replace %v: %s is not under SPA: %v", replace, u, got)
			}
		}
		if near := "https://contoso.bvoip.example/example-sign-out/"; slices.Contains(got, near) == replace {
			t.Errorf("replace %v: the near miss is in the wrong state: %v", replace, got)
		}
	}
}

func TestLongAddressesAreStackedWhole(t *testing.T) {
	t.Parallel()
	long := "https://mtp.bvoip.net/" + strings.Repeat("a-long-path/", 9)
	f := views.NewFrame(60, 20, views.NewTheme(ui.BackdropDark))
	want, found := long+"end", long+"End"
	for _, b := range []mtp.Board{
		mtp.Compare([]string{want}, []mtp.Registered{{URI: found, Platform: mtp.SPA}}),
		mtp.Compare([]string{want}, []mtp.Registered{{URI: want, Platform: mtp.Web}}),
		mtp.Compare(nil, []mtp.Registered{{URI: found, Platform: mtp.Public}}),
	} {
		row := steps.Row{Section: "https://mtp.bvoip.net", Pair: &b.Rows[0]}
		text, _ := views.NewBoardTable(f, []steps.Row{row}).Draw(0)
		flat := strings.Join(strings.Fields(plainText(text)), "")
		for _, part := range []string{strings.TrimPrefix(b.Rows[0].Want, "https://mtp.bvoip.net"), strings.TrimPrefix(b.Rows[0].Found, "https://mtp.bvoip.net")} {
			if !strings.Contains(flat, part) {
				t.Errorf("%q is cut:\n%s", part, plainText(text))
			}
		}
		for _, r := range strings.Split(plainText(text), "\n") {
			if utf8.RuneCountInString(r) > f.Width {
				t.Errorf("a line of %d columns in %d: %q", utf8.RuneCountInString(r), f.Width, r)
			}
		}
	}
}

func TestBoardWithoutAListAsksForIt(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := g.start(80, 24)
	d.register()
	d.goTo("12")
	d.Sees("The MTP portal's list is not known here yet", "Paste the 12 redirect URIs")
	if st := d.m.state.Verdict.Phase(boardPhase).Status; st == setup.StatusOK {
		t.Errorf("12–14 is %s without a list", st)
	}
	d.Press("enter")
	d.At("S10v")
}
