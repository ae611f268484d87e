package plain

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ssowizard/internal/mtp"
	"ssowizard/internal/steps"
)

// idOptions: step 9, the two ids with the fields they belong to.
func (f *front) idOptions(r steps.StageReport) []option {
	f.sayFields()
	if f.byHand {
		return []option{{"Type the two ids, so that they are known here", f.askIDs}, f.confirmOption(r.Stage, "I have both ids")}
	}
	return []option{{"Read again", func(ctx context.Context) error {
		return f.withSession(ctx, func() error { return f.observe(ctx) })
	}}}
}

// askIDs takes the application id from somebody who works in the portal; the
// tenant's is known from its domain.
func (f *front) askIDs(ctx context.Context) error {
	if err := f.askAppID(ctx); err != nil {
		return err
	}
	return f.eng.Confirm("9", "")
}

// accountOptions: steps 10 and 11, where the 12 redirect URIs come from.
func (f *front) accountOptions(r steps.StageReport) []option {
	f.sayFields()
	out := []option{{"Paste the redirect URIs from the tab \"Redirect URIs\"", f.pasteURIs}}
	if p := f.cfg.Practice; p != nil && len(p.URIs) > 0 {
		out = append(out, option{"Use the practice tenant's example URIs", func(context.Context) error { return f.takeURIs(p.URIs) }})
	}
	if len(f.eng.Profile().Wanted.URIs) > 0 {
		out = append([]option{f.confirmOption(r.Stage, "Type and ids are entered in the MTP portal")}, out...)
	}
	return out
}

// pasteURIs reads lines until an empty one or a dot. Too few lines and an empty
// one are no end yet: pastes hold empty lines. What was pasted stays when the
// list is refused, and can be added to.
func (f *front) pasteURIs(ctx context.Context) error {
	var text strings.Builder
	for {
		if err := f.readPaste(ctx, &text); err != nil {
			return err
		}
		parsed := mtp.ParseURIs(text.String())
		f.sayParsed(parsed)
		if len(parsed.URIs) == 0 {
			f.say("No address was found in that.")
		} else if err := f.takeURIs(parsed.URIs); err == nil {
			return nil
		} else if bad := (*steps.URIsError)(nil); errors.As(err, &bad) {
			f.sayProblems(bad.Problems)
		} else {
			return err
		}
		n, err := f.choose(ctx, []option{{label: "Paste more; what was read stays"}, {label: "Start the list over"}, {label: "Back"}}, 1)
		if err != nil || n == 2 {
			return err
		}
		if n == 1 {
			text.Reset()
		}
	}
}

func (f *front) readPaste(ctx context.Context, text *strings.Builder) error {
	f.forget()
	f.say("Paste the list now. Any shape will do. A line with a dot ends it; so does an empty line once %d were read.", mtp.URICount)
	empty := 0
	for {
		line, err := f.lines.next(ctx)
		if errors.Is(err, ErrInputEnded) && text.Len() > 0 {
			return nil
		}
		if err != nil {
			return err
		}
		line = strings.TrimSpace(line)
		if line == "." {
			return nil
		}
		if line != "" {
			empty = 0
			text.WriteString(line + "\n")
			continue
		}
		have := len(mtp.ParseURIs(text.String()).URIs)
		if empty++; have >= mtp.URICount || empty > 1 {
			return nil
		}
		f.say("%d of %d read. Paste the rest, or a dot to stop here.", have, mtp.URICount)
	}
}

// sayParsed says what was kept of a paste and what was not, and why.
func (f *front) sayParsed(p mtp.Parsed) {
	f.say("%s read.", count(len(p.URIs), "URI"))
	for _, d := range p.Dropped {
		if d.Kind.Noise() {
			continue
		}
		f.say("  Left out: %s (%s)", d.Text, d.Reason)
	}
}

func (f *front) takeURIs(uris []string) error {
	warn, err := f.eng.SetURIs(uris)
	if err != nil {
		return err
	}
	for i, u := range uris {
		f.say("  %2d. %s", i+1, u)
	}
	f.sayProblems(warn)
	f.say("%s kept. If type and ids are entered in the MTP portal as well, say so at the next question.", count(len(uris), "URI"))
	return nil
}

// boardOptions: steps 12 to 14, both lists row by row, and what to do with near
// misses.
func (f *front) boardOptions(steps.StageReport) []option {
	b := steps.BoardOf(f.eng.Snapshot(), f.eng.Profile())
	for _, row := range b.Rows {
		f.say("  %s", rowWords(row))
	}
	if b.Count(mtp.StatusNearMiss) == 0 || f.byHand {
		return nil
	}
	st, _ := steps.StageByID("12-14")
	return []option{{"The same, and replace the near misses by the wanted addresses", func(ctx context.Context) error {
		f.eng.SetReplaceNear(true)
		defer f.eng.SetReplaceNear(false)
		return f.act(ctx, st)
	}}}
}

func rowWords(r mtp.Row) string {
	switch r.Status {
	case mtp.StatusRegistered:
		return "registered: " + r.Want
	case mtp.StatusMissing:
		return "missing: " + r.Want
	case mtp.StatusWrongPlatform:
		return fmt.Sprintf("wrong platform (%s): %s", r.Platform, r.Want)
	case mtp.StatusNearMiss:
		return fmt.Sprintf("nearly the same (%s): wanted %s, found %s under %s", r.Differs, r.Want, r.Found, r.Platform)
	case mtp.StatusExtra:
	}
	return fmt.Sprintf("not in the MTP portal's list, kept: %s under %s", r.Found, r.Platform)
}

// nextOptions: what follows, by links.
func (f *front) nextOptions(r steps.StageReport) []option {
	return []option{f.confirmOption(r.Stage, "I know where these guides are")}
}
