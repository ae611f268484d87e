package choose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ssowizard/internal/engine"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/text"
)

// Which registration it is about: one that was found, one by its name or its id, and in
// the setup a new one. Nothing is taken by its name alone, and nothing is made here.
const pageSameName steps.PageID = "02s"

var choosing = []steps.Node{
	secondStep.Node(),
	{ID: steps.PageChoose, Page: choosePage, Enter: lookByURIs, Ways: append(slices.Clone(takingWays),
		steps.Leads("by-id", steps.PageChooseID),
		steps.Leads("by-name", steps.PageSearch),
		steps.On("uris", steps.To(steps.Here, steps.PageURIs), searchByURIs),
		steps.On("elsewhere", steps.To(steps.PageDomain), elsewhere),
		steps.Leads("sign-in", steps.PageTenant),
		steps.On("read", steps.To(steps.Here, steps.PageTenant), steps.ReadOrSignIn),
		steps.On(steps.Returned, steps.To(steps.Here),
			func(w *steps.Walk, local any, _ steps.Event) steps.Move {
				return lookByURIs(w, local)
			}),
	)},
	{ID: steps.PageChooseID, Page: chooseIDPage, Ways: takingWays},
	{ID: steps.PageName, Page: namePage, Fresh: func() any { return &named{} }, Ways: []steps.Way{
		steps.On("name", steps.To(steps.Here), nameGiven),
		steps.On(steps.Done, steps.To(steps.Here, steps.Next, pageSameName), nameTaken),
	}},
	{ID: pageSameName, Page: sameNamePage, Ways: append(slices.Clone(takingWays),
		steps.Leads("other", steps.Below),
		steps.On("second", steps.To(steps.Here), func(w *steps.Walk, _ any, _ steps.Event) steps.Move {
			return steps.Stay(steps.Run{Work: makeNewAs(w.Known.Profile().Wanted.Name)})
		}),
	)},
}

// takingWays are the ways of every page on which a registration can be taken.
var takingWays = []steps.Way{
	steps.On("take", steps.To(steps.Here), take),
	steps.On(steps.Done, steps.To(steps.Here, steps.Below, steps.Next, steps.PageURIs), taken),
	steps.On(steps.Failed, steps.To(steps.Here), func(_ *steps.Walk, _ any, e steps.Event) steps.Move {
		if _, unkept := e.Result.(chosen); unkept {
			return steps.Stay(steps.Fail{Err: e.Err})
		}
		return steps.Stay(steps.Fail{Err: e.Err, Again: "take"})
	}),
}

// found are the registrations that could be the one, the deleted ones last, also after
// one of them was chosen.
func found(s setup.Snapshot, t *steps.Task) []setup.Candidate {
	list := slices.Concat(s.Candidates.Value, s.Bin.Value)
	if len(list) == 0 && t != nil {
		return t.Seen
	}
	return list
}

// candidates are the choices of what was found: by its id, with the reason for each.
func candidates(st steps.State) []steps.Choice {
	var out []steps.Choice
	list := found(st.Snapshot, st.Task)
	for _, c := range list {
		title := "\"" + c.App.DisplayName + "\""
		if st.Task == nil && slices.ContainsFunc(st.Snapshot.Bin.Value,
			func(b setup.Candidate) bool { return b.App.AppID == c.App.AppID }) {
			title = "Bring " + title + " back"
		} else if st.Task == nil {
			title = "Use " + title
		}
		if slices.ContainsFunc(list, func(o setup.Candidate) bool {
			return o.App.DisplayName == c.App.DisplayName && o.App.AppID != c.App.AppID
		}) {
			title += ", " + c.App.AppID
		}
		out = append(out, steps.Choice{ID: "take", Arg: c.App.AppID, Title: title, Detail: whyThis(st, c)})
	}
	return out
}

func whyThis(st steps.State, c setup.Candidate) string {
	detail := strings.Join(c.Why, "; ")
	if c.App.CreatedDateTime != nil {
		detail += "; made on " + text.Day(*c.App.CreatedDateTime)
	}
	detail += "; id " + c.App.AppID // names are not unique
	switch mine := c.App.AppID == st.Profile.App.AppID; {
	case mine && st.Task == nil:
		return "the one this walk is about; " + detail
	case mine && st.Task.LookedAt(c.App.AppID):
		return "the one you chose; " + detail
	case mine:
		return "the one this computer knows; " + detail
	}
	return detail
}

// chosenNames are the names and ids of registrations that may belong to others.
func chosenNames(st steps.State) []string {
	var out []string
	for _, c := range found(st.Snapshot, st.Task) {
		out = append(out, c.App.DisplayName, c.App.AppID)
	}
	return out
}

func byName(st steps.State) steps.Choice {
	c := steps.Choice{ID: "by-name", Title: "Another one, by its name", Key: "n",
		Detail: "searched among all that the tenant has"}
	if !st.SignedIn {
		c.Off = "needs a sign-in: registrations are read from Entra"
	}
	return c
}

