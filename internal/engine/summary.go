package engine

import (
	"fmt"
	"slices"
	"strings"

	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// Left lists, in sentences, what is left for a person at the end of a run.
func (r *Session) Left() []string {
	s, p := r.judged()
	v := judge.Judge(s, p, judge.Walking)
	l := judge.LinksFor(r.cfg.Cloud, s, p, r.cfg.Portal)
	var out []string
	add := func(phase, text string) {
		if slices.Contains(v.Left, phase) {
			out = append(out, text)
		}
	}
	portal := l.URL("mtp-portal")
	if r.cfg.Practice {
		portal = "the MTP portal" // its stand-in ends with this program
	}
	ids := " and the two ids that step 9 shows"
	if p.App.AppID != "" && s.Tenant.ID != "" {
		ids = fmt.Sprintf(", application (client) ID %s, directory (tenant) ID %s", p.App.AppID, s.Tenant.ID)
	}
	add("10-11", fmt.Sprintf("Steps 10–11: open %s, \"System\" > \"Single sign-on\", "+
		"\"Configure MTP portal account\"; type Microsoft%s.", portal, ids))
	add("29", "Step 29: paste the client secret's value into \"Client Secret\" there and press "+
		"\"Save changes\"."+whereValue(s, p))
	add("A1-A2", "Steps A1–A2: press \"Configure MTP portal users\" and choose who may sign in "+
		"with Microsoft.")
	add("S1-S2", "Steps S1–S2: let one person sign in with \"Sign in with Microsoft\" before everybody does.")
	add("N1-N2", "After that: bind your users to extensions, "+
		"and set up single sign-on for your customers' phone systems.")
	return out
}

// whereValue says where the value of the client secret is got from.
func whereValue(s setup.Snapshot, p setup.Profile) string {
	switch {
	case p.Secret.KeyID == "" || p.Secret.Keeper == setup.KeeperShownOnce:
		return ""
	case s.Practice:
		return " Practice keeps it in memory, so it ends with this run."
	}
	return " It is kept in " + p.Secret.Keeper + ": ssowizard setup goes on at step 29, " +
		"which copies it or shows it."
}

// Summary says in a few lines where things stand and how to go on; it is what
// stays in the shell after quitting.
func (r *Session) Summary() []string {
	s, p := r.judged()
	if s.Tenant.ID == "" && p.Tenant.ID == "" {
		return []string{"ssowizard: nothing was changed."}
	}
	v := judge.Judge(s, p, judge.Walking)
	who := text.Or(p.Tenant.Name, text.Or(p.Tenant.Domain, s.Tenant.ID))
	if r.cfg.Practice {
		return []string{fmt.Sprintf("ssowizard: practice with %s ended; nothing real was touched. "+
			"Files you asked for are kept.", who)}
	}
	lines := []string{"ssowizard: " + howFar(who, s, p, v)}
	if p.App.AppID != "" {
		lines = append(lines, "  application (client) ID  "+p.App.AppID,
			"  directory (tenant) ID    "+p.Tenant.ID)
	}
	if p.Secret.KeyID != "" {
		ends := ""
		if !p.Secret.End.IsZero() {
			ends = ", ends on " + text.Day(p.Secret.End)
		}
		lines = append(lines, "  client secret            "+p.Secret.Keeper+ends)
	}
	if r.ValueAtStake() {
		for said := range strings.SplitAfterSeq(ValueLost, ". ") {
			lines = append(lines, "  "+strings.TrimSpace(said))
		}
	}
	next := v.Next()
	switch {
	case next == "":
		return lines
	case !s.SignedIn && p.Looked != nil, unlooked(s):
		return append(lines, "  Go on with:", "    "+r.resumeCommand(p)) // what comes next is read then
	}
	st, _ := judge.PhaseByID(next)
	return append(lines, "  Next: "+st.Heading(), "  Go on with:", "    "+r.resumeCommand(p))
}

// unlooked tells whether something was written that no look has followed.
func unlooked(s setup.Snapshot) bool { return s.SignedIn && !s.App.Known }

// howFar is one sentence about how far a walk came: as it is known now, or as it
// was known last where this run has not looked.
func howFar(who string, s setup.Snapshot, p setup.Profile, v judge.Verdict) string {
	done, all := v.Settled(), len(v.Phases)
	switch {
	case v.Next() == "":
		_, text := v.Headline(who)
		return text
	case unlooked(s) && p.Looked != nil: // a count of what was read before the last write would be too low
		return fmt.Sprintf("%s, %d of %d parts done when last looked at. "+
			"What was written since is read by the next run.",
			who, p.Looked.Settled, all)
	case unlooked(s):
		return who + ". How far it came was not read after the last write; the next run reads it."
	case !s.SignedIn && p.Looked != nil && p.Looked.Settled > done:
		return fmt.Sprintf("%s, %d of %d parts done when last looked at, on %s.",
			who, p.Looked.Settled, all, text.Day(p.Looked.At))
	case len(v.Standing().Said) > 0:
		return fmt.Sprintf("%s, %d of %d parts done: %s.", who, done, all, v.Standing().SettledWords())
	}
	return fmt.Sprintf("%s, %d of %d parts done.", who, done, all)
}

func (r *Session) resumeCommand(p setup.Profile) string {
	if p.Name != "" && p.Name != p.Tenant.ID {
		return "ssowizard setup --profile " + p.Name
	}
	return "ssowizard setup --tenant " + text.Or(p.Tenant.Domain, p.Tenant.ID)
}
