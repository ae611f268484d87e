package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/judge"
	"ssowizard/internal/steps"
)

// own asks whether this is the partner's own tenant and not a customer's. Only
// a person knows, and the answer decides where everything is written.
type own struct {
	d    *deps
	menu menu
}

func newOwn(d *deps) *own { return &own{d: d} }

func (s *own) ID() string          { return "S01e" }
func (s *own) PhaseID() string     { return s.d.stepOne() }
func (s *own) Heading() string     { return "Step 1 · Is this your own company?" }
func (s *own) Keys() []key.Binding { return s.menu.keys(s.choices()) }

func (s *own) choices() []choice {
	list := []choice{
		{Title: "Yes, our own company", Letter: "y", Word: true, Detail: "sign-in is set up here",
			Do: func() tea.Cmd {
				return ourOwn(func() tea.Cmd { return replace(newPreflight(s.d)) })
			}},
		{Title: "No, a customer's", Letter: "n", Detail: "sign out and name another company", Do: func() tea.Cmd {
			s.d.session.SignOut()
			return reset(newDomain(s.d, ""))
		}},
	}
	return answered(s.d, judge.AskOwnTenant, list)
}

// ourOwn keeps a person's word that the tenant is their own company's.
func ourOwn(then func() tea.Cmd) tea.Cmd {
	return keep(func(_ context.Context, w worker) error { return w.ConfirmOwnTenant() }, then)
}

// answered puts the answer first that Enter alone gives: list is yes, then no.
func answered(d *deps, q judge.Question, list []choice) []choice {
	if q.Default(d.session.Snapshot()) == judge.AnswerNo {
		slices.Reverse(list)
	}
	return list
}

func (s *own) Update(msg tea.Msg) (screen, tea.Cmd) {
	cmd, _ := s.menu.update(msg, s.choices())
	return s, cmd
}

func (s *own) Body(f frame) page {
	t, st := f.Theme, f.State.Snapshot
	name, domains := "could not be read", "could not be read"
	if o := st.Organization; o.Known {
		name = o.Value.DisplayName
		var list []string
		for _, d := range o.Value.VerifiedDomains {
			list = append(list, d.Name)
		}
		domains = strings.Join(first(list, 8), ", ")
		if len(list) > 8 {
			domains += fmt.Sprintf(" and %d more", len(list)-8)
		}
	}
	facts := lines(
		f.Hang(t.Muted.Render("Company     "), t.Strong, name),
		f.Hang(t.Muted.Render("Domains     "), t.Text, domains),
		f.Hang(t.Muted.Render("Tenant id   "), t.Text, st.Tenant.ID),
		f.Hang(t.Muted.Render("Signed in   "), t.Text, st.Identity.Username))
	ask := f.Para(t.Text,
		"Is this your own partner tenant? Partners often hold accounts in customers' "+
			"tenants as well. "+ownMatters(s.d), 0)
	guest := ""
	if sign := judge.CustomersSign(st); sign != "" {
		guest = f.Hang(t.Look.Render("! "), t.Text, sign)
	}
	return page{Text: stack(facts, ask, guest), Actions: s.menu.view(f, s.choices()), Focus: -1}
}

// ownMatters is why the answer matters for what is done here.
func ownMatters(d *deps) string {
	if d.task == nil {
		return "The registration must be made in your own: customers are connected to it later."
	}
	switch d.task.ID {
	case steps.TaskRenew:
		return "The new secret goes on the registration in this tenant, and the MTP portal signs in with it."
	case steps.TaskUndo:
		return "What is taken back is removed from this tenant."
	case steps.TaskCheck:
	}
	return "A repair changes the registration in this tenant, through which people sign in to the MTP portal."
}

func first(list []string, n int) []string {
	if len(list) > n {
		return list[:n]
	}
	return list
}
