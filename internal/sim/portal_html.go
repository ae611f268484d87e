package sim

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

func link(to, words string) g.Node { return h.A(h.Href(to), g.Text(words)) }

func portalHome(page) g.Node {
	return g.Group{
		h.P(g.Text("This stands in for the bvoip MTP portal while you practice.")),
		h.Ul(
			h.Li(link("/system/single-sign-on", "System > Single sign-on")),
			h.Li(link("/login", "Sign in page")),
		),
	}
}

func portalSSO(p page) g.Node {
	state := h.P(g.Text("Single sign-on is not configured."))
	if s := p.Portal.State; s.Type != "" {
		secret := "no client secret yet"
		if s.ClientSecret != "" {
			secret = "client secret saved"
		}
		state = h.P(g.Text("Type "+s.Type+", application "), h.Code(g.Text(s.ApplicationID)),
			g.Text(", "+secret+"."))
	}
	return g.Group{
		state,
		h.P(
			h.A(h.Class("button"), h.Href("/system/single-sign-on/account"), g.Text("Configure MTP "+
				"portal account")),
			h.A(h.Class("button"), h.Href("/system/single-sign-on/users"), g.Text("Configure MTP portal "+
				"users")),
		),
		h.P(link("/login", "Sign in page")),
	}
}

func portalAccount(p page) g.Node {
	v := p.Portal
	problem := v.Problem
	if problem != "" {
		problem += " Nothing was saved."
	}
	kind := func(value, words string) g.Node {
		return h.Option(h.Value(value), g.If(v.State.Type == value, h.Selected()), g.Text(words))
	}
	return g.Group{
		saved(v.Saved),
		filled("refused", problem),
		h.Form(h.Method("post"), h.Action("/system/single-sign-on/account"), h.AutoComplete("off"),
			h.Label(g.Text("Type"), h.Select(h.Name("type"), kind("", "None"), kind("Microsoft",
				"Microsoft"))),
			textField("Application (client) ID", "application_id", v.State.ApplicationID, spelled),
			textField("Directory (tenant) ID", "directory_id", v.State.DirectoryID, spelled),
			portalTabs(v),
			h.Button(h.Type("submit"), g.Text("Save changes")),
			h.A(h.Class("button second"), h.Href("/system/single-sign-on"), g.Text("Back")),
		),
	}
}

// spelled keeps a browser from underlining an id.
var spelled = g.Attr("spellcheck", "false")

// portalTabs are the two tabs of the account: the redirect URIs, and the secret.
func portalTabs(v portalPage) g.Node {
	tab := func(id, value, words string, checked bool) g.Node {
		return g.Group{
			h.Input(h.Type("radio"), h.Name("tab"), h.ID(id), h.Value(value), g.If(checked, h.Checked())),
			h.Label(h.For(id), g.Text(words)),
		}
	}
	kept := "No client secret is saved."
	if v.HasSecret {
		kept = "A client secret is saved. Leave the field empty to keep it."
	}
	return h.Div(h.Class("tabs"),
		tab("tab1", "uris", "Redirect URIs", true),
		tab("tab2", "secret", "Client Secret", false),
		h.Section(h.ID("pane1"),
			h.P(g.Textf("Register all %d in Entra. Addresses with the word example exist in practice "+
				"only.", len(v.URIs))),
			h.Ol(h.Class("uris"), g.Map(v.URIs, func(u string) g.Node { return h.Li(g.Text(u)) })),
		),
		h.Section(h.ID("pane2"),
			h.Label(g.Text("Client Secret"), h.Input(h.Type("password"), h.Name("client_secret"), h.Value(""),
				h.AutoComplete("new-password"))),
			h.P(g.Text(kept)),
		),
	)
}

func saved(yes bool) g.Node { return g.If(yes, h.P(h.Class("good"), g.Text("Changes saved."))) }

func portalUsers(p page) g.Node {
	v := p.Portal
	return g.Group{
		saved(v.Saved),
		filled("refused", v.Problem),
		g.If(len(v.Users) > 0, h.Form(h.Method("post"), h.Action("/system/single-sign-on/users"),
			h.P(g.Text("Tick who may sign in to the MTP portal.")),
			g.Map(v.Users, func(u portalUser) g.Node {
				return h.Label(h.Input(h.Type("checkbox"), h.Name("user"), h.Value(u.UPN),
					g.If(u.Enabled, h.Checked())),
					g.Text(" "+u.Name+" · "+u.UPN))
			}),
			h.Button(h.Type("submit"), g.Text("Save changes")),
		)),
		h.P(link("/system/single-sign-on", "Back")),
	}
}

func portalSignIn(p page) g.Node {
	return g.Group{
		filled("refused", p.Portal.Problem),
		h.Form(h.Method("post"), h.Action("/login"), h.Button(h.Type("submit"), g.Text("Sign in with "+
			"Microsoft"))),
		h.P(link("/", "Back to the MTP portal")),
	}
}
