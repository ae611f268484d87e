package tui

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/steps"
)

// In practice the portal is not there: its pages are Microsoft's real ones. So that
// the portal way can be practiced, the program plays the hand that works there.

var keyPlayHand = bind("a", "do it there for me (practice)", "a")

// mayPlay tells whether the simulated portal can do what this stage asks for.
func (s *portal) mayPlay() bool {
	return s.d.practice != nil && s.d.practice.Hand != nil && steps.ActionOf(s.stage().ID) != nil
}

type handMsg struct {
	made steps.Made
	err  error
}

func (s *portal) play() tea.Cmd {
	hand, id, about := s.d.practice.Hand, s.id, s.d.engine.Profile()
	return start(job{What: "Working in the simulated portal", Usual: 10 * time.Second,
		Do: func(ctx context.Context, _ worker, _ func(steps.Note)) tea.Msg {
			made, err := hand(ctx, id, about)
			return handMsg{made, err}
		}})
}

// played says what came of it, as the portal's page would: the id that stands there,
// or the value that it shows once.
func (s *portal) played(m handMsg) tea.Cmd {
	switch {
	case m.err != nil:
		return fail(m.err, s.play())
	case !m.made.Secret.Empty():
		return tea.Batch(notice("The simulated portal showed the value once. It is on your clipboard, to be pasted."),
			tell(copyMsg{text: m.made.Secret.Reveal(), quiet: true}))
	case s.id == "3-8":
		return tea.Batch(notice("Registered in the simulated portal. Its application (client) ID is on your clipboard."),
			tell(copyMsg{text: m.made.AppID, quiet: true}))
	}
	return notice("Done in the simulated portal.")
}

// realMark tells in practice a page that is no part of it.
func (s *portal) realMark(v value) string {
	if s.d.practice == nil || !strings.HasPrefix(v.Label, pagePrefix) || !steps.RealPage(v.Text) {
		return ""
	}
	return "! a real page, not the simulated company's"
}
