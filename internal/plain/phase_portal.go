package plain

import (
	"context"
	"fmt"

	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/steps"
)

// idOptions: step 9, the two ids with the fields they belong to.
func (f *front) idOptions(r judge.PhaseReport) []option {
	f.sayFields()
	if f.byHand {
		return []option{{label: "Give the application (client) ID, so that both ids are known here", does: f.askIDs}, f.confirmOption(r.Phase, "I have both ids")}
	}
	return []option{{label: "Read again", does: func(ctx context.Context) error {
		return f.withSession(ctx, func() error { return f.observe(ctx) })
	}}}
}

// askIDs takes the application id from somebody who works in the portal; the
// tenant's is known from its domain.
func (f *front) askIDs(ctx context.Context) error {
	if err := f.ofChoice(steps.PageChooseID)(ctx); err != nil {
		return err
	}
	return f.eng.Confirm("9", judge.IDGiven)
}

// accountOptions: steps 10 and 11, where the 12 redirect URIs come from.
func (f *front) accountOptions(r judge.PhaseReport) []option {
	f.sayFields()
	out := []option{{label: "Paste the redirect URIs from the tab \"Redirect URIs\"", does: f.pasteURIs}}
	if p := f.cfg.Practice; p != nil && len(p.URIs) > 0 {
		out = append(out, option{label: "Use the practice tenant's example URIs", does: func(context.Context) error { return f.takeURIs(p.URIs) }})
	}
	if len(f.eng.Profile().Wanted.URIs) > 0 {
		out = append([]option{f.confirmOption(r.Phase, "Type and ids are entered in the MTP portal")}, out...)
	}
	return out
}

// boardOptions: steps 12 to 14, both lists row by row, and what to do with near
// misses.
func (f *front) boardOptions(judge.PhaseReport) []option {
	b := judge.BoardOf(f.eng.Snapshot(), f.eng.Profile())
	for _, row := range b.Rows {
		f.say("  %s", rowWords(row))
	}
	if b.Count(mtp.StatusNearMiss) == 0 || f.byHand {
		return nil
	}
	st, _ := judge.PhaseByID("12-14")
	return []option{{label: "The same, and replace the near misses by the wanted addresses", does: func(ctx context.Context) error {
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
func (f *front) nextOptions(r judge.PhaseReport) []option {
	return []option{f.confirmOption(r.Phase, "I know where these guides are")}
}
