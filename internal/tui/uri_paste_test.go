package tui

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"ssowizard/internal/setup"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/walked"
)

// atAccount drives a new setup to steps 10–11.
func atAccount(t *testing.T, tenant string, width, height int) (*rig, *driver) {
	t.Helper()
	g := newRig(t, tenant)
	d := g.start(width, height)
	d.register()
	d.Press("enter")
	d.At("S10")
	return g, d
}

func numbered(uris []string) string {
	var b strings.Builder
	for i, u := range uris {
		b.WriteString(strconv.Itoa(i+1) + ". " + u + "\n")
	}
	return b.String()
}

func TestIdsGoOutAndTheListComesIn(t *testing.T) {
	t.Parallel()
	g, d := atAccount(t, "new", 80, 24)
	app, tenant := d.m.state.Profile.App.AppID, g.srv.Scenario().Tenant.ID
	d.Sees(app, tenant, "\"System\" > \"Single sign-on\"", "Configure MTP portal account", "Redirect URIs")
	d.Press("c", "t")
	if got := strings.Join(d.copied, " "); !strings.Contains(got, app) || !strings.Contains(got, tenant) {
		t.Fatalf("copied %q, want both ids", got)
	}
	d.Press("enter")
	d.At("S10v")
	uris := g.srv.Scenario().PortalURIs
	d.Paste("Redirect URIs of the portal\n" + numbered(uris[:11]) + uris[0] + "\n")
	d.At("S10v") // the newlines of a paste are never Enter
	d.Sees("✗ 11 of 12 addresses read · 1 came twice", "Left out", "\"Redirect URIs of the portal\"")
	d.Press("pgdown", "pgdown", "pgdown")
	d.Sees("list marks, quotes and the like")
	d.Press("pgup", "pgup", "pgup")
	d.Sees("These are 11 addresses")
	d.Press("enter")
	d.At("S10v")
	if n := len(d.m.state.Profile.Wanted.URIs); n != 0 {
		t.Fatalf("%d addresses kept from a list with a failure", n)
	}
	d.Paste(uris[11] + "\n")
	d.Sees("12 of 12 addresses read")
	d.Press("enter", "y")
	d.At("S12")
	p := d.m.state.Profile
	if got := strings.Join(p.Wanted.URIs, "\n"); got != strings.Join(uris, "\n") {
		t.Errorf("kept:\n%s", got)
	}
	if _, ok := p.Confirmed[accountPhase]; !ok {
		t.Error("10–11 is not confirmed")
	}
}

// TestWhatWasMendedIsShownBeforeTheListIsTaken: on the smallest window too, each
// mend and each piece beside an address stands above the addresses.
func TestWhatWasMendedIsShownBeforeTheListIsTaken(t *testing.T) {
	t.Parallel()
	g, d := atAccount(t, "new", 80, 24)
	d.Press("enter")
	d.At("S10v")
	uris := append([]string(nil), g.srv.Scenario().PortalURIs...)
	list := append([]string(nil), uris...)
	list[0] = "https://mtp.bvoip.net/us\ners"
	list[4] += " SPA"
	for i := 6; i < 12; i++ {
		list[i] = "https://www.google.com/url?q=" + list[i] + "&sa=D"
	}
	d.Paste(strings.Join(list, "\n"))
	d.Sees("! 1 address was mended: a line break inside the address was taken out.", uris[0],
		"! 6 addresses were mended, those marked below.", "taken out of a link by Google",
		"Left out beside an address", "line 6, \"SPA\"", "! 12 of 12 addresses read", "Enter: take these addresses as they were read")
	d.Press("pgdown", "pgdown")
	d.Sees("! /users", "! "+strings.TrimPrefix(uris[4], "https://mtp.bvoip.net"), "✓ "+strings.TrimPrefix(uris[1], "https://mtp.bvoip.net"), "! "+strings.TrimPrefix(uris[6], "https://contoso.bvoip.example"))
	if n := len(d.m.state.Profile.Wanted.URIs); n != 0 {
		t.Fatalf("%d addresses taken before Enter", n)
	}
	d.Press("enter", "y")
	d.At("S12")
	if got := d.m.state.Profile.Wanted.URIs; strings.Join(got, "\n") != strings.Join(uris, "\n") {
		t.Errorf("taken:\n%s", strings.Join(got, "\n"))
	}
}

// TestAForeignHostIsNamedToTheEnd: a list that holds one is never called good, and the
// last sentence says that it was taken.
func TestAForeignHostIsNamedToTheEnd(t *testing.T) {
	t.Parallel()
	g, d := atAccount(t, "new", 100, 36)
	uris := slices.Clone(g.srv.Scenario().PortalURIs)
	uris[4] = "https://mtp.bvolp.net/example-billing"
	d.Press("v")
	d.Paste(strings.Join(uris, "\n"))
	d.Sees("! 12 of 12 addresses read · 1 leads elsewhere", "1 on mtp.bvolp.net", "Enter: take these addresses as they were read")
	d.Press("enter")
	d.At("S10q")
	d.Sees("! 1 of the addresses leads elsewhere, to mtp.bvolp.net. The list is taken with it, as it was read.")
	d.SeesNot("The list is good")
	d.Press("n")
	d.At("S10")
	d.Sees("12 URIs kept; 1 of them leads elsewhere, to mtp.bvolp.net.", "! 1 of them leads elsewhere")
	if got := d.m.state.Profile.Wanted.URIs; !slices.Equal(got, uris) {
		t.Errorf("kept %v", got)
	}
}

