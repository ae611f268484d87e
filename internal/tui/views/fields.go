package views

import (
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/steps"
	"ssowizard/internal/tui/ui"
)

// nameColumn is as wide as the longest field name.
const nameColumn = 25

// field draws a value on its way into a field of another page, whole: on one line with
// its key where that fits, else below its name.
func (f Frame) field(l steps.Field) string {
	t := f.Theme
	name := "  " + t.Text.Render(ui.Pad(l.Name, nameColumn)) + "  "
	hint := ""
	if l.Key != "" {
		hint = t.Key.Render(l.Key) + t.Muted.Render(" copies")
	}
	switch {
	case l.Text == "" && l.Secret:
		return f.Hang(name+t.Look.Render("! "), t.Text, l.None)
	case l.Text == "":
		return f.Hang(name+t.Unsure.Render("? "), t.Muted, l.None)
	case l.Secret:
		return f.secretField(name)
	case hint == "":
		return f.Hang(name, t.Strong, l.Text)
	}
	return f.valued(name, l.Text, hint)
}

// valued is a name, a value, and a hint beside it.
func (f Frame) valued(name, value, hint string) string {
	t := f.Theme
	if ansi.StringWidth(name)+ansi.StringWidth(value)+3+ansi.StringWidth(hint) <= f.Width {
		return name + t.Strong.Render(f.Safe(value)) + "   " + hint
	}
	in := len(name) - len(strings.TrimLeft(name, " "))
	return ui.Lines(name+hint, f.Whole(t.Strong, value, in+2))
}

// secretField is the secret's: masked, or revealed and whole.
func (f Frame) secretField(name string) string {
	t, r := f.Theme, f.Reveal
	copies := t.Key.Render("c") + t.Muted.Render(" copies") + "   " + t.Key.Render("v")
	if !r.Shown(f.Now) {
		return f.Beside(name+t.Strong.Render(SecretDots), copies+t.Muted.Render(" shows it"))
	}
	left := r.Until.Sub(f.Now).Round(time.Second)
	return ui.Lines(strings.TrimRight(name, " "), f.Whole(t.Code, r.Value.Reveal(), 4),
		"    "+copies+t.Muted.Render(" hides it · "+HidesIn)+t.Text.Render(Clock(left)))
}

// HidesIn stands beside a value that is shown, whoever asked for it sees it then.
const HidesIn = "hides by itself in "

// itemColumn is where begins what was seen of an item, behind its name.
const itemColumn = 33

// item is one line: what was looked at, and what was seen of it. What goes on now has a
// clock.
func (f Frame) item(l steps.Item) string {
	t := f.Theme
	mark, detail := " "+t.Glyph(l.Sign).Dot()+" ", l.Detail
	switch {
	case l.Sign == steps.SignUnsure:
		detail = "could not check: " + detail
	case l.Most > 0 && f.Work != nil:
		detail = strings.TrimPrefix(detail+" · "+Clock(f.Now.Sub(f.Work.Started))+" · "+
			Clock(l.Most)+" at most", " · ")
	case l.Took > 0:
		detail += " · " + seconds(l.Took)
	}
	if !l.Whole && l.Sign == steps.SignGood {
		detail = ansi.Truncate(f.Safe(detail), max(f.Width-itemColumn-4, 20), "…")
	}
	switch {
	case detail == "":
		return f.Hang(mark, t.Text, l.Title)
	case f.Width >= itemColumn+30 && !l.Whole:
		return f.Hang(mark+t.Text.Render(ui.Pad(l.Title, itemColumn))+" ", t.Muted, detail)
	}
	return ui.Lines(f.Hang(mark, t.Text, l.Title), f.Para(t.Muted, detail, 5))
}

func seconds(d time.Duration) string {
	tenths := int(d.Round(100*time.Millisecond) / (100 * time.Millisecond))
	return strconv.Itoa(tenths/10) + "." + strconv.Itoa(tenths%10) + " s"
}
