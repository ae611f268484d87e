package undo

import (
	"time"

	"ssowizard/internal/setup"
)

// Begins is an operation whose receipt is known before it runs, but for the ids
// that Entra gives. It is saved before the request goes out: a program that is
// killed in between would leave a write that nothing here can take back. A
// secret, whose value goes before all, has a mark of its own first: Pending.
type Begins interface{ Begun() setup.Receipt }

// SettleBegun gives a write its receipt that an interrupted run was stopped at,
// once it is seen.
func SettleBegun(p *setup.Profile, s setup.Snapshot, now time.Time) {
	if p.Begun == nil {
		return
	}
	k, rec, done := kindOf(*p.Begun), *p.Begun, false
	if s.App.Value != nil && k.done != nil {
		rec, done = k.done(s, rec)
	}
	if !done {
		if s.App.Known && !setup.Young(p.Begun.At, now) {
			p.Begun = nil
		}
		return
	}
	by := authorOf(*p.Begun, s, now)
	p.Begun = nil
	if by == bySomebody {
		return
	}
	rec.Unattributed = by == byNobodyKnown
	if k.registers && p.App.Made.IsZero() {
		p.App.Made = rec.At
	}
	p.File(rec)
}

// author tells whose work something is that is there as a write was begun for.
type author int

// The makers.
const (
	byThisProgram author = iota
	bySomebody           // who did the same later
	byNobodyKnown
)

// authorOf goes by Entra's own date of what is there, within the time that the write
// took and the clocks differ. Where there is none, only a look at about the time of
// the write tells; after it nobody knows.
func authorOf(rec setup.Receipt, s setup.Snapshot, now time.Time) author {
	k := kindOf(rec)
	if k.surely {
		return byThisProgram
	}
	var made *time.Time
	if k.dated != nil {
		made = k.dated(s)
	}
	switch {
	case made == nil && !setup.Young(rec.At, now):
		return byNobodyKnown
	case made != nil && !setup.Young(rec.At, *made):
		return bySomebody
	}
	return byThisProgram
}
