package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/views"
)

// What a person says or chooses is kept on this computer before anything builds
// on it. A disk may be slow and a keychain may ask first, so this is done beside
// the screen, like a job; unlike a job it is never cancelled, and it disturbs
// none that is under way. Until it is done the page takes no other answer.

// keptMsg is what came of it.
type keptMsg struct {
	asked screen.KeepMsg
	err   error
}

// keepNow begins to keep something; a second wish meanwhile is the same key
// pressed twice.
func (m *root) keepNow(msg screen.KeepMsg) tea.Cmd {
	if m.keeping != nil {
		return nil
	}
	since, ctx, w := m.deps.Now(), m.ctx, m.works
	m.keeping = &since
	return tea.Batch(m.keepTicking(), func() tea.Msg { return keptMsg{msg, msg.Do(ctx, w)} })
}

// kept goes on from what was kept.
func (m *root) kept(msg keptMsg) tea.Cmd {
	m.keeping = nil
	switch {
	case msg.err != nil && msg.asked.Fail != nil:
		return msg.asked.Fail(msg.err)
	case msg.err != nil:
		return m.fail(screen.FailMsg{Err: msg.err})
	case msg.asked.Then != nil:
		return msg.asked.Then()
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
	if d := m.deps.Now().Sub(*m.keeping); d >= sayKeepingFrom {
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
