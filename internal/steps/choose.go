package steps

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ssowizard/internal/engine"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// Which registration it is about: one that was found, one by its name or its id, and in
// the setup a new one. Nothing is taken by its name alone, and nothing is made here.
const pageSameName PageID = "02s"

var choosing = []node{
	secondStep.node(),
	{id: PageChoose, page: choosePage, enter: lookByURIs, ways: append(slices.Clone(takingWays),
		to("by-id", PageChooseID),
		to("by-name", PageSearch),
		way{"uris", []PageID{Here, PageURIs}, searchByURIs},
		way{"elsewhere", []PageID{PageDomain}, elsewhere},
		to("sign-in", PageTenant),
		way{"read", []PageID{Here, PageTenant}, readOrSignIn},
		way{Returned, []PageID{Here}, func(w *Walk, local any, _ Event) Move { return lookByURIs(w, local) }},
	)},
	{id: PageChooseID, page: chooseIDPage, ways: takingWays},
	{id: PageName, page: namePage, fresh: func() any { return &named{} }, ways: []way{
		{"name", []PageID{Here}, nameGiven},
		{Done, []PageID{Here, Next, pageSameName}, nameTaken},
	}},
	{id: pageSameName, page: sameNamePage, ways: append(slices.Clone(takingWays),
		to("other", Below),
		way{"second", []PageID{Here}, func(w *Walk, _ any, _ Event) Move {
			return stay(Run{makeNewAs(w.known.Profile().Wanted.Name)})
		}},
	)},
}

// takingWays are the ways of every page on which a registration can be taken.
var takingWays = []way{
	{"take", []PageID{Here}, take},
	{Done, []PageID{Here, Below, Next, PageURIs}, taken},
	{Failed, []PageID{Here}, func(_ *Walk, _ any, e Event) Move {
		if _, unkept := e.Result.(chosen); unkept {
			return stay(Fail{Err: e.Err})
		}
		return stay(Fail{Err: e.Err, Again: "take"})
	}},
}

// found are the registrations that could be the one, the deleted ones last, also after
// one of them was chosen.
func found(s setup.Snapshot, t *Task) []setup.Candidate {
	list := slices.Concat(s.Candidates.Value, s.Bin.Value)
	if len(list) == 0 && t != nil {
		return t.Seen
	}
	return list
}

// candidates are the choices of what was found: by its id, with the reason for each.
func candidates(st State) []Choice {
	var out []Choice
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
		out = append(out, Choice{ID: "take", Arg: c.App.AppID, Title: title, Detail: whyThis(st, c)})
	}
	return out
}

func whyThis(st State, c setup.Candidate) string {
	detail := strings.Join(c.Why, "; ")
	if c.App.CreatedDateTime != nil {
		detail += "; made on " + text.Day(*c.App.CreatedDateTime)
	}
	detail += "; id " + c.App.AppID // names are not unique
	switch mine := c.App.AppID == st.Profile.App.AppID; {
	case mine && st.Task == nil:
		return "the one this walk is about; " + detail
	case mine && st.Task.lookedAt(c.App.AppID):
		return "the one you chose; " + detail
	case mine:
		return "the one this computer knows; " + detail
	}
	return detail
}

// chosenNames are the names and ids of registrations that may belong to others.
func chosenNames(st State) []string {
	var out []string
	for _, c := range found(st.Snapshot, st.Task) {
		out = append(out, c.App.DisplayName, c.App.AppID)
	}
	return out
}

func byName(st State) Choice {
	c := Choice{ID: "by-name", Title: "Another one, by its name", Key: "n",
		Detail: "searched among all that the tenant has"}
	if !st.SignedIn {
		c.Off = "needs a sign-in: registrations are read from Entra"
	}
	return c
}

