package tui

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/sim"
	"ssowizard/internal/tui/walked"
)

// answerAt plays the person in a browser elsewhere and returns the address that
// it ends up at, which nobody there answers.
func answerAt(t *testing.T, srv *sim.Server, address string) string {
	t.Helper()
	admin := srv.Scenario().Admin
	c := &http.Client{Transport: srv.Transport(), CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := c.PostForm(address, url.Values{"account": {admin}, "decision": {"accept"}})
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	to := res.Header.Get("Location")
	if !strings.Contains(to, "code=") {
		t.Fatalf("the sign-in page answered %d and led to %q", res.StatusCode, to)
	}
	return to
}

// showsNothingOf fails if any of a value's letters in a row stand on the screen: more
// than what two values have in common by chance.
func (d *driver) showsNothingOf(values ...string) {
	d.t.Helper()
	rows := ansi.Strip(d.view().Content)
	flat := strings.NewReplacer("\n", "", " ", "", "│", "").Replace(rows)
	for _, v := range values {
		for i := 0; i+8 <= len(v); i++ {
			if part := v[i : i+8]; strings.Contains(rows, part) || strings.Contains(flat, part) {
				d.t.Errorf("%q of %q is on the screen:\n%s", part, v, d.Screen())
				return
			}
		}
	}
}

// TestThePastedAnswerIsNotDrawn: an authorization code is not seen while the
// address that holds it is pasted, refused, looked through, typed and taken.
func TestThePastedAnswerIsNotDrawn(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{80, 24}, {200, 50}} {
		g := newRig(t, "new")
		d := g.start(size[0], size[1])
		d.Press("enter", "enter", "b")
		d.At("S01c")
		right := answerAt(t, g.srv, d.value("Address to open"))
		u, err := url.Parse(right)
		if err != nil {
			t.Fatal(err)
		}
		code := u.Query().Get("code")
		code = code[strings.LastIndex(code, ".")+1:] // what stands before is a word
		if len(code) < 20 {
			t.Fatalf("the code is %q", code)
		}
		wrong := "http://" + u.Host + "/?code=" + code + "&state=another-sign-in"
		d.Press("p")
		for _, text := range []string{wrong, code, "https://evil.example/" + code, wrong} {
			d.Paste(text)
			d.showsNothingOf(code, "another-sign-in")
			for _, k := range []string{"home", "right", "end", "left"} {
				d.Press(k)
				d.showsNothingOf(code)
			}
			d.Press("enter")
			d.At("S01c")
			d.Sees("✗")
			d.showsNothingOf(code, "another-sign-in")
		}
		d.Press("esc", "p")
		d.SeesNot("•••• (", "state=")
		d.Type(code[:12])
		d.Sees("•••• (12 characters)")
		d.showsNothingOf(code)
		d.Press("ctrl+u")
		d.Paste(right)
		d.Sees("http://"+u.Host+"/", "code=•••• state=••••")
		d.pass(perKey)
		d.Tap("enter")
		d.showsNothingOf(code)
		if d.m.page().s.(*walked.Page).Typed() != "" {
			t.Error("the address that was taken is kept")
		}
		d.Await("your own company?")
		d.showsNothingOf(code)
	}
}

// A second paste takes the place of the refused one: nobody can mend what cannot
// be seen.
func TestASecondPasteTakesThePlaceOfTheFirst(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := g.start(120, 36)
	d.Press("enter", "enter", "b", "p")
	d.Paste("hello")
	d.Press("enter")
	d.Sees("✗")
	d.Press("home")
	d.Paste(answerAt(t, g.srv, d.value("Address to open")))
	d.Press("enter")
	d.Await("your own company?")
}
