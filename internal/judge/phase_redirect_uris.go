package judge

import (
	"fmt"

	"ssowizard/internal/graph"
	"ssowizard/internal/messages"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// redirectURIsPhase holds steps 12 to 14: the board on which the MTP portal's
// list and Entra's stand side by side.
func redirectURIsPhase() []Stage {
	return []Stage{{ID: "12-14", Chapter: "Redirect URIs", Title: "12 redirect URIs", Needs: []need{needApp, needURIs},
		Why:   "Entra sends people back only to addresses it knows, byte for byte. One capital letter too many, and sign-in ends at AADSTS50011.",
		Steps: same(checkURIs, "12", "13", "14"), Facts: uriFacts}}
}

// Platforms are where a registration may hold redirect URIs.
var Platforms = []mtp.Platform{mtp.SPA, mtp.Web, mtp.Public}

// Registered lists the redirect URIs of a registration with their platforms.
func Registered(app *graph.Application) []mtp.Registered {
	var out []mtp.Registered
	for _, u := range app.SPA.URIs {
		out = append(out, mtp.Registered{URI: u, Platform: mtp.SPA})
	}
	for _, u := range app.Web.URIs {
		out = append(out, mtp.Registered{URI: u, Platform: mtp.Web})
	}
	for _, u := range app.PublicClient.URIs {
		out = append(out, mtp.Registered{URI: u, Platform: mtp.Public})
	}
	return out
}

// BoardOf puts the MTP portal's list beside Entra's. Before the registration
// was read, every wanted URI is missing.
func BoardOf(s setup.Snapshot, p setup.Profile) mtp.Board {
	if s.App.Value == nil {
		return mtp.Compare(p.Wanted.URIs, nil)
	}
	return mtp.Compare(p.Wanted.URIs, Registered(s.App.Value))
}

func checkURIs(s setup.Snapshot, p setup.Profile, as As) setup.Report {
	return checkApp(func(s setup.Snapshot, p setup.Profile, app *graph.Application, as As) setup.Report {
		if len(p.Wanted.URIs) == 0 && !as.expects(p) {
			return setup.Report{Status: setup.StatusTodo}
		}
		if len(p.Wanted.URIs) == 0 {
			return holds("", setup.Finding{Code: setup.CodePortalURIsUnknown, Level: setup.LevelUnknown, Subject: "redirect URIs"})
		}
		b := BoardOf(s, p)
		fs := BoardFindings(b, true)
		done := b.Count(mtp.StatusRegistered)
		if done < len(p.Wanted.URIs) && !as.expects(p) && onlyMissing(b) {
			return setup.Report{Status: setup.StatusTodo, Findings: notes(fs)}
		}
		return holds(fmt.Sprintf("%d of %d read back under SPA, byte for byte.", done, len(p.Wanted.URIs)), fs...)
	})(s, p, as)
}

// onlyMissing tells an unfinished registration from a wrong one.
func onlyMissing(b mtp.Board) bool {
	return b.Count(mtp.StatusWrongPlatform) == 0 && b.Count(mtp.StatusNearMiss) == 0
}

func notes(fs []setup.Finding) []setup.Finding {
	var out []setup.Finding
	for _, f := range fs {
		if f.Level == setup.LevelNote {
			out = append(out, f)
		}
	}
	return out
}

// BoardFindings turns the rows of a board into findings.
func BoardFindings(b mtp.Board, extras bool) []setup.Finding {
	var out []setup.Finding
	for _, r := range b.Rows {
		platform := r.Platform.String()
		switch {
		case r.Status == mtp.StatusMissing:
			out = append(out, setup.Finding{Code: setup.CodeURIMissing, Level: setup.LevelFail, Subject: r.Want})
		case r.Status == mtp.StatusWrongPlatform:
			out = append(out, setup.Finding{Code: setup.CodeURIWrongPlatform, Level: setup.LevelFail, Subject: r.Want,
				Args: messages.With("found", r.Found, "platform", platform)})
		case r.Status == mtp.StatusNearMiss:
			out = append(out, setup.Finding{Code: setup.CodeURINearMiss, Level: setup.LevelFail, Subject: r.Want,
				Args: messages.With("found", r.Found, "platform", platform, "differs", r.Differs)})
		case r.Status == mtp.StatusExtra && extras:
			out = append(out, setup.Finding{Code: setup.CodeURIExtra, Level: setup.LevelNote, Subject: r.Found,
				Args: messages.With("platform", platform)})
		}
	}
	return out
}

func uriFacts(s setup.Snapshot, p setup.Profile) (now, wanted string) {
	wanted = text.Count(len(p.Wanted.URIs), "URI") + " registered as single-page application, equal to the byte"
	if len(p.Wanted.URIs) == 0 {
		return "the MTP portal's list is not known yet", "12 URIs registered as single-page application"
	}
	return BoardOf(s, p).Summary(), wanted
}
