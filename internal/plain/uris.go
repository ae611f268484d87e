package plain

import (
	"context"
	"errors"
	"strings"

	"ssowizard/internal/engine"
	"ssowizard/internal/mtp"
	"ssowizard/internal/outcome"
	"ssowizard/internal/paste"
	"ssowizard/internal/text"
)

// given is the list of redirect URIs that came with the flags, with how it was read.
// Practice's own list was made up for it and is in order.
func (f *front) given() paste.Parsed {
	p := f.cfg.Pasted
	p.URIs = f.cfg.URIs
	return p
}

// checkList stops a run that can ask nobody where the list of redirect URIs that
// was given has to be looked at first.
func (f *front) checkList() error {
	if len(f.cfg.URIs) == 0 || !f.cfg.NoInput {
		return nil
	}
	if doubts := engine.ListDoubts(f.given()); len(doubts) > 0 {
		return &outcome.Stopped{Why: engine.LookAtList, Findings: doubts}
	}
	return nil
}

// takeGivenURIs takes the list before the first reading, which then looks for
// registrations that carry one of the partner's own. A list that has to be looked at
// first is shown and asked about; where nobody can be asked, it ends the run.
func (f *front) takeGivenURIs(ctx context.Context) error {
	if len(f.cfg.URIs) == 0 {
		return nil
	}
	if err := f.checkList(); err != nil {
		return err
	}
	if fatal, _ := judged(f.cfg.URIs); len(fatal) == 0 {
		if take, err := f.agreeDoubts(ctx, f.given()); err != nil || !take {
			return err
		}
	}
	warn, err := f.eng.SetURIs(f.cfg.URIs)
	if err != nil {
		return outcome.RefusedValue("--redirect-uris", "", err)
	}
	if !f.quiet {
		f.sayProblems(warn)
	}
	return nil
}

// agreeDoubts shows what was mended in a list or left out of it, and asks. A list
// without a doubt is no question.
func (f *front) agreeDoubts(ctx context.Context, p paste.Parsed) (take bool, err error) {
	if len(p.Doubts()) == 0 || f.cfg.NoInput {
		return true, nil
	}
	f.say("The list of redirect URIs that was given has to be looked at before it is taken.")
	f.sayParsed(p)
	f.sayList(p.URIs)
	_, warn := judged(p.URIs)
	f.sayProblems(warn)
	n, err := f.choose(ctx, []option{{label: takeAsRead}, {label: "Do not take it; it can be pasted later"}}, 2)
	return n == 0, err
}

const takeAsRead = "Take these addresses as they were read"

// pasteURIs reads lines until an empty one or a dot. Too few lines and an empty
// one are no end yet: pastes hold empty lines. What was pasted stays when the
// list is refused, and can be added to. A list that has to be looked at is shown
// with its doubts, and taken only by a choice of its own.
func (f *front) pasteURIs(ctx context.Context) error {
	var text strings.Builder
	for {
		if err := f.readPaste(ctx, &text); err != nil {
			return err
		}
		parsed := paste.ParseURIs(text.String())
		f.sayParsed(parsed)
		fatal, warn := judged(parsed.URIs)
		options := []option{{label: "Paste more; what was read stays"}, {label: "Start the list over"}, {label: "Back"}}
		switch {
		case len(parsed.URIs) == 0:
			f.say("No address was found in that.")
		case len(fatal) > 0:
			f.sayProblems(fatal)
		case len(parsed.Doubts()) == 0:
			return f.takeURIs(parsed.URIs)
		default:
			f.sayList(parsed.URIs)
			f.sayProblems(warn)
			options = append(options, option{label: takeAsRead})
		}
		n, err := f.choose(ctx, options, 1)
		switch {
		case err != nil || n == 2:
			return err
		case n == 1:
			text.Reset()
		case n == 3:
			return f.takeURIs(parsed.URIs)
		}
	}
}

func (f *front) readPaste(ctx context.Context, text *strings.Builder) error {
	f.forget()
	f.say("Paste the list now. Any shape will do. A line with a dot ends it; so does an empty line once %d were read.", mtp.URICount)
	empty := 0
	for {
		line, err := f.lines.next(ctx)
		if errors.Is(err, outcome.ErrInputEnded) && text.Len() > 0 {
			return nil
		}
		if err != nil {
			return err
		}
		switch strings.TrimSpace(line) {
		case ".":
			return nil
		case "":
		default:
			empty = 0
			text.WriteString(line + "\n") // with its blanks: they tell where a line was broken
			continue
		}
		text.WriteString("\n")
		have := len(paste.ParseURIs(text.String()).URIs)
		if empty++; have >= mtp.URICount || empty > 1 {
			return nil
		}
		f.say("%d of %d read. Paste the rest, or a dot to stop here.", have, mtp.URICount)
	}
}

// sayParsed says what was kept of a list, what was mended in it and what was left
// out, and why.
func (f *front) sayParsed(p paste.Parsed) {
	f.say("%s read.", text.Count(len(p.URIs), "URI"))
	for _, line := range p.Notes() {
		f.say("  %s", text.Clean(line))
	}
}

func (f *front) sayList(uris []string) {
	for i, u := range uris {
		f.say("  %2d. %s", i+1, u)
	}
}

func (f *front) takeURIs(uris []string) error {
	warn, err := f.eng.SetURIs(uris)
	if err != nil {
		return err
	}
	f.sayList(uris)
	f.sayProblems(warn)
	f.say("%s kept. If type and ids are entered in the MTP portal as well, say so at the next question.", text.Count(len(uris), "URI"))
	return nil
}

// judged parts the problems of a list into those that refuse it and warnings.
func judged(uris []string) (fatal, warn []mtp.Problem) {
	for _, p := range mtp.Judge(uris) {
		if p.Level == mtp.Fail {
			fatal = append(fatal, p)
		} else {
			warn = append(warn, p)
		}
	}
	return fatal, warn
}

func (f *front) sayProblems(ps []mtp.Problem) {
	for _, p := range ps {
		about := ""
		if p.URI != "" {
			about = text.Clean(p.URI) + ": "
		}
		f.say("  %s%s", about, text.Sentence(p.Text))
		if p.Remedy != "" {
			f.say("    %s", text.Sentence(p.Remedy))
		}
	}
}
