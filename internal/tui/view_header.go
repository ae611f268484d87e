package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/tui/ui"
)

// header names the company, the person, the role, and practice all the time.
func (m *root) header(g geometry) []string {
	who := m.theme.Muted.Render(m.who())
	rows := m.foreign()
	if m.width >= oneHeaderLine {
		rows = append(rows, " "+ui.Ends(m.title(), joinSpaced(who, m.badges()), m.width-2))
	} else {
		rows = append(rows, " "+ui.Ends(m.title(), m.badges(), m.width-2), " "+ui.Ends(who, "", m.width-2))
	}
	return append(rows, m.rule(g, "┬"))
}

// foreign is the very first line where others than Microsoft are asked. A name that
// is too long loses its beginning: whose it is stands at its end.
func (m *root) foreign() []string {
	list := m.state.Snapshot.Services().Named()
	if len(list) == 0 {
		return nil
	}
	badge := m.theme.Badge.Render(notMicrosoft)
	whole := ansi.StringWidth(strings.Join(list, ""))
	room := m.width - 1 - ansi.StringWidth(badge) - len(list)*2
	line := " " + badge
	for _, one := range list {
		what, host, _ := strings.Cut(one, ": ")
		mine := max(room/len(list), room-whole+
			ansi.StringWidth(one)) // what a short one leaves is the other's
		if over := ansi.StringWidth(one) - mine; over > 0 {
			host = ansi.TruncateLeft(host, over+1, "…")
		}
		line += "  " + m.theme.Bad.Render(what+": ") + m.theme.Strong.Render(host)
	}
	return []string{line}
}

const notMicrosoft = "NOT MICROSOFT"

func joinSpaced(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "  ")
}

// title is the program and the company.
func (m *root) title() string {
	t := m.theme.Accent.Render("ssowizard")
	if c := m.company(); c != "" {
		return t + m.theme.Muted.Render(" · ") + m.masker().Text(c)
	}
	return t + m.theme.Muted.Render(" · Microsoft 365 sign-in for the bvoip MTP portal")
}

func (m *root) company() string {
	p, s := m.state.Profile, m.state.Snapshot
	name := p.Tenant.Name
	if s.Organization.Known && s.Organization.Value.DisplayName != "" {
		name = s.Organization.Value.DisplayName
	}
	domain := p.Tenant.Domain
	if domain == "" {
		domain = s.Tenant.Asked
	}
	switch {
	case name != "" && domain != "" && name != domain:
		return name + " (" + domain + ")"
	case name != "":
		return name
	}
	return domain
}

// who says who is signed in and what the role allows.
func (m *root) who() string {
	s := m.state.Snapshot
	if !m.inWalk() {
		return "not signed in"
	}
	if !s.SignedIn && (m.deps.Session == nil || !m.deps.Session.SignedIn()) {
		return "not signed in"
	}
	name := s.Identity.Username
	if name == "" {
		name = "signed in"
	}
	return m.masker().Text(name) + " · " + s.RoleInShort()
}

func (m *root) badges() string {
	var out []string
	if m.shareSafe {
		out = append(out, m.theme.Badge.Render("SHARE-SAFE"))
	}
	if m.deps.Practice != nil {
		out = append(out, m.theme.Badge.Render("PRACTICE"))
	}
	return strings.Join(out, " ")
}

// rule is a line over the whole width, joined to the list of steps.
func (m *root) rule(g geometry, joint string) string {
	line := strings.Repeat("─", m.width)
	if g.side > 0 {
		line = strings.Repeat("─", g.side) + joint + strings.Repeat("─", max(0, m.width-g.side-1))
	}
	return m.theme.Rule.Render(line)
}