func TestAPasteWithoutMarksIsNeverEnter(t *testing.T) {
	t.Parallel()
	g, d := atAccount(t, "new", 100, 30)
	d.Press("v")
	d.Burst(numbered(g.srv.Scenario().PortalURIs))
	d.At("S10v")
	d.Sees("12 of 12 addresses read", "edit here")
	if len(d.m.state.Profile.Wanted.URIs) != 0 {
		t.Fatal("the list was taken without an answer")
	}
	d.Press("tab", "enter", "y")
	d.At("S12")
	if n := len(d.m.state.Profile.Wanted.URIs); n != 12 {
		t.Fatalf("%d addresses taken, want 12", n)
	}
}

func TestExamplesAreMarkedAsExamples(t *testing.T) {
	t.Parallel()
	_, d := atAccount(t, "new", 80, 24)
	d.Press("v")
	d.Sees("In practice: puts in 12 addresses made up for it, marked as examples.")
	d.Press("enter")
	d.Sees("12 of 12 addresses read · examples, for practice only")
	d.Press("enter", "y")
	if w := d.m.state.Profile.Confirmed[accountPhase]; !strings.Contains(w.Note, "example") {
		t.Errorf("the note %q does not say that they are examples", w.Note)
	}
}

func TestASecretPastedByMistakeIsNotKept(t *testing.T) {
	t.Parallel()
	_, d := atAccount(t, "new", 80, 24)
	d.Press("v")
	const secret = "a1b8Q~notARealOneButShapedLikeOne.0123456"
	d.Paste(secret)
	d.Sees("It was not kept")
	d.SeesNot(secret)
	d.Press("h", "t") // typing begins
	d.Paste(secret)
	d.Sees("edit here", "It was not kept")
	d.SeesNot(secret)
	if s := d.m.page().s.(*walked.Page); strings.Contains(s.Page().Input.Value, secret) {
		t.Error("the text is kept")
	}
}

// TestAWholePageIsNotEditedLetterByLetter: what is too much for the editor is
// read like any paste, and the editing ends.
func TestAWholePageIsNotEditedLetterByLetter(t *testing.T) {
	t.Parallel()
	g, d := atAccount(t, "new", 100, 30)
	d.Press("v", "h")
	d.Paste("ttps")
	d.Sees("edit here")
	d.Paste(strings.Repeat("words of a whole page ", 1000) + strings.Join(g.srv.Scenario().PortalURIs, "\n"))
	d.SeesNot("edit here")
	d.Sees("12 of 12 addresses read")
}

func TestTheListIsEditedAndTheTextIsKept(t *testing.T) {
	t.Parallel()
	g, d := atAccount(t, "new", 100, 30)
	uris := append([]string(nil), g.srv.Scenario().PortalURIs...)
	uris[3] = strings.Replace(uris[3], "https", "http", 1)
	d.Press("v")
	d.Paste(strings.Join(uris, "\n"))
	d.Sees("✗ 12 of 12 addresses read")
	d.Press("enter")
	d.At("S10v")
	d.Press("e")
	d.Sees("edit here", uris[11])
	for range 8 {
		d.Press("up")
	}
	d.Press("home", "right", "right", "right", "right", "s", "tab")
	d.Sees("✓ 12 of 12 addresses read")
	d.Press("esc")
	d.At("S10")
	d.Sees("12 redirect URIs pasted, not taken yet")
	d.Press("enter")
	d.Sees("✓ 12 of 12 addresses read")
	d.Press("enter", "y")
	if st := d.m.state.Verdict.Phase(accountPhase).Status; st != setup.StatusConfirmed {
		t.Errorf("10–11 is %s", st)
	}
}

func TestEditor(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		keys []string
		want string
	}{
		"type":            {"ab", []string{"c"}, "abc"},
		"newline":         {"ab", []string{"left", "enter"}, "a\nb"},
		"backspace joins": {"a\nb", []string{"home", "backspace"}, "ab"},
		"delete":          {"a\nb", []string{"up", "delete"}, "ab"},
		"up keeps column": {"abc\nde", []string{"up", "x"}, "abxc\nde"},
		"up to shorter":   {"a\nbcd", []string{"up", "x"}, "ax\nbcd"},
		"down":            {"abc\nde\nf", []string{"up", "up", "end", "down", "x"}, "abc\ndex\nf"},
		"at the edges":    {"a", []string{"right", "down", "left", "left", "up", "backspace", "x"}, "xa"},
		"cut the line":    {"a\nb\nc", []string{"up", "ctrl+k"}, "a\nc"},
		"unseen":          {"a\u200b\x1b[31mb\tc", nil, "a[31mb c"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := ui.NewArea(c.text)
			for _, k := range c.keys {
				e.Update(keyNamed(k))
			}
			if e.String() != c.want {
				t.Errorf("got %q, want %q", e.String(), c.want)
			}
		})
	}
}
