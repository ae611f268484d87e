package plain

import (
	"fmt"

	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
)

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
