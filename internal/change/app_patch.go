package change

import (
	"fmt"
	"slices"

	"ssowizard/internal/graph"
	"ssowizard/internal/setup"
)

// Covers tells whether a patch says something about all that another one does,
// and about anything at all: otherwise nobody can tell what has changed since.
func Covers(p, o graph.ApplicationPatch) bool {
	return p != (graph.ApplicationPatch{}) && (p.SignInAudience != nil || o.SignInAudience == nil) &&
		(p.SPA != nil || o.SPA == nil) && (p.Web != nil || o.Web == nil) &&
		(p.PublicClient != nil || o.PublicClient == nil) &&
		(p.RequiredResourceAccess != nil || o.RequiredResourceAccess == nil) &&
		(p.Notes != nil || o.Notes == nil)
}

// Differs names what of a patch is not so; "" if all of it is.
func Differs(p graph.ApplicationPatch, app graph.Application) string {
	uris := func(want *[]string, have []string) bool { return want == nil || slices.Equal(*want, have) }
	switch {
	case p.SignInAudience != nil && *p.SignInAudience != app.SignInAudience:
		return "the supported account types are " + app.SignInAudience
	case !uris(p.SPA, app.SPA.URIs):
		return "the redirect URIs under SPA are others"
	case !uris(p.Web, app.Web.URIs):
		return "the redirect URIs under Web are others"
	case !uris(p.PublicClient, app.PublicClient.URIs):
		return "the redirect URIs under Mobile and desktop are others"
	case p.RequiredResourceAccess != nil && !setup.SameAccess(*p.RequiredResourceAccess,
		app.RequiredResourceAccess):
		return "the declared permissions are others"
	case p.Notes != nil && *p.Notes != app.Notes:
		return "the notes are others"
	}
	return ""
}

// IsSo tells whether all of a patch that says anything is so: an earlier attempt whose
// answer was lost, or somebody else was faster.
func IsSo(p graph.ApplicationPatch, app graph.Application) bool {
	return p != graph.ApplicationPatch{} && Differs(p, app) == ""
}

// inverse is what a registration holds of the properties that a patch changes.
func inverse(p graph.ApplicationPatch, app graph.Application) graph.ApplicationPatch {
	var b graph.ApplicationPatch
	if p.SPA != nil {
		b.SPA = new(slices.Clone(app.SPA.URIs))
	}
	if p.Web != nil {
		b.Web = new(slices.Clone(app.Web.URIs))
	}
	if p.PublicClient != nil {
		b.PublicClient = new(slices.Clone(app.PublicClient.URIs))
	}
	if p.RequiredResourceAccess != nil {
		b.RequiredResourceAccess = new(slices.Clone(app.RequiredResourceAccess))
	}
	if p.SignInAudience != nil {
		b.SignInAudience = new(app.SignInAudience)
	}
	if p.Notes != nil {
		b.Notes = new(app.Notes)
	}
	return b
}

// PutBack makes a patch true of a registration.
func PutBack(p graph.ApplicationPatch, app *graph.Application) {
	put := func(list, was *[]string) {
		if was != nil {
			*list = *was
		}
	}
	put(&app.SPA.URIs, p.SPA)
	put(&app.Web.URIs, p.Web)
	put(&app.PublicClient.URIs, p.PublicClient)
	if p.SignInAudience != nil {
		app.SignInAudience = *p.SignInAudience
	}
	if p.RequiredResourceAccess != nil {
		app.RequiredResourceAccess = *p.RequiredResourceAccess
	}
	if p.Notes != nil {
		app.Notes = *p.Notes
	}
}

// ChangesTo lists what the registration holds now and what a patch makes of it.
func ChangesTo(p graph.ApplicationPatch, s setup.Snapshot) []setup.Change {
	var out []setup.Change
	app := *s.App.Value
	for _, l := range []struct {
		property string
		now      []string
		then     *[]string
	}{{"spa.redirectUris", app.SPA.URIs, p.SPA}, {"web.redirectUris", app.Web.URIs, p.Web},
		{"publicClient.redirectUris", app.PublicClient.URIs, p.PublicClient}} {
		if l.then != nil && !slices.Equal(l.now, *l.then) {
			out = append(out, urisChange(app, l.property, l.now, *l.then))
		}
	}
	if p.SignInAudience != nil && *p.SignInAudience != app.SignInAudience {
		out = append(out, setup.Change{Object: AppWords(app), Property: "signInAudience",
			Before: setup.AudienceLabel(app.SignInAudience), After: setup.AudienceLabel(*p.SignInAudience)})
	}
	if p.Notes != nil && *p.Notes != app.Notes {
		out = append(out, notesChange(app, app.Notes, *p.Notes))
	}
	if l := p.RequiredResourceAccess; l != nil && !setup.SameAccess(*l, app.RequiredResourceAccess) {
		now, then := accessWords(s, app.RequiredResourceAccess), accessWords(s, *l)
		out = append(out, setup.Change{Object: AppWords(app), Property: "requiredResourceAccess",
			Before: countAccess(app.RequiredResourceAccess), After: countAccess(*l),
			Added: Without(then, now), Removed: Without(now, then)})
	}
	return out
}

func urisChange(app graph.Application, property string, now, then []string) setup.Change {
	return setup.Change{Object: AppWords(app), Property: property, Before: fmt.Sprint(len(now)),
		After: fmt.Sprint(len(then)), Added: Without(then, now), Removed: Without(now, then)}
}
