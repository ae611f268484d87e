package tui

import (
	"context"
	"sync"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
)

// proof is step 28: the chain from "tenant found" to "one user read with the
// secret". It runs by itself when the page opens; the first broken link is the
// cause, what lies above it was not tried.
type proof struct {
	d     *deps
	menu  menu
	feed  *proofFeed
	last  setup.Proof // the latest state of this page's run
	ended bool        // the run came to its end, good or not
	err   error       // it could not be carried out
	whole bool        // the evidence is unfolded
}

const proofPhase = "28"

func newProof(d *deps) *proof { return &proof{d: d} }

func (s *proof) ID() string      { return phaseOf(proofPhase).Screen() }
func (s *proof) Heading() string { return phaseOf(proofPhase).Heading() }
func (s *proof) PhaseID() string { return proofPhase }

func (s *proof) Keys() []key.Binding {
	out := append(s.menu.keys(s.choices()), bind("← →", "step before, after", "left", "right"))
	if len(s.last.Links) > 0 {
		out = append(out, keyDetails)
	}
	return out
}

// proofFeed carries the run's state from its goroutine to the next tick.
type proofFeed struct {
	mu sync.Mutex
	p  setup.Proof
}

func (b *proofFeed) put(p setup.Proof) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.p = p
}

func (b *proofFeed) get() setup.Proof {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.p
}

type provenMsg struct {
	proof setup.Proof
	err   error
}

// Start proves, unless this run has proven it already or there is no secret.
func (s *proof) Start() tea.Cmd {
	if p := s.d.session.Snapshot().Proof; p.Known && p.Value.Good && len(p.Value.Links) > 0 {
		s.last, s.ended = p.Value, true
		return nil
	}
	return s.run()
}

func (s *proof) run() tea.Cmd {
	if s.d.session.Profile().Secret.KeyID == "" {
		return nil
	}
	if _, locked := s.d.session.LockedFile(); locked {
		return unlockFor(s.d, s.run)
	}
	s.feed, s.last, s.ended, s.err = &proofFeed{}, setup.Proof{}, false, nil
	feed := s.feed
	return start(job{What: "Proving the secret", Usual: time.Minute, Quiet: true,
		Do: func(ctx context.Context, e worker, _ func(change.Note)) tea.Msg {
			p, err := e.Prove(ctx, feed.put)
			return provenMsg{p, err}
		}})
}

// Return puts the cursor back on what the page is for.
func (s *proof) Return() tea.Cmd {
	s.menu.put(0)
	return nil
}

