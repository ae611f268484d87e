package steps

import (
	"slices"

	"ssowizard/internal/engine"
	"ssowizard/internal/setup"
)

// PageTenant shows which tenant was found and offers the ways to sign in. It is the page
// of step 1 later on too, with who is signed in.
var signingIn = []node{
	{id: PageTenant, fresh: func() any { return &signedAs{} }, page: tenantPage, ways: []way{
		{GoOn, []PageID{PageOwn, Next}, func(w *Walk, _ any, _ Event) Move {
			if w.task == nil && !w.known.Profile().Own {
				return open(PageOwn, OwnStep{})
			}
			return Move{To: Next}
		}},
		{"code", []PageID{PageCode}, func(*Walk, any, Event) Move { return open(PageCode, &SignIn{}) }},
		{"browser", []PageID{PageBrowser}, func(*Walk, any, Event) Move {
			return open(PageBrowser, &SignIn{})
		}},
		to("portal", PageByHand),
		{"out", []PageID{Here}, func(w *Walk, _ any, _ Event) Move {
			w.known.SignOut()
			return stay(Notice{"Signed out."})
		}},
		{Turn, []PageID{Here, PagePhase}, func(w *Walk, _ any, e Event) Move {
			return turnFrom(w, "1", e.Arg)
		}},
		{Returned, []PageID{Here}, func(_ *Walk, local any, _ Event) Move {
			if l, some := local.(*signedAs); some {
				l.anew = false // what leads on, once somebody is signed in
			}
			return stay()
		}},
	}},
	{id: PageReading, page: readingPage, enter: readTenant, ways: []way{
		{"read", []PageID{Here}, func(w *Walk, local any, _ Event) Move { return readTenant(w, local) }},
		{Done, append([]PageID{Below, Next, PageOwn, PagePreflight, PagePhase}, writePages...), tenantRead},
		{Failed, []PageID{Here}, func(_ *Walk, local any, e Event) Move {
			local.(*SignIn).failed = e.Err
			return stay(Fail{Err: e.Err, Again: "read"})
		}},
		{"code", []PageID{PageCode}, func(_ *Walk, local any, _ Event) Move {
			return instead(PageCode, local)
		}},
		{"browser", []PageID{PageBrowser}, func(_ *Walk, local any, _ Event) Move {
			return instead(PageBrowser, local)
		}},
	}},
}

// signedAs is what the page remembers.
type signedAs struct{ anew bool } // another account is to sign in

// HowToSignIn is what the page begins with in the middle of something: it asks for the
// way alone.
type HowToSignIn struct{}

// Way is a way to sign in as it is named on the command line.
func Way(name string) engine.WayOnID {
	return map[string]engine.WayOnID{"device": engine.OnNewCode, "browser": engine.OnBrowser,
		"none": engine.OnPortal}[name]
}

// otherAccount opens the page for another account: the sign-in in hand stays until another one
// stands.
func otherAccount() Move { return open(PageTenant, &signedAs{anew: true}) }

func tenantPage(st State, local any) Page {
	p := st.Task.stepOne("your company's Entra")
	_, inTheMiddle := local.(HowToSignIn)
	asked := inTheMiddle || !st.SignedIn
	if asked {
		if p = st.Task.stepOne("sign in"); st.Task == nil {
			p.Heading = "Step 1 · Sign in to your company's Entra"
		}
	}
	p.Turns = st.Task == nil && st.Verdict.Phase("1").Status.Settled()
	p.Values = []Value{{"Directory (tenant) ID", st.Snapshot.Tenant.ID}}
	if p.Blocks = servicesBlock(st); !inTheMiddle {
		p.Blocks = append(p.Blocks, tenantFacts(st))
	}
	if asked {
		p.Blocks = append(p.Blocks, Block{
			Para{Text: st.WhoSignsIn + " The sign-in is kept in memory only and ends with this program."},
			Para{Text: "How will you sign in?"}})
	}
	var found Block
	for _, f := range st.Verdict.Phase("1").Findings() {
		found = append(found, Finding{f})
	}
	p.Blocks = append(p.Blocks, found)
	if p.Choices = signInChoices(st); asked {
		p.At = max(0, slices.IndexFunc(p.Choices, func(c Choice) bool { return c.Through == st.Way }))
		return p
	}
	if p.Choices = signedInChoices(st); local.(*signedAs).anew {
		p.At = 1
	}
	return p
}

// servicesBlock stands before a code, an address or the ways to get one, where somebody
// else than Microsoft would get what is entered.
func servicesBlock(st State) []Block {
	words := st.Snapshot.Services().BeforeSignIn()
	if words == "" {
		return nil
	}
	return []Block{{Para{Weight: Strong, Text: words}}}
}

func tenantFacts(st State) Block {
	t := st.Snapshot.Tenant
	out := Block{Fact{Label: "Asked for", Text: t.Asked},
		Fact{Label: "Tenant id", Text: t.ID, Weight: Strong}}
	if t.Region != "" {
		out = append(out, Fact{Label: "Region", Text: t.Region})
	}
	if st.Snapshot.SignedIn {
		out = append(out, Fact{Label: "Signed in", Text: st.Snapshot.Identity.Username + " · " +
			st.Snapshot.RoleInShort()})
	}
	out = append(out, Fact{Label: "Keychain", Text: keychainWords(st.Snapshot)})
	if st.Locked != "" {
		out = append(out, Para{Weight: Quiet, In: 12, Text: "the present secret lies in the encrypted file " +
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
func signInChoices(st State) []Choice {
	var out []Choice
	for _, w := range st.SignInWays {
		c := Choice{ID: ChoiceID(w.ID), Title: w.Title, Detail: w.Detail, Through: w.ID}
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

func signedInChoices(st State) []Choice {
	on := Choice{ID: GoOn, Title: "Go on", Detail: "to the first step that is open"}
	if st.Task != nil {
		on.Detail = "with this sign-in"
	}
	return []Choice{on,
		{ID: "code", Title: "Sign in anew with a code", Key: "c", Detail: "on any computer or telephone",
			Through: engine.OnNewCode},
		{ID: "browser", Title: "Sign in anew in the browser", Key: "b",
			Detail: "here; works where codes are blocked", Through: engine.OnBrowser},
		{ID: "out", Title: "Sign out", Key: "o",
			Detail: "the sign-in is forgotten; it is never kept on disk"}}
}
