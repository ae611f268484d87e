package plain_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/document"
	"ssowizard/internal/mtp"
	"ssowizard/internal/outcome"
	"ssowizard/internal/paste"
	"ssowizard/internal/plain"
	"ssowizard/internal/setup"
)

// doubtful are lists that a person has to look at, each with a line in question.
func doubtful() map[string]struct{ paste, said string } {
	u := uriLines(12)
	lines := func(l []string) string { return strings.Join(l, "\n") + "\n" }
	with := func(i int, line string) string {
		l := slices.Clone(u)
		l[i] = line
		return lines(l)
	}
	filter := func(u string) string {
		return "https://eur03.safelinks.protection.outlook.com/?url=" + strings.NewReplacer(":", "%3A", "/", "%2F").Replace(u) + "&data=05%7C02"
	}
	return map[string]struct{ paste, said string }{
		"eleven":                  {lines(u[:11]), "These are 11 addresses"},
		"one by http":             {with(11, "http://mtp.bvoip.net/x"), "http://mtp.bvoip.net/x"},
		"words behind an address": {with(3, u[3]+" Copy"), `Line 4, "Copy": Left out: not an address; it stands beside ` + u[3]},
		"words below an address":  {with(3, u[3][:25]+"\n"+u[3][25:]), "Line 5"},
		"a line break mended":     {with(0, "https://mtp.bvoip.net/us\ners"), "Line 1"},
		"one taken out of a link": {with(6, filter(u[6])), "It was taken out of a link by Microsoft Safe Links"},
		"seven and five":          {with(11, "https://mtp.bvoip.net/seventh"), "7 on mtp.bvoip.net"},
		"a host that is alone":    {with(5, "https://mtp.bvolp.net/sixth"), "1 on mtp.bvolp.net"},
		"without the first":       {with(0, "https://mtp.bvoip.net/other"), mtp.FirstURI},
		"a number of a filter":    {with(5, "https://protect-eu.mimecast.com/s/AbCdEf?domain=mtp.bvoip.net"), "Mimecast"},
	}
}

func (r *room) given(c plain.Config, pasted string) plain.Config {
	c.Pasted = paste.ParseURIs(pasted)
	c.URIs = c.Pasted.URIs
	return c
}

// TestAListWithADoubtStopsARunWithoutAPerson: before anything is sent, with the
// lines in question in the talk and in the document.
func TestAListWithADoubtStopsARunWithoutAPerson(t *testing.T) {
	for name, d := range doubtful() {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t, "new")
			c := r.given(r.alone(), d.paste)
			c.JSON = true
			var stopped *outcome.Stopped
			if err := r.run(c); !errors.As(err, &stopped) || stopped.Written {
				t.Fatalf("got %v", err)
			}
			r.wantWrites(0)
			r.wantSaid("has to be looked at", "Nothing was written.")
			var doc struct {
				Exit struct{ Findings []document.Finding }
			}
			if err := json.Unmarshal([]byte(r.out.String()), &doc); err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(doc.Exit.Findings, func(f document.Finding) bool {
				return f.Code == setup.CodePortalURIsDoubtful && strings.Contains(strings.ToLower(f.Text), strings.ToLower(d.said))
			}) {
				t.Errorf("the document does not say %q: %+v", d.said, doc.Exit.Findings)
			}
		})
	}
}

// TestAListWithADoubtStopsACheckWithoutAPerson: a check against a wrong list would
// say wrong things of a good setup.
func TestAListWithADoubtStopsACheckWithoutAPerson(t *testing.T) {
	r := newRoom(t, "good")
	c := r.given(r.alone(), doubtful()["words below an address"].paste)
	var stopped *outcome.Stopped
	if err := plain.Validate(t.Context(), c, false); !errors.As(err, &stopped) {
		t.Fatalf("got %v", err)
	}
	r.wantSaid("has to be looked at", "Line 5")
}

// TestAListWithADoubtIsShownAndAskedAbout: where somebody can be asked, each mend
// and each piece that was left out is said before the list is taken, --yes does not
// answer, and Enter alone takes nothing.
func TestAListWithADoubtIsShownAndAskedAbout(t *testing.T) {
	for name, d := range doubtful() {
		if name == "eleven" || name == "one by http" || name == "a number of a filter" {
			continue // refused whoever looks
		}
		for answer, want := range map[string]int{"": 0, "1": 12} {
			t.Run(name+" "+answer, func(t *testing.T) {
				r := newRoom(t, "good")
				c := r.given(r.config(), d.paste)
				c.Practice, c.Domain, c.AppID, c.SignIn, c.Yes = nil, "contoso.com", judgedApp, "none", true
				p := &person{t: t, talk: r.talk, script: []act{typed("Take these addresses", answer)}}
				c.In = p
				_ = plain.Validate(t.Context(), c, false)
				if got := len(r.eng.Profile().Wanted.URIs); got != want {
					t.Errorf("%d addresses taken, want %d\n%s", got, want, r.talk)
				}
				r.wantSaid("has to be looked at before it is taken", " 1. ", "12 of 12 addresses read", "Take these addresses as they were read")
				if name == "a host that is alone" {
					r.wantSaid(map[string]string{
						"":  "The list was not taken; 1 of its addresses leads elsewhere, to mtp.bvolp.net.",
						"1": "12 URIs kept; 1 of them leads elsewhere, to mtp.bvolp.net.",
					}[answer])
				}
				said := r.talk.String()
				for _, dropped := range c.Pasted.Dropped {
					line := fmt.Sprintf("line %d, \"%s\": %s", dropped.Line, dropped.Text, dropped.Why())
					if !dropped.Kind.Noise() && !strings.Contains(said, line) {
						t.Errorf("not said: %q", line)
					}
				}
				for _, m := range c.Pasted.Mended {
					if !strings.Contains(said, "mended: "+strings.Join(m.Why, ", ")) || !strings.Contains(said, "    "+m.URI) {
						t.Errorf("not said: %+v", m)
					}
				}
			})
		}
	}
}
