package tui

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/campaign"
	"ssowizard/internal/injecttest"
)

// brokenFrame tells what is wrong with a frame as the terminal gets it.
func brokenFrame(content string, width, height int) string {
	if wrong := injecttest.Steers(content); wrong != "" {
		return wrong
	}
	rows := strings.Split(ansi.Strip(content), "\n")
	if len(rows) > height {
		return fmt.Sprintf("%d lines", len(rows))
	}
	for i, r := range rows {
		if a, b, c := ansi.StringWidthWc(r), ansi.StringWidth(r), injecttest.Columns(r); max(a, b, c) > width {
			return fmt.Sprintf("line %d is %d, %d or %d columns wide: %q", i+1, a, b, c, r)
		}
	}
	if debris := ourDebris.FindString(ansi.Strip(content)); debris != "" {
		return fmt.Sprintf("colors of ours without their escape: %q", debris)
	}
	return ""
}

// ourDebris is what is left of a colour of ours whose escape was taken off.
var ourDebris = regexp.MustCompile(`\[(0|1|22|7|38;[25];[0-9;]+)?m`)

// someTexts are the places of the texts that this run tries.
func someTexts() []int { return campaign.Indexes(len(injecttest.Texts), 3) }

// hostileSizes are the windows in which every page is looked at, one that is too
// small among them.
func hostileSizes() [][2]int {
	out := [][2]int{{40, 10}, {80, 24}, {120, 36}}
	if campaign.Whole {
		out = append(out, [][2]int{{60, 16}, {99, 24}, {100, 24}, {109, 30}, {110, 29}, {130, 24}, {200, 60}}...)
	}
	return out
}

// holdsAtEverySize fails where a page breaks in one of the windows, where anything
// lies on the clipboard, and where an address that is not ours was opened.
func (d *driver) holdsAtEverySize(where string) {
	d.t.Helper()
	w0, h0 := d.m.width, d.m.height
	defer d.Resize(w0, h0)
	for _, s := range hostileSizes() {
		d.Resize(s[0], s[1])
		if wrong := brokenFrame(d.view().Content, s[0], s[1]); wrong != "" {
			d.t.Errorf("%s at %dx%d: %s", where, s[0], s[1], wrong)
			return
		}
	}
	if b, ok := d.m.front().s.(*addressBox); ok && slices.Equal(d.copied, []string{b.url}) && injecttest.Steers(b.url) == "" {
		d.copied = nil // that is what it is there for
	}
	if len(d.copied) > 0 {
		d.t.Errorf("%s: something is on the clipboard: %q", where, d.copied)
		d.copied = nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, u := range d.opened { // a sign-in in the browser is opened, and nothing that came from data
		if at, err := url.Parse(u); err != nil || injecttest.Steers(u) != "" || strings.ContainsAny(u, " $`'\"\\") || at.Hostname() != "127.0.0.1" {
			d.t.Errorf("%s: opened %q", where, u)
		}
	}
	d.opened = nil
}

// TestSteersFlagsEveryHostileFrame checks brokenFrame itself: it reports each hostile
// text that nobody cleaned.
func TestSteersFlagsEveryHostileFrame(t *testing.T) {
	t.Parallel()
	harmless := map[int]bool{10: true, 12: true, 16: true, 18: true} // wide, other scripts, shell, format: only their width and use can harm
	for i, s := range injecttest.Texts {
		wrong := brokenFrame(s, 80, 24)
		if (wrong == "") != harmless[i] {
			t.Errorf("%d, %.40q: %q", i, s, wrong)
		}
	}
	if wrong := brokenFrame("\x1b[1;38;5;12mfine\x1b[m ✓ Büro 東京\n", 80, 24); wrong != "" {
		t.Errorf("an honest frame: %s", wrong)
	}
}
