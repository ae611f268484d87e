package main

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"ssowizard/internal/campaign"
	"ssowizard/internal/keyringtest"
	"ssowizard/internal/testmetrics"
	"strings"
	"testing"
	"time"
)

// followed is the real program behind a tap, with every place that its bytes can
// reach held by the test.
type followed struct {
	*victim
	tap          *tap
	tmp, bin     string // folders for temporary files and for programs
	caught, clip string // what started programs were given; what they read
	diary        *diary
	reach        *reach
	places       map[string][]byte
	looked       map[string]bool // what started browsers were given, as far as it was looked at
}

// catcher stands for the programs that the wizard starts: it writes down the
// arguments and the environment it was given.
const catcher = `#!/bin/sh
cat /proc/$$/environ > "$CAUGHT/$(basename "$0").$$.environ"
tr '\0' '\n' < /proc/$$/cmdline > "$CAUGHT/$(basename "$0").$$.new"
mv "$CAUGHT/$(basename "$0").$$.new" "$CAUGHT/$(basename "$0").$$.arguments"
[ "$(basename "$0")" = xdg-open ] || cat > "$CLIP/$(basename "$0").$$"
`

func newFollowed(t *testing.T) *followed {
	t.Helper()
	return newFollowedOn(t, keyringtest.Unlocked(t))
}

// newFollowedOn is newFollowed with the keychain of a bus, or without one.
func newFollowedOn(t *testing.T, bus string) *followed {
	t.Helper()
	g := &followed{victim: newVictim(t, bus, "new"), tmp: t.TempDir(), bin: t.TempDir(), caught: t.TempDir(), clip: t.TempDir(), reach: newReach(), places: map[string][]byte{}, looked: map[string]bool{}}
	g.tap = newTap(t, g.srv)
	for _, name := range []string{"xdg-open", "xclip", "xsel", "wl-copy", "wl-paste"} {
		if err := os.WriteFile(filepath.Join(g.bin, name), []byte(catcher), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	g.diary = follow(t, g.home, g.tmp, g.caught)
	return g
}

// of is a command line of the program, with everything on that makes it talk.
func (g *followed) of(args ...string) *exec.Cmd {
	cmd := g.command(append(args, "--debug")...)
	cmd.Dir = g.tmp // where a dump of memory would lie
	cmd.Env = append(cmd.Env, "PATH="+g.bin+":"+os.Getenv("PATH"), "TMPDIR="+g.tmp, "CAUGHT="+g.caught, "CLIP="+g.clip, "DISPLAY=:99", "SSL_CERT_FILE="+g.tap.ca,
		"GODEBUG=http2debug=2", "TEA_TRACE="+g.tmp+"/trace", "TEA_DEBUG=1", "GOTRACEBACK=all", envLogin+"="+g.tap.login.URL, envGraph+"="+g.tap.graph.URL)
	return cmd
}

// plain runs a command line by line and keeps what it says.
func (g *followed) plain(want int, args ...string) {
	g.t.Helper()
	stop := g.browse()
	defer stop()
	if args[0] != "report" { // which has one form only
		args = append(args, "--plain")
	}
	cmd := g.of(args...)
	code, out := g.playFrom(cmd, g.underReach(cmd))
	if code != want {
		g.t.Fatalf("%v ended with %d:\n%s\n%s", args, code, g.talk, out)
	}
	name := fmt.Sprintf("%s (%d)", args[0], len(g.places))
	g.places["stdout of "+name], g.places["stderr of "+name] = []byte(out), []byte(g.talk)
}

// browse plays the person at the browser: each address that is opened and belongs
// to the sign-in is gone to.
func (g *followed) browse() (stop func()) {
	over, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		for {
			files, _ := filepath.Glob(filepath.Join(g.caught, "xdg-open.*.arguments"))
			for _, f := range files {
				if address := g.opened(f); address != "" {
					_ = g.srv.OpenBrowser(address, "") // the run says how it went
				}
			}
			select {
			case <-over:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	return func() { close(over); <-gone }
}

// everywhere is every place, with its bytes. It is called once, at the end.
func (g *followed) everywhere() map[string][]byte {
	g.reached()
	all := maps.Clone(g.places)
	maps.Copy(all, g.reach.gone)
	for name, raw := range g.diary.all() {
		all[strings.Replace(name, g.home, "home", 1)] = raw
	}
	for path := range g.diary.missed {
		if !g.reach.kept(path) {
			g.t.Errorf("a file was made and gone before it could be looked at: %s", path)
		}
	}
	return all
}

// allKinds are the values that must not be seen anywhere.
var allKinds = []string{"client secret", "access token", "refresh token", "id token", "device code", "PKCE verifier", "authorization code"}

// wantFollowed fails unless all the kinds of values were there to be looked for.
func (g *followed) wantFollowed(kinds ...string) map[string][]string {
	g.t.Helper()
	values := g.tap.values()
	for _, kind := range kinds {
		if len(values[kind]) == 0 {
			g.t.Errorf("no %s was seen, so that none could be looked for", kind)
		}
	}
	for _, v := range g.srv.State().Secrets {
		if !slices.Contains(values["client secret"], v) {
			g.t.Error("a secret was made that is not looked for")
		}
	}
	return values
}

// TestNothingLeaksLineByLine follows every secret value through a whole setup,
// check, renewal, report and taking back with debug logging on.
func TestNothingLeaksLineByLine(t *testing.T) {
	campaign.Only(t)
	t.Parallel()
	g := newFollowed(t)
	tenant := []string{"--no-input", "--tenant", "contoso.com"}
	run := func(want int, args ...string) { t.Helper(); g.plain(want, append(args, tenant...)...) }
	run(exitGood, "setup", "--yes", "--name", "bvoip SSO", "--redirect-uris", g.uris)
	run(exitGood, "renew", "--yes", "--ics", filepath.Join(g.home, "reminders.ics"))
	run(exitGood, "validate", "--json", "--sign-in", "browser")
	run(exitGood, "validate", "--sign-in", "device")
	run(exitGood, "report", "--sign-in", "device", "--out", filepath.Join(g.home, "report.json"))
	run(exitGood, "report", "--sign-in", "none")
	run(exitGood, "undo", "--last", "--yes", "--sign-in", "browser")
	values := g.wantFollowed(allKinds...)
	all := g.everywhere()
	size := 0
	for _, raw := range all {
		size += len(raw)
	}
	for _, want := range []string{"ssowizard/log/debug-", "reminders.ics", "report.json", "xdg-open.", ".environ", "stdout of validate", "home/ssowizard/"} {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(all)), func(n string) bool { return strings.Contains(n, want) }) {
			t.Errorf("nothing like %q was looked at", want)
		}
	}
	for name := range all {
		if strings.HasPrefix(name, g.tmp) {
			t.Errorf("a temporary file was made: %s", name)
		}
	}
	tell(t, leaks(values, all))
	n := 0
	for _, list := range values {
		n += len(list)
	}
	testmetrics.Record(t, "%d values, looked for in %d places of %d bytes", n, len(all), size)
}
