package main

import (
	"os"
	"strings"
	"testing"
)

// onScreen runs a command on the full screen, plays its walk, leaves it, and keeps
// all that the terminal was given.
func (g *followed) onScreen(name string, walk func(*terminal), args ...string) {
	g.t.Helper()
	s := g.onTerminal(100, 40, append(args, "--tenant", "contoso.com")...)
	walk(s)
	s.press("\x03")
	s.ends()
	for part, raw := range s.outside() {
		g.places["the "+name+" on the screen: "+part] = raw
	}
}

// later plays on the screen what comes after a setup: a renewal with reminders, a
// check with a repair and a report, and a taking back.
func (g *followed) later(t *testing.T) {
	t.Helper()
	g.onScreen("renewal", func(s *terminal) {
		s.walk([][2]string{{"contoso.com", "\r"}}...)
		s.signsInElsewhere(t, g)
		s.walk([][2]string{{"five parts", "1"}, {"This is what will change", "y"}, {"written and read back", "\r"}, {"five parts", "2"}, {"Proven at", "\r"},
			{"five parts", "t"}, {"Reminders for your calendar", "\r"}, {"are written to this file", "\r"}, {"five parts", ""}}...)
	}, "renew")
	list, err := os.ReadFile(g.uris)
	if err != nil {
		t.Fatal(err)
	}
	g.onScreen("check", func(s *terminal) {
		s.walk([][2]string{{"contoso.com", "\r"}, {"Sign in with a code", "\r"}}...)
		s.enterCode(g.srv)
		s.walk([2]string{"with a sign-in that asked to read", "v"})
		s.steady()
		s.steady()
		s.press("\x15") // the list that is known
		s.paste(strings.ReplaceAll(strings.ReplaceAll(string(list), "example-billing", "example-bills"), "\n", "\r"))
		s.walk([][2]string{{"12 of 12", "\r"}, {"2 things keep sign-in from working", "w"}, {"A report for support", "y"}, {"is written to this file", "\r"}}...)
		s.strike("g", "1", "2", "\r")
		s.walk([][2]string{{"2 missing", "a"}, {"This is what will change", "y"}, {"signed in to read", ""}}...)
		s.enterCode(g.srv)
		s.walk([][2]string{{"written and read back", ""}}...)
	}, "validate")
	g.onScreen("taking back", func(s *terminal) {
		s.walk([][2]string{{"contoso.com", "\r"}, {"Sign in with a code", "\r"}}...)
		s.enterCode(g.srv)
		s.walk([][2]string{{"newest first", "\r"}, {"This is what will change", "y"}, {"It is taken back.", ""}}...)
	}, "undo")
}
