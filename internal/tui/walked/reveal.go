package walked

import (
	"context"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/mtp"
	"ssowizard/internal/secret"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/views"
)

// reveal fetches the secret from its keeper, for the clipboard or for a person
// to see.
type reveal struct {
	d *screen.Deps
	views.OnShow
	gen  int           // of the last revealing; an older one's end hides nothing
	off  int           // how often it was concealed; what was fetched before is not shown
	hint []key.Binding // named behind "copied": where the value can be shown instead
	// copied comes after the value went to the clipboard; nil: nothing does.
	copied func() tea.Cmd
}

// RevealFor is how long the value stays on the screen.
const RevealFor = 30 * time.Second

type (
	fetchedMsg struct {
		secret secret.Value
		show   bool
		off    int
		err    error
	}
	hideMsg struct{ gen int }
)

// conceal hides the value, and one that is still on its way.
func (r *reveal) conceal() {
	r.Hide()
	r.off++
}

func (r *reveal) sensitive() []string {
	if r.Value.Empty() {
		return nil
	}
	return []string{r.Value.Reveal()}
}

// fetch reads the value. A keychain may ask the person first, so it is a job.
func (r *reveal) fetch(show bool) tea.Cmd {
	off := r.off
	return screen.Start(screen.Job{What: "Reading the secret from where it is kept", Usual: 2 * time.Second,
		Do: func(ctx context.Context, e screen.Worker, _ func(change.Note)) tea.Msg {
			s, err := e.Secret(ctx)
			return fetchedMsg{s, show, off, err}
		}})
}

// update takes the fetched value and hides it in time.
func (r *reveal) update(msg tea.Msg) (tea.Cmd, bool) {
	switch m := msg.(type) {
	case fetchedMsg:
		switch {
		case m.err != nil:
			return screen.Fail(m.err, r.fetch(m.show)), true
		case !m.show:
			return r.copy(m.secret), true
		case m.off != r.off:
			return nil, true
		}
		r.gen++
		r.Value, r.Until = m.secret, r.d.Now().Add(RevealFor)
		gen := r.gen
		return tea.Batch(r.second(), r.d.Tick(RevealFor, func(time.Time) tea.Msg {
			return hideMsg{gen}
		})), true
	case hideMsg:
		if m.gen == r.gen {
			r.Hide()
		}
		return nil, true
	case secondMsg:
		if !r.Shown(r.d.Now()) {
			r.Hide()
			return nil, true
		}
		return r.second(), true
	}
	return nil, false
}

// secondMsg draws the time that is left.
type secondMsg struct{}

func (r *reveal) second() tea.Cmd {
	return r.d.Tick(time.Second, func(time.Time) tea.Msg { return secondMsg{} })
}

// secretName is the field's name in the MTP portal.
func secretName() string { f, _ := mtp.FieldByID(mtp.FieldClientSecret); return f.Name }

// copy gives the value to the clipboard commands and to nothing else.
func (r *reveal) copy(s secret.Value) tea.Cmd {
	var then tea.Cmd
	if r.copied != nil {
		then = r.copied()
	}
	said := tea.Batch(then, screen.Notice(secretName()+": copied if your terminal allows it.", r.hint...))
	native := r.d.Config.Clipboard
	osc := func() tea.Msg { return tea.SetClipboard(s.Reveal())() }
	if native == nil {
		return tea.Batch(said, osc)
	}
	return tea.Batch(said, osc, func() tea.Msg {
		_ = native(s.Reveal()) // the terminal's way was tried as well, and v shows the value
		return nil
	})
}
