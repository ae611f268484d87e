package phases

import (
	"ssowizard/internal/change"
	"ssowizard/internal/mtp"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// Steps 10–11: the two ids go into the MTP portal, its 12 redirect URIs come out. What was
// pasted is known here when the page that takes it is left.

// account is what the page remembers: what was pasted and not taken yet.
type account struct{ list draft }

var accounts = []steps.Node{
	Stepped{Phase: accountPhase, Fresh: func() any { return &account{} }, Facts: accountFacts,
		Own: accountChoices, More: accountPage, Ways: []steps.Way{
			steps.On("paste", steps.To(steps.PagePaste),
				func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
					return steps.GoTo(steps.PagePaste, &local.(*account).list)
				}),
			steps.On("copy-client", steps.To(steps.Here), copyField(mtp.FieldClientID)),
			steps.On("copy-tenant", steps.To(steps.Here), copyField(mtp.FieldTenantID)),
			steps.On("open", steps.To(steps.Here), func(w *steps.Walk, _ any, _ steps.Event) steps.Move {
				return steps.Stay(steps.Open{URL: w.State().PortalURL()})
			}),
		}}.Node(),
}

// accountFacts say what of the list is known here, and what to click, with the
// procedure's own numbers.
func accountFacts(st steps.State, local any) []steps.Block {
	r := st.Verdict.Phase(accountPhase)
	sign, word := Sighted(st.Snapshot, st.Profile, st.Task != nil, r)
	have := steps.Block{steps.Sight{Label: "State", Sign: sign, Word: word}}
	now := func(n int, what string) {
		have = append(have, steps.Fact{Label: "Now", Text: text.Count(n, "redirect URI") + what})
	}
	switch n, pasted := len(st.Profile.Wanted.URIs), local.(*account).list.pasted(); {
	case n > 0:
		now(n, " taken from the MTP portal")
		if away := elsewhereWords(st.Profile.Wanted.URIs, "them"); away != "" {
			have = append(have, steps.Mark{Sign: steps.SignLook, Text: away})
		}
	case pasted > 0:
		now(pasted, " pasted, not taken yet.")
	case r.Word != nil:
		have = append(have, steps.Fact{Label: "Noted", Text: Noted(*r.Word)})
	}
	sso, _ := mtp.FieldByID(mtp.FieldSingleSignOn)
	todo := steps.Block{
		steps.Fact{Label: "10", Text: "In the MTP portal, open " + sso.Place + " > \"" + sso.Name +
			"\" (o opens " +
			st.PortalURL() + ") and press \"" + fieldName(mtp.FieldAccount) + "\""},
		steps.Fact{Label: "11", Text: "Choose the type \"Microsoft\", and enter both ids:"},
	}
	todo = append(todo, idFields(st, "c", "t")...)
	return []steps.Block{have, append(todo, steps.Fact{Label: "", Text: "In the tab \"" +
		fieldName(mtp.FieldRedirectURIs) + "\" copy all 12, and keep this window open"})}
}

// accountChoices take the list. A word that the account is there says nothing to anybody
// before the list is known.
func accountChoices(st steps.State, _ any) []steps.Choice {
	paste := steps.Choice{ID: "paste", Title: "Paste the 12 redirect URIs", Key: "v",
		Detail: "from the tab \"" +
			fieldName(mtp.FieldRedirectURIs) + "\"; any shape is read"}
	if len(st.Profile.Wanted.URIs) > 0 {
		paste.Title, paste.Detail = "Paste the list again", "the new list takes the place of the old one"
	}
	return []steps.Choice{paste}
}

func accountPage(st steps.State, _ any, p *steps.Page) {
	p.Values = append(BothIDs(st), steps.Value{Label: "MTP portal", Text: st.PortalURL()})
	var word []steps.Choice
	var rest []steps.Choice
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
		steps.Choice{ID: "open", Title: "Open MTP portal", Key: "o", Quiet: true, Screen: true})
}
