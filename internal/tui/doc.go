// Package tui is the full-screen face of ssowizard: one Bubble Tea model that
// shows the pages of the walk and does what a person chooses.
//
// The root model owns everything that screens share: the stack of screens, the
// overlays, the one piece of background work, the header with company, person
// and role, and the footer with the keys. Pages and boxes are screens (package
// screen): one never draws outside the frame it is given, never starts a goroutine
// of its own and never talks to a service except through a job. All pages of the
// walk are one screen (package walked); the boxes are here.
//
// The package refuses to decide anything about the setup (judge and
// steps do), to write without showing the plan first, to capture the mouse, to take
// a newline in a paste for Enter, and to cut a value that must be copied.
package tui
