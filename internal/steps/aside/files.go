package aside

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"ssowizard/internal/change"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// newFile is what a page about a file remembers.
type newFile struct {
	path  string // once it is written
	tried string // what is being written
	wrong string // why it could not be
}

var fileNodes = []steps.Node{
	{ID: steps.PageSupport, Fresh: func() any { return &newFile{} }, Page: supportPage, Ways: []steps.Way{
		steps.On("no", steps.To(steps.Below), func(*steps.Walk, any, steps.Event) steps.Move {
			return steps.Close(steps.Notice{Text: "Nothing was written."})
		}),
		steps.On("yes", steps.To(steps.Here), writeReport),
		steps.On(steps.Done, steps.To(steps.Here), func(_ *steps.Walk, local any, e steps.Event) steps.Move {
			local.(*newFile).path = e.Result.(string)
			return steps.Stay()
		}),
		steps.On(steps.Failed, steps.To(steps.Below), func(_ *steps.Walk, _ any, e steps.Event) steps.Move {
			return steps.Close(steps.Fail{Err: e.Err})
		}),
		steps.Leads(steps.GoOn, steps.Below),
	}},
	{ID: steps.PageCalendar, Fresh: func() any { return &newFile{} }, Page: calendarPage, Ways: []steps.Way{
		steps.On("file", steps.To(steps.Here), writeReminders),
		steps.On("no", steps.To(steps.Below), func(*steps.Walk, any, steps.Event) steps.Move {
			return steps.Close()
		}),
		steps.On(steps.Done, steps.To(steps.Here), func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
			l := local.(*newFile)
			l.path = l.tried
			return steps.Stay()
		}),
		steps.On(steps.Failed, steps.To(steps.Here),
			func(_ *steps.Walk, local any, e steps.Event) steps.Move {
				local.(*newFile).wrong = text.Sentence(e.Err.Error())
				return steps.Stay()
			}),
		steps.Leads(steps.GoOn, steps.Below),
	}},
}

// written says where a file is, whole.
func (l *newFile) written(p steps.Page, what, about string) steps.Page {
	p.Sensitive = append(p.Sensitive, l.path, filepath.Dir(l.path))
	p.Blocks = []steps.Block{{steps.Mark{Sign: steps.SignGood, Weight: steps.Strong, Text: what},
		steps.Address{URL: l.path}},
		steps.Paragraph(about)}
	p.Choices = []steps.Choice{{ID: steps.GoOn, Title: "Close", Enter: "close"}}
	return p
}

// supportPage says where a report for support would go, and asks.
func supportPage(st steps.State, local any) steps.Page {
	l := local.(*newFile)
	p := steps.Page{Heading: "A report for support", Box: true, Sensitive: []string{st.Files.Folder}}
	switch {
	case l.path != "":
		return l.written(p, "The report is written to this file:",
			"Read it, then send it. It holds no secret.")
	case st.Files.Report == nil:
		p.Blocks = []steps.Block{steps.Paragraph("No file can be written from here. To make one: ssowizard " +
			"report --out report.json")}
	case st.Files.Folder == "":
		p.Blocks = []steps.Block{steps.Paragraph("The folder that this program was started in is gone, so " +
			"no file can be written from here.")}
	default:
		p.Blocks = []steps.Block{steps.Paragraph("It holds what was read in Entra, what was found and the " +
			"requests of this run, and no secret. The file goes into this folder:"),
			{steps.Address{URL: st.Files.Folder}}}
		p.Choices = []steps.Choice{
			{ID: "no", Title: "No, go back", Key: "n", Detail: "nothing is written"},
			{ID: "yes", Title: "Yes, write the file", Key: "y", Detail: "a new one; none is overwritten"}}
		return p
	}
	p.Choices = []steps.Choice{{ID: steps.GoOn, Title: "Close", Enter: "close"}}
	return p
}

func writeReport(w *steps.Walk, _ any, _ steps.Event) steps.Move {
	write := w.Files.Report
	return steps.Stay(steps.Run{Work: steps.Work{What: "Writing the report", Brief: true,
		Do: func(_ context.Context, k steps.Worker, _ func(change.Note)) (any, error) {
			path, err := write(k)
			if whole, werr := filepath.Abs(path); werr == nil {
				path = whole
			}
			return path, err
		}}})
}

// defaultReminders is the file's name where a person gives no other.
const defaultReminders = "ssowizard-renewal.ics"

