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
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// stage is the page of one stage of the walk: why it is there, what is there
// now and what is wanted, and the ways to get from one to the other. Stages
// with a page of their own embed nothing of it; they share its ways.
type stage struct {
	d    *deps
	id   string
	menu menu
}

func newStage(d *deps, id string) *stage { return &stage{d: d, id: id} }

func (s *stage) report() judge.StageReport { return s.d.verdict().Stage(s.id) }

func (s *stage) ID() string          { return s.report().Stage.Screen() }
func (s *stage) Heading() string     { return s.report().Stage.Heading() }
func (s *stage) StageID() string     { return s.id }
func (s *stage) Keys() []key.Binding { return append(s.menu.keys(s.choices()), stageKeys()...) }

// Values are what the steps of this stage have to be given by hand.
func (s *stage) Values() []value { return stageValues(s.d, s.report().Stage) }

func (s *stage) choices() []choice { return portalFirst(s.d, ways(s.d, s.report())) }

func (s *stage) Update(msg tea.Msg) (screen, tea.Cmd) {
	if cmd, mine := stageKey(s.d, s.id, msg); mine {
		return s, cmd
	}
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

func (s *stage) Body(f frame) page {
	return page{Text: stageFacts(f, f.State.Verdict.Stage(s.id)), Actions: s.menu.view(f, s.choices()),
		Focus: -1}
}

// stageFacts says why, what is there, what is wanted, and what was noticed.
func stageFacts(f frame, r judge.StageReport) string {
	t := f.Theme
	facts := f.Hang(t.Muted.Render("State    "), t.Text, "") + t.Sign(f.State, r).String()
	if r.Status == setup.StatusBlocked && r.BlockedBy != "" {
		facts = f.Hang(t.Muted.Render("State    ")+t.Status(r.Status).String()+" ", t.Text, "· first: "+r.BlockedBy)
	}
	// nobody has looked, so nothing can be said of now
	if r.Now != "" && t.Sign(f.State, r).Mark != t.Unseen().Mark {
		facts = lines(facts, f.Hang(t.Muted.Render("Now      "), t.Text, r.Now))
	}
	if r.Wanted != "" {
		facts = lines(facts, f.Hang(t.Muted.Render("Wanted   "), t.Text, r.Wanted))
	}
	if e := r.Evidence(); e != "" && (r.Status == setup.StatusOK || r.Status == setup.StatusWarn) {
		facts = lines(facts, f.Hang(t.Muted.Render("Seen     "), t.Text, e))
	}
	if w := r.Word; w != nil {
		facts = lines(facts, f.Hang(t.Muted.Render("Noted    "), t.Text, wordLine(*w)))
	}
	who := ""
	if a := change.ActionOf(r.Stage.ID); a != nil && a.WhoMay(f.State.Snapshot) != "" &&
		r.Status != setup.StatusOK {
		who = f.Para(t.Muted, "Who may do this: "+strings.TrimSuffix(a.WhoMay(f.State.Snapshot), ".")+".", 0)
	}
	return stack(f.Para(t.Text, r.Stage.Why, 0), facts, findings(f, r.Findings()), who)
}

// noted is a person's word about a stage, with its date and note; "" where there
// is none.
func noted(f frame, r judge.StageReport) string {
	if r.Word == nil {
		return ""
	}
	return f.Hang(f.Theme.Status(r.Status).String()+f.Theme.Muted.Render(" · "), f.Theme.Text, wordLine(*r.Word))
}

func wordLine(w setup.Word) string {
	line := text.DayAndTime(w.At)
	if w.Note != "" {
		line += " · " + w.Note
	}
	return line
}

// ways are the ways in which a step can be done or left, in the engine's order.
func ways(d *deps, r judge.StageReport) []choice {
	var out []choice
	for _, w := range change.Ways(d.verdict(), r.Stage.ID) {
		var c choice
		switch w {
		case change.WayGoOn:
			c = goOn(d, r.Stage.ID)
		case change.WayDo:
			c = doItForMe(d, r)
		case change.WayAsk:
			c = askColleague(d)
			if r.Stage.ID == secretStage {
				c = askToAllow(d)
			}
		case change.WayAllow:
			c = tryToAllow(d)
		case change.WayPortal:
			c = choice{Title: "Show me in the portal", Detail: place(r.Stage), Letter: "p", Do: func() tea.Cmd {
				return push(newPortal(d, r.Stage.ID))
			}}
		case change.WayConfirm:
			c = confirmWay(r.Stage)
		case change.WayUnsay, change.WaySkip:
			if list := wordWay(r); len(list) > 0 {
				c = list[0]
			}
		}
		c.Way = w
		out = append(out, c)
	}
	return out
}

func askColleague(d *deps) choice {
	c := choice{Title: "Ask a colleague to grant",
		Detail: "a link and two sentences to send; this page waits for the grant", Letter: "a", Off: unlessApp(d),
		Do: func() tea.Cmd { return push(newConsent(d)) }}
	if at := d.session.Profile().HandOver; at != nil {
		c.Title, c.Detail = "Go on waiting for it", "asked "+ago(d.now().Sub(*at))+"; the message is there again"
	}
	return c
}

// consentStage is the stage that may be handed to a colleague.
const consentStage = "21-22"

func unlessApp(d *deps) string {
	if d.session.Profile().App.AppID == "" {
		return "first: the registration of steps 3–8"
	}
	return ""
}

// goOn leads from a stage to the next open one.
func goOn(d *deps, id string) choice {
	if d.task != nil {
		return choice{Title: "Go on", Detail: d.task.back, On: true, Do: toHome}
	}
	c := choice{Title: "Go on", Detail: "everything is settled; see where it stands", On: true, Do: toNext}
	if n, ok := judge.StageByID(following(d, id)); ok {
		c.Detail = n.Heading()
	}
	return c
}

// following is the first open stage after one, else the first open one before
// it, else "". Whoever walks without signing in is not sent back to step 1.
func following(d *deps, id string) string {
	stages := d.verdict().Stages
	here := slices.IndexFunc(stages, func(r judge.StageReport) bool { return r.Stage.ID == id })
	for i := range stages {
		r := stages[(here+1+i)%len(stages)]
		signIn := r.Stage.ID == "1" && !d.session.SignedIn()
		// What is blocked comes after what it waits for; where that was skipped, so
		// is this, and the end says what is left. Without a sign-in nobody knows
		// whether it waits for anything, so every step is shown.
		waits := r.Status == setup.StatusBlocked && !d.byHand()
		if !r.Status.Settled() && !waits && !signIn {
			return r.Stage.ID
		}
	}
	return ""
}

// doItForMe plans the stage's action and shows the plan. It names what keeps it
// from being done.
func doItForMe(d *deps, r judge.StageReport) choice {
	a := change.ActionOf(r.Stage.ID)
	verb, effect := a.Words(d.session.Snapshot())
	c := choice{Title: verb, Detail: effect, Do: func() tea.Cmd { return planAndShow(d, r.Stage.ID) }}
	switch {
	case !d.session.SignedIn():
		c.Detail, c.SignIn = "needs a sign-in; leads there", true
		c.Do = func() tea.Cmd { return toStage("1") }
	case r.Status == setup.StatusBlocked:
		c.Off = "first: " + r.BlockedBy
	case r.Stage.ID == consentStage && change.ColleagueFirst(d.verdict(), consentStage):
		c.Detail = "Entra will refuse unless your role allows it"
	case r.Stage.ID == secretStage && d.session.SecretForbidden():
		c = allowForMe(d, c)
	}
	return c
}

// planAndShow is what "do it for me" means on every page: plan from the last
// snapshot, show it, and write it only after a yes.
func planAndShow(d *deps, id string) tea.Cmd {
	if d.task != nil && !d.session.Profile().Own {
		return ownFirst(d, func() tea.Cmd { return planAndShow(d, id) })
	}
	p, err := d.session.Plan(id)
	switch {
	case errors.Is(err, advice.ErrNothingToDo):
		return notice("There is nothing to do: it already holds.")
	case err != nil:
		return fail(err, nil)
	}
	return confirmPlan(d, p, func(p change.Plan) tea.Cmd { return write(d, newApply(d, id, p)) })
}

func confirmWay(st judge.Stage) choice {
	return choice{Title: "I have done this", Detail: "noted with the date; only you can know", Letter: "y",
		Word: true, Do: func() tea.Cmd { return confirmStage(st.ID, "") }}
}

func confirmStage(id, note string) tea.Cmd {
	return keep(func(_ context.Context, w worker) error { return w.Confirm(id, note) }, toNext)
}

// wordWay leaves a stage for later with a note, or takes a word back. A stage that
// holds cannot be left for later: its note would be seen by nobody, and once it
// no longer holds it would stand there as skipped.
func wordWay(r judge.StageReport) []choice {
	id := r.Stage.ID
	if r.Status == setup.StatusOK && r.Word == nil {
		return nil
	}
	if r.Word != nil {
		what := "Take my confirmation back"
		if r.Status == setup.StatusSkipped {
			what = "Take it up again"
		}
		return []choice{{Title: what, Letter: "u", Do: func() tea.Cmd {
			return keep(func(_ context.Context, w worker) error { return w.Unconfirm(id) },
				func() tea.Cmd { return notice("Taken back. The state follows from what is there.") })
		}}}
	}
	return []choice{{Title: "Skip, with a note", Detail: "it stays open in the list at the end", Letter: "k",
		Do: func() tea.Cmd {
			return over(newNote("Skip "+r.Stage.Heading(),
				"The walk goes on; this stays open and is named at the end.", "Why, for the next person",
				func(note string) tea.Cmd {
					return keep(func(_ context.Context, w worker) error { return w.Skip(id, note) }, toNext)
				}))
		}}}
}

// place is where a stage is done by hand, short enough for one line.
func place(st judge.Stage) string {
	where := st.Steps[0].Where
	if len(where) == 0 {
		return "where to look and what to do"
	}
	return strings.Join(where[max(0, len(where)-2):], " ▸ ")
}

// stageKeys work on every page of the walk.
func stageKeys() []key.Binding {
	return []key.Binding{keyRead, bind("← →", "step before, after", "left", "right")}
}

var keyRead = bind("r", "read again", "r")

// stageKey answers the keys of every page of the walk, and the end of reading
// again.
func stageKey(d *deps, id string, msg tea.Msg) (tea.Cmd, bool) {
	switch m := msg.(type) {
	case observedMsg:
		if m.err != nil {
			return fail(m.err, start(observeJob(d, "Reading again"))), true
		}
		return notice("Read again at " + clockTime(d.now()) + "."), true
	case tea.KeyPressMsg:
		switch m.String() {
		case "left":
			return neighbour(d, id, -1), true
		case "right":
			return neighbour(d, id, 1), true
		case "r":
			if !d.session.SignedIn() {
				if !d.task.ofSteps() {
					return notice("Nobody is signed in, so nothing can be read.", keyBack), true
				}
				return notice("Nobody is signed in, so nothing can be read. Step 1 signs in.", keyGoTo), true
			}
			return start(observeJob(d, "Reading again")), true
		}
	}
	return nil, false
}

func neighbour(d *deps, id string, by int) tea.Cmd {
	stages := d.verdict().Stages
	for i, r := range stages {
		if r.Stage.ID == id && i+by >= 0 && i+by < len(stages) {
			return toStage(stages[i+by].Stage.ID)
		}
	}
	return nil
}
