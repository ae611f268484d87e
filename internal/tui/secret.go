package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/ui"
)

// secretScreen is steps 23–27: how long the secret will last and why, where it will
// be kept, and what happens if keeping fails, all said before it is made.
type secretScreen struct {
	d    *deps
	menu menu
}

const secretPhase = "23-27"

func newSecret(d *deps) *secretScreen { return &secretScreen{d: d} }

func (s *secretScreen) ID() string          { return phaseOf(secretPhase).Screen() }
func (s *secretScreen) Heading() string     { return phaseOf(secretPhase).Heading() }
func (s *secretScreen) PhaseID() string     { return secretPhase }
func (s *secretScreen) Values() []value     { return newPortal(s.d, secretPhase).Values() }
func (s *secretScreen) Keys() []key.Binding { return append(s.menu.keys(s.choices()), phaseKeys()...) }

func (s *secretScreen) choices() []choice {
	out := ways(s.d, s.d.verdict().Phase(secretPhase))
	if i := slices.IndexFunc(out, func(c choice) bool { return c.Way == change.WayDo }); i >= 0 &&
		s.d.session.SignedIn() {
		out = slices.Insert(out, i+1, anotherLife(s.d, s.Return))
	}
	if s.d.session.Snapshot().Keychain.Known || s.d.byHand() {
		return portalFirst(s.d, out)
	}
	where := choice{Title: "Choose where it is kept", Letter: "w",
		Detail: "no keychain answers; this comes before the secret is made", Do: func() tea.Cmd {
			return push(newWalked(s.d, steps.PagePreflight, steps.Place{}))
		}}
	for i := range out {
		if out[i].Way == change.WayDo {
			out[i].Off = "first: where it is kept"
		}
	}
	return append([]choice{where}, out...)
}

// Return puts the cursor back on what the page is for.
func (s *secretScreen) Return() tea.Cmd {
	s.menu.put(0)
	return nil
}

func (s *secretScreen) Update(msg tea.Msg) (screen, tea.Cmd) {
	if cmd, mine := phaseKey(s.d, secretPhase, msg); mine {
		return s, cmd
	}
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

func (s *secretScreen) Body(f frame) page {
	t := f.Theme
	snap := f.State.Snapshot
	r := f.State.Verdict.Phase(secretPhase)
	label := func(l string) string { return t.Muted.Render(ui.Pad(l, 11)) }
	status := t.Status(r.Status).String()
	if r.Status == setup.StatusBlocked && r.BlockedBy != "" {
		status += t.Muted.Render(" · first: ") + r.BlockedBy
	}
	facts := lines(
		label("State")+status,
		f.Hang(label("Now"), t.Text, s.now(f, r)))
	if w := r.Word; w != nil {
		facts = lines(facts, f.Hang(label("Noted"), t.Text, wordLine(*w)))
	}
	if s.d.session.SecretForbidden() && r.Status != setup.StatusOK {
		// What stands in the way comes first; a lifetime would promise too much.
		facts = lines(facts, findings(f, r.Findings()))
		return page{Text: stack(f.Para(t.Text, r.Phase.Why, 0), facts), Actions: s.menu.view(f, s.choices()),
			Focus: -1}
	}
	if p := f.State.Profile.Secret; p.KeyID == "" || r.Status != setup.StatusOK {
		life := judge.LifeOf(snap, f.State.Profile)
		facts = lines(facts,
			f.Hang(label("Lifetime"), t.Strong, "until "+text.Day(life.End)),
			f.Para(t.Muted, lifetimeWhy(snap, life), 11),
			f.Hang(label("Kept in"), t.Strong, keeperName(snap)),
			f.Para(t.Muted, "It is read back from there at once. If that fails, the new secret is taken "+
				"back at Entra.", 11))
	} else {
		facts = lines(facts, f.Hang(label("Kept in"), t.Text, p.Keeper))
	}
	return page{Text: stack(f.Para(t.Text, r.Phase.Why, 0), facts, findings(f, notSaid(r.Findings()))),
		Actions: s.menu.view(f, s.choices()), Focus: -1}
}

func (s *secretScreen) now(f frame, r judge.PhaseReport) string {
	p := f.State.Profile.Secret
	if p.KeyID == "" || r.Evidence() == "" {
		return r.Now
	}
	return r.Evidence()
}

// lifetimeWhy says why the lifetime is what it is.
func lifetimeWhy(s setup.Snapshot, life judge.Life) string {
	switch {
	case life.Blind && life.Otherwise(s.At) != "":
		return life.Why() + ". A policy that could not be read may refuse that; then the longest it takes."
	case life.Capped:
		return "the longest that your tenant's policy" + policyName(s.Secrets.Value.PolicyName) + " allows; " +
			bvoipAsks + ". Put the renewal into your calendar."
	}
	return life.Why() + "."
}

const bvoipAsks = "the procedure asks for 24 months"

func policyName(n string) string {
	if n == "" {
		return ""
	}
	return " \"" + n + "\""
}

func keeperName(s setup.Snapshot) string {
	switch {
	case !s.Keychain.Known:
		return "not chosen yet: no keychain answers here"
	case s.Keychain.Value.Name == setup.KeeperShownOnce:
		return "nowhere: you see it once and paste it into the MTP portal in this run"
	case !s.Keychain.Value.Lasting:
		return s.Keychain.Value.Name + "; gone when this program ends"
	}
	return s.Keychain.Value.Name
}

// notSaid leaves out the finding that the lifetime line has said already.
func notSaid(list []setup.Finding) []setup.Finding {
	var out []setup.Finding
	for _, x := range list {
		if x.Code != setup.CodeSecretPolicyCap {
			out = append(out, x)
		}
	}
	return out
}

// anotherLife leads to the question how long the next secret is to live, from a page
// that makes one; back puts that page's cursor where it was to be.
func anotherLife(d *deps, back func() tea.Cmd) choice {
	title, _ := change.LifetimeWords(d.session.Profile().Wanted.Months())
	return choice{Title: "Another lifetime", Letter: "m", Detail: "now " + title,
		Do: func() tea.Cmd { return tea.Batch(back(), over(newWalked(d, steps.PageLife, nil))) }}
}
