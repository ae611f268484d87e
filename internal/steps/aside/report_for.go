package aside

import (
	"strconv"

	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// What a report for support is asked for where nothing was given beforehand: which setup, or
// which company, and whether somebody signs in for it. Each brings its answer back.

// Remembered is what the first page begins with: the setups of this computer.
type Remembered []setup.Profile

var reportNodes = []steps.Node{
	{ID: steps.PageReportOf, Fresh: func() any {
		return Remembered(nil)
	}, Page: reportOfPage, Ways: []steps.Way{
		steps.On("this", steps.To(steps.Below), func(_ *steps.Walk, local any, e steps.Event) steps.Move {
			at, _ := strconv.Atoi(e.Arg)
			return steps.Answer(local.(Remembered)[at])
		}),
	}},
	{ID: steps.PageReportFor, Page: reportForPage, Ways: []steps.Way{
		steps.On("domain", steps.To(steps.Below), func(_ *steps.Walk, _ any, e steps.Event) steps.Move {
			return steps.Answer(e.Arg)
		}),
	}},
	{ID: steps.PageReportLook, Page: reportLookPage, Ways: []steps.Way{
		bringsBack("device"), bringsBack("browser"), bringsBack("none"),
	}},
}

// bringsBack closes the page with the choice itself as the answer.
func bringsBack(id steps.ChoiceID) steps.Way {
	return steps.On(id, steps.To(steps.Below), func(*steps.Walk, any, steps.Event) steps.Move {
		return steps.Answer(string(id))
	})
}

func reportOfPage(_ steps.State, local any) steps.Page {
	p := steps.Page{Heading: "Which setup is the report about?", Box: true}
	for i, s := range local.(Remembered) {
		p.Choices = append(p.Choices, steps.Choice{ID: "this", Arg: strconv.Itoa(i),
			Title:  text.Or(s.Tenant.Name, s.Tenant.ID) + ", " + text.Or(s.Tenant.Domain, "no domain known"),
			Detail: text.Or(s.App.Name, "no registration yet")})
	}
	return p
}

func reportForPage(steps.State, any) steps.Page {
	return steps.Page{Heading: "The company that the report is about", Box: true,
		Input: &steps.Input{ID: "domain", Label: "Your company's domain (Enter alone leaves it out)",
			Help: "The part after the @ in your work address, as contoso.com. Without it the report is " +
				"about this computer only."}}
}

func reportLookPage(steps.State, any) steps.Page {
	return steps.Page{Heading: "Sign in, for reading only, and have the report say what is there now?",
		Box: true, Choices: []steps.Choice{
			{ID: "device", Title: "Yes, with a code, in a browser on any computer or telephone"},
			{ID: "browser", Title: "Yes, in the browser of this computer"},
			{ID: "none", Title: "No: by what this computer remembers, and what can be looked at without a " +
				"sign-in"},
		}}
}
