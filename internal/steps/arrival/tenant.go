package arrival

import (
	"slices"

	"ssowizard/internal/engine"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/plans"
)

// PageTenant shows which tenant was found and offers the ways to sign in. It is the page
// of step 1 later on too, with who is signed in.
var signingIn = []steps.Node{
	{ID: steps.PageTenant, Fresh: func() any { return &signedAs{} }, Page: tenantPage, Ways: []steps.Way{
		steps.On(steps.GoOn, steps.To(steps.PageOwn, steps.Next),
			func(w *steps.Walk, _ any, _ steps.Event) steps.Move {
				if w.Task == nil && !w.Known.Profile().Own {
					return steps.GoTo(steps.PageOwn, OwnStep{})
				}
				return steps.Move{To: steps.Next}
			}),
		steps.On("code", steps.To(steps.PageCode), signInFrom(steps.PageCode)),
		steps.On("browser", steps.To(steps.PageBrowser), signInFrom(steps.PageBrowser)),
		steps.Leads("portal", steps.PageByHand),
		steps.On("out", steps.To(steps.Here), func(w *steps.Walk, _ any, _ steps.Event) steps.Move {
			w.Known.SignOut()
			return steps.Stay(steps.Notice{Text: "Signed out."})
		}),
		steps.On(steps.Turn, steps.To(steps.Here, steps.PagePhase),
			func(w *steps.Walk, _ any, e steps.Event) steps.Move {
				return steps.TurnFrom(w, "1", e.Arg)
			}),
		steps.On(steps.Returned, steps.To(steps.Here),
			func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
				if l, some := local.(*signedAs); some {
					l.anew = false // what leads on, once somebody is signed in
				}
				return steps.Stay()
			}),
	}},
	{ID: steps.PageReading, Page: readingPage, Enter: readTenant, Ways: []steps.Way{
		steps.On("read", steps.To(steps.Here), func(w *steps.Walk, local any, _ steps.Event) steps.Move {
			return readTenant(w, local)
		}),
		steps.On(steps.Done, append([]steps.PageID{steps.Below, steps.Next, steps.PageOwn,
			steps.PagePreflight, steps.PagePhase}, plans.WritePages...), tenantRead),
		steps.On(steps.Failed, steps.To(steps.Here),
			func(_ *steps.Walk, local any, e steps.Event) steps.Move {
				local.(*steps.SignIn).Failed = e.Err
				return steps.Stay(steps.Fail{Err: e.Err, Again: "read"})
			}),
		steps.On("code", steps.To(steps.PageCode), func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
			return steps.Instead(steps.PageCode, local.(*steps.SignIn).Anew())
		}),
		steps.On("browser", steps.To(steps.PageBrowser),
			func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
				return steps.Instead(steps.PageBrowser, local.(*steps.SignIn).Anew())
			}),
	}},
}

// signedAs is what the page remembers.
type signedAs struct{ anew bool } // another account is to sign in

// HowToSignIn is what the page begins with in the middle of something: it asks for the
// way alone, and gives its place to that.
type HowToSignIn struct{ For *steps.SignIn }

func signInFrom(p steps.PageID) func(*steps.Walk, any, steps.Event) steps.Move {
	return func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
		if how, asked := local.(HowToSignIn); asked {
			return steps.Instead(p, how.For)
		}
		return steps.GoTo(p, &steps.SignIn{})
	}
}

// Way is a way to sign in as it is named on the command line.
func Way(name string) engine.WayOnID {
	return map[string]engine.WayOnID{"device": engine.OnNewCode, "browser": engine.OnBrowser,
		"none": engine.OnPortal}[name]
}

// OtherAccount opens the page for another account: the sign-in in hand stays until another one
// stands.
func OtherAccount() steps.Move { return steps.GoTo(steps.PageTenant, &signedAs{anew: true}) }

