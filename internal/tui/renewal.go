package tui

import (
	"context"
	"errors"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
	"ssowizard/internal/tui/ui"
)

// renewal shows the five parts of a renewal in their order and leads to each.
// The old secret works until the new one was made, proven, entered in the MTP
// portal and used once; only then can it be removed. Where it stands is read
// each time, so it can be left at any moment.
type renewal struct {
	d    *deps
	menu menu
}

func newRenewal(d *deps) *renewal { return &renewal{d: d} }

func (s *renewal) ID() string      { return "R03" }
func (s *renewal) Heading() string { return "Renew the client secret · five parts" }
func (s *renewal) Keys() []key.Binding {
	out := append(s.menu.keys(s.choices()), keyRead)
	if s.proven() {
		out = append(out, remindKey(s.d)...)
	}
	return out
}

// proven tells whether the new secret was made and proven: before that nobody
// needs to be reminded of its end.
func (s *renewal) proven() bool {
	for _, p := range s.d.session.Renewal().Phases {
		if p.ID == "prove" {
			return s.d.task.ended || p.Status == setup.StatusOK
		}
	}
	return false
}

func (s *renewal) Values() []value { return handedValues(theIDs(s.d)) }

// Sensitive are the names of the secrets, which people choose.
func (s *renewal) Sensitive() []string { return secretNames(s.d) }

func secretNames(d *deps) []string {
	var out []string
	for _, o := range d.session.Renewal().Old {
		out = append(out, o.Password.DisplayName, o.Password.KeyID, o.Password.Hint+"…")
	}
	return out
}

// Start and Return put the cursor on what comes next.
func (s *renewal) Start() tea.Cmd { return s.Return() }

// Return puts the cursor on what comes next.
func (s *renewal) Return() tea.Cmd {
	s.menu.put(0)
	r := s.d.session.Renewal()
	for i, p := range r.Phases {
		if p.ID == r.Next {
			s.menu.put(i)
		}
	}
	if r.Next == "" || !s.d.session.SignedIn() {
		s.menu.put(len(r.Phases))
	}
	return nil
}

// choices are the five parts in their order, then what else can be done.
func (s *renewal) choices() []choice {
	if s.d.task.ended {
		return append([]choice{leaveWay(s.d)}, consentWay(s.d)...)
	}
	r := s.d.session.Renewal()
	var out []choice
	first := ""
	for i, p := range r.Phases {
		out = append(out, s.way(p, i, first))
		if p.ID == r.Next {
			first = "first: part " + itoa(i+1)
		}
	}
	if s.d.session.SignedIn() && r.Next == "make" {
		out = append(out, anotherLife(s.d, s.Return))
	}
	switch {
	case !s.d.session.SignedIn():
		out = append(out, choice{Title: "Sign in", Detail: "what was done is read from Entra",
			Do: func() tea.Cmd { return push(newTenant(s.d)) }})
	case r.Next == "":
		out = append(out, choice{Title: "End the renewal", Letter: "e", Detail: "everything is done", Do: s.end})
	case r.Next == "remove":
		out = append(out, choice{Title: "Keep what is left, and end it", Letter: "e",
			Detail: "old secrets stay until they end by themselves", Do: s.end})
	}
	return out
}

// way leads to one part. off says what comes first, where something does.
func (s *renewal) way(p change.RenewPhase, i int, off string) choice {
	c := choice{Title: p.Title, Detail: ways5[p.ID].detail, Off: off, Letter: itoa(i + 1)}
	if p.Status.Settled() {
		c.Detail, c.Off = "looks at it again; it is done", ""
	}
	switch p.ID {
	case "make":
		c.Do = s.make
	case "remove":
		c.Do = func() tea.Cmd { return push(newRemoveOld(s.d)) }
	default:
		stage := ways5[p.ID].stage
		c.Do = func() tea.Cmd { return toStage(stage) }
	}
	return c
}

// ways5 says what each part is and on which stage's page it is done.
var ways5 = map[string]struct{ stage, detail string }{
	"make":      {secretStage, "shown before it is written; the old one stays as it is"},
	"prove":     {proofStage, "a token obtained with it, three times in a row"},
	"hand-over": {handOverStage, "paste it and press \"Save changes\""},
	"pilot":     {pilotStage, "one person, before the old one goes"},
	"remove":    {"", "you choose which; shown before it is written"},
}

