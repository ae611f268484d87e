package paste

import (
	"slices"
	"strings"
	"testing"

	"ssowizard/internal/campaign"
)

// partForm is a way in which a list stands in a text, and what can part an address
// in it: head and end stand around each address, foot under the whole list.
type partForm struct {
	name, head, end, foot string
	by                    []string
}

// partForms are web pages, tables, program code, and strings with their escapes.
var partForms = []partForm{
	{"plain", "", "\n", "", []string{"\t", "\n\n", "\n\n\n", "\n\t", " | ", "\n\n   ", `\n`, `\r\n`, `\t`, `\u000a`, "%0A", "%0d%0a", "<br>", "<br/>\n", "</p><p>", ">\n<", "\f", "\v"}},
	{"plain, without a line end below", "", "\n", "-", []string{"\t", "\n\n", "\n\t", `\n`, "<br>"}},
	{"indented", "   ", "\n", "", []string{"\t", "\n\n   ", "\n\t\t", `\n`}},
	{"spaced", "", "\n\n", "", []string{"\t", "\n\n\n", "\n\n\n\n", `\n`}},
	{"page", "", "<br>", "", []string{"<br>", "<br />\n", "</p><p>", "\t", `\n`, "<hr>"}},
	{"page, closed", "", "<br>\n", "</body></html>\n", []string{"<br>", "<br/>\n  ", "</div>\n<div>"}},
	{"paragraphs", "<p>", "</p>\n", "", []string{"<br>", "</p>\n<p>", "</p><p>"}},
	{"items", "<li>", "</li>\n", "", []string{"<br>", "</li>\n<li>", "</li><li>"}},
	{"cells", "<tr><td>", "</td></tr>\n", "", []string{"<br>", "</td><td>", "</td></tr>\n<tr><td>"}},
	{"rows", "| ", " |\n", "", []string{" |\n| ", " | ", "<br>", "\t"}},
	{"columns", "SPA\t", "\tenabled\n", "", []string{"\t", "\n\t", "\tenabled\n\t"}},
	{"quoted", `"`, "\",\n", "", []string{"\" +\n\"", "\" +\n    \"", "\"\n  + \"", "\" . \"", "\"\n    \"", "\" & _\n  \"", "\" ..\n\"", "\\\n", `\n`, `\r\n`, `\t`, `\u000a`, `\\n`, "\n\n", `", "`}},
	{"quoted once", `'`, "',\n", "", []string{"' +\n'", "' +\n    '", "'\n    '", "\\\n", `\n`, "'\n  . '"}},
	{"document", `  "`, "\",\n", "]\n", []string{`\n`, `\r\n`, `\u000a`, `\u000d\u000a`, "\" +\n  \"", "\",\n  \""}},
	{"one string", "", `\n`, `"`, []string{`\n\n`, `\n  `, `\t`, `\n\t`}},
	{"angles", "<", ">\n", "", []string{">\n<", "\n", ">\n\n<", "\n\n", "\t", `\n`}},
	{"angles in a row", "<", "> ", "", []string{"> <", "\n", "\t"}},
}

// parted writes a list in the form, one address parted by one of its ways.
func (f partForm) parted(list []string, which, at, by int) string {
	var b strings.Builder
	for i, u := range list {
		if i == which {
			u = u[:at] + f.by[by] + u[at:]
		}
		b.WriteString(f.head + u + f.end)
	}
	if f.foot == "-" {
		return strings.TrimRight(b.String(), "\n")
	}
	return b.String() + f.foot
}

// part is one address of one list, parted at one place in one form's way.
type part struct{ list, form, by, which, at int }

func partsOf(lists [][]string) (out []part) {
	for n, list := range lists {
		for form, f := range partForms {
			for by := range f.by {
				for which, u := range list {
					for at := 1; at < len(u); at++ {
						out = append(out, part{n, form, by, which, at})
					}
				}
			}
		}
	}
	return out
}

// TestASplitAddressIsReadCorrectlyOrStops: one address of the twelve is parted at every
// place of it by what programs, pages and strings put between two lines. The list is
// read as it was, or there is a doubt; never is a wrong list clean.
func TestASplitAddressIsReadCorrectlyOrStops(t *testing.T) {
	lists := slices.Delete(sweepLists(), 1, 2)
	parts := partsOf(lists)
	right, stopped, wrong := 0, 0, map[string]int{}
	some := campaign.Some(parts, 800)
	for _, c := range some {
		list, f := lists[c.list], partForms[c.form]
		got := ParseURIs(f.parted(list, c.which, c.at, c.by))
		switch {
		case slices.Equal(got.URIs, list):
			right++
		case len(got.Doubts()) > 0:
			stopped++
		default:
			key := f.name + " by " + strings.ReplaceAll(f.by[c.by], "\n", "⏎")
			if wrong[key]++; wrong[key] <= 3 {
				u := list[c.which]
				t.Errorf("%s: %s…%s (number %d) is read as %v, dropped %+v", key, u[:c.at], u[c.at:], c.which+1, got.URIs[c.which], got.Dropped)
			}
		}
	}
	t.Logf("%d: %d read right, %d stop a run without a person; wrong lists taken as clean: %v", len(some), right, stopped, wrong)
}

// TestAListInEachFormIsClean: none of the forms alone is a reason to stop.
func TestAListInEachFormIsClean(t *testing.T) {
	for _, list := range sweepLists() {
		for _, f := range partForms {
			checkRead(t, f.parted(list, -1, 0, 0), list, "")
		}
	}
}
