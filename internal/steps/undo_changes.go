package steps

import (
	"fmt"
	"slices"
	"strings"

	"ssowizard/internal/graph"
	"ssowizard/internal/text"
)

// undoChanges says in a person's terms what taking a receipt back does: the
// same lists, before and after, that were shown when it was written.
func undoChanges(s Snapshot, rec Receipt, outcome string) []Change {
	app := *s.App.Value
	c := Change{Object: appWords(app), Property: rec.Object, Before: rec.Summary, After: outcome}
	switch {
	case rec.Object == "application" && rec.Before != nil:
		if before, err := recorded(rec.Before); err == nil {
			return before.changes(s, app)
		}
	case rec.Object == "application":
		c.Property, c.Before, c.After = "the whole registration", app.DisplayName, "deleted; can be restored for 30 days"
		c.Removed = []string{"application (client) ID " + app.AppID}
	case rec.Object == "oauth2PermissionGrant":
		now, _ := rec.After.(string)
		was, _ := rec.Before.(string)
		c.Property, c.Before, c.After = "oauth2PermissionGrants", now, text.Or(was, "not granted")
		c.Removed = without(strings.Fields(now), strings.Fields(was))
	case rec.Object == "appRoleAssignment":
		c.Property, c.Before, c.After = "appRoleAssignments", "User.Read.All granted", "not granted"
		c.Removed = []string{"Microsoft Graph: User.Read.All (application permission)"}
	case rec.Object == "password":
		c.Property, c.Before, c.After = "passwordCredentials", text.Count(len(app.PasswordCredentials), "secret"), text.Count(len(app.PasswordCredentials)-1, "secret")
		if pw, ok := findPassword(&app, rec.ObjectID); ok {
			c.Removed = []string{fmt.Sprintf("%s (%s…), %s", text.Or(pw.DisplayName, "unnamed"), pw.Hint, lifeWords(pw))}
		}
	case rec.Object == objectPrincipalSettings:
		if before, err := recordedSettings(rec.Before); err == nil && s.Principal.Value != nil {
			o := &patchPrincipal{sp: *s.Principal.Value, patch: before, name: app.DisplayName}
			return o.change()
		}
	case isPolicyObject(rec.Object):
		c = policyChange(rec, app)
	case rec.Object == "servicePrincipal":
		c.Property, c.Before, c.After = "servicePrincipals", "enabled", "deleted; can be restored for 30 days"
		c.Removed = []string{rec.ObjectID}
	}
	return []Change{c}
}

// changes lists what the registration holds now and will hold again.
func (rec record) changes(s Snapshot, app graph.Application) []Change {
	var out []Change
	lists := []struct {
		property string
		now      []string
		then     *recordURIs
	}{{"spa.redirectUris", app.SPA.URIs, rec.SPA}, {"web.redirectUris", app.Web.URIs, rec.Web}, {"publicClient.redirectUris", app.PublicClient.URIs, rec.PublicClient}}
	for _, l := range lists {
		if l.then != nil && !slices.Equal(l.now, l.then.URIs) {
			out = append(out, Change{Object: appWords(app), Property: l.property, Before: fmt.Sprint(len(l.now)), After: fmt.Sprint(len(l.then.URIs)),
				Added: without(l.then.URIs, l.now), Removed: without(l.now, l.then.URIs)})
		}
	}
	if rec.SignInAudience != nil && *rec.SignInAudience != app.SignInAudience {
		out = append(out, Change{Object: appWords(app), Property: "signInAudience", Before: audienceLabel(app.SignInAudience), After: audienceLabel(*rec.SignInAudience)})
	}
	if rec.Notes != nil && *rec.Notes != app.Notes {
		out = append(out, notesChange(app, app.Notes, *rec.Notes))
	}
	if rec.Resources != nil && !sameAccess(*rec.Resources, app.RequiredResourceAccess) {
		now, then := accessWords(s, app.RequiredResourceAccess), accessWords(s, *rec.Resources)
		out = append(out, Change{Object: appWords(app), Property: "requiredResourceAccess", Before: countAccess(app.RequiredResourceAccess), After: countAccess(*rec.Resources),
			Added: without(then, now), Removed: without(now, then)})
	}
	return out
}
