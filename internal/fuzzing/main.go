// Command fuzzing finds every native fuzz target of this module by itself, runs
// each for a while, one after the other, and prints one table: the target, the
// inputs tried, those that were new to it, and what came of it.
//
// A target that fails makes it exit with 1; the input that did it lies under
// testdata/fuzz beside the target, and is a test of every later run. It refuses
// to call a run good that tried nothing: a target that never said how many
// inputs it tried has failed.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"regexp"
	"time"
)

func main() {
	each := flag.Duration("time", 30*time.Second, "how long each target runs")
	only := flag.String("run", ".", "only targets whose package and name match this expression")
	workers := flag.Int("parallel", 0, "workers of each target; 0: one for each processor")
	flag.Parse()
	wanted, err := regexp.Compile(*only)
	if err != nil || *each <= 0 || flag.NArg() > 0 {
		_, _ = fmt.Fprintln(os.Stderr, "usage: fuzzing [-time 30s] [-run EXPRESSION] [-parallel N]")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err = fuzz(ctx, plan{each: *each, workers: *workers}, wanted)
	stop()
	if err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// fuzz runs the targets in turn: two at once would only share the processors.
func fuzz(ctx context.Context, p plan, wanted *regexp.Regexp) error {
	targets, err := find(ctx, wanted)
	if err != nil {
		return err
	}
	if len(targets) == 0 {
		return fmt.Errorf("no target matches %q", wanted)
	}
	fmt.Printf("%-52s %8s %12s %6s  %s\n", "target", "seconds", "inputs", "new", "result")
	bad := 0
	for _, t := range targets {
		o := p.run(ctx, t)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		fmt.Printf("%-52s %8.0f %12d %6d  %s\n", t, o.took.Seconds(), o.inputs, o.fresh, o.word())
		if o.failed {
			bad++
			fmt.Println(o.text)
		}
	}
	if bad > 0 {
		return fmt.Errorf("%d of %d targets failed", bad, len(targets))
	}
	fmt.Printf("%d targets, nothing found\n", len(targets))
	return nil
}
