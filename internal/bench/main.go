// Command bench measures what the project promises about speed and size and
// prints a short table: the first frame beside that of a bare Bubble Tea
// program, peak memory, the size of the binary, and the round trips that
// observing, setting up and checking take one after the other, and what a check
// of many setups costs.
//
// It builds and runs the real program and the real engine, on the simulated
// tenant only, and touches nothing outside a temporary folder. It judges
// against the goals but never fails for a missed one: timings on a busy machine
// are figures to read, not tests to pass. It refuses to guess: what this system
// cannot measure is named, and only that, or a measurement that broke, makes it
// exit with 1.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	runs := flag.Int("runs", 15, "runs of each program for the first frame")
	cross := flag.Bool("cross", true, "also build for windows and darwin, for their sizes")
	calls := flag.Bool("calls", false, "also list the calls of the setup that is counted")
	only := flag.String("only", "", "measure this part alone: \"round trips\"")
	flag.Parse()
	if *runs < 1 {
		_, _ = fmt.Fprintln(os.Stderr, "-runs: at least 1")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := 0
	if err := bench(ctx, *runs, *cross, *calls, *only); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	stop()
	os.Exit(code)
}

// bench builds the programs and measures part by part. It prints what it has even if
// a part could not be measured.
func bench(ctx context.Context, runs int, cross, calls bool, only string) error {
	dir, err := os.MkdirTemp("", "ssowizard-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	b, err := build(ctx, dir)
	if err != nil {
		return err
	}
	t := &table{}
	t.head = machine()
	for _, part := range []struct {
		what string
		run  func() error
	}{
		{"first frame", func() error { return firstFrames(ctx, t, b, runs) }},
		{"memory", func() error { return memory(ctx, t, b) }},
		{"size", func() error { return sizes(ctx, t, b, cross) }},
		{"round trips", func() error { return roundTrips(ctx, t, calls) }},
		{"observation", func() error { return observation(ctx, t) }},
		{"validation", func() error { return validation(ctx, t) }},
		{"lists", func() error { return lists(ctx, t) }},
	} {
		if only != "" && only != part.what {
			continue
		}
		say("measuring: %s", part.what)
		if err := part.run(); err != nil {
			t.broken(part.what, err)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	fmt.Print(t)
	if n := len(t.missing); n > 0 {
		return fmt.Errorf("%d could not be measured", n)
	}
	return nil
}

// say reports progress on stderr; stdout gets only the table.
func say(format string, args ...any) { _, _ = fmt.Fprintf(os.Stderr, format+"\n", args...) }
