package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"ssowizard/internal/wire"
)

var errNoDesktop = errors.New("there is no desktop here")

// openBrowser hands an address to the system's browser and returns at once. No
// shell is involved, and whatever the browser prints is thrown away, because it
// would land in the middle of the screen.
func openBrowser(raw string) error {
	address, err := checkedAddress(raw)
	if err != nil {
		return err
	}
	name, args := launcher(runtime.GOOS)
	if name == "xdg-open" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return errNoDesktop
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return fmt.Errorf("%s is not installed", name)
	}
	// The browser outlives this program, so no context of a run ends it. Nil
	// streams are the null device.
	cmd := exec.CommandContext(context.Background(), path, append(args, address)...) //nolint:gosec // a fixed program, one checked address, no shell
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }() // it may run as long as the browser does
	return nil
}

func launcher(system string) (name string, args []string) {
	switch system {
	case "darwin":
		return "open", nil
	case "windows":
		return "rundll32", []string{"url.dll,FileProtocolHandler"}
	}
	return "xdg-open", nil
}

// checkedAddress lets https through, and http on this computer only. What is
// handed on is the parsed form, so that nothing in it can be taken for an option
// or a second argument.
func checkedAddress(raw string) (string, error) {
	u, err := url.Parse(raw)
	switch {
	case err != nil:
		return "", fmt.Errorf("not an address: %w", err)
	case u.Host == "" || u.User != nil || wire.Clean(raw) != raw || strings.ContainsAny(raw, " \"'`<>\\^|"):
		return "", errors.New("this address is not one that this program opens")
	case u.Scheme == "https", u.Scheme == "http" && wire.Loopback(u.Hostname()):
		return u.String(), nil
	}
	return "", errors.New("only https addresses are opened, and http on this computer")
}
