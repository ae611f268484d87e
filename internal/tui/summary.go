package tui

import (
	"strings"

	"charm.land/lipgloss/v2"

	"ssowizard/internal/text"
)

// summary is what stays in the shell: where things stand, and how to go on. It is
// written once the terminal is the shell's again: a line of a command is never
// broken, however long it is, and in a frame it would be cut at the window's edge.
func (m *root) summary() string {
	if m.deps.Session == nil || !m.inWalk() {
		return "ssowizard: nothing was begun and nothing was changed.\n"
	}
	rows := m.taskSummary()
	if rows == nil {
		rows = m.deps.Session.Summary()
	}
	if s := m.state.Snapshot.Services(); s.Foreign() {
		rows = append([]string{"NOT MICROSOFT: " + s.Short()}, rows...)
	}
	var out []string
	for _, row := range rows {
		row = text.Visible(row)
		switch {
		case !isCommand(row):
			out = append(out, m.masker().Text(lipgloss.Wrap(row, max(m.width, 20), "")))
		case m.shareSafe:
			out = append(out, shared(row)...)
		default:
			out = append(out, row)
		}
	}
	return strings.Join(out, "\n") + "\n"
}

// isCommand tells a line that a shell takes from one that people read.
func isCommand(row string) bool { return strings.HasPrefix(row, commandIndent+"ssowizard ") }

// commandIndent sets a command off from the text above it.
const commandIndent = "    "

// shared is a command without the names and ids in it. What is left is a command
// as well, so that it goes on from here all the same.
func shared(row string) []string {
	if strings.HasPrefix(row, commandIndent+"ssowizard validate ") {
		return []string{commandIndent + "ssowizard validate", "  It asks which setup."}
	}
	return []string{commandIndent + "ssowizard", "  It offers this setup by name."}
}
