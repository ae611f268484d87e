package plain

import (
	"context"
	"fmt"

	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/steps"
)

// idOptions: step 9, the two ids with the fields they belong to.
func (f *front) idOptions(judge.PhaseReport) []option {
	f.sayFields()
	if f.byHand {
		return append(f.shownID(), option{label: "Give the application (client) ID, so that both ids are known here", does: f.askIDs})
	}
	return nil
}

// shownID takes the id over that the simulated portal shows.
func (f *front) shownID() []option {
	p := f.cfg.Practice
	if p == nil || p.Shown.AppID == "" || f.eng.Profile().App.AppID != "" {
		return nil
	}
	return []option{{label: "Take it from the simulated portal", does: func(ctx context.Context) error {
		if err := f.adopt(ctx, p.Shown.AppID); err != nil {
			return err
		}
		return f.eng.Confirm("9", judge.IDGiven)
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
func (f *front) accountOptions(judge.PhaseReport) []option {
	f.sayFields()
	out := []option{{label: "Paste the redirect URIs from the tab \"Redirect URIs\"", does: f.pasteURIs}}
	if p := f.cfg.Practice; p != nil && len(p.URIs) > 0 {
		out = append(out, option{label: "Use the practice tenant's example URIs", does: func(context.Context) error { return f.takeURIs(p.URIs) }})
	}
	return out
}

// boardOptions: steps 12 to 14, both lists row by row.
func (f *front) boardOptions(judge.PhaseReport) []option {
	b := judge.BoardOf(f.eng.Snapshot(), f.eng.Profile())
	for _, row := range b.Rows {
		f.say("  %s", rowWords(row))
	}
	return nil
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
