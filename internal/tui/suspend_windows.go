package tui

// stoppable: Windows has no such thing, and Ctrl+Z does nothing there.
const stoppable = false

func stopUntilWoken() bool { return false }
