package tui

import (
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
	"ssowizard/internal/wire"
)

// ReportSource is what a report for support is made of.
type ReportSource interface {
	Snapshot() steps.Snapshot
	Profile() steps.Profile
	Log() *wire.Log
}

var keySupport = bind("w", "export", "w")

// supportWords stand beside every offer of a report.
const supportWords = "a file without secrets, to send"

// saveReport writes a report for support from what was looked at last, and says
// where it is.
func saveReport(d *deps) tea.Cmd {
	if d.cfg.SaveReport == nil || d.engine == nil {
		return notice("No file can be written from here. Run: ssowizard report")
	}
	return func() tea.Msg {
		path, err := d.cfg.SaveReport(d.engine)
		if err != nil {
			return failMsg{err: err}
		}
		return noticeMsg{"Written: " + path + ". Read it, then send it."}
	}
}
