package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/views"
)

// leaveBox asks before leaving the program or only the page, where that would lose
// something. It says what.
type leaveBox struct {
	answer tea.Msg // sent after a yes
	stake  stake
	menu   screen.Menu
}

// stake is what leaving would lose, in words.
type stake struct {
	id           stakeID
	heading      string
	text         string
	stay, detail string // the way that loses nothing
	leave, costs string // the way out, and what it costs
}

type stakeID string

const (
	stakeNone     stakeID = ""
	stakeWrite    stakeID = "write"    // it was sent, and its answer is not here
	stakeAnswer   stakeID = "answer"   // a person's answer is not on the disk yet
	stakeSecret   stakeID = "secret"   // its value is in this program's memory alone
	stakeSignIn   stakeID = "sign-in"  // somebody is at it in the browser
	stakePractice stakeID = "practice" // it has no next run
)

// ends tells whether the question is settled once the work in flight is over.
func (s stake) ends() bool { return s.id == stakeWrite || s.id == stakeSignIn }

func newLeave(answer tea.Msg, s stake) *leaveBox { return &leaveBox{answer: answer, stake: s} }

func (b *leaveBox) ID() string          { return "L" }
func (b *leaveBox) Heading() string     { return b.stake.heading }
func (b *leaveBox) Keys() []key.Binding { return b.menu.Keys(b.choices()) }

func (b *leaveBox) choices() []screen.Choice {
	leave := screen.Choice{Title: b.stake.leave, Detail: b.stake.costs, Do: func() tea.Cmd {
		return screen.Tell(b.answer)
	}}
	if b.stake.id == stakePractice { // there is nothing real to lose: the same key twice is a yes
		leave.Letter = "q"
	}
	return []screen.Choice{{Title: b.stake.stay, Detail: b.stake.detail, Do: func() tea.Cmd {
		return nil
	}}, leave}
}

func (b *leaveBox) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	cmd, taken := b.menu.Update(msg, b.choices())
	if taken {
		return nil, cmd
	}
	return b, cmd
}

func (b *leaveBox) Body(f views.Frame) screen.Drawn {
	return screen.Drawn{Text: f.Para(f.Theme.Text, b.stake.text, 0), Actions: b.menu.View(f, b.choices()),
		Focus: -1}
}
