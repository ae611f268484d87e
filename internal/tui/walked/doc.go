// Package walked is the page of the walk on the full screen: one screen for all pages of
// internal/steps. It turns keys into events of the walk, draws what the page says, and asks
// the shell for what follows.
//
// It refuses to decide what comes next, to draw outside of its frame, to start work but as a
// job of the shell, and to take a newline in a paste for Enter.
package walked
