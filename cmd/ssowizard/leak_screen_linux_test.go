package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"ssowizard/internal/campaign"
	"ssowizard/internal/testmetrics"
	"strings"
	"testing"
	"time"
)

// span is a stretch of what a terminal was given.
type span struct{ bytes, frames [2]int }

// during does something and tells which stretch it took.
func (s *terminal) during(do func()) (out span) {
	out.bytes[0], out.frames[0] = s.soFar()
	do()
	out.bytes[1], out.frames[1] = s.soFar()
	return out
}

// within is what was written and drawn in a stretch.
func (s *terminal) within(x span) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append(slices.Clone(s.wrote[x.bytes[0]:x.bytes[1]]), strings.Join(s.frames[max(0, x.frames[0]-1):x.frames[1]], "\n")...)
}

// outside is what was written and drawn before, between and after stretches.
func (s *terminal) outside(all ...span) map[string][]byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	out, b, f := map[string][]byte{}, 0, 0
	for i, x := range append(all, span{[2]int{len(s.wrote), 0}, [2]int{len(s.frames), 0}}) {
		out[fmt.Sprintf("the terminal's bytes, stretch %d", i)] = s.wrote[b:x.bytes[0]]
		out[fmt.Sprintf("the frames, stretch %d", i)] = []byte(strings.Join(s.frames[f:x.frames[0]], "\n"))
		b, f = x.bytes[1], x.frames[1]
	}
	return out
}

// steady waits until nothing more is drawn.
func (s *terminal) steady() {
	for last, same := -1, 0; same < 5; {
		n, _ := s.soFar()
		if same++; n != last {
			last, same = n, 0
		}
		time.Sleep(30 * time.Millisecond)
	}
}

// walkToSecret plays the whole setup on the screen, up to the page on which the
// secret is handed over.
func (g *followed) walkToSecret(s *terminal) {
	s.walk([2]string{"Your company's domain", "\r"})
	s.signsInElsewhere(g.t, g)
	s.walk([][2]string{{"your own company", "y"}, {"Before the first write", "\r"}, {"No registration here has", "\r"}, {"Name of the registration", "\r"},
		{"Steps 3–8", "\r"}, {"This is what will change", "y"}, {"written and read back", "\r"}, {"Steps 10–11", "\r"}, {"addresses read", "\r"}, {"The rest of them", "y"}, {"11 missing", "a"}, {"This is what will change", "y"}, {"written and read back", "\r"},
		{"Steps 15–20", "\r"}, {"This is what will change", "y"}, {"written and read back", "\r"}, {"Steps 21–22", "\r"}, {"This is what will change", "y"}, {"written and read back", "\r"},
		{"Kept in", "\r"}, {"This is what will change", "y"}, {"written and read back", "\r"}, {"Proven at", "\r"}, {"Step 29 · Paste it", ""}}...)
}

// TestNothingLeaksOnTheScreen follows every secret value through a whole setup
// on the full screen. The client secret stands in the frames in which a person
// revealed it, and goes to the clipboard on a key; nothing else is seen anywhere.
func TestNothingLeaksOnTheScreen(t *testing.T) {
	campaign.Only(t)
	t.Parallel()
	g := newFollowed(t)
	s := g.onTerminal(100, 30, "setup", "--tenant", "contoso.com", "--name", "bvoip SSO", "--redirect-uris", g.uris)
	g.walkToSecret(s)
	var secret string
	for _, v := range g.srv.State().Secrets {
		secret = v
	}
	s.steady()
	copied := s.during(func() {
		s.press("c")
		s.sees("copied if your terminal")
		s.steady()
	})
	shown := s.during(func() {
		s.press("v")
		s.sees(secret)
		s.press("v")
		s.sees("••••")
		s.steady()
	})
	s.press("q")
	s.sees("ssowizard")
	s.press("y")
	s.ends()
	g.later(t)
	values := g.wantFollowed(allKinds...)
	others := maps.Clone(values)
	delete(others, "client secret")
	only := map[string][]string{"client secret": {secret}}
	for name, x := range map[string]span{"the clipboard's frame": copied, "the revealed frame": shown} {
		if len(leaks(only, map[string][]byte{name: s.within(x)})) == 0 {
			t.Errorf("the secret was not found in %s, so that a leak would not be found either", name)
		}
		tell(t, leaks(others, map[string][]byte{name: s.within(x)}))
	}
	all := g.everywhere()
	maps.Copy(all, s.outside(copied, shown))
	tell(t, leaks(values, all))
	clips, _ := filepath.Glob(filepath.Join(g.clip, "*"))
	for _, c := range clips {
		if raw, err := os.ReadFile(c); err != nil || !bytes.Equal(raw, []byte(secret)) {
			t.Errorf("%s was given something else than the secret: %v", c, err)
		}
	}
	_, frames := s.soFar()
	testmetrics.Record(t, "looked for in %d places, %d frames and %d bytes of the terminal among them; %d clipboard programs were given the secret on their input", len(all), frames, len(s.wrote), len(clips))
}
