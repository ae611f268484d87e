package tui

import (
	"bytes"
	"io"
	"regexp"
	"slices"
	"strings"

	"ssowizard/internal/plain"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// printedFinding is a line of a check's report that names a finding by its code, or by
// the words that are all that its code says.
var printedFinding = regexp.MustCompile(`(?m)^ *(?:[A-Z][a-z ]+ \(([a-z0-9-]+)\)|Could not check): `)

// printed is what a check line by line writes for people, where nobody can be asked:
// the codes of its findings and how it ends.
func (p *parity) printed() (codes []string, exit int, said string) {
	p.t.Helper()
	hands, out := p.g.practice(), &bytes.Buffer{}
	err := plain.Validate(p.t.Context(), plain.Config{Session: p.g.runner(), Practice: hands, Domain: hands.Domain, AppID: p.app, URIs: p.sc.PortalURIs, SignIn: p.way,
		NoInput: true, In: strings.NewReader(""), Out: out, Talk: io.Discard}, false)
	for _, m := range printedFinding.FindAllStringSubmatch(out.String(), -1) {
		codes = append(codes, text.Or(m[1], string(setup.CodeCouldNotCheck)))
	}
	slices.Sort(codes)
	return codes, exitCode(err), out.String()
}

// printsTheSame: what people read line by line names what the document names, and
// ends with the same exit code.
func (p *parity) printsTheSame(doc seenBy) {
	p.t.Helper()
	codes, exit, text := p.printed()
	var want []string
	for _, f := range doc.Findings {
		code, _, _ := strings.Cut(f, " ")
		want = append(want, code)
	}
	slices.Sort(want)
	if !slices.Equal(codes, want) || exit != doc.Exit {
		p.t.Errorf("printed are %v with exit code %d, and the document has %v with %d:\n%s", codes, exit, want, doc.Exit, text)
	}
	if !strings.Contains(text, "\nVerdict: ") {
		p.t.Errorf("no verdict is printed:\n%s", text)
	}
}
