package choose

import (
	"context"
	"strings"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/mtp"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/phases"
)

// Steps A1 and A2: what to press in the MTP portal, and the tenant's people, to find the
// right ones.
const (
	usersPhase = "A1-A2"
)

var peopling = []steps.Node{phases.Stepped{Phase: usersPhase, Facts: userFacts, Own: userChoices,
	More: userMore,
	Ways: []steps.Way{steps.Leads("people", steps.PagePeople), phases.OpenMTP}}.Node(),
	listed{one: "person", what: "people", read: peopleBy, take: copyAddress,
		page: peoplePage}.node(steps.PagePeople)}

func userFacts(st steps.State, _ any) []steps.Block {
	sso, _ := mtp.FieldByID(mtp.FieldUsers)
	return []steps.Block{{
		steps.Fact{Label: "A1", Text: "In the MTP portal, open " + sso.Place + " and press \"" + sso.Name +
			"\"."},
		steps.Fact{Label: "A2", Text: "Choose those who administer phone systems. Begin with one or two. " +
			"Keep one administrator who signs in with a password until one sign-in has worked."},
	}, phases.PhaseWord(st.Verdict.Phase(usersPhase))}
}

func userChoices(st steps.State, _ any) []steps.Choice {
	if !st.SignedIn {
		return nil
	}
	return []steps.Choice{{ID: "people", Title: "Look people up", Key: "/",
		Detail: "in your tenant, to compare with"}}
}

func userMore(st steps.State, _ any, p *steps.Page) {
	p.Retitle(change.WayConfirm, "I have chosen them there", "noted with the date; only you can know")
	p.Choices = append(p.Choices, phases.OpenMTPChoice)
	p.Values = []steps.Value{{Label: "MTP portal", Text: st.PortalURL()}}
}

func peopleBy(ctx context.Context, w steps.Worker, words string) (part, error) {
	list, err := w.SearchUsers(ctx, words)
	return partOf(list, func(p engine.Person) steps.Row {
		row := steps.Row{ID: "take", Arg: p.Address, Title: p.Name, Detail: p.Address,
			Label: p.Name + ", " + p.Address, Hides: []string{p.Name, p.Address, p.Mail}}
		if p.Mail != "" && !strings.EqualFold(p.Mail, p.Address) {
			row.Detail += "  (" + p.Mail + ")"
		}
		return row
	}), err
}

// copyAddress copies the address under which a person signs in.
func copyAddress(_ *steps.Walk, _ any, e steps.Event) steps.Move {
	return steps.Stay(steps.Copy{Label: "Address", Text: e.Arg})
}

func peoplePage(_ steps.State, local any) steps.Page {
	p := steps.Page{Phase: usersPhase, Heading: "People in your tenant, to compare with",
		Pick: "copy the address",
		Input: &steps.Input{ID: "look", Label: "The beginning of a name or an address",
			Help: "The list in the MTP portal counts."}}
	local.(*search).list(&p, "Nobody whose name or address has a word that begins like this. People made in "+
		"the last minutes may be missing.")
	return p
}
