//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package main

import "golang.org/x/sys/unix"

// disableEcho keeps the terminal from showing typed input until back is called.
// Lines are read as before.
func disableEcho(fd int) (back func()) {
	as, err := unix.IoctlGetTermios(fd, getTermios)
	if err != nil {
		return func() {} // no terminal shows anything
	}
	dark := *as
	dark.Lflag &^= unix.ECHO
	_ = unix.IoctlSetTermios(fd, setTermios, &dark)
	return func() { _ = unix.IoctlSetTermios(fd, setTermios, as) }
}
