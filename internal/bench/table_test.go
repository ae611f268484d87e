package main

import (
	"strings"
	"testing"
	"time"
)

func TestMedian(t *testing.T) {
	ms := time.Millisecond
	for _, c := range []struct {
		name string
		in   []time.Duration
		want time.Duration
	}{
		{"none", nil, 0},
		{"one", []time.Duration{7 * ms}, 7 * ms},
		{"odd, one far out", []time.Duration{900 * ms, 3 * ms, 5 * ms}, 5 * ms},
		{"even", []time.Duration{8 * ms, 2 * ms, 4 * ms, 1 * ms}, 3 * ms},
		{"equal", []time.Duration{4 * ms, 4 * ms, 4 * ms, 4 * ms}, 4 * ms},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := append([]time.Duration(nil), c.in...)
			if got := median(in, between); got != c.want {
				t.Errorf("median is %s, want %s", got, c.want)
			}
			for i := range in {
				if in[i] != c.in[i] {
					t.Fatalf("the values were reordered: %v", in)
				}
			}
		})
	}
}

func TestRatio(t *testing.T) {
	if got, err := ratio(5, 2); err != nil || got != 2.5 {
		t.Errorf("5 over 2 is %g (%v)", got, err)
	}
	for _, b := range []float64{0, -1} {
		if got, err := ratio(1, b); err == nil {
			t.Errorf("1 over %g is %g, want an error", b, got)
		}
	}
}

func TestTable(t *testing.T) {
	tab := &table{head: "here"}
	tab.plain("short", "1.0 ms")
	tab.judged("as long as it goes", 2, 2, trips)
	tab.judged("over", 2.51, 2.5, times)
	tab.judged("weight", 61<<20, 60<<20, mebibytes)
	tab.broken("moon phase", errNoPty)
	want := strings.Join([]string{
		"here",
		"short               1.0 ms",
		"as long as it goes  2         at most 2         goal met",
		"over                2.51×     at most 2.50×     goal missed",
		"weight              61.0 MiB  at most 60.0 MiB  goal missed",
		"not measured: moon phase: " + errNoPty.Error(),
		"",
	}, "\n")
	if got := tab.String(); got != want {
		t.Errorf("printed\n%s\nwant\n%s", got, want)
	}
}

func TestUnits(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{megabytes(25e6), "25.0 MB"}, {mebibytes(60 << 20), "60.0 MiB"}, {times(2.5), "2.50×"},
		{trips(8), "8"}, {milliseconds(1234 * time.Microsecond), "1.2 ms"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestParsePeak(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     int64
		fails    bool
	}{
		{"running", "Name:\tx\nVmPeak:\t  900 kB\nVmHWM:\t   2048 kB\nVmRSS:\t 1 kB\n", 2 << 20, false},
		{"ended", "Name:\tx\nState:\tZ (zombie)\n", 0, true},
		{"no number", "VmHWM:\t much kB\n", 0, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := parsePeak(c.in)
			if got != c.want || (err != nil) != c.fails {
				t.Errorf("%d (%v), want %d", got, err, c.want)
			}
		})
	}
}

// TestFirstFull: a frame counts when all the settled text stands there, not at
// the first byte, and a later change of color does not count.
func TestFirstFull(t *testing.T) {
	at := time.Now()
	part := func(n int, s string) chunk { return chunk{at.Add(time.Duration(n) * time.Second), []byte(s)} }
	chunks := []chunk{part(1, "\x1b[?1049h\x1b[?2026$p"), part(2, "\x1b[Hone\r\n"), part(3, "two"), part(4, "\x1b[H\x1b[31mone")}
	got, err := firstFull(chunks)
	if err != nil || got.Sub(at) != 3*time.Second {
		t.Errorf("full after %s (%v), want 3s", got.Sub(at), err)
	}
	if _, err := firstFull([]chunk{part(1, "\x1b[?25l")}); err == nil {
		t.Error("a screen without text was taken for a frame")
	}
}