func choosePage(st State, _ any) Page {
	p := st.Profile
	out := Page{Heading: st.Task.Title + " · which registration", Blocks: []Block{foundInTask(st)},
		Choices: candidates(st), Sensitive: chosenNames(st)}
	if p.Secret.KeyID != "" {
		out.Blocks = append(out.Blocks, mark(SignLook, "This computer keeps the secret of \""+p.App.Name+
			"\". If you choose another registration, it no longer knows which secret that was; nothing "+
			"changes in Entra."))
	}
	if !st.SignedIn {
		out.Choices = append([]Choice{{ID: "sign-in", Title: "Sign in",
			Detail: "registrations are read from Entra"}}, out.Choices...)
	}
	out.Choices = append(out.Choices, byName(st), Choice{ID: "by-id",
		Title: "Another one, by its id", Key: "i",
		Detail: "its application (client) ID; a deleted one is found that way too"})
	onlyLooked := p.App.AppID == "" || st.Task.lookedAt(p.App.AppID) && p.Secret.KeyID == ""
	if len(p.Wanted.URIs) == 0 && onlyLooked && st.SignedIn {
		out.Choices = append(out.Choices, Choice{ID: "uris", Title: "Look by your redirect URIs", Key: "u",
			Detail: "the MTP portal's list; your own addresses are in no other registration"})
	}
	if st.SignedIn && len(found(st.Snapshot, st.Task)) == 0 && p.App.AppID == "" {
		out.Choices = append(out.Choices, Choice{ID: "elsewhere", Title: "Another company", Key: "w",
			Detail: "signs out here and asks for its domain"})
	}
	out.Choices = append(out.Choices, Choice{ID: "read", Title: "Read again", Key: "r", Quiet: true})
	return out
}

// foundInTask says what the search came to, so that an empty list is not taken for one
// that was not read.
func foundInTask(st State) Block {
	c, n := st.Snapshot.Candidates, len(found(st.Snapshot, st.Task))
	const none = "No registration in this tenant has the MTP portal's redirect URIs or a name like it"
	switch {
	case n == 0 && st.Profile.App.AppID != "":
		return mark(SignNote, "One registration was chosen already, so no others were looked for. Another "+
			"one can be named by its id.")
	case n == 0 && !c.Known:
		return mark(SignUnsure, "Could not look for registrations: "+c.Why.Text+" One can still be named by "+
			"its id.")
	case n == 0 && st.Snapshot.Bin.Known:
		return Block{Mark{Sign: SignLook, Text: none + ", and none in the recycle bin."},
			Para{Weight: Quiet, In: 2, Text: "Is it in another tenant? Then choose another company. Is it " +
				"there without them? Then its id leads to it."}}
	case n == 0:
		return Block{Mark{Sign: SignLook, Text: none + "."},
			Para{Weight: Quiet, In: 2, Text: "Was it deleted? It can be named by its id for 30 days. Is it " +
				"in another tenant? Then choose another company."}}
	case n == 1:
		return mark(SignGood, "One registration looks like it. By what, stands beside it:")
	}
	return mark(SignLook, fmt.Sprintf("%d registrations look like it. By what, stands beside each; the id "+
		"in the MTP portal decides:", n))
}

// elsewhere goes back to the question which company this is about: another tenant needs
// another sign-in.
func elsewhere(w *Walk, _ any, _ Event) Move {
	w.known.SignOut()
	return Move{To: PageDomain}
}

// chosen is what work brings back that has kept a choice; unread: Entra is still to be
// asked about it.
type chosen struct{ unread bool }

// take keeps the choice of one registration, which is read next.
func take(w *Walk, _ any, e Event) Move {
	id := cmp.Or(e.Arg, w.known.Profile().App.AppID)
	if t := w.task; t != nil {
		looking(t, w.known, id)
	}
	return stay(Run{keptAs(chosen{unread: true}, func(k Worker) error { return k.ChooseExisting(id) })})
}

// looking notes that a registration is chosen, before it is.
func looking(t *Task, k Known, appID string) {
	t.Seen = found(k.Snapshot(), t)
	if id, ok := mtp.GUID(appID); ok && id != k.Profile().App.AppID {
		t.Looked = id
	}
}

// taken reads what was chosen, and leads on from there.
func taken(w *Walk, local any, e Event) Move {
	c, kept := e.Result.(chosen)
	switch _, none := e.Result.(cleared); {
	case none:
		return Move{To: PageURIs}
	case kept && c.unread && w.known.SignedIn():
		return stay(Run{w.readWork("Reading the registration")})
	case w.known.Profile().App.AppID == "" && !w.known.Profile().Wanted.New:
		return wasRead(w, local, e)
	case w.task == nil && w.known.SignedIn() && !w.verdict().Phase("2").Status.Settled():
		return below() // it is not there: the page below says so
	case w.task != nil:
		w.task.Choosing = false
	}
	return Move{To: Next}
}

