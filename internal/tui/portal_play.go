package tui

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
)

// In practice the portal is not there: its pages are Microsoft's real ones. So that
// the portal way can be practiced, the program plays the hand that works there.

var keyPlayHand = bind("a", "do it there for me (practice)", "a")

// mayPlay tells whether the simulated portal can do what this phase asks for.
func (s *portal) mayPlay() bool {
	return s.d.practice != nil && s.d.practice.Hand != nil && change.ActionOf(s.phase().ID) != nil
}

// shown are the ids and the value that the simulated portal shows by now, for a walk
// without a sign-in: nobody else carries them over.
func (d *deps) shown() engine.Made {
	if d.practice == nil || !d.byHand() {
		return engine.Made{}
	}
	return d.practice.Shown
}

type handMsg struct {
	made engine.Made
	err  error
}

func (s *portal) play() tea.Cmd {
	hand, id, about := s.d.practice.Hand, s.id, s.d.practice.At(s.d.session.Profile())
	return start(job{What: "Working in the simulated portal", Usual: 10 * time.Second,
		Do: func(ctx context.Context, _ worker, _ func(change.Note)) tea.Msg {
			made, err := hand(ctx, id, about)
			return handMsg{made, err}
		}})
}

// played says what came of it, as the portal's page would: the id that stands there,
// or the value that it shows once.
func (s *portal) played(m handMsg) tea.Cmd {
	if m.err != nil {
		return fail(m.err, s.play())
	}
	s.d.practice.Showed(m.made)
	s.made = &m.made
	switch {
	case !m.made.Secret.Empty():
		return tea.Batch(notice("The simulated portal showed the value once. It is on your "+
			"clipboard, to be pasted."),
			tell(copyMsg{text: m.made.Secret.Reveal(), quiet: true}))
	case s.id == "3-8":
		return tea.Batch(notice("Registered in the simulated portal. Its application (client) ID is on "+
			"your clipboard."),
			tell(copyMsg{text: m.made.AppID, quiet: true}))
	}
	return notice("Done in the simulated portal.")
}

// madeView says, as long as the page is open, what was done there and where it is
// taken from; "" before that.
func (s *portal) madeView(f frame) string {
	if s.made == nil {
		return ""
	}
	t := f.Theme
	out := f.Hang(t.Good.Render("✓ "), t.Strong, "Done in the simulated portal: "+s.phase().Heading()+".")
	if s.made.AppID != "" {
		out = lines(out, f.Hang("  "+t.Muted.Render("Registration  "), t.Text, s.made.Name),
			f.Hang("  "+t.Muted.Render("Application (client) ID  "), t.Strong, s.made.AppID))
	}
	switch {
	case !s.d.byHand():
		return out
	case !s.made.Secret.Empty():
		return lines(out, f.Para(t.Muted, "The value was shown once. At step 28 a takes it from there.", 2))
	case s.made.AppID != "" && s.d.session.Profile().App.AppID == "":
		return lines(out, f.Para(t.Muted, "At step 9 a takes the id from there.", 2))
	}
	return out
}

// realMark stands in practice beside the address of a page that is no part of it.
const realMark = "! a real page, not the simulated company's"

// realMark tells in practice a page that is no part of it.
func (s *portal) realMark(v value) string {
	if s.d.practice == nil || !strings.HasPrefix(v.Label, pagePrefix) || !engine.RealPage(v.Text) {
		return ""
	}
	return realMark
}
