// Package views draws the pages of the walk on a full screen: pure functions of a page, a
// theme and a size. It refuses to know keys, to start work, and to ask the engine.
package views
