package tui

import (
	"path/filepath"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/wire"
)

// ReportSource is what a report for support is made of.
type ReportSource interface {
	Snapshot() setup.Snapshot
	Profile() setup.Profile
	As(judge.As) judge.As
	ConsentSeen() engine.ConsentLeft
	Log() *wire.Log
}

// saveReport shows where a report for support would be written, and asks.
func saveReport(d *deps) tea.Cmd {
	if d.cfg.SaveReport == nil || d.session == nil {
		return notice("No file can be written from here. Run: ssowizard report")
	}
	if d.folder == "" {
		return notice("The folder that this program was started in is gone, so no file can be written from here.")
	}
	return over(&supportBox{d: d, folder: d.folder})
}

// supportBox asks before a report for support is written, and names the folder.
type supportBox struct {
	d      *deps
	folder string
	menu   menu
	path   string // of the file, once it is written
}

func (b *supportBox) ID() string      { return "B" }
func (b *supportBox) Heading() string { return "A report for support" }
func (b *supportBox) Keys() []key.Binding {
	if b.path != "" {
		return []key.Binding{bind("enter", "close", "enter")}
	}
	return b.menu.keys(b.choices())
}

// Sensitive is where the file would lie: a folder may be named after somebody.
func (b *supportBox) Sensitive() []string { return []string{b.folder, b.path} }

func (b *supportBox) choices() []choice {
	return []choice{
		{Title: "No, go back", Letter: "n", Detail: "nothing is written", Do: func() tea.Cmd {
			return notice("Nothing was written.")
		}},
		{Title: "Yes, write the file", Letter: "y", Detail: "a new one; none is overwritten", Do: b.write},
	}
}

func (b *supportBox) write() tea.Cmd {
	save, e := b.d.cfg.SaveReport, b.d.session.session // known is for Update and View alone
	return func() tea.Msg {
		path, err := save(e)
		if whole, werr := filepath.Abs(path); werr == nil {
			path = whole
		}
		return savedMsg{path, err}
	}
}

type savedMsg struct {
	path string
	err  error
}

func (b *supportBox) Update(msg tea.Msg) (screen, tea.Cmd) {
	if m, ok := msg.(savedMsg); ok {
		if m.err != nil {
			return nil, fail(m.err, nil)
		}
		b.path = m.path
		return b, nil
	}
	if b.path != "" {
		if press(msg, keyEnter) {
			return nil, nil
		}
		return b, nil
	}
	if yes := b.choices()[1]; press(msg, bind("", "", yes.Letter)) || press(msg, keyEnter) &&
		b.menu.cursor(b.choices()) == 1 {
		return b, b.write() // what becomes of it is said here
	}
	cmd, taken := b.menu.update(msg, b.choices())
	if taken {
		return nil, cmd
	}
	return b, cmd
}

func (b *supportBox) Body(f frame) page {
	if b.path != "" {
		return page{Text: stack(
			lines(f.Hang(f.Theme.Good.Render("✓ "), f.Theme.Strong, "The report is written to this file:"),
				f.Whole(f.Theme.Strong, b.path, 2)),
			f.Para(f.Theme.Text, "Read it, then send it. It holds no secret.", 0)), Focus: -1}
	}
	text := stack(f.Para(f.Theme.Text,
		"It holds what was read in Entra, what was found and the requests of this run, and no secret. The file "+
			"goes into this folder:", 0),
		f.Whole(f.Theme.Strong, b.folder, 2))
	return page{Text: text, Actions: b.menu.view(f, b.choices()), Focus: -1}
}
