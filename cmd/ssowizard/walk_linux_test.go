package main

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// strike presses keys one after the other, as a hand does: letters that come all
// at once are taken for a paste. On a busy computer a hand waits a little for what it
// sees; some keys show nothing.
func (s *terminal) strike(keys ...string) {
	s.t.Helper()
	for _, k := range keys {
		before, _ := s.soFar()
		s.press(k)
		for drawn, over := before, time.Now().Add(400*time.Millisecond); drawn == before && time.Now().Before(over); drawn, _ = s.soFar() {
			time.Sleep(5 * time.Millisecond)
		}
		time.Sleep(40 * time.Millisecond)
	}
}

// paste pastes a text as a terminal does that marks it.
func (s *terminal) paste(text string) {
	s.t.Helper()
	s.press("\x1b[200~" + text + "\x1b[201~")
	s.steady()
}

// walk waits for words on the screen and presses keys, in turn.
func (s *terminal) walk(acts ...[2]string) {
	s.t.Helper()
	for _, x := range acts {
		s.sees(x[0])
		s.steady() // a key that comes too early is meant for the page before
		if x[1] == "y" {
			time.Sleep(time.Second) // nor does a question take an answer that comes at once
		}
		s.press(x[1])
	}
}

// authorizing waits for an address of a sign-in by browser that was opened and
// not looked at before.
func (g *followed) authorizing() string {
	g.t.Helper()
	for over := time.Now().Add(patience); time.Now().Before(over); time.Sleep(20 * time.Millisecond) {
		files, _ := filepath.Glob(filepath.Join(g.caught, "xdg-open.*.arguments"))
		for _, f := range files {
			if address := g.opened(f); address != "" {
				return address
			}
		}
	}
	g.t.Fatal("no address of a sign-in was opened")
	return ""
}

// opened is the sign-in's address that a started browser was given; each once.
func (g *followed) opened(file string) string {
	raw, err := os.ReadFile(file)
	if err != nil || g.looked[file] {
		return ""
	}
	g.looked[file] = true
	lines := strings.Split(strings.TrimSpace(string(raw)), "\n")
	if address := lines[len(lines)-1]; strings.Contains(address, "/oauth2/v2.0/authorize") {
		return string(g.tap.inward([]byte(address)))
	}
	return ""
}

// elsewhere signs in in a browser that cannot reach this computer, and returns
// the address that it ends up at.
func (g *followed) elsewhere() (address, code string) {
	g.t.Helper()
	c := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := c.PostForm(g.authorizing(), url.Values{"account": {g.srv.Scenario().Admin}, "decision": {"accept"}})
	if err != nil {
		g.t.Fatal(err)
	}
	_ = res.Body.Close()
	to, err := url.Parse(res.Header.Get("Location"))
	if err != nil || to.Query().Get("code") == "" {
		g.t.Fatalf("the sign-in page led to %q, %v", to, err)
	}
	return to.String(), to.Query().Get("code")
}

// signsInElsewhere presses b where a code is offered, and pastes the answer back:
// first one of another sign-in, then the right one.
func (s *terminal) signsInElsewhere(t *testing.T, g *followed) {
	t.Helper()
	s.walk([2]string{"Sign in with a code", "b"}, [2]string{"Waiting for the browser", "p"})
	address, code := g.elsewhere()
	s.paste(strings.Split(address, "?")[0] + "?code=" + code + "&state=another")
	s.walk([2]string{"code=••••", "\r"})
	s.sees("✗")
	s.strike("\x1b[H", "\x1b[C") // to its beginning, where a window would begin to show it
	s.steady()
	s.paste(address)
	s.walk([2]string{"code=••••", "\r"})
}
