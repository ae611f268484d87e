package calendar_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"ssowizard/internal/calendar"
	"ssowizard/internal/injecttest"
	"ssowizard/internal/must"
)

var (
	now    = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	secret = calendar.Secret{Company: "Contoso; \"quoted\", Ltd", App: "Voice\r\nBEGIN:VEVENT", AppID: "4f7b2c18-e6d9-4a03-8b5e-c19d3f7a2e60", KeyID: "6f1d8b3a", End: now.AddDate(2, 0, 0), Command: "ssowizard renew --tenant contoso.com"}
)

func TestRemindersByTheDaysThatAreLeft(t *testing.T) {
	for _, c := range []struct {
		left int
		want []string // first days of the entries
	}{
		{365, []string{"20261231", "20270130", "20270222"}},
		{61, []string{"20260302", "20260401", "20260424"}},
		{60, []string{"20260331", "20260423"}},
		{20, []string{"20260314"}},
	} {
		s := secret
		s.End = now.AddDate(0, 0, c.left)
		raw, err := calendar.Reminders(s, now)
		must.Do(t, err)
		parsed, err := ics.ParseCalendar(bytes.NewReader(raw))
		if err != nil {
			t.Fatalf("%v in\n%s", err, raw)
		}
		var got []string
		for _, e := range parsed.Events() {
			got = append(got, e.GetProperty(ics.ComponentPropertyDtStart).Value)
			if a := e.Alarms(); len(a) != 1 || a[0].GetProperty(ics.ComponentPropertyTrigger) == nil || a[0].GetProperty(ics.ComponentPropertyTrigger).Value != "PT9H" {
				t.Errorf("%d days: not one alarm at nine in the morning: %+v", c.left, a)
			}
		}
		if strings.Join(got, " ") != strings.Join(c.want, " ") {
			t.Errorf("%d days left: %v, want %v", c.left, got, c.want)
		}
	}
}

func TestNoReminderForWhatIsOver(t *testing.T) {
	for _, left := range []int{-3, 0, 7} {
		s := secret
		s.End = now.AddDate(0, 0, left)
		if _, err := calendar.Reminders(s, now); !errors.Is(err, calendar.ErrOver) {
			t.Errorf("%d days left: %v", left, err)
		}
	}
}

// TestTextCannotBreakOut: a name from the directory makes no entry of its own,
// lines stay short as RFC 5545 wants, and the same secret has the same ids.
func TestTextCannotBreakOut(t *testing.T) {
	raw, err := calendar.Reminders(secret, now)
	must.Do(t, err)
	if n := strings.Count(string(raw), "\nBEGIN:VEVENT"); n != 3 {
		t.Errorf("%d entries:\n%s", n, raw)
	}
	for _, line := range strings.Split(string(raw), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\n\r") {
			t.Errorf("%d bytes: %q", len(line), line)
		}
	}
	again, err := calendar.Reminders(secret, now.AddDate(0, 1, 0))
	must.Do(t, err)
	for _, id := range []string{"UID:6f1d8b3a-60@ssowizard", "UID:6f1d8b3a-7@ssowizard"} {
		if !bytes.Contains(raw, []byte(id)) || !bytes.Contains(again, []byte(id)) {
			t.Errorf("%s is not in both files", id)
		}
	}
}

func TestHostileTextIsNoPartOfTheFile(t *testing.T) {
	for i, bad := range injecttest.Texts {
		s := secret
		s.Company, s.App, s.AppID, s.KeyID, s.Command = "Contoso"+bad, bad, bad, bad, bad
		raw, err := calendar.Reminders(s, now)
		must.Do(t, err)
		text := strings.ReplaceAll(strings.ReplaceAll(string(raw), "\r\n ", ""), "\r\n", "\n") // unfolded
		if wrong := injecttest.Shown(text); wrong != "" {
			t.Errorf("text %d: %s", i, wrong)
		}
		parsed, err := ics.ParseCalendar(bytes.NewReader(raw))
		if err != nil || len(parsed.Events()) != 3 || len(raw) > 40_000 {
			t.Errorf("text %d: %v, %d bytes:\n%.500s", i, err, len(raw), raw)
		}
	}
}