func choosePage(st steps.State, _ any) steps.Page {
	p := st.Profile
	out := steps.Page{Heading: st.Task.Title + " · which registration",
		Blocks:  []steps.Block{foundInTask(st)},
		Choices: candidates(st), Sensitive: chosenNames(st)}
	if p.Secret.KeyID != "" {
		out.Blocks = append(out.Blocks, steps.Marked(steps.SignLook, "This computer keeps the secret of \""+
			p.App.Name+
			"\". If you choose another registration, it no longer knows which secret that was; nothing "+
			"changes in Entra."))
	}
	if !st.SignedIn {
		out.Choices = append([]steps.Choice{{ID: "sign-in", Title: "Sign in",
			Detail: "registrations are read from Entra"}}, out.Choices...)
	}
	out.Choices = append(out.Choices, byName(st), steps.Choice{ID: "by-id",
		Title: "Another one, by its id", Key: "i",
		Detail: "its application (client) ID; a deleted one is found that way too"})
	onlyLooked := p.App.AppID == "" || st.Task.LookedAt(p.App.AppID) && p.Secret.KeyID == ""
	if len(p.Wanted.URIs) == 0 && onlyLooked && st.SignedIn {
		out.Choices = append(out.Choices, steps.Choice{ID: "uris", Title: "Look by your redirect URIs",
			Key:    "u",
			Detail: "the MTP portal's list; your own addresses are in no other registration"})
	}
	if st.SignedIn && len(found(st.Snapshot, st.Task)) == 0 && p.App.AppID == "" {
		out.Choices = append(out.Choices, steps.Choice{ID: "elsewhere", Title: "Another company", Key: "w",
			Detail: "signs out here and asks for its domain"})
	}
	out.Choices = append(out.Choices, steps.Choice{ID: "read", Title: "Read again", Key: "r", Quiet: true})
	return out
}

// foundInTask says what the search came to, so that an empty list is not taken for one
// that was not read.
func foundInTask(st steps.State) steps.Block {
	c, n := st.Snapshot.Candidates, len(found(st.Snapshot, st.Task))
	const none = "No registration in this tenant has the MTP portal's redirect URIs or a name like it"
	switch {
	case n == 0 && st.Profile.App.AppID != "":
		return steps.Marked(steps.SignNote, "One registration was chosen already, so no others were looked "+
			"for. Another one can be named by its id.")
	case n == 0 && !c.Known:
		return steps.Marked(steps.SignUnsure, "Could not look for registrations: "+c.Why.Text+
			" One can still be named by "+
			"its id.")
	case n == 0 && st.Snapshot.Bin.Known:
		return steps.Block{steps.Mark{Sign: steps.SignLook, Text: none + ", and none in the recycle bin."},
			steps.Para{Weight: steps.Quiet, In: 2, Text: "Is it in another tenant? Then choose another " +
				"company. Is it there without them? Then its id leads to it."}}
	case n == 0:
		return steps.Block{steps.Mark{Sign: steps.SignLook, Text: none + "."},
			steps.Para{Weight: steps.Quiet, In: 2, Text: "Was it deleted? It can be named by its id for 30 " +
				"days. Is it in another tenant? Then choose another company."}}
	case n == 1:
		return steps.Marked(steps.SignGood, "One registration looks like it. By what, stands beside it:")
	}
	return steps.Marked(steps.SignLook, fmt.Sprintf("%d registrations look like it. By what, stands beside "+
		"each; the id in the MTP portal decides:", n))
}

// elsewhere goes back to the question which company this is about: another tenant needs
// another sign-in.
func elsewhere(w *steps.Walk, _ any, _ steps.Event) steps.Move {
	w.Known.SignOut()
	return steps.Move{To: steps.PageDomain}
}

// chosen is what work brings back that has kept a choice; unread: Entra is still to be
// asked about it.
type chosen struct{ unread bool }

// take keeps the choice of one registration, which is read next.
func take(w *steps.Walk, _ any, e steps.Event) steps.Move {
	id := cmp.Or(e.Arg, w.Known.Profile().App.AppID)
	if t := w.Task; t != nil {
		looking(t, w.Known, id)
	}
	return steps.Stay(steps.Run{Work: steps.KeptAs(chosen{unread: true}, func(k steps.Worker) error {
		return k.ChooseExisting(id)
	})})
}

// looking notes that a registration is chosen, before it is.
func looking(t *steps.Task, k steps.Known, appID string) {
	t.Seen = found(k.Snapshot(), t)
	if id, ok := mtp.GUID(appID); ok && id != k.Profile().App.AppID {
		t.Looked = id
	}
}

// taken reads what was chosen, and leads on from there.
func taken(w *steps.Walk, local any, e steps.Event) steps.Move {
	c, kept := e.Result.(chosen)
	switch _, none := e.Result.(cleared); {
	case none:
		return steps.Move{To: steps.PageURIs}
	case kept && c.unread && w.Known.SignedIn():
		return steps.Stay(steps.Run{Work: w.ReadWork("Reading the registration")})
	case w.Known.Profile().App.AppID == "" && !w.Known.Profile().Wanted.New:
		return steps.WasRead(w, local, e)
	case w.Task == nil && w.Known.SignedIn() && !w.Verdict().Phase("2").Status.Settled():
		return steps.Close() // it is not there: the page below says so
	case w.Task != nil:
		w.Task.Choosing = false
	}
	return steps.Move{To: steps.Next}
}

