package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/tui/views"
)

// What a person says or chooses is kept on this computer before anything builds
// on it. A disk may be slow and a keychain may ask first, so this is done beside
// the screen, like a job; unlike a job it is never cancelled, and it disturbs
// none that is under way. Until it is done the page takes no other answer.

// keepMsg asks the root to have something kept, and says what comes then.
type keepMsg struct {
	do   func(context.Context, worker) error
	then func() tea.Cmd      // nil: nothing
	fail func(error) tea.Cmd // nil: an error card
}

// keptMsg is what came of it.
type keptMsg struct {
	asked keepMsg
	err   error
}

// keepOr has something kept and goes on with then, once it is; fail lets the page say what
// went wrong.
func keepOr(do func(context.Context, worker) error, then func() tea.Cmd, fail func(error) tea.Cmd) tea.Cmd {
	return tell(keepMsg{do: do, then: then, fail: fail})
}

// keepNow begins to keep something; a second wish meanwhile is the same key
// pressed twice.
func (m *root) keepNow(msg keepMsg) tea.Cmd {
	if m.keeping != nil {
		return nil
	}
	since, ctx, w := m.deps.now(), m.ctx, m.works
	m.keeping = &since
	return tea.Batch(m.keepTicking(), func() tea.Msg { return keptMsg{msg, msg.do(ctx, w)} })
}

// kept goes on from what was kept.
func (m *root) kept(msg keptMsg) tea.Cmd {
	m.keeping = nil
	switch {
	case msg.err != nil && msg.asked.fail != nil:
		return msg.asked.fail(msg.err)
	case msg.err != nil:
		return m.fail(failMsg{err: msg.err})
	case msg.asked.then != nil:
		return msg.asked.then()
	}
	return nil
}

// sayKeepingFrom is how long keeping may take before the screen speaks of it.
const sayKeepingFrom = 300 * time.Millisecond

// keepingLine says that something is being kept, once it takes long.
func (m *root) keepingLine() string {
	if m.keeping == nil {
		return ""
	}
	if d := m.deps.now().Sub(*m.keeping); d >= sayKeepingFrom {
		return "Saving your answer on this computer · " + views.Clock(d)
	}
	return ""
}

// whileKeeping answers a key that comes before the last answer is kept: what
// only looks goes on as ever, and another answer waits.
func (m *root) whileKeeping(l *layer, k tea.KeyPressMsg) tea.Cmd {
	switch name := k.String(); {
	case name == "f1" || name == "?" && !typing(l.s):
		return m.toggleHelp()
	case name == "esc" && len(m.boxes) > 0:
		return m.goBack()
	case name == "q" && !typing(l.s) && len(m.boxes) == 0:
		return m.mayLeave(false, m.atStake())
	case m.scroll(l, k):
		return nil
	}
	return m.say("Your last answer is still being saved. Then this page goes on.")
}
