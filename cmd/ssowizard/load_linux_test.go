package main

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"ssowizard/internal/must"
	"ssowizard/internal/sim"
	"ssowizard/internal/testmetrics"
)

// memoryGoal is in bytes, of the whole process, at its peak.
const memoryGoal = 60 << 20

var shownCode = regexp.MustCompile(`\b([A-Z0-9]{4})  ([A-Z0-9]{5})\b`)

// enterCode plays the person who enters the device code that the screen shows.
func (s *terminal) enterCode(srv *sim.Server) {
	s.t.Helper()
	over := time.Now().Add(patience)
	for {
		text, _ := s.screen()
		if m := shownCode.FindStringSubmatch(text); m != nil {
			must.Do(s.t, srv.ApproveDevice(m[1]+m[2], ""))
			return
		}
		if time.Now().After(over) {
			s.t.Fatalf("no device code on the screen:\n%s", text)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// peak is the most memory that the program ever had, in bytes (VmHWM, proc(5)).
func (s *terminal) peak() int {
	s.t.Helper()
	raw, err := os.ReadFile("/proc/" + strconv.Itoa(s.cmd.Process.Pid) + "/status")
	must.Do(s.t, err)
	for _, l := range strings.Split(string(raw), "\n") {
		if rest, ok := strings.CutPrefix(l, "VmHWM:"); ok {
			n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")))
			must.Do(s.t, err)
			return n << 10
		}
	}
	s.t.Fatal("the system tells no peak")
	return 0
}

// TestALargeTenantIsHeldInLittleMemory looks through a tenant of 100,000 people
// and 2,000 registrations with the real program, page after page and search
// after search, and reads the peak of its memory.
func TestALargeTenantIsHeldInLittleMemory(t *testing.T) {
	srv, err := sim.Start(sim.Options{Tenant: "large", Scale: 0.01, Seed: 5})
	must.Do(t, err)
	t.Cleanup(srv.Close)
	cmd := program(t, "--tenant", "contoso.com", "--sign-in", "device")
	cmd.Env = append(cmd.Env, envLogin+"="+srv.LoginURL(), envGraph+"="+srv.GraphURL())
	s := onTerminalOf(t, cmd, 100, 30)
	s.sees("What brings you here?")
	s.press("\r")
	s.sees("Your company's domain")
	s.press("\r")
	s.sees("Sign in with a code")
	s.press("\r")
	s.enterCode(srv)
	s.sees("your own company")
	s.press("y")
	s.sees("Before the first write")
	s.strike("g", "2", "\r")
	s.sees("Another one, by its name")
	s.press("n")
	for have := 25; have < 200; have += 25 { // more than 200 are not held
		s.sees("first "+strconv.Itoa(have)+" of 2000", "Badge printing")
		s.press("\x1b[F\r")
	}
	s.sees("first 200 of 2000")
	s.press("\x1b[F")
	s.sees("No more than 200 are listed")
	for _, word := range []string{"fleet", "meeting", "quality", "nothing like it"} {
		s.press("\x15" + word)
		s.sees("search  " + word)
		s.sees(map[bool]string{true: "none found", false: "first 25 of 15"}[strings.Contains(word, " ")])
	}
	s.press("\x1b")
	s.sees("Another one, by its name")
	s.strike("g", "A", "1", "\r")
	s.sees("Look people up")
	s.press("/")
	s.sees("Ada Lindqvist")
	for have := 25; have < 200; have += 25 {
		s.sees("first " + strconv.Itoa(have))
		s.press("\x1b[F\r")
	}
	s.sees("first 200")
	for _, name := range []string{"zhang", "annika"} {
		s.press("\x15" + name)
		s.sees("first 25 of 3")
	}
	most := s.peak()
	testmetrics.Record(t, "peak memory after 400 rows and 6 searches in a tenant of 100,000 people and 2,000 registrations: %.1f MiB", float64(most)/(1<<20))
	if most > memoryGoal {
		t.Errorf("the peak is %d bytes, want at most %d", most, memoryGoal)
	}
	s.press("\x03")
	if code, _ := s.ends(); code != exitInterrupted {
		t.Errorf("ended with %d", code)
	}
}
