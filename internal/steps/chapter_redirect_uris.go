package steps

import (
	"fmt"

	"ssowizard/internal/graph"
	"ssowizard/internal/mtp"
	"ssowizard/internal/text"
)

// redirectURIsChapter holds steps 12 to 14: the board on which the MTP portal's
// list and Entra's stand side by side.
func redirectURIsChapter() []Stage {
	return []Stage{{ID: "12-14", Chapter: "Redirect URIs", Title: "12 redirect URIs", needs: []need{needApp, needURIs},
		Why:   "Entra sends people back only to addresses it knows, byte for byte. One capital letter too many, and sign-in ends at AADSTS50011.",
		Steps: same(checkURIs, "12", "13", "14"), Facts: uriFacts}}
}

// platforms are where a registration may hold redirect URIs.
var platforms = []mtp.Platform{mtp.SPA, mtp.Web, mtp.Public}

// registered lists the redirect URIs of a registration with their platforms.
func registered(app *graph.Application) []mtp.Registered {
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
func BoardOf(s Snapshot, p Profile) mtp.Board {
	if s.App.Value == nil {
		return mtp.Compare(p.Wanted.URIs, nil)
	}
	return mtp.Compare(p.Wanted.URIs, registered(s.App.Value))
}

func checkURIs(s Snapshot, p Profile, as As) Report {
	return checkApp(func(s Snapshot, p Profile, app *graph.Application, as As) Report {
		if len(p.Wanted.URIs) == 0 && !as.expects(p) {
			return Report{Status: StatusTodo}
		}
		if len(p.Wanted.URIs) == 0 {
			return holds("", Finding{Code: CodePortalURIsUnknown, Level: LevelUnknown, Subject: "redirect URIs",
				Want: "12 URIs from the MTP portal", Got: "none given", Text: "Could not compare: the MTP portal's list was not given.",
				Remedy: "Copy it from the tab \"Redirect URIs\" in the MTP portal."})
		}
		b := BoardOf(s, p)
		fs := boardFindings(b, true)
		done := b.Count(mtp.StatusRegistered)
		if done < len(p.Wanted.URIs) && !as.expects(p) && onlyMissing(b) {
			return Report{Status: StatusTodo, Findings: notes(fs)}
		}
		return holds(fmt.Sprintf("%d of %d read back under SPA, byte for byte.", done, len(p.Wanted.URIs)), fs...)
	})(s, p, as)
}

// onlyMissing tells an unfinished registration from a wrong one.
func onlyMissing(b mtp.Board) bool {
	return b.Count(mtp.StatusWrongPlatform) == 0 && b.Count(mtp.StatusNearMiss) == 0
}

func notes(fs []Finding) []Finding {
	var out []Finding
	for _, f := range fs {
		if f.Level == LevelNote {
			out = append(out, f)
		}
	}
	return out
}

// boardFindings turns the rows of a board into findings.
func boardFindings(b mtp.Board, extras bool) []Finding {
	var out []Finding
	for _, r := range b.Rows {
		f := Finding{Level: LevelFail, Subject: r.Want, Want: r.Want + " under SPA", Got: r.Found}
		switch r.Status {
		case mtp.StatusMissing:
			f.Code, f.Got = CodeURIMissing, "absent"
			f.Text, f.Remedy = "Missing under SPA; sign-in from that page ends at AADSTS50011.", "Let the wizard add it, or paste it under \"Authentication\", \"Single-page application\"."
		case mtp.StatusWrongPlatform:
			f.Code, f.Got = CodeURIWrongPlatform, r.Found+" under "+r.Platform.String()
			f.Text, f.Remedy = "Registered under "+r.Platform.String()+" instead of SPA; sign-in ends at AADSTS9002326.", "Let the wizard move it."
		case mtp.StatusNearMiss:
			f.Code, f.Got = CodeURINearMiss, r.Found+" under "+r.Platform.String()
			f.Text, f.Remedy = "Entra holds one that is nearly the same: "+r.Differs+". Entra compares every character.", "Let the wizard put the wanted one in its place."
		case mtp.StatusExtra:
			if !extras {
				continue
			}
			f = Finding{Code: CodeURIExtra, Level: LevelNote, Subject: r.Found, Want: "not in the MTP portal's list", Got: r.Found + " under " + r.Platform.String(),
				Text: "Entra holds a redirect URI that the MTP portal does not name. The wizard keeps it.", Remedy: "Nothing has to be done. If nobody uses it, remove it under \"Authentication\"."}
		default:
			continue
		}
		out = append(out, f)
	}
	return out
}

func uriFacts(s Snapshot, p Profile) (now, wanted string) {
	wanted = text.Count(len(p.Wanted.URIs), "URI") + " registered as single-page application, equal to the byte"
	if len(p.Wanted.URIs) == 0 {
		return "the MTP portal's list is not known yet", "12 URIs registered as single-page application"
	}
	return BoardOf(s, p).Summary(), wanted
}