// searchByURIs takes the MTP portal's list before a registration is chosen. One that was
// only looked at stops no search.
func searchByURIs(w *steps.Walk, _ any, _ steps.Event) steps.Move {
	w.Task.ByURIs = true
	if w.Known.Profile().App.AppID == "" {
		return steps.Move{To: steps.PageURIs}
	}
	return steps.Stay(steps.Run{Work: steps.KeptAs(cleared{}, steps.Worker.ChooseNone)})
}

// cleared is brought back once no registration is chosen any more.
type cleared struct{}

// lookByURIs looks again, once the list is there to look by.
func lookByURIs(w *steps.Walk, _ any) steps.Move {
	if !w.Task.ByURIs || len(w.Known.Profile().Wanted.URIs) == 0 || !w.Known.SignedIn() {
		return steps.Stay()
	}
	w.Task.ByURIs = false
	return steps.Stay(steps.Run{Work: w.ReadWork("Looking for registrations")})
}

func chooseIDPage(st steps.State, _ any) steps.Page {
	s, p := st.Snapshot, st.Profile
	return steps.Page{Phase: st.Task.Phase("2"), Heading: "A registration by its id",
		Input: &steps.Input{ID: "take",
			Label: "Application (client) ID",
			Help: "In Entra, on the registration's page \"Overview\"; in the MTP portal, in the field of " +
				"that name.",
			Check: func(text string) error {
				_, err := engine.AppIDIn(text, s, p)
				return err
			}}}
}

// named remembers the name that was given for a new registration.
type named struct{ name string }

func namePage(st steps.State, _ any) steps.Page {
	practice := ""
	if st.Practice != nil {
		practice = st.Practice.Name
	}
	return steps.Page{Phase: "2", Heading: "A new registration", Input: &steps.Input{ID: "name",
		Label: "Name of the registration (step 4)",
		Help:  "People may read it when they sign in. 1 to 120 characters; it can be changed later.",
		Value: cmp.Or(st.Name, st.Profile.Wanted.Name, practice, engine.DefaultName),
		Check: engine.CheckName}}
}

// nameGiven keeps the name, and looks whether a registration has it already. A name that
// was wanted before the last reading was looked for by it.
func nameGiven(w *steps.Walk, local any, e steps.Event) steps.Move {
	local.(*named).name = e.Arg
	p := w.Known.Profile()
	switch {
	case !w.Known.SignedIn() || p.App.UniqueName != "":
		return steps.Stay(steps.Run{Work: makeNewAs(e.Arg)})
	case p.Wanted.Name == e.Arg && w.Known.Snapshot().Candidates.Known:
		return nameTaken(w, local, steps.Event{})
	}
	return steps.Stay(steps.Run{Work: steps.KeptAs(chosen{unread: true}, func(k steps.Worker) error {
		return k.SetName(e.Arg)
	})})
}

// nameTaken goes on with a name that no other registration has.
func nameTaken(w *steps.Walk, local any, e steps.Event) steps.Move {
	name := local.(*named).name
	c, kept := e.Result.(chosen)
	switch {
	case kept && c.unread:
		return steps.Stay(steps.Run{Work: w.ReadWork("Looking whether it is there already")})
	case kept:
		return steps.Move{To: steps.Next}
	case slices.ContainsFunc(w.Known.Snapshot().Candidates.Value, hasName(name)):
		return steps.GoTo(pageSameName, nil)
	}
	return steps.Stay(steps.Run{Work: makeNewAs(name)})
}

func hasName(name string) func(setup.Candidate) bool {
	return func(c setup.Candidate) bool { return strings.EqualFold(c.App.DisplayName, name) }
}

func makeNewAs(name string) steps.Work {
	return steps.KeptAs(chosen{}, func(k steps.Worker) error { return k.ChooseNew(name) })
}

func sameNamePage(st steps.State, _ any) steps.Page {
	p := steps.Page{Phase: "2", Heading: "There is a registration of that name already", Box: true,
		At: 1, Sensitive: chosenNames(st),
		Blocks: []steps.Block{steps.Paragraph("Names are not unique in Entra. A second one of the same " +
			"name is hard to tell apart later.")}}
	same := hasName(st.Profile.Wanted.Name)
	for _, c := range st.Snapshot.Candidates.Value {
		if same(c) && p.Choices == nil {
			p.Choices = []steps.Choice{{ID: "take", Arg: c.App.AppID, Title: "Use \"" + c.App.DisplayName +
				"\"",
				Detail: whyThis(st, c)}}
		}
	}
	p.Choices = append(p.Choices, steps.Choice{ID: "other", Title: "Choose another name"},
		steps.Choice{ID: "second", Title: "Make a second one of that name"})
	return p
}
