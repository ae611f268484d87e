package keyringtest

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Account is a home folder that is isolated from the machine's own session.
type Account struct{ Home string }

// NewAccount creates an account that exists until the test ends.
func NewAccount(t testing.TB) Account {
	t.Helper()
	p := Account{Home: t.TempDir()}
	t.Cleanup(p.EndDaemons)
	for _, name := range []string{"data", "run", "cache", "config"} {
		if err := os.Mkdir(filepath.Join(p.Home, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// Command returns a shell script's command under a D-Bus session of its own, which
// ends with the script. options are passed to dbus-run-session.
func (p Account) Command(ctx context.Context, script string, options ...string) *exec.Cmd {
	//nolint:gosec // the tests' own scripts
	cmd := exec.CommandContext(ctx, "dbus-run-session", append(options, "--", "sh", "-c", script)...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + p.Home, "XDG_DATA_HOME=" + p.Home + "/data",
		"XDG_RUNTIME_DIR=" + p.runtime(), "XDG_CACHE_HOME=" + p.Home + "/cache",
		"XDG_CONFIG_HOME=" + p.Home + "/config", "LC_ALL=C"}
	cmd.WaitDelay = 2 * time.Second // a keyring may outlive its bus for a moment and hold the pipes
	return cmd
}

// runtime returns the folder for sockets.
func (p Account) runtime() string { return filepath.Join(p.Home, "run") }

// Bus runs a script in a D-Bus session that lasts until the test ends. It returns
// the bus address after the script has printed it.
func (p Account) Bus(t testing.TB, script string) string {
	t.Helper()
	cmd := p.Command(t.Context(), script+"\necho \"$DBUS_SESSION_BUS_ADDRESS\"\ncat >/dev/null")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Wait()
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the session did not start: %v", err)
	}
	return strings.TrimSpace(address)
}

// EndDaemons kills every process whose HOME is this account's folder. A keyring that
// the bus restarted may outlive its session.
func (p Account) EndDaemons() {
	environs, _ := filepath.Glob("/proc/[0-9]*/environ")
	for _, name := range environs {
		env, err := os.ReadFile(name)
		if err != nil || !bytes.Contains(env, []byte("HOME="+p.Home+"\x00")) {
			continue
		}
		pid, err := strconv.Atoi(filepath.Base(filepath.Dir(name)))
		if err != nil {
			continue
		}
		if proc, err := os.FindProcess(pid); err == nil {
			_ = proc.Kill()
		}
	}
}
