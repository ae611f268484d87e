package arrival

import (
	"fmt"

	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// Welcome is what the page begins with.
type Welcome struct {
	Saved       []setup.Profile // what this computer remembers, newest first
	Domain      string          // that was given
	Unsigned    bool            // as in Company
	MayPractice bool            // a practice tenant can be begun
}

// resumable is how many unfinished walks are offered by name.
const resumable = 3

// welcoming is the page that asks what the person came for, and offers only what is there.
var welcoming = []steps.Node{{ID: steps.PageWelcome, Page: welcomePage, Ways: append(resumeWays(),
	begins("setup", steps.TaskSetup), begins("check", steps.TaskCheck),
	begins("renew", steps.TaskRenew), begins("undo", steps.TaskUndo),
	steps.On("practice", steps.To(steps.Here), func(*steps.Walk, any, steps.Event) steps.Move {
		return steps.Stay(steps.Practice{})
	}),
	// The task that was left is over: this page offers all of them.
	steps.On(steps.Returned, steps.To(steps.Here), func(*steps.Walk, any, steps.Event) steps.Move {
		return steps.Move{Begins: true}
	}),
)}}

func resumeOf(i int) steps.ChoiceID { return steps.ChoiceID(fmt.Sprintf("resume-%d", i+1)) }

func resumeWays() []steps.Way {
	var out []steps.Way
	for i := range resumable {
		out = append(out, steps.On(resumeOf(i), steps.To(steps.PageResume),
			func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
				l := local.(*Welcome)
				return steps.GoTo(steps.PageResume, &Company{Profile: l.Saved[i], Unsigned: l.Unsigned})
			}))
	}
	return out
}

// begins leads to the first page of a task: what this computer remembers that the task
// can be about, or the question which company.
func begins(on steps.ChoiceID, id steps.TaskID) steps.Way {
	return steps.On(on, steps.To(steps.PageDomain, steps.PageResume),
		func(w *steps.Walk, local any, _ steps.Event) steps.Move {
			l := local.(*Welcome)
			m := steps.GoTo(steps.PageDomain, &Company{Domain: l.Domain, Unsigned: l.Unsigned})
			list := profiles(w.State(), l)
			if p, some := fitting(list, id); some {
				m = steps.GoTo(steps.PageResume, &Company{Profile: p, Unsigned: l.Unsigned})
			} else if l.Domain == "" && len(list) > 0 && id != steps.TaskSetup {
				m = steps.GoTo(steps.PageDomain, &Company{Domain: list[0].Tenant.Domain})
			}
			m.Begins, m.Task = true, id
			return m
		})
}

func welcomePage(st steps.State, local any) steps.Page {
	l := local.(*Welcome)
	p := steps.Page{Heading: "What brings you here?", Blocks: welcomeBlocks(st)}
	for i, s := range l.Saved[:min(len(l.Saved), resumable)] {
		p.Choices = append(p.Choices, steps.Choice{ID: resumeOf(i), Title: "Go on with " + companyOf(s),
			Detail: "left " + steps.Ago(st.Now.Sub(s.Updated)) + "; what holds is read from Entra"})
	}
	list := profiles(st, l)
	p.Choices = append(p.Choices, taskChoices(st, list)...)
	if l.MayPractice && st.Practice == nil {
		p.Choices = append(p.Choices, steps.Choice{ID: "practice", Title: "Practice first",
			Detail: "a simulated tenant; nothing real is touched"})
	}
	for _, s := range list {
		p.Sensitive = append(p.Sensitive, s.Name, s.Tenant.ID, s.Tenant.Domain, s.Tenant.Name, s.App.Name,
			s.App.AppID)
	}
	return p
}

// First is where a run begins that was asked for what it does.
func First(w *steps.Walk, l *Welcome) *steps.Frame {
	p := w.Known.Profile()
	some := p.Tenant.ID != ""
	if w.Task != nil && !some && l.Domain == "" {
		p, some = fitting(l.Saved, w.Task.ID)
	}
	if w.Task != nil && some {
		return steps.At(steps.PageResume, &Company{Profile: p, Unsigned: l.Unsigned})
	}
	return steps.At(steps.PageDomain, &Company{Domain: l.Domain, Unsigned: l.Unsigned})
}

// companyOf is what a remembered setup is called.
func companyOf(p setup.Profile) string {
	return text.Or(text.Or(p.Tenant.Name, p.Tenant.Domain), p.Name)
}

// taskChoices are the setup and what else the program can do, as far as there is
// something to do it with.
func taskChoices(st steps.State, list []setup.Profile) []steps.Choice {
	setUp := "29 steps, about ten minutes; resumes any time"
	if st.Practice != nil {
		setUp = "on the practice tenant; nothing real is touched"
	}
	renew := "a new one beside the old; the old one goes last"
	if p, some := fitting(list, steps.TaskRenew); some {
		renew = text.Or(p.App.Name, p.Tenant.Name) + ": " + setup.EndsIn(st.Now, p.Secret.End)
	}
	out := []steps.Choice{{ID: "setup", Title: "Set up single sign-on", Detail: setUp},
		{ID: "check", Title: steps.NewTask(steps.TaskCheck).Title,
			Detail: "changes nothing unless you choose a repair"},
		{ID: "renew", Title: steps.NewTask(steps.TaskRenew).Title, Detail: renew}}
	if p, some := fitting(list, steps.TaskUndo); some {
		out = append(out, steps.Choice{ID: "undo", Title: steps.NewTask(steps.TaskUndo).Title,
			Detail: text.Or(p.Tenant.Name, p.Tenant.Domain) + ": " + text.Count(len(standing(p)), "write") +
				", one by one"})
	}
	return out
}

// welcomeBlocks say what is needed and what would change.
func welcomeBlocks(st steps.State) []steps.Block {
	need := steps.Block{steps.Para{Weight: steps.Strong, Text: "You will need"},
		steps.Para{In: 2, Text: "an account in your own company's Microsoft 365, not in a customer's, " +
			engine.WordsFor(change.ForSetup, nil).Needs + ";"},
		steps.Para{In: 2, Text: "the bvoip MTP portal, open in a browser."}}
	if p := st.Practice; p != nil {
		need = steps.Block{steps.Fact{Label: "Practice", Text: p.Title + ". " + p.About +
			" Everything that a browser " +
			"or a colleague would do can be played here."}}
	}
	return []steps.Block{need, {steps.Fact{Label: "What this changes", Text: "one app registration in your " +
		"tenant. Every write is shown before it is made, and there is a receipt for each."}}}
}

// profiles are those this computer has, the one at hand as it is now: it may have been
// changed since the program began.
func profiles(st steps.State, l *Welcome) []setup.Profile {
	if st.Profile.Tenant.ID == "" {
		return l.Saved
	}
	out := []setup.Profile{st.Profile}
	for _, p := range l.Saved {
		if p.Name != st.Profile.Name {
			out = append(out, p)
		}
	}
	return out
}

// fitting is the newest of what this computer remembers that a task can be about.
func fitting(list []setup.Profile, id steps.TaskID) (setup.Profile, bool) {
	for _, p := range list {
		switch {
		case p.Tenant.ID == "":
		case id == steps.TaskRenew && p.Secret.KeyID != "" && !p.Secret.End.IsZero(),
			id == steps.TaskUndo && len(standing(p)) > 0:
			return p, true
		}
	}
	return setup.Profile{}, false
}

// standing are the receipts of a profile that were not taken back.
func standing(p setup.Profile) []setup.Receipt {
	var out []setup.Receipt
	for _, r := range p.Receipts {
		if r.Standing() {
			out = append(out, r)
		}
	}
	return out
}
