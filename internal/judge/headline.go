package judge

import (
	"slices"
	"strings"

	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// Standing counts the phases of a walk by how their state is known.
type Standing struct {
	Seen    []string // ids: read in the directory, or proven
	Said    []string // a person's word
	Skipped []string // left out on purpose
	Unread  []string // could not be looked at
	Open    []string // to do, blocked, or found wrong
}

// Standing sorts the phases by how their state is known.
func (v Verdict) Standing() Standing {
	var out Standing
	for _, r := range v.Phases {
		to := &out.Open
		switch r.Status {
		case setup.StatusOK, setup.StatusWarn:
			if to = &out.Seen; !v.Snapshot.SignedIn && r.Phase.ID != "28" {
				// A choice, for one: nothing of the directory was read, and only the proof needs
				// nobody.
				to = &out.Said
			}
		case setup.StatusConfirmed:
			to = &out.Said
		case setup.StatusSkipped:
			to = &out.Skipped
		case setup.StatusUnknown:
			to = &out.Unread
		case setup.StatusTodo, setup.StatusBlocked, setup.StatusFail:
		}
		*to = append(*to, r.Phase.ID)
	}
	return out
}

// Settled counts what is settled of the walk.
func (v Verdict) Settled() int {
	n := 0
	for _, r := range v.Phases {
		if r.Status.Settled() {
			n++
		}
	}
	return n
}

// Words tell what was checked from what was only said: "9 parts checked, 5 by your
// word".
func (s Standing) Words() string {
	var parts []string
	if n := len(s.Seen); n > 0 {
		parts = append(parts, text.Plural(n, "part", "parts")+" checked")
	}
	if n := len(s.Said); n > 0 {
		parts = append(parts, text.Plural(n, "part", "parts")+" by your word")
	}
	if n := len(s.Skipped); n > 0 {
		parts = append(parts, text.Plural(n, "part", "parts")+" skipped")
	}
	if n := len(s.Unread); n > 0 {
		parts = append(parts, text.Plural(n, "part", "parts")+" not checked")
	}
	return strings.Join(parts, ", ")
}

// onlyPersons tells whether all that is left is for a person to do or to say, and
// the rest was seen.
func (s Standing) onlyPersons() bool {
	left := func(id string) bool { return !slices.Contains(persons, id) }
	return len(s.Open) > 0 && len(s.Seen) > 0 && len(s.Skipped)+len(s.Unread) == 0 &&
		!slices.ContainsFunc(s.Open, left)
}

// SettledWords are those of what is settled.
func (s Standing) SettledWords() string {
	s.Unread, s.Open = nil, nil
	return s.Words()
}

// Headline is a walk in one sentence, with the state that it amounts to. It claims
// no more than was seen: only StatusOK says that single sign-on is set up.
func (v Verdict) Headline(who string) (setup.Status, string) {
	s, wrong := v.Standing(), len(v.Problems())
	switch {
	case v.Overall == OverallOK && s.onlyPersons():
		return setup.StatusTodo, "All that ssowizard does for " + who + " is done. Left for you: steps " +
			spansOf(s.Open) + "."
	case len(s.Open) > 0:
		words := "Not finished for " + who + ". Still open: steps " + spansOf(s.Open) + "."
		if wrong > 0 {
			words += " " + text.Plural(wrong, "problem was", "problems were") + " found."
		}
		return setup.StatusTodo, words
	case wrong > 0:
		return setup.StatusWarn, "Every step is settled for " + who + ", with " +
			text.Plural(wrong, "thing", "things") + " to look at: " + s.Words() + "."
	case len(s.Seen) == 0 && len(s.Skipped)+len(s.Unread) == 0:
		return setup.StatusConfirmed, "Every step for " + who + " is confirmed by you. Nothing was checked."
	case len(s.Seen) == 0:
		return setup.StatusConfirmed, "Nothing was checked for " + who + ": " + s.Words() + "."
	case len(s.Skipped)+len(s.Unread) > 0:
		return setup.StatusSkipped, "Set up for " + who + " as far as it goes: " + s.Words() + "."
	}
	if slices.ContainsFunc(s.Said, func(id string) bool { return !slices.Contains(persons, id) }) {
		return setup.StatusConfirmed, "Set up for " + who + ", partly by your word alone: " + s.Words() + "."
	}
	return setup.StatusOK, "Microsoft 365 single sign-on is set up for " + who + ": " + s.Words() + "."
}
