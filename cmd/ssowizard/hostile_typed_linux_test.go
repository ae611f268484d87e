package main

import (
	"strings"
	"testing"

	"ssowizard/internal/injecttest"
)

// A person line by line at a terminal of their own, at a hostile tenant, pastes
// what steers at each question, sees a plan with it, and writes it. What the
// terminal echoes by itself (C1, directions) is not pasted: it is none of ours.
func TestHostileTextLineByLineOnATerminalIsTextOnly(t *testing.T) {
	t.Parallel()
	v := newHostileVictim(t, "new")
	cmd := v.command("setup", "--plain")
	cmd.Env = append(cmd.Env, envLogin+"="+v.login, envGraph+"="+v.graph)
	s := onTerminalOf(t, cmd, 100, 200)
	paste := injecttest.Texts[0] + strings.ReplaceAll(injecttest.Texts[2], "\r", "")
	answers := []struct{ question, answer string }{
		{"Your company's domain", paste}, {"Your company's domain", "contoso.com"}, {"How will you sign in?", paste}, {"Number [", "1"},
		{"No, a customer's", paste}, {"none of the choices", "yes"}, {"Make a new registration", paste}, {"Number [", "1"},
		{"Name of the registration", "bvoip " + paste}, {"Name of the registration", "bvoip SSO"}, {"Register it for me", "1"}, {"Yes, write it", paste}, {"Number [", "2"},
	}
	at := 0
	for _, a := range answers {
		at = s.after(at, a.question)
		if a.question != "Your company's domain" && a.answer != "yes" && a.question != "No, a customer's" { // where Enter alone takes nothing
			at = s.after(at, "]")
		}
		at = s.after(at, ": ")
		s.press(a.answer + "\r")
	}
	at = s.after(at, "Registered ")
	s.after(at, "Number [")
	s.press("\x03")
	if code, left := s.ends(); code != exitInterrupted {
		t.Errorf("ended with %d and left:\n%s", code, left)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	wrote := strings.ReplaceAll(string(s.wrote), "\r\n", "\n")
	if wrong := injecttest.Shown(wrote); wrong != "" {
		t.Error(wrong)
	}
	if len(v.srv.Writes()) == 0 || len(v.injector.Sent()) == 0 {
		t.Errorf("%d writes, %d texts: too little to judge by", len(v.srv.Writes()), len(v.injector.Sent()))
	}
}
