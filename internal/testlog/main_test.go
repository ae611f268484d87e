package main

import (
	"strings"
	"testing"
	"time"
)

const lines = `{"Action":"build-output","Output":"# ssowizard/x\n"}
{"Action":"output","Package":"ssowizard/internal/x","Test":"TestA","Output":"quiet\n"}
{"Action":"pass","Package":"ssowizard/internal/x","Test":"TestA","Elapsed":6}
{"Action":"output","Package":"ssowizard/internal/x","Test":"TestB","Output":"what went wrong\n"}
{"Action":"fail","Package":"ssowizard/internal/x","Test":"TestB","Elapsed":0.25}
{"Action":"pass","Package":"ssowizard/internal/x","Test":"TestC/part","Elapsed":99}
{"Action":"output","Package":"ssowizard/internal/x","Output":"FAIL ssowizard/internal/x\n"}
{"Action":"fail","Package":"ssowizard/internal/x","Elapsed":7}
no event at all`

func TestWhatIsPrintedOfALog(t *testing.T) {
	for _, c := range []struct {
		most time.Duration
		good bool
		note string
	}{{0, true, "6.00 s  internal/x TestA\n"}, {5 * time.Second, true, "TestA  more than the 5s"}, {400 * time.Millisecond, false, "TestA  more than 4 times the 400ms"}} {
		var out strings.Builder
		l := newLog(&out)
		if err := l.read(strings.NewReader(lines)); err != nil {
			t.Fatal(err)
		}
		if got := l.slowest(c.most); got != c.good {
			t.Errorf("at most %s: good is %v", c.most, got)
		}
		for _, want := range []string{"# ssowizard/x\n", "what went wrong\n", "FAIL ssowizard/internal/x\n", "no event at all\n", "2 tests, the slowest:\n", c.note} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("at most %s: %q is missing in\n%s", c.most, want, out.String())
			}
		}
		if strings.Contains(out.String(), "quiet") {
			t.Error("what a passing test said was printed")
		}
	}
}

// TestEverySlowTestIsNamed: those over the limit are named, also after the tenth.
func TestEverySlowTestIsNamed(t *testing.T) {
	var out strings.Builder
	l := newLog(&out)
	for range 25 {
		l.take(event{Action: "pass", Package: "p", Test: "TestX", Elapsed: 2})
	}
	for most, want := range map[time.Duration]int{time.Second: 25, 3 * time.Second: named} {
		out.Reset()
		l.slowest(most)
		if got := strings.Count(out.String(), "TestX"); got != want {
			t.Errorf("at most %s: %d are named, want %d", most, got, want)
		}
	}
}

// TestTimeSpentWaitingForOtherTestsIsNotCounted: 30 seconds on a processor that has
// five others to serve are few.
func TestTimeSpentWaitingForOtherTestsIsNotCounted(t *testing.T) {
	at := time.Now()
	for wait, good := range map[float64]bool{0.5: false, 1: false, 6: true} {
		var out strings.Builder
		l := newLog(&out)
		l.meter.add(at.Add(-time.Hour), 100) // of another test
		for i := range 30 {
			l.meter.add(at.Add(-time.Duration(i)*time.Second), wait)
		}
		l.take(event{Action: "pass", Package: "p", Test: "TestX", Elapsed: 30, Time: at})
		if got := l.slowest(5 * time.Second); got != good {
			t.Errorf("a wait of %v: good is %v\n%s", wait, got, out.String())
		}
	}
}

// TestMeterMeasuresHowLongWorkWaits: work takes no less than the processor's time for it.
func TestMeterMeasuresHowLongWorkWaits(t *testing.T) {
	wait, ok := waited(5 * time.Millisecond)
	if !ok {
		t.Skip("the processor's time is not known here")
	}
	if wait < 0.9 {
		t.Errorf("%v times", wait)
	}
	var m meter
	stop := make(chan struct{})
	close(stop)
	if m.run(stop); len(m.looks) != 1 || m.between(time.Now(), time.Now()) < 1 {
		t.Errorf("%+v", m.looks)
	}
}
