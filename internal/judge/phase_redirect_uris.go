package judge

import (
	"fmt"
	"strconv"

	"ssowizard/internal/graph"
	"ssowizard/internal/messages"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// redirectURIsPhase holds steps 12 to 14: the board on which the MTP portal's
// list and Entra's stand side by side.
func redirectURIsPhase() []Phase {
	return []Phase{{ID: "12-14", Chapter: "Redirect URIs", Title: "12 redirect URIs",
		Needs: []need{needApp, needURIs},
		Why: "Entra sends people back only to addresses it knows, byte for byte. " +
			"One capital letter too many, and sign-in ends at AADSTS50011.",
		Steps: same(urisState, "12", "13", "14"), Wanted: func(_ setup.Snapshot, p setup.Profile) string {
			if len(p.Wanted.URIs) == 0 {
				return "12 URIs registered as single-page application"
			}
			return text.Count(len(p.Wanted.URIs), "URI") +
				" registered as single-page application, equal to the byte"
		}}}
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

func urisState(s setup.Snapshot, p setup.Profile, as As) State {
	if len(p.Wanted.URIs) == 0 {
		out := State{Link: setup.LinkUnknown,
			Detail: messages.Say("uris.unknown", "count", strconv.Itoa(mtp.URICount))}
		if out.Report = (setup.Report{Status: setup.StatusTodo}); as.expects(p) {
			out.Report = holds("", setup.Finding{Code: setup.CodePortalURIsUnknown, Level: setup.LevelUnknown,
				Subject: "redirect URIs"})
		}
		out = out.ofApp(s, p)
		out.Now = "the MTP portal's list is not known yet"
		return out
	}
	b := BoardOf(s, p)
	fs, done := BoardFindings(b, true), b.Count(mtp.StatusRegistered)
	registered := fmt.Sprintf("%d of %d ", done, len(p.Wanted.URIs))
	out := State{Report: holds(registered+"read back under SPA, byte for byte.", fs...),
		Link: setup.LinkTodo, Detail: registered + "under SPA, byte for byte"}
	if done < len(p.Wanted.URIs) && !as.expects(p) && onlyMissing(b) {
		out.Report = setup.Report{Status: setup.StatusTodo, Findings: notes(fs)}
	}
	if b.Complete() {
		out.Link = setup.LinkOK
	}
	if !s.App.Known {
		out.Link, out.Detail = setup.LinkUnknown, s.App.Why.Text
	}
	out = out.ofApp(s, p)
	out.Now = b.Summary()
	return out
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
			out = append(out, setup.Finding{Code: setup.CodeURIMissing,
				Level: setup.LevelFail, Subject: r.Want})
		case r.Status == mtp.StatusWrongPlatform:
			out = append(out, setup.Finding{Code: setup.CodeURIWrongPlatform, Level: setup.LevelFail,
				Subject: r.Want, Args: messages.With("found", r.Found, "platform", platform)})
		case r.Status == mtp.StatusNearMiss:
			out = append(out, setup.Finding{Code: setup.CodeURINearMiss,
				Level: setup.LevelFail, Subject: r.Want,
				Args: messages.With("found", r.Found, "platform", platform, "differs", r.Differs)})
		case r.Status == mtp.StatusExtra && extras:
			out = append(out, setup.Finding{Code: setup.CodeURIExtra, Level: setup.LevelNote,
				Subject: r.Found, Args: messages.With("platform", platform)})
		}
	}
	return out
}
