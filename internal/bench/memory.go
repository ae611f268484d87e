package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// memoryGoal is in bytes.
const memoryGoal = 24 << 20

var errNoPeak = errors.New("peak memory is read from /proc, which " + runtime.GOOS + " does not have")

// memory measures the two ways in which the program is used: a whole setup in
// practice, simulated tenant included, and the screen.
func memory(ctx context.Context, t *table, b binaries) error {
	if runtime.GOOS != "linux" {
		return errNoPeak
	}
	whole, err := peakOfSetup(ctx, b)
	if err != nil {
		return fmt.Errorf("practice setup: %w", err)
	}
	t.judged("peak memory, whole practice setup, plain", float64(whole), memoryGoal, mebibytes)
	screen, err := peakOfScreen(ctx, b)
	if err != nil {
		return fmt.Errorf("full screen: %w", err)
	}
	t.judged("peak memory, full screen in practice, idling", float64(screen), memoryGoal, mebibytes)
	return nil
}

// peakOfSetup reads the peak while the program runs. The rusage of a finished
// child is not used: it holds the peak of the parent it was forked from.
func peakOfSetup(ctx context.Context, b binaries) (int64, error) {
	var out bytes.Buffer
	//nolint:gosec // built by this program
	c := exec.CommandContext(ctx, b.wizard, "setup", "--practice", "--plain", "--no-input", "--yes")
	c.Env, c.Stdout, c.Stderr = bareEnv(b.dir), &out, &out
	if err := c.Start(); err != nil {
		return 0, err
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	var most int64
	every := time.NewTicker(2 * time.Millisecond)
	defer every.Stop()
	for {
		select {
		case <-every.C:
			if n, err := peak(c.Process.Pid); err == nil {
				most = max(most, n)
			}
		case err := <-ended:
			// What is left for a person in the MTP portal may make it exit with
			// another code than 0; that it got to the end is seen in its words.
			if !strings.Contains(out.String(), "User.Read.All") || most == 0 {
				return 0, errors.Join(errors.New("it did not run through"), err, errors.New(out.String()))
			}
			return most, nil
		}
	}
}

// peakOfScreen walks to the second page and idles there.
func peakOfScreen(ctx context.Context, b binaries) (int64, error) {
	s, err := open(ctx, b.dir, b.wizard, "--practice")
	if err != nil {
		return 0, err
	}
	defer s.end(ctrlC)
	n, err := s.settle(ctx, 0)
	if err != nil {
		return 0, err
	}
	if err := s.press("\r"); err != nil {
		return 0, err
	}
	if _, err := s.settle(ctx, n); err != nil {
		return 0, err
	}
	select {
	case <-time.After(time.Second):
	case <-ctx.Done():
		return 0, ctx.Err()
	}
	return peak(s.cmd.Process.Pid)
}

// peak reads VmHWM, the most that ever was in memory of a running process, in
// bytes (proc(5)).
func peak(pid int) (int64, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	return parsePeak(string(raw))
}

func parsePeak(status string) (int64, error) {
	for _, l := range strings.Split(status, "\n") {
		rest, ok := strings.CutPrefix(l, "VmHWM:")
		if !ok {
			continue
		}
		n, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")),
			10, 64)
		if err != nil {
			return 0, fmt.Errorf("VmHWM: %w", err)
		}
		return n << 10, nil
	}
	return 0, errors.New("there is no VmHWM: the process has ended")
}
