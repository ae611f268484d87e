package paste

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/campaign"
)

// wrapForm is a way in which a list stands in a text: head is in front of each
// address, rest in front of what was wrapped to the next line.
type wrapForm struct {
	name, head, rest, end string
	common                bool
}

// wrapForms are the six forms, and the ways in which programs begin the next line.
var wrapForms = []wrapForm{
	{"plain", "", "", "", true},
	{"indented", "    ", "    ", "", true},
	{"indented, rest at the edge", "    ", "", "", false},
	{"quoted", "> ", "> ", "", true},
	{"quoted twice", ">> ", ">> ", "", false},
	{"quoted, rest at the edge", "> ", "", "", false},
	{"trailing space", "", "", " ", true},
	{"trailing space, indented", "  ", "  ", " ", false},
	{"bulleted", "- ", "  ", "", true},
	{"bulleted, rest as an item", "- ", "- ", "", false},
	{"bulleted with a dot", "• ", "", "", false},
	{"numbered", "%d. ", "   ", "", true},
	{"numbered, rest at the edge", "%d) ", "", "", false},
	{"numbered, rest as an item", "%d. ", "99. ", "", false},
	{"numbered without a sign", "%d ", "", "", false},
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

// wrap is one break of one address.
type wrap struct{ list, form, which, at, blank int }

// wraps are all breaks: the first list in the six forms that people meet, which
// everybody's run plays whole, and all else.
func wraps(lists [][]string) (common, rest []wrap) {
	for n, list := range lists {
		for form, f := range wrapForms {
			for which, u := range list {
				for at := 1; at < len(u); at++ {
					w := wrap{n, form, which, at, 0}
					if n == 0 && f.common {
						common = append(common, w)
					} else {
						rest = append(rest, w)
					}
					w.blank = 1
					rest = append(rest, w)
				}
			}
		}
	}
	return common, rest
}

// TestALineWrapAtEveryPositionIsReadCorrectlyOrStops: one address of the twelve is broken at
// every place of it, in every form. The list is read as it was, or there is a doubt
// that stops a run without a person; never is a wrong list clean.
func TestALineWrapAtEveryPositionIsReadCorrectlyOrStops(t *testing.T) {
	lists := sweepLists()
	common, rest := wraps(lists)
	right, stopped, all := 0, 0, 0
	for _, w := range append(common, campaign.Some(rest, 500)...) {
		list, f := lists[w.list], wrapForms[w.form]
		got := ParseURIs(f.wrapped(list, w.which, w.at, strings.Repeat("\n", w.blank)))
		all++
		switch {
		case slices.Equal(got.URIs, list):
			right++
		case len(got.Doubts()) > 0:
			stopped++
		default:
			t.Errorf("%s, %+v: %q is read as\n%s", f.name, w, list[w.which], strings.Join(got.URIs, "\n"))
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
