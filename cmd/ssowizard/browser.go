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
	argv, err := opening(runtime.GOOS, raw)
	if err != nil {
		return err
	}
	if argv[0] == "xdg-open" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return errNoDesktop
	}
	path, err := exec.LookPath(argv[0])
	if err != nil {
		return fmt.Errorf("%s is not installed", argv[0])
	}
	// The browser outlives this program, so no context of a run ends it. Nil
	// streams are the null device.
	//nolint:gosec // a fixed program, one checked address, no shell
	cmd := exec.CommandContext(context.Background(), path, argv[1:]...)
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }() // it may run as long as the browser does
	return nil
}

// opening is the program and the arguments that open an address on a system: a
// fixed program that is no shell, and the checked address as its last argument.
// On Windows that is not "cmd /c start", which reads & and ^ in an address.
func opening(system, raw string) (argv []string, err error) {
	address, err := checkedAddress(raw)
	if err != nil {
		return nil, err
	}
	switch system {
	case "darwin":
		return []string{"open", address}, nil
	case "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler", address}, nil
	}
	return []string{"xdg-open", address}, nil
}

// neverOpened are characters that a shell, or a script as xdg-open is one, might
// read as its own. No page of this walk has one in its address.
const neverOpened = " \"'`<>\\^|$;(){}!*"

// addressLimit is longer than any address of a sign-in, and shorter than what a
// command line takes on any system.
const addressLimit = 8000

// checkedAddress lets https through, and http on this computer only. It begins
// with its scheme, so that it cannot be taken for an option. What is handed on
// is what was looked at: written anew from its parsed form, an escaped "$" of a
// fragment would be a bare one.
func checkedAddress(raw string) (string, error) {
	if len(raw) > addressLimit {
		return "", errors.New("this address is longer than any that this program opens")
	}
	u, err := url.Parse(raw)
	switch {
	case err != nil:
		return "", errors.New("this is not an address")
	case u.Hostname() == "" || u.User != nil ||
		strings.ContainsAny(raw, neverOpened) || strings.ContainsFunc(raw, beyondASCII):
		return "", errors.New("this address is not one that this program opens")
	case u.Scheme == "https", u.Scheme == "http" && wire.Loopback(u.Hostname()):
		return raw, nil
	}
	return "", errors.New("only https addresses are opened, and http on this computer")
}

func beyondASCII(r rune) bool { return r < '!' || r > '~' }
