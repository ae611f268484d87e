package steps

import (
	"ssowizard/internal/change"
	"ssowizard/internal/mtp"
	"ssowizard/internal/text"
)

// Steps 10–11: the two ids go into the MTP portal, its 12 redirect URIs come out. What was
// pasted is known here when the page that takes it is left.

// account is what the page remembers: how many addresses were pasted and not taken yet.
type account struct{ pasted int }

var accounts = []node{
	stepped{phase: accountPhase, fresh: func() any { return &account{} }, facts: accountFacts,
		own: accountChoices, more: accountPage, ways: []way{
			to("paste", PagePaste),
			{Returned, []PageID{Here, Next}, func(w *Walk, local any, e Event) Move {
				if n, some := e.Value.(int); some {
					local.(*account).pasted = n
				}
				return backToPhase(w, accountPhase, e)
			}},
			{"copy-client", []PageID{Here}, copyField(mtp.FieldClientID)},
			{"copy-tenant", []PageID{Here}, copyField(mtp.FieldTenantID)},
			{"open", []PageID{Here}, func(w *Walk, _ any, _ Event) Move {
				return stay(Open{URL: w.state().portalURL()})
			}},
		}}.node(),
}

// accountFacts say what of the list is known here, and what to click, with the
// procedure's own numbers.
func accountFacts(st State, local any) []Block {
	r := st.Verdict.Phase(accountPhase)
	sign, word := Sighted(st.Snapshot, st.Profile, st.Task != nil, r)
	have := Block{Sight{Label: "State", Sign: sign, Word: word}}
	now := func(n int, what string) {
		have = append(have, Fact{Label: "Now", Text: text.Count(n, "redirect URI") + what})
	}
	switch n, pasted := len(st.Profile.Wanted.URIs), local.(*account).pasted; {
	case n > 0:
		now(n, " taken from the MTP portal")
	case pasted > 0:
		now(pasted, " pasted, not taken yet.")
	case r.Word != nil:
		have = append(have, Fact{Label: "Noted", Text: Noted(*r.Word)})
	}
	sso, _ := mtp.FieldByID(mtp.FieldSingleSignOn)
	todo := Block{
		Fact{Label: "10", Text: "In the MTP portal, open " + sso.Place + " > \"" + sso.Name + "\" (o opens " +
			st.portalURL() + ") and press \"" + fieldName(mtp.FieldAccount) + "\""},
		Fact{Label: "11", Text: "Choose the type \"Microsoft\", and enter both ids:"},
	}
	todo = append(todo, idFields(st, "c", "t")...)
	return []Block{have, append(todo, Fact{Label: "", Text: "In the tab \"" +
		fieldName(mtp.FieldRedirectURIs) + "\" copy all 12, and keep this window open"})}
}

// accountChoices take the list. A word that the account is there says nothing to anybody
// before the list is known.
func accountChoices(st State, _ any) []Choice {
	paste := Choice{ID: "paste", Title: "Paste the 12 redirect URIs", Key: "v", Detail: "from the tab \"" +
		fieldName(mtp.FieldRedirectURIs) + "\"; any shape is read"}
	if len(st.Profile.Wanted.URIs) > 0 {
		paste.Title, paste.Detail = "Paste the list again", "the new list takes the place of the old one"
	}
	return []Choice{paste}
}

func accountPage(st State, _ any, p *Page) {
	p.Values = append(bothIDs(st), Value{"MTP portal", st.portalURL()})
	var word []Choice
	var rest []Choice
	for _, c := range p.Choices {
		if c.Way != change.WayConfirm {
			rest = append(rest, c)
		} else if len(st.Profile.Wanted.URIs) > 0 {
			c.Title, c.Detail = "Type and ids are in", "the last of steps 10–11, by your word"
			word = append(word, c)
		}
	}
	p.Choices = append(append(word, rest...), copyChoices(st, "c", "t")...)
	p.Choices = append(p.Choices,
		Choice{ID: "open", Title: "Open MTP portal", Key: "o", Quiet: true, Screen: true})
}
