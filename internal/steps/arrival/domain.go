package arrival

import (
	"context"
	"errors"
	"strings"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/outcome"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// Which company it is about: its domain is asked for, or taken from what this computer
// remembers, and its tenant is found. Whether a secret can be kept has to be known before
// anybody signs in, so the keychain is tried in the same breath.

// Company is what these pages begin with.
type Company struct {
	Profile  setup.Profile // to go on with; empty: none
	Domain   string        // offered, or given
	Given    bool          // it was given, and is not asked again unless nobody answers
	Probed   bool          // the keychain was tried already, or nothing is to be kept
	Unsigned bool          // a run without a sign-in was asked for, and that is not asked again

	wrong  string
	before string // what was offered when the last one was given
}

var domains = []steps.Node{
	{ID: steps.PageDomain, Fresh: func() any {
		return &Company{}
	}, Page: domainPage, Enter: findGiven, Ways: []steps.Way{
		steps.On("domain", steps.To(steps.Here), func(_ *steps.Walk, local any, e steps.Event) steps.Move {
			l := local.(*Company)
			l.before, l.Domain, l.wrong = l.Domain, domainOf(e.Arg), ""
			return steps.Stay(steps.Run{Work: l.find()})
		}),
		steps.On(steps.Done, steps.To(steps.PageTenant, steps.PageByHand),
			func(w *steps.Walk, local any, _ steps.Event) steps.Move {
				return local.(*Company).found(w)
			}),
		steps.On(steps.Failed, steps.To(steps.Here), notFound),
	}},
	{ID: steps.PageResume, Page: resumePage, Enter: resume, Ways: []steps.Way{
		steps.On("again", steps.To(steps.Here), func(w *steps.Walk, local any, _ steps.Event) steps.Move {
			return resume(w, local)
		}),
		steps.On(steps.Done, steps.To(steps.PageTenant, steps.PageByHand),
			func(w *steps.Walk, local any, _ steps.Event) steps.Move {
				m := local.(*Company).found(w)
				m.Replace = true
				return m
			}),
		steps.On(steps.Failed, steps.To(steps.Here), func(_ *steps.Walk, _ any, e steps.Event) steps.Move {
			return steps.Stay(steps.Fail{Err: e.Err, Again: "again"})
		}),
	}},
}

func domainPage(st steps.State, local any) steps.Page {
	l := local.(*Company)
	about := "Sign-in is set up in one tenant: your own company's, as the bvoip partner. Never a customer's."
	p := steps.Page{Heading: "Step 1 · Your company"}
	if st.Task != nil {
		p.Heading = st.Task.Title + " · your company"
		about = "Which company is this about? It is the tenant that holds the registration: the bvoip " +
			"partner's own, never a customer's."
	}
	p.Blocks = []steps.Block{steps.Paragraph(about)}
	p.Input = &steps.Input{ID: "domain", Label: "Your company's domain", Value: l.Domain, Most: 300,
		Help:  "The part after @ in your work address. A tenant id works as well.",
		Enter: "find the tenant", Check: namesDomain, Wrong: l.wrong}
	if st.Practice != nil {
		p.Input.Value = text.Or(l.Domain, st.Practice.Domain)
		p.Input.Help = "In practice, the domain of the simulated company is filled in."
	}
	return p
}

func namesDomain(typed string) error {
	if domainOf(typed) == "" {
		return errors.New("type a domain first, such as contoso.com")
	}
	return nil
}

// domainOf takes what people type or paste for a domain: an address, a URL, a capital
// letter.
func domainOf(text string) string {
	text = strings.ToLower(strings.TrimSpace(text))
	if _, after, ok := strings.Cut(text, "://"); ok {
		text, _, _ = strings.Cut(after, "/")
	}
	if i := strings.LastIndex(text, "@"); i >= 0 {
		text = text[i+1:]
	}
	return strings.Trim(text, " .,;\"'<>")
}

func findGiven(_ *steps.Walk, local any) steps.Move {
	if l := local.(*Company); l.Given {
		l.Given = false
		return steps.Stay(steps.Run{Work: l.find()})
	}
	return steps.Stay()
}

// find takes up what this computer remembers, if that was named, and finds the tenant.
func (l *Company) find() steps.Work {
	domain := text.Or(text.Or(l.Domain, l.Profile.Tenant.Domain), l.Profile.Tenant.ID)
	return steps.Work{What: "Finding the tenant of " + domain, Usual: 3 * time.Second,
		Do: func(ctx context.Context, w steps.Worker, _ func(change.Note)) (any, error) {
			if l.Profile.Name != "" {
				if err := w.UseProfile(l.Profile.Name); err != nil {
					return nil, err
				}
			}
			_, err := w.Resolve(ctx, domain)
			if err == nil && !l.Probed {
				_ = w.ProbeKeychain(ctx) // what it found is in every snapshot, and preflight asks about it
			}
			return nil, err
		}}
}

func (l *Company) found(w *steps.Walk) steps.Move {
	if l.Unsigned && w.Task == nil && !w.Known.SignedIn() {
		return steps.Move{To: steps.PageByHand}
	}
	return steps.Move{To: steps.PageTenant}
}

// notFound says what is wrong with the name. One that nobody answered about is offered
// again; in the place of one that names no company stands what stood there before.
func notFound(_ *steps.Walk, local any, e steps.Event) steps.Move {
	if errors.Is(e.Err, context.Canceled) {
		return steps.Stay()
	}
	l, a := local.(*Company), advice.Advise(e.Err)
	l.wrong = strings.TrimSpace(text.Sentence(a.What) + " " + text.Sentence(a.Means) + " " +
		text.Sentence(a.Do))
	if outcome.NoTenant(e.Err) {
		if l.Domain == l.before {
			l.before = ""
		}
		l.Domain = l.before
	}
	return steps.Stay()
}

func resumePage(st steps.State, local any) steps.Page {
	whose := local.(*Company).Profile.Tenant.Domain
	return steps.Page{Code: st.Task.Code(steps.PageDomain), Heading: "Going on with " + whose,
		Blocks: []steps.Block{steps.Paragraph("What was done is read from your tenant, not from this " +
			"computer. That takes one sign-in.")},
		Choices: []steps.Choice{{ID: "again", Title: "Try again", Detail: "finds the tenant"}}}
}

func resume(_ *steps.Walk, local any) steps.Move {
	return steps.Stay(steps.Run{Work: local.(*Company).find()})
}
