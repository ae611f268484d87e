package main

import "golang.org/x/sys/windows"

// disableEcho keeps the console from showing typed input until back is called. Lines
// are read as before.
func disableEcho(fd int) (back func()) {
	h := windows.Handle(fd)
	var as uint32
	if windows.GetConsoleMode(h, &as) != nil {
		return func() {} // no console shows anything
	}
	_ = windows.SetConsoleMode(h, as&^windows.ENABLE_ECHO_INPUT)
	return func() { _ = windows.SetConsoleMode(h, as) }
}
