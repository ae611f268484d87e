package steps

import (
	"context"
	"strings"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/mtp"
)

// Steps A1 and A2: what to press in the MTP portal, and the tenant's people, to find the
// right ones.
const (
	usersPhase = "A1-A2"
)

var peopling = []node{stepped{phase: usersPhase, facts: userFacts, own: userChoices, more: userMore,
	ways: []way{to("people", PagePeople), openMTP}}.node(),
	listed{one: "person", what: "people", read: peopleBy, take: copyAddress,
		page: peoplePage}.node(PagePeople)}

func userFacts(st State, _ any) []Block {
	sso, _ := mtp.FieldByID(mtp.FieldUsers)
	return []Block{{
		Fact{Label: "A1", Text: "In the MTP portal, open " + sso.Place + " and press \"" + sso.Name + "\"."},
		Fact{Label: "A2", Text: "Choose those who administer phone systems. Begin with one or two. Keep " +
			"one administrator who signs in with a password until one sign-in has worked."},
	}, phaseWord(st.Verdict.Phase(usersPhase))}
}

func userChoices(st State, _ any) []Choice {
	if !st.SignedIn {
		return nil
	}
	return []Choice{{ID: "people", Title: "Look people up", Key: "/",
		Detail: "in your tenant, to compare with"}}
}

func userMore(st State, _ any, p *Page) {
	p.retitle(change.WayConfirm, "I have chosen them there", "noted with the date; only you can know")
	p.Choices = append(p.Choices, openMTPChoice)
	p.Values = []Value{{"MTP portal", st.portalURL()}}
}

func peopleBy(ctx context.Context, w Worker, words string) (part, error) {
	list, err := w.SearchUsers(ctx, words)
	return partOf(list, func(p engine.Person) Row {
		row := Row{ID: "take", Arg: p.Address, Title: p.Name, Detail: p.Address,
			Label: p.Name + ", " + p.Address, Hides: []string{p.Name, p.Address, p.Mail}}
		if p.Mail != "" && !strings.EqualFold(p.Mail, p.Address) {
			row.Detail += "  (" + p.Mail + ")"
		}
		return row
	}), err
}

// copyAddress copies the address under which a person signs in.
func copyAddress(_ *Walk, _ any, e Event) Move { return stay(Copy{Label: "Address", Text: e.Arg}) }

func peoplePage(_ State, local any) Page {
	p := Page{Phase: usersPhase, Heading: "People in your tenant, to compare with", Pick: "copy the address",
		Input: &Input{ID: "look", Label: "The beginning of a name or an address",
			Help: "The list in the MTP portal counts."}}
	local.(*search).list(&p, "Nobody whose name or address has a word that begins like this. People made in "+
		"the last minutes may be missing.")
	return p
}