// calendarPage asks where reminders go; the whole path is shown before and after.
func calendarPage(st steps.State, local any) steps.Page {
	l := local.(*newFile)
	about, several := reminded(st)
	p := steps.Page{Heading: "Reminders for your calendar", Box: true, Sensitive: []string{about.Secret.Name}}
	if l.path != "" {
		return l.written(p, "The reminders are written to this file:",
			"Open it with any calendar program. It holds names and dates, and no secret.")
	}
	p.Blocks = []steps.Block{steps.Paragraph(endsWords(about.Secret, several))}
	if st.Practice != nil {
		p.Below = []steps.Block{steps.Marked(steps.SignLook,
			"In practice the dates are those of the simulated company. The file itself is a real one.")}
	}
	path, err := wholePath(st.Files.Folder, defaultReminders)
	if err != nil {
		path = defaultReminders
	}
	p.Input = &steps.Input{ID: "file", Label: "Calendar file", Value: path, Enter: "write the file",
		Wrong: l.wrong,
		Help:  "A name that ends in .ics. A file that is there already is never overwritten.",
		Check: func(given string) error {
			_, err := wholePath(st.Files.Folder, given)
			return err
		}}
	p.Choices = []steps.Choice{{ID: "no", Title: "No, go back", Detail: "nothing is written"}}
	return p
}

// endsWords say which secret the reminders are about.
func endsWords(s setup.ProfileSecret, several int) string {
	out := text.Or(s.Name, "The client secret")
	if s.Hint != "" {
		out += ", which begins with \"" + s.Hint + "\","
	}
	out += " ends on " + text.Day(s.End) +
		". The file holds a reminder 60, 30 and 7 days before, as far as these days lie ahead."
	if several > 0 {
		out += " The registration has " + text.Count(several, "secret") +
			" more that still work; this one ends first."
	}
	return out
}

func writeReminders(w *steps.Walk, local any, e steps.Event) steps.Move {
	l := local.(*newFile)
	path, err := wholePath(w.Files.Folder, e.Arg)
	if err != nil {
		l.wrong = text.Sentence(err.Error())
		return steps.Stay()
	}
	l.tried, l.wrong = path, ""
	put := w.Files.Calendar
	about, _ := reminded(w.State())
	return steps.Stay(steps.Run{Work: steps.Work{What: "Writing the calendar file", Brief: true,
		Do: func(context.Context, steps.Worker, func(change.Note)) (any, error) {
			return nil, put(path, about)
		}}})
}

// reminded is the profile with the secret whose end is known: the wizard's own, or the one
// of the registration that ends first of those that still work, and how many work beside
// it.
func reminded(st steps.State) (p setup.Profile, several int) {
	p = st.Profile
	app := st.Snapshot.App.Value
	if app != nil {
		p.App.Name = text.Or(p.App.Name, app.DisplayName)
	}
	if p.Secret.KeyID != "" && p.Secret.End.After(st.Now) || app == nil {
		return p, 0
	}
	p.Secret = setup.ProfileSecret{}
	for _, c := range app.PasswordCredentials {
		if !c.EndDateTime.After(st.Now) {
			continue
		}
		several++
		if p.Secret.KeyID == "" || c.EndDateTime.Before(p.Secret.End) {
			p.Secret = setup.ProfileSecret{KeyID: c.KeyID, Name: c.DisplayName, Hint: c.Hint,
				End: c.EndDateTime}
		}
	}
	return p, max(0, several-1)
}

// MayRemind tells whether reminders can be written: a secret works whose end is known.
func MayRemind(st steps.State) bool {
	p, _ := reminded(st)
	return st.Files.Calendar != nil && p.Secret.KeyID != "" && p.Secret.End.After(st.Now)
}

// wholePath is what a person typed as the path that will be written: from the root, with
// the home folder in the place of "~".
func wholePath(folder, given string) (string, error) {
	given = strings.TrimSpace(given)
	switch {
	case given == "":
		return "", errors.New("name a file, such as " + defaultReminders)
	case !strings.EqualFold(filepath.Ext(given), ".ics"):
		return "", errors.New("calendar programs go by the ending .ics; let the name end in it")
	}
	if rest, home := strings.CutPrefix(given, "~"+string(filepath.Separator)); home {
		dir, err := os.UserHomeDir()
		if err != nil {
			return "", errors.New("your home folder is not known here; write the path without \"~\"")
		}
		given = filepath.Join(dir, rest)
	}
	if filepath.IsAbs(given) {
		return filepath.Clean(given), nil
	}
	if folder == "" {
		return "", errors.New("the folder that this program was started in is gone; write the whole path")
	}
	return filepath.Join(folder, given), nil
}