func tenantPage(st steps.State, local any) steps.Page {
	p := st.Task.StepOne("your company's Entra")
	_, inTheMiddle := local.(HowToSignIn)
	asked := inTheMiddle || !st.SignedIn
	if asked {
		if p = st.Task.StepOne("sign in"); st.Task == nil {
			p.Heading = "Step 1 · Sign in to your company's Entra"
		}
	}
	p.Turns = st.Task == nil && st.Verdict.Phase("1").Status.Settled()
	p.Values = []steps.Value{{Label: "Directory (tenant) ID", Text: st.Snapshot.Tenant.ID}}
	if p.Blocks = servicesBlock(st); !inTheMiddle {
		p.Blocks = append(p.Blocks, tenantFacts(st))
	}
	if asked {
		p.Blocks = append(p.Blocks, steps.Block{
			steps.Para{Text: st.WhoSignsIn + " The sign-in is kept in memory only and ends with this " +
				"program."},
			steps.Para{Text: "How will you sign in?"}})
	}
	var found steps.Block
	for _, f := range st.Verdict.Phase("1").Findings() {
		found = append(found, steps.Finding{Finding: f})
	}
	p.Blocks = append(p.Blocks, found)
	if p.Choices = signInChoices(st); asked {
		p.At = max(0, slices.IndexFunc(p.Choices, func(c steps.Choice) bool { return c.Through == st.Way }))
		return p
	}
	if p.Choices = signedInChoices(st); local.(*signedAs).anew {
		p.At = 1
	}
	return p
}

// servicesBlock stands before a code, an address or the ways to get one, where somebody
// else than Microsoft would get what is entered.
func servicesBlock(st steps.State) []steps.Block {
	words := st.Snapshot.Services().BeforeSignIn()
	if words == "" {
		return nil
	}
	return []steps.Block{{steps.Para{Weight: steps.Strong, Text: words}}}
}

func tenantFacts(st steps.State) steps.Block {
	t := st.Snapshot.Tenant
	out := steps.Block{steps.Fact{Label: "Asked for", Text: t.Asked},
		steps.Fact{Label: "Tenant id", Text: t.ID, Weight: steps.Strong}}
	if t.Region != "" {
		out = append(out, steps.Fact{Label: "Region", Text: t.Region})
	}
	if st.Snapshot.SignedIn {
		out = append(out, steps.Fact{Label: "Signed in", Text: st.Snapshot.Identity.Username + " · " +
			st.Snapshot.RoleInShort()})
	}
	out = append(out, steps.Fact{Label: "Keychain", Text: keychainWords(st.Snapshot)})
	if st.Locked != "" {
		out = append(out, steps.Para{Weight: steps.Quiet, In: 12,
			Text: "the present secret lies in the encrypted file " +
				st.Locked + "; its passphrase is asked for where it is needed"})
	}
	return out
}

func keychainWords(s setup.Snapshot) string {
	switch k := s.Keychain; {
	case !k.Known:
		return "none answers here; where the secret is kept will be asked before anything is written"
	case !k.Value.Lasting:
		return k.Value.Name + "; gone when this program ends"
	default:
		return k.Value.Name + " answers; the secret will be kept there"
	}
}

// signInChoices are the ways to sign in, in the engine's order.
func signInChoices(st steps.State) []steps.Choice {
	var out []steps.Choice
	for _, w := range st.SignInWays {
		c := steps.Choice{ID: steps.ChoiceID(w.ID), Title: w.Title, Detail: w.Detail, Through: w.ID}
		switch w.ID {
		case engine.OnNewCode:
			c.ID, c.Title, c.Key = "code", "Sign in with a code", "c"
			c.Detail = "on any computer or telephone"
		case engine.OnBrowser:
			c.ID, c.Title, c.Key = "browser", "Sign in with the browser", "b"
			c.Detail = "here; works where codes are blocked"
		case engine.OnPortal:
			c.Key = "w"
		}
		out = append(out, c)
	}
	return out
}

func signedInChoices(st steps.State) []steps.Choice {
	on := steps.Choice{ID: steps.GoOn, Title: "Go on", Detail: "to the first step that is open"}
	if st.Task != nil {
		on.Detail = "with this sign-in"
	}
	return []steps.Choice{on,
		{ID: "code", Title: "Sign in anew with a code", Key: "c", Detail: "on any computer or telephone",
			Through: engine.OnNewCode},
		{ID: "browser", Title: "Sign in anew in the browser", Key: "b",
			Detail: "here; works where codes are blocked", Through: engine.OnBrowser},
		{ID: "out", Title: "Sign out", Key: "o",
			Detail: "the sign-in is forgotten; it is never kept on disk"}}
}