func (s *proof) Update(msg tea.Msg) (screen, tea.Cmd) {
	switch m := msg.(type) {
	case tickMsg:
		if s.feed != nil && !s.ended {
			s.last = s.feed.get()
		}
		return s, nil
	case provenMsg:
		s.last, s.ended, s.err, s.menu = m.proof, true, m.err, menu{}
		if m.err != nil && !stopped(m.err) {
			return s, fail(m.err, nil)
		}
		return s, nil
	case tea.KeyPressMsg:
		switch m.String() {
		case "left":
			return s, neighbour(s.d, proofPhase, -1)
		case "right":
			return s, neighbour(s.d, proofPhase, 1)
		case "d":
			s.whole = !s.whole
			return s, nil
		}
	}
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

func (s *proof) choices() []choice {
	r := s.d.verdict().Phase(proofPhase)
	if s.d.session.Profile().Secret.KeyID == "" {
		return s.withoutSecret(r)
	}
	prove := choice{Title: "Prove again", Letter: "r", Detail: "takes up to a minute; nothing is written",
		Do: s.run}
	var out []choice
	if s.feed != nil && !s.ended { // Enter out of habit must not leave a run that is under way
		out = append(out, choice{Title: "Wait here", Detail: "it comes to its end by itself", Do: func() tea.Cmd {
			return notice("The proof goes on. It comes to its end by itself.")
		}})
	}
	if r.Status.Settled() {
		out = append(out, goOn(s.d, proofPhase))
	}
	if s.ended {
		if id := causePhase(s.last); id != "" {
			out = append(out, choice{Title: "Go to " + phaseOf(id).Words(), Letter: "m",
				Detail: "where the first broken link is mended", Do: func() tea.Cmd { return toPhase(id) }})
		}
	}
	if s.ended {
		out = append(out, prove)
	}
	out = append(out, choice{Title: "Show me in the portal", Letter: "p", Detail: place(r.Phase),
		Do: func() tea.Cmd { return push(newPortal(s.d, proofPhase)) }})
	if s.d.session.Profile().Secret.ByHand {
		other := s.pasteWay()
		other.Title, other.Detail = "Paste another value", "it takes the place of the one that is kept"
		out = append(out, other)
	}
	out = append(out, wordWay(s.d, r)...)
	if !s.ended { // Enter must not begin a run anew that is under way
		prove.Title = "Begin anew"
		out = append(out, prove)
	}
	return out
}

// withoutSecret are the ways on where this program has made no secret: somebody
// who does every step in the portal has one all the same.
func (s *proof) withoutSecret(r judge.PhaseReport) []choice {
	var out []choice
	if r.Status.Settled() {
		out = append(out, goOn(s.d, proofPhase))
	}
	hand := choice{Title: "Show me in the portal", Letter: "p", Detail: place(r.Phase), Do: func() tea.Cmd {
		return push(newPortal(s.d, proofPhase))
	}}
	made := choice{Title: "Go to steps 23–27", Detail: "they make the secret that is proven here",
		Do: func() tea.Cmd { return toPhase(secretPhase) }}
	if !s.d.byHand() && r.BlockedBy != "" {
		return append(append(out, made, hand), wordWay(s.d, r)...)
	}
	if paste := s.pasteWay(); !s.d.shown().Secret.Empty() {
		out = append(out, s.takeWay(paste))
	}
	out = append(out, s.pasteWay(), hand)
	if r.Word == nil {
		out = append(out, confirmWay(r.Phase))
	}
	return portalFirst(s.d, append(append(out, wordWay(s.d, r)...), made))
}

// pasteWay takes a value that was made by hand, keeps it and proves it.
func (s *proof) pasteWay() choice {
	c := choice{Title: "Paste the value here", Letter: "v",
		Detail: "masked, kept on this computer, and proven without a sign-in",
		Do:     func() tea.Cmd { return push(newValuePaste(s.d)) }}
	switch {
	case s.d.session.Profile().App.AppID == "":
		c.Detail, c.Do = "first: give the application (client) ID in step 9; leads there",
			func() tea.Cmd { return toPhase(idsPhase) }
	case !s.d.session.Snapshot().Keychain.Known:
		c.Detail, c.Do = "first: choose where it is kept; leads there", func() tea.Cmd {
			return push(newWalked(s.d, steps.PagePreflight, steps.Place{}))
		}
	}
	return c
}

// takeWay is the paste from the simulated portal, which has no page to copy from. What
// has to come before a paste comes before it too.
func (s *proof) takeWay(paste choice) choice {
	c := choice{Title: "Take it from the simulated portal", Letter: "a",
		Detail: "in practice: the value that it showed once", Do: paste.Do}
	if p := s.d.session.Profile(); p.App.AppID == "" || !s.d.session.Snapshot().Keychain.Known {
		c.Detail = paste.Detail
		return c
	}
	c.Do = func() tea.Cmd {
		value := s.d.shown().Secret
		return keep(func(ctx context.Context, w worker) error { return w.KeepByHand(ctx, value.Reveal()) },
			func() tea.Cmd { return toPhase(proofPhase) })
	}
	return c
}

// broken is the first link that does not hold: the cause.
func broken(p setup.Proof) (setup.Link, bool) {
	for _, r := range p.Links {
		if r.State == setup.LinkFail {
			return r, true
		}
	}
	return setup.Link{}, false
}

// mendedBy tells which phase mends a link.
var mendedBy = map[string]string{
	"tenant": "1", "registration": "3-8", "service-principal": "3-8", "uris": boardPhase,
	"permission": "15-20", "consent": consentPhase, "token": secretPhase, "role": judge.ConsentPhase,
	"read": consentPhase,
}

func causePhase(p setup.Proof) string {
	r, ok := broken(p)
	if !ok {
		return ""
	}
	return mendedBy[r.ID]
}
