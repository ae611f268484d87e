package steps

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"ssowizard/internal/change"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// What is written into a file of its own, after it was said where: a report for support,
// and reminders of a secret's end. Neither holds a secret.

// Files are what a run can write beside its profile.
type Files struct {
	Folder string // where the program was started; "" where that is gone
	// Report writes a report for support into a new file and names it; nil leaves that to
	// the command line.
	Report func(Worker) (path string, err error)
	// Calendar writes the reminders of the profile's secret into a new file; nil leaves
	// them out. Its error is a sentence for the person.
	Calendar func(path string, p setup.Profile) error
}

// newFile is what a page about a file remembers.
type newFile struct {
	path  string // once it is written
	tried string // what is being written
	wrong string // why it could not be
}

var fileNodes = []node{
	{id: PageSupport, fresh: func() any { return &newFile{} }, page: supportPage, ways: []way{
		{"no", []PageID{Below}, func(*Walk, any, Event) Move {
			return below(Notice{"Nothing was written."})
		}},
		{"yes", []PageID{Here}, writeReport},
		{Done, []PageID{Here}, func(_ *Walk, local any, e Event) Move {
			local.(*newFile).path = e.Result.(string)
			return stay()
		}},
		{Failed, []PageID{Below}, func(_ *Walk, _ any, e Event) Move { return below(Fail{Err: e.Err}) }},
		to(GoOn, Below),
	}},
	{id: PageCalendar, fresh: func() any { return &newFile{} }, page: calendarPage, ways: []way{
		{"file", []PageID{Here}, writeReminders},
		{"no", []PageID{Below}, func(*Walk, any, Event) Move { return below() }},
		{Done, []PageID{Here}, func(_ *Walk, local any, _ Event) Move {
			l := local.(*newFile)
			l.path = l.tried
			return stay()
		}},
		{Failed, []PageID{Here}, func(_ *Walk, local any, e Event) Move {
			local.(*newFile).wrong = text.Sentence(e.Err.Error())
			return stay()
		}},
		to(GoOn, Below),
	}},
}

// written says where a file is, whole.
func (l *newFile) written(p Page, what, about string) Page {
	p.Sensitive = append(p.Sensitive, l.path, filepath.Dir(l.path))
	p.Blocks = []Block{{Mark{Sign: SignGood, Weight: Strong, Text: what}, Address{URL: l.path}},
		para(about)}
	p.Choices = []Choice{{ID: GoOn, Title: "Close", Enter: "close"}}
	return p
}

// supportPage says where a report for support would go, and asks.
func supportPage(st State, local any) Page {
	l := local.(*newFile)
	p := Page{Heading: "A report for support", Box: true, Sensitive: []string{st.Files.Folder}}
	switch {
	case l.path != "":
		return l.written(p, "The report is written to this file:",
			"Read it, then send it. It holds no secret.")
	case st.Files.Report == nil:
		p.Blocks = []Block{para("No file can be written from here. To make one: ssowizard report --out " +
			"report.json")}
	case st.Files.Folder == "":
		p.Blocks = []Block{para("The folder that this program was started in is gone, so no file can be " +
			"written from here.")}
	default:
		p.Blocks = []Block{para("It holds what was read in Entra, what was found and the requests of this " +
			"run, and no secret. The file goes into this folder:"),
			{Address{URL: st.Files.Folder}}}
		p.Choices = []Choice{
			{ID: "no", Title: "No, go back", Key: "n", Detail: "nothing is written"},
			{ID: "yes", Title: "Yes, write the file", Key: "y", Detail: "a new one; none is overwritten"}}
		return p
	}
	p.Choices = []Choice{{ID: GoOn, Title: "Close", Enter: "close"}}
	return p
}

func writeReport(w *Walk, _ any, _ Event) Move {
	write := w.Files.Report
	return stay(Run{Work{What: "Writing the report", Brief: true,
		Do: func(_ context.Context, k Worker, _ func(change.Note)) (any, error) {
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
func calendarPage(st State, local any) Page {
	l := local.(*newFile)
	about, several := reminded(st)
	p := Page{Heading: "Reminders for your calendar", Box: true, Sensitive: []string{about.Secret.Name}}
	if l.path != "" {
		return l.written(p, "The reminders are written to this file:",
			"Open it with any calendar program. It holds names and dates, and no secret.")
	}
	p.Blocks = []Block{para(endsWords(about.Secret, several))}
	if st.Practice != nil {
		p.Below = []Block{mark(SignLook,
			"In practice the dates are those of the simulated company. The file itself is a real one.")}
	}
	path, err := wholePath(st.Files.Folder, defaultReminders)
	if err != nil {
		path = defaultReminders
	}
	p.Input = &Input{ID: "file", Label: "Calendar file", Value: path, Enter: "write the file", Wrong: l.wrong,
		Help: "A name that ends in .ics. A file that is there already is never overwritten.",
		Check: func(given string) error {
			_, err := wholePath(st.Files.Folder, given)
			return err
		}}
	p.Choices = []Choice{{ID: "no", Title: "No, go back", Detail: "nothing is written"}}
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

func writeReminders(w *Walk, local any, e Event) Move {
	l := local.(*newFile)
	path, err := wholePath(w.Files.Folder, e.Arg)
	if err != nil {
		l.wrong = text.Sentence(err.Error())
		return stay()
	}
	l.tried, l.wrong = path, ""
	put := w.Files.Calendar
	about, _ := reminded(w.state())
	return stay(Run{Work{What: "Writing the calendar file", Brief: true,
		Do: func(context.Context, Worker, func(change.Note)) (any, error) { return nil, put(path, about) }}})
}

// reminded is the profile with the secret whose end is known: the wizard's own, or the one
// of the registration that ends first of those that still work, and how many work beside
// it.
func reminded(st State) (p setup.Profile, several int) {
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

// mayRemind tells whether reminders can be written: a secret works whose end is known.
func mayRemind(st State) bool {
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
