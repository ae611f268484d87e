package tui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/ui"
)

// remindBox writes reminders of a secret's end into a calendar file: it asks
// where, shows the whole path before and after, and says in words why a file
// could not be written. The file holds names and dates, never a secret.
type remindBox struct {
	d       *deps
	about   setup.Profile // with the secret that the reminders are about
	several int           // secrets that work beside it
	field   *ui.Field
	path    string // what is being written
	written bool
}

// defaultReminders is the file's name where a person gives no other.
const defaultReminders = "ssowizard-renewal.ics"

// reminded is the profile with the secret whose end is known: the wizard's own,
// or the one of the registration that ends first of those that still work.
func reminded(d *deps) (p setup.Profile, several int, ok bool) {
	if d.session == nil || d.cfg.Calendar == nil {
		return p, 0, false
	}
	p = d.session.Profile()
	app := d.session.Snapshot().App.Value
	if app != nil {
		p.App.Name = text.Or(p.App.Name, app.DisplayName)
	}
	if p.Secret.KeyID != "" && p.Secret.End.After(d.now()) {
		return p, 0, true
	}
	p.Secret = setup.ProfileSecret{}
	if app == nil {
		return p, 0, false
	}
	for _, c := range app.PasswordCredentials {
		if !c.EndDateTime.After(d.now()) {
			continue
		}
		several++
		if p.Secret.KeyID == "" || c.EndDateTime.Before(p.Secret.End) {
			p.Secret = setup.ProfileSecret{KeyID: c.KeyID, Name: c.DisplayName, Hint: c.Hint, End: c.EndDateTime}
		}
	}
	return p, several - 1, p.Secret.KeyID != ""
}

// remind asks where the file goes.
func remind(d *deps) tea.Cmd {
	p, several, ok := reminded(d)
	if !ok {
		return notice("No end of a secret is known here, so there is nothing to be reminded of.")
	}
	path, err := wholePath(d.folder, defaultReminders)
	if err != nil {
		path = defaultReminders
	}
	return over(&remindBox{d: d, about: p, several: several,
		field: ui.NewField("File",
			"A name that ends in .ics. A file that is there already is never overwritten.", path, 0)})
}

// wholePath is what a person typed as the path that will be written: from the
// root, with the home folder in the place of "~".
func wholePath(folder, text string) (string, error) {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return "", errors.New("name a file, such as " + defaultReminders)
	case !strings.EqualFold(filepath.Ext(text), ".ics"):
		return "", errors.New("calendar programs go by the ending .ics; let the name end in it")
	}
	if rest, ok := strings.CutPrefix(text, "~"+string(filepath.Separator)); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", errors.New("your home folder is not known here; write the path without \"~\"")
		}
		text = filepath.Join(home, rest)
	}
	if filepath.IsAbs(text) {
		return filepath.Clean(text), nil
	}
	if folder == "" {
		return "", errors.New("the folder that this program was started in is gone; write the whole path")
	}
	return filepath.Join(folder, text), nil
}

func (b *remindBox) ID() string      { return "K" }
func (b *remindBox) Heading() string { return "Reminders for your calendar" }
func (b *remindBox) Typing() bool    { return !b.written }

func (b *remindBox) Keys() []key.Binding {
	if b.written {
		return []key.Binding{bind("enter", "close", "enter")}
	}
	return []key.Binding{bind("enter", "write the file", "enter")}
}

// Sensitive is where the file lies: a folder may be named after somebody.
func (b *remindBox) Sensitive() []string {
	return []string{b.about.Secret.Name, b.field.Text(), b.path, filepath.Dir(b.path)}
}

type remindedMsg struct{ err error }

func (b *remindBox) Update(msg tea.Msg) (screen, tea.Cmd) {
	switch m := msg.(type) {
	case remindedMsg:
		b.written = m.err == nil
		if m.err != nil {
			b.field.Wrong = sentence(m.err)
		}
		return b, nil
	case tea.KeyPressMsg:
		if !key.Matches(m, keyEnter) {
			break
		}
		if b.written {
			return nil, nil
		}
		return b, b.write()
	}
	if b.written {
		return b, nil
	}
	return b, b.field.Update(msg)
}

func (b *remindBox) write() tea.Cmd {
	path, err := wholePath(b.d.folder, b.field.Text())
	if err != nil {
		b.field.Wrong = sentence(err)
		return nil
	}
	b.path, b.field.Wrong = path, ""
	put, p := b.d.cfg.Calendar, b.about
	return start(job{What: "Writing the calendar file", Usual: time.Second,
		Do: func(context.Context, worker, func(change.Note)) tea.Msg {
			return remindedMsg{put(path, p)}
		}})
}

func (b *remindBox) Body(f frame) page {
	t, p := f.Theme, b.about
	if b.written {
		return page{Text: stack(
			lines(f.Hang(t.Good.Render("✓ "), t.Strong, "The reminders are written to this file:"),
				f.Whole(t.Strong, b.path, 2)),
			f.Para(t.Text, "Open it with any calendar program. It holds names and dates, and no secret.", 0)),
			Focus: -1}
	}
	about := text.Or(p.Secret.Name, "The client secret")
	if p.Secret.Hint != "" {
		about += ", which begins with \"" + p.Secret.Hint + "\","
	}
	about += " ends on " + text.Day(p.Secret.End) +
		". The file holds a reminder 60, 30 and 7 days before, as far as these days lie ahead."
	if b.several > 0 {
		about += " The registration has " + text.Count(b.several, "secret") +
			" more that still work; this one ends first."
	}
	practice := ""
	if b.d.practice != nil {
		practice = f.Hang(t.Look.Render("! "), t.Text,
			"In practice the dates are those of the simulated company. The file itself is a real one.")
	}
	return page{Text: stack(f.Para(t.Text, about, 0), b.field.View(f.Frame), practice), Focus: -1}
}
