package judge

import (
	"fmt"

	"ssowizard/internal/graph"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// redirectURIsChapter holds steps 12 to 14: the board on which the MTP portal's
// list and Entra's stand side by side.
func redirectURIsChapter() []Stage {
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
			return holds("", setup.Finding{Code: setup.CodePortalURIsUnknown, Level: setup.LevelUnknown, Subject: "redirect URIs",
				Want: "12 URIs from the MTP portal", Got: "none given", Text: "Could not compare: the MTP portal's list was not given.",
				Remedy: "Copy it from the tab \"Redirect URIs\" in the MTP portal."})
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
		f := setup.Finding{Level: setup.LevelFail, Subject: r.Want, Want: r.Want + " under SPA", Got: r.Found}
		switch r.Status {
		case mtp.StatusMissing:
			f.Code, f.Got = setup.CodeURIMissing, "absent"
			f.Text, f.Remedy = "Missing under SPA; sign-in from that page ends at AADSTS50011.", "Let the wizard add it, or paste it under \"Authentication\", \"Single-page application\"."
		case mtp.StatusWrongPlatform:
			f.Code, f.Got = setup.CodeURIWrongPlatform, r.Found+" under "+r.Platform.String()
			f.Text, f.Remedy = "Registered under "+r.Platform.String()+" instead of SPA; sign-in ends at AADSTS9002326.", "Let the wizard move it."
		case mtp.StatusNearMiss:
			f.Code, f.Got = setup.CodeURINearMiss, r.Found+" under "+r.Platform.String()
			f.Text, f.Remedy = "Entra holds one that is nearly the same: "+r.Differs+". Entra compares every character.", "Let the wizard put the wanted one in its place."
		case mtp.StatusExtra:
			if !extras {
				continue
			}
			f = setup.Finding{Code: setup.CodeURIExtra, Level: setup.LevelNote, Subject: r.Found, Want: "not in the MTP portal's list", Got: r.Found + " under " + r.Platform.String(),
				Text: "Entra holds a redirect URI that the MTP portal does not name. The wizard keeps it.", Remedy: "Nothing has to be done. If nobody uses it, remove it under \"Authentication\"."}
		default:
			continue
		}
		out = append(out, f)
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
