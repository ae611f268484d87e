package mtp

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// wrapForm is a way in which a list stands in a text: head is in front of each
// address, rest in front of what was wrapped to the next line.
type wrapForm struct{ name, head, rest, end string }

// wrapForms are the six forms, and the ways in which programs begin the next line.
var wrapForms = []wrapForm{
	{"plain", "", "", ""},
	{"indented", "    ", "    ", ""},
	{"indented, rest at the edge", "    ", "", ""},
	{"quoted", "> ", "> ", ""},
	{"quoted twice", ">> ", ">> ", ""},
	{"quoted, rest at the edge", "> ", "", ""},
	{"trailing space", "", "", " "},
	{"trailing space, indented", "  ", "  ", " "},
	{"bulleted", "- ", "  ", ""},
	{"bulleted, rest as an item", "- ", "- ", ""},
	{"bulleted with a dot", "• ", "", ""},
	{"numbered", "%d. ", "   ", ""},
	{"numbered, rest at the edge", "%d) ", "", ""},
	{"numbered, rest as an item", "%d. ", "99. ", ""},
	{"numbered without a sign", "%d ", "", ""},
}

// wrapped writes a list in a form, with one address broken at a place.
func (f wrapForm) wrapped(list []string, which, at int, blank string) string {
	var b strings.Builder
	for i, u := range list {
		head := f.head
		if strings.Contains(head, "%d") {
			head = fmt.Sprintf(head, i+1)
		}
		if i == which {
			u = u[:at] + f.end + "\n" + f.rest + u[at:]
		}
		b.WriteString(head + u + f.end + "\n" + blank)
	}
	return b.String()
}

// sweepLists are lists whose rests are hard to tell from labels and numbers.
func sweepLists() [][]string {
	hard := listOf("contoso.bvoip.net")
	for i, end := range []string{"/sso/v2", "/a/1", "/users/", "/sso?mode=popup", "/x-1.html", "/Copy", "/SPA", "/o", "/portal/12", "/_a", "/~b"} {
		hard[i+1] = hard[i+1][:strings.Index(hard[i+1][8:], "/")+8] + end
	}
	return [][]string{contoso(), listOf("pbx.contoso.example"), hard}
}

// TestAWrapAtEveryPlaceIsReadRightOrStops: one address of the twelve is broken at
// every place of it, in every form. The list is read as it was, or there is a doubt
// that stops a run without a person; never is a wrong list clean.
func TestAWrapAtEveryPlaceIsReadRightOrStops(t *testing.T) {
	right, stopped, all := 0, 0, 0
	for n, list := range sweepLists() {
		for _, f := range wrapForms {
			for which, u := range list {
				for at := 1; at < len(u); at++ {
					for _, blank := range []string{"", "\n"} {
						if blank != "" && (n > 0 || at%5 > 0) {
							continue // the double-spaced list is a sample
						}
						paste := f.wrapped(list, which, at, blank)
						got := ParseURIs(paste)
						all++
						switch {
						case slices.Equal(got.URIs, list):
							right++
						case len(got.Doubts()) > 0:
							stopped++
						default:
							t.Errorf("%s, list %d: %q broken at %d is read as\n%s", f.name, n, u, at, strings.Join(got.URIs, "\n"))
						}
					}
				}
			}
		}
	}
	t.Logf("%d wraps: %d read right, %d stop a run without a person, %d wrong lists taken as clean", all, right, stopped, all-right-stopped)
}

// TestACleanListIsClean: none of the forms alone is a reason to stop.
func TestACleanListIsClean(t *testing.T) {
	for _, list := range sweepLists() {
		for _, f := range wrapForms {
			for _, blank := range []string{"", "\n"} {
				checkRead(t, f.wrapped(list, -1, 0, blank), list, "")
			}
		}
	}
}
