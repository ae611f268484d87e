package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"ssowizard/internal/injecttest"
)

// ourStream is each kind of sequence that the renderer writes by itself: colors
// and attributes, the cursor, erasing and scrolling, the modes it needs and the
// questions it asks at its start, the window's title and its colors.
var ourStream = regexp.MustCompile("^(?:\x1b\\[[0-9;:]*[mHABCDEFGdJKXPSTrLM@bZI`]|\x1b\\[[?>=<]?[0-9;]*(?:\\$p|[hlucqmntW])|\x1b\\[[0-9] q|\x1b\\][02];(?:ssowizard)?\x07|\x1b\\]1[012];\\?(?:\x07|\x1b\\\\)|\x1b\\]11[012](?:\x07|\x1b\\\\)|\x1b[=>78M])")

// unlike tells what in a stream is not of ours, "" for nothing.
func unlike(stream string) string {
	for i := 0; i < len(stream); {
		if seq := ourStream.FindString(stream[i:min(i+80, len(stream))]); seq != "" {
			if strings.HasSuffix(seq, "m") && strings.Contains(";"+strings.Trim(seq, "\x1b[m")+";", ";"+injecttest.Mark+";") {
				return fmt.Sprintf("a color from data: %q", seq)
			}
			i += len(seq)
			continue
		}
		r, size := utf8.DecodeRuneInString(stream[i:])
		if !strings.ContainsRune("\r\n\b\t", r) && !unicode.IsPrint(r) || r == utf8.RuneError && size == 1 {
			return fmt.Sprintf("%q in %q", stream[i:i+size], stream[max(0, i-30):min(i+60, len(stream))])
		}
		i += size
	}
	return ""
}

// The real program draws a hostile tenant and a hostile profile on a terminal of
// its own, and every byte that the terminal gets is looked at.
func TestHostileTextOnATerminalWritesNothingButFrames(t *testing.T) {
	login, graph, portal, injector := hostileServices(t, "two-faults")
	cmd := program(t, "validate", "--tenant", "contoso.com", "--sign-in", "device", "--app-id", judgedApp)
	cmd.Env = append(cmd.Env, envLogin+"="+login, envGraph+"="+graph)
	s := onTerminalOf(t, cmd, 100, 30)
	s.sees("Your company's domain")
	s.press("\r")
	s.sees("Sign in with a code")
	s.press("\r")
	s.sees("12 redirect URIs")
	s.press("\x1b[200~" + injecttest.Texts[0] + injecttest.Texts[2] + injecttest.Texts[4] + injecttest.Texts[5] + "\x1b[201~")
	s.press("\x1b[200~" + strings.Join(portal, "\r") + "\x1b[201~")
	s.sees("12 of 12", "take")
	s.steady() // a key that comes with a paste answers nothing
	time.Sleep(time.Second)
	s.press("\r")
	s.sees("Contoso Voice SSO")
	for range 3 { // through the whole report, which is longer than the window
		s.press("\x1b[6~")
		time.Sleep(100 * time.Millisecond)
	}
	s.press("l") // every request, with the hostile ids of requests
	s.sees("request")
	for _, size := range [][2]int{{40, 10}, {80, 24}, {120, 36}} {
		s.resize(size[0], size[1])
		s.press("\x1b[B\x1b[B")
		time.Sleep(100 * time.Millisecond)
	}
	s.press("\x03")
	if code, left := s.ends(); code != exitInterrupted || injecttest.Shown(left) != "" {
		t.Errorf("ended with %d, %s:\n%s", code, injecttest.Shown(left), left)
	}
	s.mu.Lock()
	stream := string(s.raw)
	s.mu.Unlock()
	if wrong := unlike(stream); wrong != "" {
		t.Error(wrong)
	}
	if len(stream) < 5000 || len(injector.Sent()) == 0 {
		t.Errorf("%d bytes, %d texts: too little to judge by", len(stream), len(injector.Sent()))
	}
	for i, bad := range []string{"\x1b[199m", "\x1b]52;c;eA==\x07", "\x1b]8;;x\x07", "\x1b]0;title\x07", "\x1bPq\x1b\\", "\u009b2J", "\x9b2J", "\u202e", "\x07", "\x00", "\x1b[6\x1b"} {
		if unlike("fine "+bad) == "" {
			t.Errorf("the judge does not see text %d, %q", i, bad)
		}
	}
}
