// Package calendar writes reminders of a client secret's expiry as an iCalendar file
// (RFC 5545), which any calendar program opens. It refuses everything but names and
// dates: no field can hold a secret. It sends nothing.
package calendar

import (
	"errors"
	"fmt"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"ssowizard/internal/text"
)

// DaysBefore lists how many days before the expiry to remind, earliest reminder
// first.
var DaysBefore = []int{60, 30, 7}

// ErrOver says that every reminder would be in the past: the secret has expired or
// expires too soon. The caller renews it instead.
var ErrOver = errors.New("no reminder lies ahead: the secret ends too soon")

// Secret describes the secret to be reminded of, without its value.
type Secret struct {
	Company string // as people call it
	App     string // name of the registration
	AppID   string // application (client) id
	KeyID   string // Entra's id of the secret, not its value; makes the entries' own ids
	End     time.Time
	Command string // what to run then
}

// Reminders returns the file: one all-day entry for each reminder after now, with an
// alarm in the morning. The same secret always gets the same entry ids, so that
// importing the file twice duplicates nothing.
func Reminders(s Secret, now time.Time) ([]byte, error) {
	s.Company, s.App, s.AppID, s.KeyID, s.Command = plain(s.Company), plain(s.App), plain(s.AppID),
		plain(s.KeyID), plain(s.Command)
	c := ics.NewCalendar()
	c.SetProductId("-//ssowizard//secret renewal//EN")
	c.SetMethod(ics.MethodPublish)
	made := 0
	for _, days := range DaysBefore {
		on := s.End.UTC().AddDate(0, 0, -days)
		if !on.After(now) {
			continue
		}
		made++
		e := c.AddEvent(fmt.Sprintf("%s-%d@ssowizard", s.KeyID, days))
		e.SetDtStampTime(now.UTC())
		e.SetAllDayStartAt(on)
		e.SetAllDayEndAt(on.AddDate(0, 0, 1))
		e.SetSummary(fmt.Sprintf("Renew the client secret of %s: it ends in %d days", s.App, days))
		e.SetDescription(s.words())
		e.SetTimeTransparency(ics.TransparencyTransparent)
		alarm := e.AddAlarm()
		alarm.SetAction(ics.ActionDisplay)
		alarm.SetTrigger("PT9H")
		alarm.SetDescription(fmt.Sprintf("The client secret of %s ends in %d days.", s.App, days))
	}
	if made == 0 {
		return nil, ErrOver
	}
	return []byte(c.Serialize(ics.WithNewLineWindows)), nil
}

func (s Secret) words() string {
	return strings.Join([]string{
		fmt.Sprintf("The client secret of %s (application %s) of %s ends on %s.", s.App, s.AppID, s.Company,
			s.End.UTC().Format("2 January 2006")),
		"Until then it has to be replaced in the MTP portal, " +
			"or \"Sign in with Microsoft\" stops for everybody.",
		"To replace it, run: " + s.Command,
	}, "\n")
}

// plain is a text on one line, of which all can be seen. The library escapes
// what is particular to the format, and lets a lone carriage return through.
func plain(words string) string { return text.Clean(words) }
