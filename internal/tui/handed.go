package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/tui/ui"
)

// handed is a value on its way into one field of the MTP portal: the field's
// name there, the value, and the key that copies it.
type handed struct {
	field string // one of mtp's Field constants
	text  string // "" while it is not known
	key   key.Binding
	here  bool // the page is the one where the client ID is given
}

var (
	keyCopyClient = bind("c", "copy client ID", "c")
	keyCopyTenant = bind("t", "copy tenant ID", "t")
	keyOpenMTP    = bind("o", "open MTP portal", "o")
)

// theIDs are the two ids of step 9. Before a registration is known here, the
// client id has no value and the page says where it is found.
func theIDs(d *deps) []handed {
	known := judge.Values(d.session.Snapshot(), d.session.Profile())
	return []handed{
		{field: mtp.FieldClientID, text: known["appId"], key: keyCopyClient},
		{field: mtp.FieldTenantID, text: known["tenantId"], key: keyCopyTenant},
	}
}

// numberedIDs are the same under 1 and 2, for a page whose letters have other
// duties.
func numberedIDs(d *deps) []handed {
	list := theIDs(d)
	list[0].key = bind("1", "copy client ID", "1")
	list[1].key = bind("2", "copy tenant ID", "2")
	return list
}

func (h handed) name() string {
	f, _ := mtp.FieldByID(h.field)
	return f.Name
}

// handedValues are the known ones, for showing plainly.
func handedValues(list []handed) []value {
	var out []value
	for _, h := range list {
		if h.text != "" {
			out = append(out, value{h.name(), h.text})
		}
	}
	return out
}

// copyHanded answers the copy keys of a list of values.
func copyHanded(list []handed, msg tea.Msg) (tea.Cmd, bool) {
	for _, h := range list {
		if !press(msg, h.key) {
			continue
		}
		if h.text == "" {
			return notice(h.name() + " is not known here yet."), true
		}
		return copyText(h.name(), h.text), true
	}
	return nil, false
}

func handedKeys(list []handed) []key.Binding {
	var out []key.Binding
	for _, h := range list {
		if h.text != "" {
			out = append(out, h.key)
		}
	}
	return out
}

// whereID says where the id is found by hand, and how it gets to the page.
func (h handed) whereID(f frame) string {
	const place = "In Entra: \"Overview\" > \"Essentials\"."
	switch {
	case h.field == mtp.FieldTenantID:
		return place
	case f.State.Snapshot.SignedIn: // then it is read
		return "It exists once the registration of steps 3–8 does."
	case h.here:
		return place + " Give it here (i)."
	}
	return place + " Give it at step 9 (i), then it is shown here."
}

// nameColumn is as wide as the longest field name.
const nameColumn = 25

// row draws the field's name, the whole value, and its key: on one line where
// that fits, else the value below its name. The value is never cut.
func (h handed) row(f frame, in int) string {
	t := f.Theme
	pre := strings.Repeat(" ", in)
	if h.text == "" {
		return f.Hang(pre+t.Text.Render(ui.Pad(h.name(), nameColumn))+"  "+t.Unsure.Render("? "), t.Muted,
			"not known here. "+h.whereID(f))
	}
	hint := t.Key.Render(h.key.Help().Key) + t.Muted.Render(" copies")
	return f.valued(pre+t.Text.Render(ui.Pad(h.name(), nameColumn))+"  ", h.text, hint)
}

// quoted is a name as the portal writes it.
func quoted(field string) string {
	f, _ := mtp.FieldByID(field)
	return "\"" + f.Name + "\""
}

// mtpAddress is the MTP portal of this walk: the real one, or the stand-in.
func mtpAddress(d *deps) string {
	if d.practice != nil && d.practice.Portal != "" {
		return d.practice.Portal
	}
	if u := d.session.Links().URL("mtp-portal"); u != "" {
		return u
	}
	return mtp.PortalURL
}

// whyAbove is a page's reason, left out in a low window where what has to be
// done would be pushed out of sight by it.
func whyAbove(f frame, r judge.PhaseReport) string {
	if f.Height < 20 {
		return ""
	}
	return f.Para(f.Theme.Text, r.Phase.Why, 0)
}
