package tui

import (
	"context"
	"errors"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/entra"
	"ssowizard/internal/setup"
	"ssowizard/internal/tui/ui"
)

// domain takes the company's domain and finds its tenant (step 1, first part).
type domain struct {
	d     *deps
	field *ui.Field
}

func newDomain(d *deps, text string) *domain {
	hint := "The part after @ in your work address. A tenant id works as well."
	if text == "" && d.practice != nil {
		text = d.practice.Domain
	}
	if d.practice != nil {
		hint = "In practice, the domain of the simulated company is filled in."
	}
	return &domain{d: d, field: ui.NewField("Your company's domain", hint, text, 300)}
}

func (s *domain) ID() string      { return s.d.code("S01") }
func (s *domain) Heading() string { return s.d.titled("Step 1 · Your company", "your company") }
func (s *domain) Typing() bool    { return true }

func (s *domain) Keys() []key.Binding {
	return []key.Binding{bind("enter", "find the tenant", "enter")}
}

// resolvedMsg is the answer to the domain.
type resolvedMsg struct {
	tenant entra.Tenant
	err    error
}

func (s *domain) Update(msg tea.Msg) (screen, tea.Cmd) {
	switch msg := msg.(type) {
	case resolvedMsg:
		return s.resolved(msg)
	case tea.KeyPressMsg:
		if key.Matches(msg, keyEnter) {
			return s, s.find()
		}
	}
	return s, s.field.Update(msg)
}

// Sensitive is the domain, also while it is not known to be anybody's.
func (s *domain) Sensitive() []string { return []string{domainOf(s.field.Text())} }

// find asks for the tenant, and tries the keychain in the same breath: whether
// a secret can be kept has to be known before anybody signs in.
func (s *domain) find() tea.Cmd {
	text := domainOf(s.field.Text())
	if text == "" {
		s.field.Wrong = "Type a domain first, such as contoso.com."
		return nil
	}
	s.field.Wrong = "" // it was about the try before
	return start(resolveJob("", text))
}

// resolveJob takes up a profile, if one is named, finds the tenant, and tries
// the keychain.
func resolveJob(profile, text string) job {
	return job{What: "Finding the tenant of " + text, Usual: 3 * time.Second,
		Do: func(ctx context.Context, e worker, _ func(change.Note)) tea.Msg {
			if profile != "" {
				if err := e.UseProfile(profile); err != nil {
					return resolvedMsg{err: err}
				}
			}
			t, err := e.Resolve(ctx, text)
			if err == nil {
				_ = e.ProbeKeychain(ctx) // what it found is in every snapshot, and preflight asks about it
			}
			return resolvedMsg{tenant: t, err: err}
		}}
}

func (s *domain) resolved(msg resolvedMsg) (screen, tea.Cmd) {
	switch {
	case msg.err == nil && s.d.byHand() && s.d.cfg.SignIn == "none":
		// Asked for at the start, and not asked again.
		return s, walkByHand(s.d, push)
	case msg.err == nil:
		return s, push(newTenant(s.d))
	case errors.Is(msg.err, context.Canceled):
		return s, nil
	}
	a := advice.Advise(msg.err)
	s.field.Wrong = strings.TrimSpace(a.What + " " + a.Do)
	return s, nil
}

func (s *domain) Body(f frame) page {
	t := f.Theme
	intro := f.Para(t.Text,
		"Sign-in is set up in one tenant: your own company's, as the bvoip partner. Never a customer's.", 0)
	if s.d.task != nil {
		intro = f.Para(t.Text,
			"Which company is this about? It is the tenant that holds the registration: the bvoip partner's own, "+
				"never a customer's.", 0)
	}
	return page{Text: stack(intro, s.field.View(f.Frame)), Focus: -1}
}

// domainOf takes what people type or paste for a domain: an address, a URL, a
// capital letter.
func domainOf(text string) string {
	text = strings.ToLower(strings.TrimSpace(text))
	if _, after, ok := strings.Cut(text, "://"); ok {
		text, _, _ = strings.Cut(after, "/")
	}
	if i := strings.LastIndex(text, "@"); i >= 0 {
		text = text[i+1:]
	}
	return strings.Trim(text, " .,;\"'<>")
}

// resumePage takes up a walk that was left: it finds the tenant again and goes
// on to sign-in.
type resumePage struct {
	d *deps
	p setup.Profile
}

func newResume(d *deps, p setup.Profile) *resumePage { return &resumePage{d: d, p: p} }

func (s *resumePage) ID() string      { return s.d.code("S01") }
func (s *resumePage) Heading() string { return "Going on with " + s.p.Tenant.Domain }
func (s *resumePage) Keys() []key.Binding {
	return []key.Binding{bind("enter", "try again", "enter")}
}

// Start begins at once: there is nothing to ask.
func (s *resumePage) Start() tea.Cmd {
	name := s.p.Tenant.Domain
	if name == "" {
		name = s.p.Tenant.ID
	}
	return start(resolveJob(s.p.Name, name))
}

func (s *resumePage) Update(msg tea.Msg) (screen, tea.Cmd) {
	switch msg := msg.(type) {
	case resolvedMsg:
		if msg.err != nil {
			return s, fail(msg.err, s.Start())
		}
		if s.d.byHand() && s.d.cfg.SignIn == "none" {
			return s, walkByHand(s.d, replace)
		}
		return s, replace(newTenant(s.d))
	case tea.KeyPressMsg:
		if key.Matches(msg, keyEnter) {
			return s, s.Start()
		}
	}
	return s, nil
}

func (s *resumePage) Body(f frame) page {
	text := "What was done is read from your tenant, not from this computer. That takes one sign-in."
	return page{Text: f.Para(f.Theme.Text, text, 0), Focus: -1}
}
