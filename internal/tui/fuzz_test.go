package tui

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"

	"ssowizard/internal/campaign"
	"ssowizard/internal/injecttest"
	"ssowizard/internal/tui/screen"
)

// pressable are keys by name, those that lead somewhere more than once.
var pressable = []string{"enter", "enter", "enter", "enter", "esc", "up", "down", "left", "right", "tab", "pgup", "pgdown", "home", "end", "backspace", "delete", "f1", "space",
	"a", "b", "c", "d", "e", "f", "g", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "v", "w", "x", "y", "/", "?", "1", "2", "3", "9", "ctrl+u", "ctrl+k", "ctrl+w", "shift+tab", "ctrl+z", "alt+x", "\u0301", "\u202e", "東"}

// fuzzTenants are where a run begins; the first answers nothing at all.
var fuzzTenants = []string{"", "new", "two-faults", "secret-ending", "hand-over", "adopt"}

// silence is a network on which nothing answers.
type silence struct{}

func (silence) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, fmt.Errorf("nobody answers\x1b[2J\u202e")
}

// fuzzDriver begins a run on one of the tenants.
func fuzzDriver(t *testing.T, tenant string) *driver {
	t.Helper()
	if tenant != "" {
		g, _ := hostileRig(t, tenant)
		return g.start(80, 24)
	}
	g := newRig(t, "new")
	g.keys, g.base = absent{}, silence{}
	return newDriver(t, Config{Session: g.runner(), Name: "bvoip"}, 80, 24)
}

// act does what two bytes of a fuzzed run say, and names it.
func (d *driver) act(what, which byte, rest string) string {
	switch {
	case what < 150:
		k := pressable[int(which)%len(pressable)]
		d.Press(k)
		return "key " + k
	case what < 170:
		d.send(keyNamed(string(rune(which) + ' ')))
		d.Idle()
	case what < 190:
		d.Paste(injecttest.Texts[int(which)%len(injecttest.Texts)])
		return fmt.Sprintf("hostile paste %d", int(which)%len(injecttest.Texts))
	case what < 205:
		d.Paste(rest)
		return fmt.Sprintf("paste %.60q", rest)
	case what < 230:
		w, h := 1+int(which)*3/2, 1+int(what-205)*3
		d.Resize(w, h)
		return fmt.Sprintf("window %dx%d", w, h)
	case what < 240:
		d.Resize(80+int(which), 24+int(what-230)*4)
		return "larger window"
	case what < 248:
		d.Tick(tickEvery)
		return "tick"
	default:
		if phases := d.m.state.Verdict.Phases; len(phases) > 0 && d.m.inWalk() {
			d.send(screen.PhaseMsg{ID: phases[int(which)%len(phases)].Phase.ID})
			d.Idle()
			return "phase"
		}
	}
	return "key"
}

// FuzzScreen: whatever is pressed, pasted and done to the window, on a tenant
// whose every text is hostile or on a network that is silent, each frame keeps to
// the window and holds no control but our colours, what is copied was seen, only
// the walk's own addresses are opened, and Ctrl+C ends the run at once.
func FuzzScreen(f *testing.F) {
	for i := range fuzzTenants {
		f.Add(byte(i), []byte("\x00\x00\x00\x00\x00\x00\x00\x00\xaf\x01\xd0\x14\xe6\x40\xf8\x02"), "https://a.example/")
		f.Add(byte(i), []byte("\x00\x00\x00\x00\x00\x00\x00\x12\x00\x00\x00\x00\x00\x1d\x00\x00\x00\x29\x00\x00\xf9\x05\xf9\x07"), "\x1b[2J")
		f.Add(byte(i), []byte("\x00\x06\x00\x00\x00\x00\x00\x00\x00\x12\x00\x06\x00\x00\x00\x00\x00\x28\x00\x04\x00\x1b\x00\x24"), "\u202e\xff")
	}
	f.Add(byte(1), []byte("\x00\x00\x00\x00\x00\x00\x00\x12\xf8\x04\x00\x26\xaf\x00\xc0\x00\x00\x16\xb0\x05\xb0\x08\xd0\x20"), strings.Repeat("x\u0301", 300))
	f.Fuzz(hands)
}

// hands does a run, and holds what is true of all of them.
func hands(t *testing.T, tenant byte, run []byte, rest string) {
	t.Helper()
	d := fuzzDriver(t, fuzzTenants[int(tenant)%len(fuzzTenants)])
	var story []string
	for i := 0; i+1 < len(run) && i < 80 && !d.quit; i += 2 {
		story = append(story, d.act(run[i], run[i+1], rest))
		if d.quit {
			break
		}
		if wrong := brokenFrame(d.view().Content, max(d.m.width, 1), max(d.m.height, 1)); wrong != "" {
			t.Fatalf("%s\nafter %s\n%s", wrong, strings.Join(story, ", "), d.Screen())
		}
		for _, c := range d.copied {
			if wrong := injecttest.Steers(c); wrong != "" {
				t.Fatalf("copied: %s\nafter %s", wrong, strings.Join(story, ", "))
			}
		}
	}
	for _, u := range d.opened {
		if !strings.HasPrefix(u, "https://") && !strings.HasPrefix(u, "http://127.0.0.1:") || injecttest.Steers(u) != "" {
			t.Errorf("opened %q", u)
		}
	}
	d.Press("ctrl+c")
	if !d.quit {
		t.Fatalf("Ctrl+C does not end after %s\n%s", strings.Join(story, ", "), d.Screen())
	}
	if wrong := injecttest.Steers(d.view().Content); wrong != "" {
		t.Errorf("the last words: %s", wrong)
	}
}

// Long runs that are the same each time, beside those that fuzzing finds.
func TestRandomHandsBreakNothing(t *testing.T) {
	t.Parallel()
	runs := 60
	if n, err := strconv.Atoi(os.Getenv("RANDOM_HANDS")); err == nil {
		runs = n
	}
	for _, seed := range campaign.Indexes(runs, 12) {
		t.Run(strconv.Itoa(seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(uint64(seed), 4))
			run := make([]byte, 160)
			for i := range run {
				run[i] = byte(r.IntN(256))
			}
			hands(t, byte(seed), run, injecttest.Texts[r.IntN(len(injecttest.Texts)-1)])
		})
	}
}
