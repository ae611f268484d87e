package main

import (
	"context"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// plan is how each target is run.
type plan struct {
	each    time.Duration
	workers int // 0: as many as Go takes by itself
}

// outcome is what one target came to.
type outcome struct {
	took   time.Duration
	inputs int // tried, seeds not counted
	fresh  int // that reached code no input before had reached
	failed bool
	text   string // what the target printed, where it failed
}

func (o outcome) word() string {
	if o.failed {
		return "FAILED"
	}
	return "nothing found"
}

// run fuzzes one target. Go has a known fault by which a run that found nothing
// ends with "context deadline exceeded" when its time is up in the middle of an
// input; such a run is made once more, and its second word counts.
func (p plan) run(ctx context.Context, t target) outcome {
	o := p.once(ctx, t)
	if o.failed && strings.Contains(o.text, "context deadline exceeded") &&
		!strings.Contains(o.text, "Failing input") {
		return p.once(ctx, t)
	}
	return o
}

func (p plan) once(ctx context.Context, t target) outcome {
	args := []string{"test", "-run", "^" + t.name + "$", "-fuzz", "^" + t.name + "$",
		"-fuzztime", p.each.String()}
	if p.workers > 0 {
		args = append(args, "-parallel", strconv.Itoa(p.workers))
	}
	begun := time.Now()
	//nolint:gosec // names of this module's own functions and packages
	out, err := exec.CommandContext(ctx, "go", append(args, t.pkg)...).CombinedOutput()
	o := read(string(out))
	o.took = time.Since(begun)
	o.failed = err != nil || o.inputs == 0
	return o
}

var progress = regexp.MustCompile(
	`(?m)^fuzz: elapsed: \S+, execs: (\d+) .*?(?:new interesting: (\d+))?(?: \(total: \d+\))?$`)

// read takes the figures of the last line of progress. What is printed of the
// rest of a failure begins where the progress ends.
func read(text string) outcome {
	o := outcome{text: strings.TrimSpace(progress.ReplaceAllString(text, ""))}
	all := progress.FindAllStringSubmatch(text, -1)
	if len(all) == 0 {
		return o
	}
	last := all[len(all)-1]
	o.inputs, _ = strconv.Atoi(last[1])
	o.fresh, _ = strconv.Atoi(last[2])
	return o
}
