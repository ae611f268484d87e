// Command testlog reads what go test -json writes, and prints what somebody wants
// to read of it: the packages, what failing tests said, and the ten slowest tests.
// It ends with 1 where a test took far longer than a test may, so that everybody's
// run stays short.
//
//	go test -json ./... | go run ./internal/testlog -most 5s
//
// It refuses to judge what is only a busy computer: beside the tests it measures how
// long the processor lets a piece of work wait, and what a test waited for others
// does not count against it. That tests failed is go test's own to say, with its
// exit code.
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

// slack is how many times as long as it may a test takes before the run fails, after
// what it waited for the processor is taken off. It is for what the processor does
// not tell of: a disk and a network that are shared, a cold cache, and the other
// packages that go test runs beside it.
const slack = 4

// named is how many of the slowest tests are named.
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

// read prints packages as they end, and what was said by tests that failed.
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

// alone is about what the test would take where nothing else runs.
func (t took) alone() time.Duration { return time.Duration(float64(t.time) / t.wait) }

// beside says what was taken off.
func (t took) beside() string {
	return fmt.Sprintf(", on a processor that took %.1f times as long", t.wait)
}

// slowest names the slowest tests, and tells whether none was far too slow.
func (l *log) slowest(most time.Duration) bool {
	slices.SortStableFunc(l.tests, func(a, b took) int { return cmp.Compare(b.time, a.time) })
	_, _ = fmt.Fprintf(l.out, "%d tests, the slowest:\n", len(l.tests))
	good := true
	for i, t := range l.tests {
		note := ""
		switch {
		case most > 0 && t.alone() > slack*most:
			note, good = fmt.Sprintf("  more than %d times the %s that a test may take%s", slack, most, t.beside()), false
		case most > 0 && t.alone() > most:
			note = fmt.Sprintf("  more than the %s that a test may take where nothing else runs%s", most, t.beside())
		case i >= named:
			return good
		}
		_, _ = fmt.Fprintf(l.out, "%7.2f s  %s%s\n", t.time.Seconds(), t.name, note)
	}
	return good
}
