package sim

import (
	"maps"
	"slices"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

func accountBody(p page) g.Node {
	return g.Group{
		h.Form(h.Method("post"), h.AutoComplete("off"),
			userCode(p.UserCode),
			h.P(g.Text("Pick an account of "+p.Tenant+". In practice there is no password.")),
			g.Map(p.Accounts, func(a Account) g.Node {
				return h.P(h.Button(h.Type("submit"), h.Name("account"), h.Value(a.UPN), h.Class("second"),
					g.Text(a.Name+" · "+a.UPN)))
			}),
		),
		h.Form(h.Method("post"), h.AutoComplete("off"),
			userCode(p.UserCode),
			textField("Another account", "account", p.Typed),
			h.Button(h.Type("submit"), g.Text("Next")),
		),
	}
}

func consentBody(p page) g.Node {
	return h.Form(h.Method("post"),
		h.Input(h.Type("hidden"), h.Name("account"), h.Value(p.Typed)),
		userCode(p.UserCode),
		h.P(g.Text(p.Lead)),
		g.If(len(p.Scopes) > 0, g.Group{
			h.P(g.Text("It asks for:")),
			h.Ul(g.Map(p.Scopes, func(s string) g.Node { return h.Li(h.Code(g.Text(s))) })),
		}),
		g.If(p.Everybody, h.P(h.Label(h.Input(h.Type("checkbox"), h.Name("everybody"), h.Value("yes")),
			g.Text(" Consent on behalf of your organization")))),
		h.P(g.Text("Signed in as "+p.Typed+".")),
		h.Button(h.Type("submit"), h.Name("decision"), h.Value("accept"), g.Text(p.Yes)),
		cancel("Cancel"),
	)
}

func cancel(words string) g.Node {
	return h.Button(h.Type("submit"), h.Name("decision"), h.Value("cancel"), h.Class("second"), g.Text(words))
}

func deviceBody(p page) g.Node {
	return h.Form(h.Method("post"), h.AutoComplete("off"),
		h.P(g.Text("Enter the code that the program shows. Only do this if you started the program "+
			"yourself.")),
		textField("Code", "user_code", p.UserCode, h.AutoFocus()),
		h.Button(h.Type("submit"), g.Text("Next")),
	)
}

func messageBody(p page) g.Node {
	return g.Group{
		h.P(g.Text(p.Lead)),
		g.If(p.Address != "", h.P(h.Code(g.Text(p.Address)))),
		g.If(p.Back, h.Form(h.Method("post"),
			h.Input(h.Type("hidden"), h.Name("account"), h.Value(p.Typed)),
			cancel("Return to the application without granting consent"),
		)),
		g.If(p.Link != "", h.P(h.A(h.Href(address(p.Link)), g.Text("Back to the MTP portal")))),
	}
}

func formPostBody(p page) g.Node {
	var fields g.Group
	for _, name := range slices.Sorted(maps.Keys(p.Fields)) {
		for _, v := range p.Fields[name] {
			fields = append(fields, h.Input(h.Type("hidden"), h.Name(name), h.Value(v)))
		}
	}
	return h.Form(h.Method("post"), h.Action(address(p.Address)),
		fields,
		h.P(g.Text("The answer goes back to the program that asked.")),
		h.Button(h.Type("submit"), g.Text("Continue")),
	)
}