// searchByURIs takes the MTP portal's list before a registration is chosen. One that was
// only looked at stops no search.
func searchByURIs(w *Walk, _ any, _ Event) Move {
	w.task.ByURIs = true
	if w.known.Profile().App.AppID == "" {
		return Move{To: PageURIs}
	}
	return stay(Run{keptAs(cleared{}, Worker.ChooseNone)})
}

// cleared is brought back once no registration is chosen any more.
type cleared struct{}

// lookByURIs looks again, once the list is there to look by.
func lookByURIs(w *Walk, _ any) Move {
	if !w.task.ByURIs || len(w.known.Profile().Wanted.URIs) == 0 || !w.known.SignedIn() {
		return stay()
	}
	w.task.ByURIs = false
	return stay(Run{w.readWork("Looking for registrations")})
}

func chooseIDPage(st State, _ any) Page {
	s, p := st.Snapshot, st.Profile
	return Page{Phase: st.Task.phase("2"), Heading: "A registration by its id", Input: &Input{ID: "take",
		Label: "Application (client) ID",
		Help: "In Entra, on the registration's page \"Overview\"; in the MTP portal, in the field of that " +
			"name.",
		Check: func(text string) error {
			_, err := engine.AppIDIn(text, s, p)
			return err
		}}}
}

// named remembers the name that was given for a new registration.
type named struct{ name string }

func namePage(st State, _ any) Page {
	practice := ""
	if st.Practice != nil {
		practice = st.Practice.Name
	}
	return Page{Phase: "2", Heading: "A new registration", Input: &Input{ID: "name",
		Label: "Name of the registration (step 4)",
		Help:  "People may read it when they sign in. 1 to 120 characters; it can be changed later.",
		Value: cmp.Or(st.Name, st.Profile.Wanted.Name, practice, engine.DefaultName),
		Check: engine.CheckName}}
}

// nameGiven keeps the name, and looks whether a registration has it already.
func nameGiven(w *Walk, local any, e Event) Move {
	local.(*named).name = e.Arg
	if !w.known.SignedIn() || w.known.Profile().App.UniqueName != "" {
		return stay(Run{makeNewAs(e.Arg)})
	}
	return stay(Run{keptAs(chosen{unread: true}, func(k Worker) error { return k.SetName(e.Arg) })})
}

// nameTaken goes on with a name that no other registration has.
func nameTaken(w *Walk, local any, e Event) Move {
	name := local.(*named).name
	c, kept := e.Result.(chosen)
	switch {
	case kept && c.unread:
		return stay(Run{w.readWork("Looking whether it is there already")})
	case kept:
		return Move{To: Next}
	case slices.ContainsFunc(w.known.Snapshot().Candidates.Value, hasName(name)):
		return open(pageSameName, nil)
	}
	return stay(Run{makeNewAs(name)})
}

func hasName(name string) func(setup.Candidate) bool {
	return func(c setup.Candidate) bool { return strings.EqualFold(c.App.DisplayName, name) }
}

func makeNewAs(name string) Work {
	return keptAs(chosen{}, func(k Worker) error { return k.ChooseNew(name) })
}

func sameNamePage(st State, _ any) Page {
	p := Page{Phase: "2", Heading: "There is a registration of that name already", Box: true,
		At: 1, Sensitive: chosenNames(st),
		Blocks: []Block{para("Names are not unique in Entra. A second one of the same name is hard to tell " +
			"apart later.")}}
	same := hasName(st.Profile.Wanted.Name)
	for _, c := range st.Snapshot.Candidates.Value {
		if same(c) && p.Choices == nil {
			p.Choices = []Choice{{ID: "take", Arg: c.App.AppID, Title: "Use \"" + c.App.DisplayName + "\"",
				Detail: whyThis(st, c)}}
		}
	}
	p.Choices = append(p.Choices, Choice{ID: "other", Title: "Choose another name"},
		Choice{ID: "second", Title: "Make a second one of that name"})
	return p
}
