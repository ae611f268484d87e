package change

import (
	"strings"
	"unicode/utf8"

	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// notesMost is how many characters the notes of a registration may have. Source:
// Microsoft Graph docs, servicePrincipal, notes; those of application name no
// limit, so the same is kept to.
const notesMost = 1024

// notesMark stands in every line that this wizard writes into the notes.
const notesMark = "ssowizard renew"

// registrationNotes tells the next administrator what this is, in two years.
func registrationNotes(s setup.Snapshot) string {
	return "Single sign-on for the bvoip MTP portal. Made with ssowizard on " + text.Day(s.At) +
		" by " + s.Identity.Username + ". To renew its client secret before it ends: " + notesMark + "."
}

// secretNotes are the lines that a registration made by somebody else is given
// with its first secret of this wizard: the whole one, and a short one where
// little room is left.
func secretNotes(s setup.Snapshot) []string {
	return []string{
		"Single sign-on for the bvoip MTP portal. To renew its client secret before it ends: " + notesMark +
			". Noted on " + text.Day(s.At) + " by " + s.Identity.Username + ".",
		"bvoip MTP portal: renew the client secret with " + notesMark + ".",
	}
}

// AppendNotes plans one more line in the registration's notes. What stands there
// is somebody's and is kept byte for byte; where our line stands already, or no
// room is left for one, nothing is planned.
func AppendNotes(s setup.Snapshot, app graph.Application) (*patchApp, bool) {
	if strings.Contains(app.Notes, notesMark) {
		return nil, false
	}
	lead := app.Notes
	if lead != "" && !strings.HasSuffix(lead, "\n") {
		lead += "\n"
	}
	for _, line := range secretNotes(s) {
		if utf8.RuneCountInString(lead+line) > notesMost {
			continue
		}
		o := &patchApp{app: app, what: "the notes", courtesy: true,
			patch: graph.ApplicationPatch{Notes: new(lead + line)}}
		o.changes = []setup.Change{notesChange(app, app.Notes, lead+line)}
		return o, true
	}
	return nil, false
}

// notesChange shows what becomes of the notes, line by line.
func notesChange(app graph.Application, before, after string) setup.Change {
	old, now := noteLines(before), noteLines(after)
	return setup.Change{Object: AppWords(app), Property: "notes", Before: text.Count(len(old), "line"),
		After: text.Count(len(now), "line"), Added: Without(now, old), Removed: Without(old, now),
		Kept: Without(old, Without(old, now))}
}

func noteLines(notes string) []string {
	var out []string
	for line := range strings.SplitSeq(text.CleanBlock(notes), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}
