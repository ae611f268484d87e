package phases

import (
	"slices"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
)

func proofFacts(st steps.State, local any) []steps.Block {
	r := st.Verdict.Phase("28")
	if st.Profile.Secret.KeyID == "" {
		return []steps.Block{PhaseWord(r), steps.Paragraph(noValue(st))}
	}
	l := local.(*proof)
	return []steps.Block{PhaseWord(r), proofOutcome(st, l), chainOf(l)}
}

// PhaseWord is how a phase stands by a person's word; nothing where there is none.
func PhaseWord(r judge.PhaseReport) steps.Block {
	if r.Word == nil {
		return nil
	}
	return steps.Block{steps.Sight{Label: "State", Sign: steps.Sign(r.Status), Word: StatusWords[r.Status]},
		steps.Fact{Label: "Noted", Text: Noted(*r.Word)}}
}

func proofChoices(st steps.State, local any) []steps.Choice {
	if st.Profile.Secret.KeyID == "" {
		return withoutValue(st)
	}
	l := local.(*proof)
	if l.run != nil { // Enter out of habit must not leave a run that is under way
		return []steps.Choice{{ID: "wait", Title: "Wait here", Screen: true,
			Detail: "it comes to its end by itself"}}
	}
	var out []steps.Choice
	if l.ended {
		out = afterProof(st, l)
	}
	out = append(out, steps.Choice{ID: "prove", Title: "Prove again", Key: "r",
		Detail: "takes up to a minute; nothing is written"})
	if st.Profile.Secret.ByHand {
		out = append(out, valueChoice(st, "Paste another value",
			"it takes the place of the one that is kept"))
	}
	return out
}

// proofMore sets what is particular to the proof among the ways of every phase: what is
// proven takes no word, and r proves again.
func proofMore(st steps.State, local any, p *steps.Page) {
	l, have := local.(*proof), st.Profile.Secret.KeyID != ""
	p.Blocks[0] = steps.Block{steps.Para{Text: p.Why, Spare: 20}}
	blocked := st.Verdict.Phase("28").BlockedBy != "" && !st.ByHand()
	p.Choices = slices.DeleteFunc(p.Choices, func(c steps.Choice) bool {
		return c.Way == change.WayConfirm && (have || blocked) || c.ID == "read" && have
	})
	for i, c := range p.Choices {
		if c.Way == change.WayConfirm {
			p.Choices[i].Title = "I copied the value and keep it myself"
		}
	}
	if wait := slices.IndexFunc(p.Choices, func(c steps.Choice) bool { return c.ID == "wait" }); wait > 0 {
		p.Choices[0], p.Choices[wait] = p.Choices[wait], p.Choices[0]
	}
	if l.run != nil { // Enter must not begin a run anew that is under way
		p.Choices = append(p.Choices, steps.Choice{ID: "prove", Title: "Begin anew", Key: "r", Screen: true,
			Detail: "takes up to a minute; nothing is written"})
	}
	if len(l.seen().Links) > 0 {
		p.Choices = append(p.Choices, steps.Choice{ID: "whole", Title: "Details", Key: "d",
			Quiet: true, Screen: true})
	}
}

// afterProof are the ways on from what a proof came to.
func afterProof(st steps.State, l *proof) []steps.Choice {
	if endedSignIn(l.err) {
		return steps.SignInAgain(st)
	}
	r, broken := cause(l.last)
	if !broken {
		return nil
	}
	return []steps.Choice{{ID: "mend", Title: "Go to " + phaseWords(mendedBy[r.ID]), Key: "m",
		Detail: "where the first broken link is mended"}}
}

// proofOutcome says what the chain came to: proven, or the cause and its remedy.
func proofOutcome(st steps.State, l *proof) steps.Block {
	broken, wrong := cause(l.last)
	switch {
	case l.run != nil:
		return steps.Block{steps.Mark{Sign: steps.SignNow, Weight: steps.Quiet,
			Text: "New secrets take a while, usually up to 60 s. Nothing is written."}}
	case !l.ended:
		return steps.Marked(steps.SignLook, "Stopped. Nothing was written.")
	case wrong:
		return causeBlock(st, l.last, broken)
	case l.err != nil:
		return steps.Marked(steps.SignUnsure, "It could not be proven: "+advice.Advise(l.err).What)
	case l.last.Good:
		return steps.Block{steps.Mark{Sign: steps.SignGood, Weight: steps.Strong, Text: "Proven at " +
			steps.ClockTime(l.last.At) +
			": the kept secret gets a token three times in a row, and the token may read users."}}
	case l.last.Finding != nil:
		return steps.Block{steps.Mark{Sign: steps.SignUnsure, Weight: steps.Strong, Text: "Not proven yet. " +
			l.last.Finding.Text()},
			steps.Fact{Label: "What to do", Text: l.last.Finding.Remedy()}}
	}
	return nil
}

// directoryLinks are read beside the waiting for a token.
var directoryLinks = map[string]bool{"tenant": true, "registration": true, "service-principal": true,
	"uris": true, "permission": true, "consent": true}

// causeBlock names the first broken link as the cause, and its remedy.
func causeBlock(st steps.State, p setup.Proof, broken setup.Link) steps.Block {
	out := steps.Block{steps.Mark{Sign: steps.SignBad, Weight: steps.Strong, Text: "The cause: " +
		broken.FailureTitle()}}
	found := st.Verdict.Phase(mendedBy[broken.ID]).Findings()
	if p.Finding != nil && !directoryLinks[broken.ID] {
		found = []setup.Finding{*p.Finding}
	}
	if len(found) == 0 {
		return append(out, steps.Para{Text: broken.Detail, In: 2})
	}
	return append(out, steps.Para{Text: found[0].Text(), In: 2},
		steps.Fact{Label: "What to do", Text: found[0].Remedy()})
}

// chainOf are the links, the first at the top.
func chainOf(l *proof) steps.Block {
	var out steps.Block
	past := false
	for _, r := range l.seen().Links {
		out = append(out, l.item(r, past))
		past = past || l.ended && r.State == setup.LinkFail
	}
	return out
}

// item is one link: what is shown by it, and what was seen; past tells that a link
// before it is broken.
func (l *proof) item(r setup.Link, past bool) steps.Item {
	out := steps.Item{Sign: steps.Sign(r.State), Title: r.Title, Detail: r.Detail, Whole: l.whole}
	switch {
	case r.State == setup.LinkOK && r.Took >= 100*time.Millisecond:
		out.Took = r.Took
	case r.State == setup.LinkNow && l.run != nil:
		out.Most = l.run.most
	case r.State == setup.LinkNow:
		out.Sign, out.Detail = steps.Sign(setup.StatusTodo), "stopped"
	case r.State == setup.LinkTodo && l.run != nil && directoryLinks[r.ID]:
		out.Sign, out.Detail = steps.SignNow, "reading"
	case r.State == setup.LinkTodo && past:
		out.Detail = "not tried"
	}
	return out
}
