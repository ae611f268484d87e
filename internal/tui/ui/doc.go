// Package ui holds the parts that pages are drawn with: the theme, and on bubbles and
// lipgloss a list, a field, a text area, the help, the window of a text that scrolls,
// frames and masks.
//
// A part takes plain data: strings, rows, bindings. It refuses to know a page, the
// engine or a step, to run a command of its own, and to cut a value that must be copied.
package ui
