// Command testlog reads the output of go test -json and prints what matters: the
// packages, the output of failing tests, and the ten slowest tests. It exits with 1
// if a test took far longer than allowed, so that the default run stays short.
//
//	go test -json ./... | go run ./internal/testlog -most 5s
//
// It does not blame tests for a busy computer: while they run it measures how long
// work waits for the processor, and subtracts that time. Test failures are reported
// by go test's own exit code.
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
)

// slack is by what factor a test may exceed its limit before the run fails, after
// subtracting the time it waited for the processor. It allows for what the processor
// does not show: shared disks and networks, cold caches, and packages tested in
// parallel.
const slack = 4

// named is how many of the slowest tests are listed.
const named = 10

func main() {
	most := flag.Duration("most", 0, "how long a test may take; 0 for any time")
	flag.Parse()
	log, stop := newLog(os.Stdout), make(chan struct{})
	go log.meter.run(stop)
	defer close(stop)
	if err := log.read(os.Stdin); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if !log.slowest(*most) {
		os.Exit(1)
	}
}

// event is one line of go test -json (go doc test2json).
type event struct {
	Time                          time.Time
	Action, Package, Test, Output string
	Elapsed                       float64 // seconds
}

type took struct {
	name string
	time time.Duration
	wait float64 // how many times as long anything took meanwhile, as it does alone
}

type log struct {
	out   io.Writer
	said  map[[2]string]*strings.Builder // by package and test, until it has ended
	tests []took
	meter meter
}

func newLog(out io.Writer) *log { return &log{out: out, said: map[[2]string]*strings.Builder{}} }

// read prints each package as it ends, and the output of failed tests.
func (l *log) read(in io.Reader) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			_, _ = fmt.Fprintln(l.out, lines.Text()) // of go itself
			continue
		}
		l.take(e)
	}
	return lines.Err()
}

func (l *log) take(e event) {
	key := [2]string{e.Package, e.Test}
	switch e.Action {
	case "build-output":
		_, _ = fmt.Fprint(l.out, e.Output)
	case "output":
		if l.said[key] == nil {
			l.said[key] = &strings.Builder{}
		}
		l.said[key].WriteString(e.Output)
	case "pass", "fail", "skip":
		if said := l.said[key]; said != nil && (e.Action == "fail" || e.Test == "") {
			_, _ = fmt.Fprint(l.out, said)
		}
		delete(l.said, key)
		if e.Test != "" && !strings.Contains(e.Test, "/") {
			d := time.Duration(e.Elapsed * float64(time.Second))
			name := strings.TrimPrefix(e.Package, "ssowizard/") + " " + e.Test
			l.tests = append(l.tests, took{name, d, l.meter.between(e.Time.Add(-d), e.Time)})
		}
	}
}

// alone estimates how long the test would take on an idle computer.
func (t took) alone() time.Duration { return time.Duration(float64(t.time) / t.wait) }

// beside says how much was subtracted.
func (t took) beside() string {
	return fmt.Sprintf(", on a processor that took %.1f times as long", t.wait)
}

// slowest lists the slowest tests and reports whether all of them stayed within the
// limit.
func (l *log) slowest(most time.Duration) bool {
	slices.SortStableFunc(l.tests, func(a, b took) int { return cmp.Compare(b.time, a.time) })
	_, _ = fmt.Fprintf(l.out, "%d tests, the slowest:\n", len(l.tests))
	good := true
	for i, t := range l.tests {
		note := ""
		switch {
		case most > 0 && t.alone() > slack*most:
			note, good = fmt.Sprintf("  more than %d times the %s that a test may take%s", slack, most,
				t.beside()), false
		case most > 0 && t.alone() > most:
			note = fmt.Sprintf("  more than the %s that a test may take where nothing else runs%s", most,
				t.beside())
		case i >= named:
			return good
		}
		_, _ = fmt.Fprintf(l.out, "%7.2f s  %s%s\n", t.time.Seconds(), t.name, note)
	}
	return good
}
