package main

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// TestAnyUmaskLeavesFilesThatTheNextRunCanRead runs the program under a umask that
// takes every right away, and looks at all that it left.
func TestAnyUmaskLeavesFilesThatTheNextRunCanRead(t *testing.T) {
	t.Parallel()
	cmd := program(t, "report", "--practice=two-faults", "--no-input", "--debug", "--out", "report.json")
	cmd.Args = append([]string{"sh", "-c", `umask 777; exec "$0" "$@"`, cmd.Path}, cmd.Args[1:]...)
	cmd.Path = "/bin/sh"
	home := t.TempDir()
	cmd.Dir = home
	cmd.Env = append(cmd.Env, "HOME="+home, "XDG_CONFIG_HOME="+filepath.Join(home, "config"))
	if code, _, talk := codeOf(t, cmd); code != exitGood {
		t.Fatalf("ended with %d: %s", code, talk)
	}
	var left []string
	err := filepath.WalkDir(home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == home {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o600 != 0o600 {
			t.Errorf("%s has mode %s", path, info.Mode())
		}
		left = append(left, filepath.Base(path))
		return err
	})
	if all := strings.Join(left, " "); err != nil || !strings.Contains(all, "report.json") || !strings.Contains(all, "debug-") {
		t.Errorf("left: %s (%v)", all, err)
	}
}
