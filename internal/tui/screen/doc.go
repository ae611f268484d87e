// Package screen is what a page on the full screen is and all that it may ask of the shell
// around it: the interface that pages and boxes obey, what they are given (the engine's last
// word, the clock, the ways out of the program), the messages by which they ask for another
// page, for work, for the clipboard or the browser, and the menu of choices.
//
// It refuses to know any page or how the shell answers, and gives a page no way to what
// takes time but a job.
package screen
