package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// burst tells typing from a paste whose markers the terminal dropped: no hand
// types letters with hardly a pause between any two. A paste that has begun goes
// on until nothing came for a while: its pieces may come apart on the way.
type burst struct {
	last    time.Time
	count   int  // letters with hardly a pause between them
	running bool // enough of them, or a marked paste, a moment ago
}

const (
	burstPause = 15 * time.Millisecond
	burstTail  = 100 * time.Millisecond
	// After so many letters a page that takes no text does nothing with more of
	// them; keys are seldom struck so fast, and the loss is a key.
	burstLikely = 3
	// And from so many on, Enter is no answer where text is typed.
	burstKeys = 8
)

// press takes each key press.
func (b *burst) press(k tea.KeyPressMsg, now time.Time) {
	gap := now.Sub(b.last)
	b.last = now
	if gap > burstPause && (!b.running || gap > burstTail) {
		b.count, b.running = 0, false
	}
	if k.Text != "" {
		b.count++
	}
	b.running = b.running || b.count > burstLikely
}

// pasted takes a paste that was marked as one. What follows on its heels belongs
// to it: text can hold the mark of its own end.
func (b *burst) pasted(now time.Time) {
	b.last, b.count, b.running = now, burstKeys, true
}

// likely tells whether the last key came with a paste.
func (b *burst) likely() bool { return b.running }

// surely tells the same where a wrong guess would cost more.
func (b *burst) surely() bool { return b.running && b.count >= burstKeys }
