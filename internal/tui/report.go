package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/tui/ui"
)

// report is what a check came to: the verdict, the cause, everything that was
// noticed with what was wanted and what is there, and every step. Repairs begin
// here; nothing is written from this page itself.
type report struct {
	d    *deps
	pick ui.Picker
	open bool // details of every finding, not of the chosen one only
}

func newReport(d *deps) *report { return &report{d: d} }

func (s *report) ID() string      { return "V04" }
func (s *report) Heading() string { return s.d.task.Title + " · report" }

var (
	keyOpenRow   = bind("enter", "go there", "enter")
	keyRepairAll = bind("a", "repair all", "a")
	keyDetails   = bind("d", "details", "d")
	keyOther     = bind("f", "other registration", "f")
	keyList      = bind("v", "redirect URIs", "v")
	keyProve     = bind("p", "prove", "p")
)

func (s *report) Keys() []key.Binding {
	out := []key.Binding{keyOpenRow, keyRow}
	if len(change.RepairsTogether(s.d.verdict())) > 0 {
		out = append(out, keyRepairAll)
	}
	if _, locked := s.d.session.LockedFile(); locked {
		out = append(out, keyUnlock)
	}
	if s.d.session.Profile().Secret.KeyID != "" {
		out = append(out, keyProve)
	}
	out = append(append(out, keyRead, keyDetails, keyList, keyOther), remindKey(s.d)...)
	return append(append(out, consentKey(s.d)...), keySupport)
}

// Values are the ids, for a report to somebody else.
func (s *report) Values() []value { return handedValues(theIDs(s.d)) }

// Sensitive is whatever the findings name.
func (s *report) Sensitive() []string {
	var out []string
	for _, x := range s.d.verdict().Noticed(setup.LevelFail, setup.LevelWarn, setup.LevelUnknown,
		setup.LevelNote) {
		out = append(out, withHost(x.Subject)...)
		out = append(out, words(x.Want())...)
		out = append(out, words(x.Got())...)
	}
	return out
}

// Return puts the cursor on the cause. Another task that was begun here, and
// the choice of another registration, are over.
func (s *report) Return() tea.Cmd {
	s.pick.At, s.d.task.Choosing = 0, false
	return tell(taskMsg{t: s.d.task})
}

// rows are what can be chosen, as they are drawn: what is wrong, what is left to
// do, the other findings, then every step.
func (s *report) rows() []judge.Noticed {
	v := s.d.verdict()
	out := v.Noticed(setup.LevelFail, setup.LevelWarn)
	for _, id := range v.Left {
		out = append(out, judge.Noticed{Phase: id})
	}
	out = append(append(out, v.Noticed(setup.LevelUnknown)...), v.Noticed(setup.LevelNote)...)
	for _, r := range v.Phases {
		out = append(out, judge.Noticed{Phase: r.Phase.ID})
	}
	return out
}

func (s *report) Update(msg tea.Msg) (screen, tea.Cmd) {
	rows := s.rows()
	if s.pick.Move(msg, keyRow, len(rows)) {
		return s, nil
	}
	switch m := msg.(type) {
	case observedMsg:
		if m.err != nil {
			return s, fail(m.err, start(observeJob(s.d, "Reading again")))
		}
		s.pick.At = 0
		return s, notice("Read again at " + clockTime(s.d.now()) + ".")
	case tea.KeyPressMsg:
		return s, s.key(m, rows)
	}
	return s, nil
}

func (s *report) key(k tea.KeyPressMsg, rows []judge.Noticed) tea.Cmd {
	switch {
	case key.Matches(k, keyOpenRow):
		return s.goTo(rows[min(s.pick.At, len(rows)-1)])
	case key.Matches(k, keyRepairAll):
		if len(change.RepairsTogether(s.d.verdict())) == 0 {
			return notice("There is nothing here that the wizard repairs.")
		}
		return push(newWalked(s.d, steps.PageRepairs, nil))
	case key.Matches(k, keyDetails):
		return s.toggle(rows)
	case key.Matches(k, keyRead):
		if !s.d.session.SignedIn() {
			return push(newTenant(s.d))
		}
		return start(observeJob(s.d, "Reading again"))
	case key.Matches(k, keyList):
		return push(newCheckURIs(s.d))
	case key.Matches(k, keyOther):
		s.d.task.Choosing = true
		return push(newWalked(s.d, steps.PageChoose, nil))
	case key.Matches(k, keyProve) && s.d.session.Profile().Secret.KeyID == "":
		return notice("This computer knows no secret of this registration, so none can be proven.")
	case key.Matches(k, keyUnlock):
		if _, locked := s.d.session.LockedFile(); locked {
			return push(newWalked(s.d, steps.PageUnlock, nil))
		}
	case key.Matches(k, keySupport):
		return saveReport(s.d)
	case key.Matches(k, keyRemind):
		return remind(s.d)
	case key.Matches(k, keyConsent) && len(consentKey(s.d)) > 0:
		return push(newWalked(s.d, steps.PageConsent, nil))
	case key.Matches(k, keyProve):
		return toPhase(proofPhase)
	}
	return nil
}

// toggle opens or closes the details. The view goes with the cursor, so that
// goes to what opened.
func (s *report) toggle(rows []judge.Noticed) tea.Cmd {
	s.open = !s.open
	first := slices.IndexFunc(rows, func(x judge.Noticed) bool { return x.Code != "" })
	switch {
	case first < 0:
		s.open = false
		return notice("There are no details here: nothing was found.")
	case s.open && rows[min(s.pick.At, len(rows)-1)].Code == "":
		s.pick.At = first
	}
	return nil
}

// goTo leads from a finding to where it is mended.
func (s *report) goTo(x judge.Noticed) tea.Cmd {
	for _, r := range change.Repairs(s.d.verdict()) {
		if !slices.Contains(r.Mends, x.Finding) {
			continue
		}
		switch r.ID {
		case change.RepairOpenToAll:
			return over(newWalked(s.d, steps.PageOpen, nil))
		case change.RepairUnclaimed:
			return over(newWalked(s.d, steps.PageUnclaimed, nil))
		case change.RepairByRenewal:
			return beginning(steps.TaskRenew, steps.PageRenew, nil)
		}
	}
	if x.Code == setup.CodePortalURIsUnknown {
		return push(newCheckURIs(s.d))
	}
	if x.Code == setup.CodeClockSkew {
		return notice("This one is mended outside Entra and the MTP portal, as it says.")
	}
	return toPhase(x.Phase)
}
