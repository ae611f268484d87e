package steps

import (
	"slices"
	"strings"

	"ssowizard/internal/graph"
	"ssowizard/internal/text"
)

// onceTaken is what will be there when a receipt has been taken back, as far as an
// earlier one is judged by it. A service principal and what was granted to it, and
// which policy applies, are left as they are: nothing earlier is judged by those.
func (s Snapshot) onceTaken(rec Receipt) Snapshot {
	switch {
	case rec.Object == "password" && s.App.Value != nil:
		app := *s.App.Value
		app.PasswordCredentials = slices.DeleteFunc(slices.Clone(app.PasswordCredentials),
			func(c graph.Password) bool { return c.KeyID == rec.ObjectID })
		s.App.Value = &app
	case rec.Object == "application" && rec.Before != nil && s.App.Value != nil:
		if before, err := recorded(rec.Before); err == nil {
			app := before.over(*s.App.Value)
			s.App.Value = &app
		}
	case rec.Object == "oauth2PermissionGrant":
		s.Delegated.Value = scopesOnceTaken(s.Delegated.Value, rec)
	case rec.Object == objectPrincipalSettings && s.Principal.Value != nil:
		if before, err := recordedSettings(rec.Before); err == nil {
			sp := settingsOver(before, *s.Principal.Value)
			s.Principal.Value = &sp
		}
	case rec.Object == objectPolicyRules && len(s.OwnPolicy.Value) > 0:
		if rules, ok := rulesOf(rec.Before); ok {
			s.OwnPolicy.Value = slices.Clone(s.OwnPolicy.Value)
			s.OwnPolicy.Value[0].Rules = rules
		}
	}
	return s
}

// over is the registration with what the record says put back.
func (rec record) over(app graph.Application) graph.Application {
	put := func(list *[]string, was *recordURIs) {
		if was != nil {
			*list = was.URIs
		}
	}
	put(&app.SPA.URIs, rec.SPA)
	put(&app.Web.URIs, rec.Web)
	put(&app.PublicClient.URIs, rec.PublicClient)
	if rec.SignInAudience != nil {
		app.SignInAudience = *rec.SignInAudience
	}
	if rec.Resources != nil {
		app.RequiredResourceAccess = *rec.Resources
	}
	if rec.Notes != nil {
		app.Notes = *rec.Notes
	}
	return app
}

func scopesOnceTaken(list []graph.DelegatedGrant, rec Receipt) []graph.DelegatedGrant {
	before, _ := rec.Before.(string)
	var out []graph.DelegatedGrant
	for _, g := range list {
		switch {
		case g.ID != rec.ObjectID:
		case before == "":
			continue
		default:
			g.Scope = before
		}
		out = append(out, g)
	}
	return out
}

func settingsOver(was graph.ServicePrincipalPatch, sp graph.ServicePrincipal) graph.ServicePrincipal {
	if was.AccountEnabled != nil {
		sp.AccountEnabled = *was.AccountEnabled
	}
	if was.AppRoleAssignmentRequired != nil {
		sp.AppRoleAssignmentRequired = *was.AppRoleAssignmentRequired
	}
	return sp
}

// secretsLeft says which client secrets a registration still holds, and whose they
// are: it is not deleted before they are gone. "" where it holds none.
func secretsLeft(app graph.Application, p Profile) string {
	var theirs []string
	stands, behind := 0, 0
	for _, c := range app.PasswordCredentials {
		rec, told := p.wrote("password", c.KeyID)
		switch {
		case !told || !namedHere(c.DisplayName):
			theirs = append(theirs, text.Or(c.DisplayName, c.KeyID))
		case rec.Undone == nil:
			stands++
		default:
			behind++
		}
	}
	switch {
	case len(theirs) > 0:
		return "The registration holds " + text.Count(len(theirs), "client secret") + " that no receipt here tells of (" +
			strings.Join(theirs, ", ") + "), which may be somebody else's. Remove what nobody needs in Entra first."
	case stands > 0:
		return "The registration holds " + text.Count(stands, "client secret") + " that this wizard made, and that goes first."
	case behind > 0:
		return "Entra still shows a client secret that was taken back. It may be behind; read again in a few minutes."
	}
	return ""
}
