package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// knowsProgress tells whether a terminal has said in its environment that it shows a
// progress bar. To others the sequence (OSC 9;4) is a notification or a mistake, as to
// iTerm2 before it named the feature, so they are not sent one.
func knowsProgress(getenv func(string) string) bool {
	switch getenv("TERM_PROGRAM") {
	case "WezTerm", "ghostty":
		return true
	case "iTerm.app":
		return strings.Contains(getenv("TERM_FEATURES"), "P")
	}
	return getenv("WT_SESSION") != "" || getenv("ConEmuANSI") == "ON"
}

// progressBar is what the terminal shows of the work in flight beside the window's
// title: that something goes on, that it waits for the person, or that it failed. No
// spinner stands on the page: what goes on has a clock there, which says more and is
// drawn no more often.
func (m *root) progressBar() *tea.ProgressBar {
	l := m.front()
	if l == nil || !m.showsBar {
		return nil
	}
	_, failed := l.s.(*errorCard)
	switch {
	case failed:
		return tea.NewProgressBar(tea.ProgressBarError, 100)
	case m.work == nil && m.keeping == nil:
		return nil
	case m.work != nil && m.work.Job.Waits:
		return tea.NewProgressBar(tea.ProgressBarWarning, 100)
	}
	return tea.NewProgressBar(tea.ProgressBarIndeterminate, 0)
}
