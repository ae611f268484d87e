// Package steps is the conversation with a person, as data: the pages, what can be
// chosen on each, and one table of where every choice leads. The full screen, the
// plain front and a run without a person are three ways of answering the same pages.
//
// A page is made by a pure function of the State and of what the page remembers; the
// only transition is Walk.Do. What takes time is handed to the front as Work and comes
// back as an event. The package refuses to draw, to wait, to know a terminal, and to
// judge: what it says about a setup it reads from the verdict.
package steps
