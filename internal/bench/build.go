package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// binaries are the two programs, built as a release is.
type binaries struct {
	dir          string
	wizard, bare string
}

// build makes both programs in dir with the same flags.
func build(ctx context.Context, dir string) (binaries, error) {
	b := binaries{dir: dir, wizard: filepath.Join(dir, "ssowizard"), bare: filepath.Join(dir, "bare")}
	if runtime.GOOS == "windows" {
		b.wizard, b.bare = b.wizard+".exe", b.bare+".exe"
	}
	say("building")
	if err := compile(ctx, b.wizard, "ssowizard/cmd/ssowizard"); err != nil {
		return b, err
	}
	return b, compile(ctx, b.bare, "ssowizard/internal/bench/bare")
}

func compile(ctx context.Context, to, pkg string, env ...string) error {
	//nolint:gosec // names from this file
	c := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", to, pkg)
	c.Env = append(append(os.Environ(), "CGO_ENABLED=0"), env...) // as a release is
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("go build %s: %w\n%s", pkg, err, out)
	}
	return nil
}

// sizeGoal is in bytes; a megabyte is a million of them.
const sizeGoal = 19e6

// sizes measures the stripped binary, also for the other systems if cross is set.
func sizes(ctx context.Context, t *table, b binaries, cross bool) error {
	if err := measureSize(t, runtime.GOOS+"/"+runtime.GOARCH, b.wizard); err != nil || !cross {
		return err
	}
	for _, target := range [][2]string{{"linux", "amd64"}, {"windows", "amd64"}, {"darwin", "arm64"}} {
		if target[0] == runtime.GOOS && target[1] == runtime.GOARCH {
			continue
		}
		to := filepath.Join(b.dir, "for-"+target[0])
		if err := compile(ctx, to, "ssowizard/cmd/ssowizard", "GOOS="+target[0],
			"GOARCH="+target[1]); err != nil {
			return err
		}
		if err := measureSize(t, target[0]+"/"+target[1], to); err != nil {
			return err
		}
	}
	return nil
}

func measureSize(t *table, system, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	t.judged("stripped binary, "+system, float64(info.Size()), sizeGoal, megabytes)
	return nil
}
