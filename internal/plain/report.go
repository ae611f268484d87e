package plain

import (
	"ssowizard/internal/steps"
)

// report is the answer of a run: where it stands, what is left for a person, and the
// values. It goes to Out as text, or stays for the document.
func (f *front) report() {
	if f.cfg.JSON {
		return
	}
	p := f.pages(steps.TaskSetup)
	for _, l := range p.lines.Blocks(p.walk.Page(steps.At(steps.PageEnd, nil)).Blocks) {
		f.Answer("%s", l)
	}
}