func (s *renewal) make() tea.Cmd {
	return ownFirst(s.d, func() tea.Cmd {
		p, err := s.d.session.PlanRenew()
		switch {
		case errors.Is(err, advice.ErrNothingToDo):
			return notice("The new secret is made already.")
		case err != nil && !s.d.session.Snapshot().Keychain.Known:
			return push(newPreflight(s.d))
		case err != nil:
			return fail(err, nil)
		}
		page := newPart(s.d, "", p, part{code: "R03w", heading: "A new secret beside the old one",
			onward:  choice{Title: "Go on", Detail: "next: prove that it works", Do: toHome},
			back:    choice{Title: "Back to the five parts", Do: toHome},
			again:   toHome,
			outcome: func(f frame) string { return s.news(f) }})
		return confirmPlan(s.d, p, func(change.Plan) tea.Cmd { return write(s.d, page) })
	})
}

// end closes the renewal; what is left stays by the person's choice.
func (s *renewal) end() tea.Cmd {
	var left string
	return keep(func(ctx context.Context, w worker) (err error) {
		left, err = w.EndRenewal(ctx)
		return err
	}, func() tea.Cmd {
		s.d.task.ended, s.d.task.stays, s.menu = true, left, menu{}
		return nil
	})
}

func (s *renewal) Update(msg tea.Msg) (screen, tea.Cmd) {
	if m, ok := msg.(observedMsg); ok {
		if m.err != nil {
			return s, fail(m.err, start(observeJob(s.d, "Reading again")))
		}
		return s, notice("Read again at " + clockTime(s.d.now()) + ".")
	}
	if press(msg, keyRead) && s.d.session.SignedIn() {
		return s, start(observeJob(s.d, "Reading again"))
	}
	if press(msg, keyRemind) && s.proven() {
		return s, remind(s.d)
	}
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

func (s *renewal) Body(f frame) page {
	t := f.Theme
	r := s.d.session.Renewal()
	if s.d.task.ended {
		over := f.Hang(t.Good.Render("✓ "), t.Strong, "The renewal is over.")
		return page{Text: stack(over, s.stays(f), s.news(f)), Actions: s.menu.view(f, s.choices()), Focus: -1}
	}
	return page{Text: stack(s.headline(f, r), s.parts(f, r), s.news(f), s.olds(f, r)), Focus: -1}
}

// stays is what of an old secret's value could not be removed from this computer.
func (s *renewal) stays(f frame) string {
	if s.d.task.stays == "" {
		return ""
	}
	return f.Hang(f.Theme.Look.Render("! "), f.Theme.Text, s.d.task.stays)
}

// parts are the five parts with their states, the cursor among them, and below
// the chosen one what Enter does.
func (s *renewal) parts(f frame, r change.Renewal) string {
	t := f.Theme
	items := s.choices()
	var rows []string
	for i, c := range items {
		mark, st := f.Mark(i == s.menu.cursor(items))
		if i >= len(r.Phases) {
			rows = append(rows, "",
				f.Hang(mark+t.Key.Render(ui.Pad(c.Letter, 1))+"  "+st.Render(ui.Pad(c.Title, 30))+" ", t.Muted, c.Detail))
			continue
		}
		g := t.Status(r.Phases[i].Status)
		if r.Phases[i].ID == r.Next {
			g = t.Now()
		}
		rows = append(rows, f.Hang(mark+g.Dot()+" "+t.Key.Render(c.Letter)+"  "+st.Render(ui.Pad(c.Title,
			28))+" ", t.Muted, partWords(r.Phases[i])))
		if mark != "  " {
			rows = append(rows, f.Para(t.Text, text.Or(c.Off, "Enter: "+c.Detail), 7))
		}
	}
	return strings.Join(rows, "\n")
}

func (s *renewal) headline(f frame, r change.Renewal) string {
	t := f.Theme
	works := slices.ContainsFunc(r.Old, func(o change.OldSecret) bool { return !o.Password.Ended(s.d.now()) })
	switch {
	case !s.d.session.SignedIn():
		return f.Hang(t.Unsure.Render("? "), t.Text, "Nobody is signed in, so what Entra holds was not read.")
	case f.State.Snapshot.App.Known && f.State.Snapshot.App.Value == nil:
		return lines(f.Hang(t.Bad.Render("✗ "), t.Strong, "The registration is not there."),
			f.Para(t.Text, "A check finds out more, and brings a deleted one back: \"Check an existing setup\".", 2))
	case !f.State.Snapshot.App.Known: // of the secrets nothing can be said then
		return f.Hang(t.Unsure.Render("? "), t.Text,
			"The registration could not be read: "+strings.TrimSuffix(f.State.Snapshot.App.Why.Text,
				".")+". r reads again.")
	case r.Next == "":
		return allDone(f, r)
	case r.Next == "make" && !works:
		return f.Para(t.Text,
			"No secret works any more, so the MTP portal cannot reach Entra until it has a new one.", 0)
	case r.Next == "make":
		return f.Para(t.Text,
			"Two secrets work side by side while you change over, so sign-in does not stop for anybody.", 0)
	case !works:
		return f.Para(t.Text,
			"No old secret works any more: the MTP portal reaches Entra only with the new one. You may leave at any "+
				"time; the renewal goes on where it stands.", 0)
	}
	return f.Para(t.Text,
		"The old secret still works. You may leave at any time; the renewal goes on where it stands.", 0)
}

// allDone is said once no part is open. It claims no more than was seen: that the
// old secret is gone was read, that the MTP portal has the new one is a person's
// word, and nobody's where that part was skipped.
func allDone(f frame, r change.Renewal) string {
	t := f.Theme
	for _, p := range r.Phases {
		if p.Status == setup.StatusSkipped {
			return f.Hang(t.Look.Render("! "), t.Strong,
				"The old secret is gone. \""+p.Title+"\" was skipped and is not done.")
		}
	}
	return f.Hang(t.Good.Render("✓ "), t.Strong,
		"All five parts are done. The old secret is gone. The MTP portal has the new one, as you said.")
}

// partWords is the state of a part in words. A person's word stands as such,
// and a part that was skipped does not open the way to removing anything.
func partWords(p change.RenewPhase) string {
	switch p.Status {
	case setup.StatusConfirmed:
		return "done, as you said"
	case setup.StatusSkipped:
		return "skipped; it has to be done before the old one can go"
	}
	return p.Detail
}

// news is the secret that this computer knows, once the renewal has one.
func (s *renewal) news(f frame) string {
	p := f.State.Profile
	if p.Secret.KeyID == "" || p.Renewal == nil && !s.d.task.ended {
		return ""
	}
	t := f.Theme
	think := "Put " + text.Day(p.Secret.End.AddDate(0, 0, -30)) + " into your calendar for the next renewal"
	if s.proven() && len(remindKey(s.d)) > 0 {
		think += ": t writes a calendar file"
	}
	return lines(
		f.Hang(t.Muted.Render("New      "), t.Text,
			p.Secret.Name+", begins with \""+p.Secret.Hint+"\", until "+text.Day(p.Secret.End)),
		f.Para(t.Muted, think+".", 9))
}

// olds are the other secrets of the registration.
func (s *renewal) olds(f frame, r change.Renewal) string {
	var rows []string
	for i, o := range r.Old {
		lead := "Old      "
		if i > 0 {
			lead = "         "
		}
		rows = append(rows, f.Hang(f.Theme.Muted.Render(lead), f.Theme.Text, oldWords(s.d, o)),
			f.Para(f.Theme.Muted, o.Why, 9))
	}
	return strings.Join(rows, "\n")
}

// oldWords is all that is known about an old secret.
func oldWords(d *deps, o change.OldSecret) string {
	c := o.Password
	parts := []string{text.Or(c.DisplayName, "without a name")}
	if c.Hint != "" {
		parts = append(parts, "begins with \""+c.Hint+"\"")
	}
	end := "no end known"
	if !c.EndDateTime.IsZero() {
		end = "until " + text.Day(c.EndDateTime) + " (" + endsIn(c.EndDateTime.Sub(d.now())) + ")"
	}
	parts = append(parts, end, o.By())
	return strings.Join(parts, ", ")
}
