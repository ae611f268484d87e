package steps

import (
	"slices"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/engine"
	"ssowizard/internal/judge"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
)

// PageID names a page for good: "U02". Tables, tests and the list of codes use it.
type PageID string

// Page is one page of the walk as it is now. Fronts draw it and decide nothing.
type Page struct {
	// Code is the short name said on the telephone. It is the page's id but where
	// several tasks share a page: "01a" is "S01a" in the setup and "V01a" in a check.
	Code    string
	Phase   string // the phase that the page belongs to; "" for none
	Heading string
	// Box asks in the middle of the page below it, and closes with the answer.
	Box bool
	// Grave asks about a write: an answer counts only after the keyboard was quiet.
	Grave bool
	// Back: the page is asked first where its way back leads, and in lines that is a
	// choice of its own.
	Back bool
	// Alone: no agreement that was given beforehand answers it.
	Alone bool
	// End: the task is done. Line by line nothing is asked here, and it is left.
	End bool
	// Turns: it is one of the walk's, and those before and after are a key away.
	Turns bool
	Why   string         // what it is about, for whoever asks line by line
	Calls string         // what a wait for a person has come to, for the window's title
	Asks  judge.Question // what the page asks with its yes and its no; "" for nothing

	Blocks []Block
	// Rows can be chosen one by one, in a list of their own above the choices.
	Rows    []Row
	At      int    // the row, or without rows the choice, on which the cursor stands at first
	Pick    string // what choosing a row does, for the footer
	Below   []Block
	Choices []Choice

	Input *Input // nil: nothing is asked to be typed
	View  View   // "" for the drawing that every page has

	Values    []Value  // what a person may have to copy
	Sensitive []string // further text that share-safe mode hides
}

// ChoiceID names what a choice does, for the table of transitions: "take-back".
type ChoiceID string

// Choice is one answer to a page.
type Choice struct {
	ID     ChoiceID
	Arg    string // which one it is, for the event
	Title  string
	Detail string // what it does, what it costs
	Off    string // why it cannot be chosen now; shown in Detail's place
	Key    string // an extra letter for those who know it; "" for none
	// Word marks a person's word or a yes that only they can give: nothing
	// preselects it.
	Word bool
	// Quiet leaves the choice out of the list of a full screen, which names its key
	// below; line by line it stands in the list.
	Quiet bool
	// Screen leaves it out line by line: what it does is only of use on a full screen.
	// Lines leaves it out there, where a key of every page does the same.
	Screen, Lines bool
	Enter         string // what Enter does on it, for the footer; "" is "do it"
	// Sign and State make it a part of something: how far that part is. It stands in
	// the page then, with the other choices below.
	Sign  Sign
	State string

	Way     change.Way     // what it is to the engine; "" where it is the page's own
	Through engine.WayOnID // likewise, as a way to sign in or on from there
}

// Row is one line of a list, to be chosen or only read.
type Row struct {
	ID     ChoiceID // what choosing it does; "" where it can only be read
	Arg    string   // which one it is, for the event
	Sign   Sign
	Number string // as it is called, "4."; "" for none
	Span   string // the steps that it is about: "12–14"
	// Numbers are those of these steps: line by line one of them is typed to choose it.
	Numbers []string
	Title   string
	Beside  string // more, in a column beside it
	Label   string // the choice in words of its own, line by line
	Later   bool   // its turn comes later, or never: line by line it is no choice
	More    string // said of the row under the cursor
	Detail  string
	Facts   Block    // more of it, line by line
	Hides   []string // what share-safe mode hides of it
	Under   Block    // more of the row under the cursor, and of all where they were opened
	// Section stands above the first of the rows that have it in common.
	Section string
	// Pair is the MTP portal's address beside Entra's; nil in other lists.
	Pair *mtp.Row
}

// Value is something to be copied, under the name it has where it is pasted:
// "Application (client) ID".
type Value struct {
	Label, Text string
	Opens       bool // it is the address of a page to open
}

// Block is lines without a gap between them; between blocks is one.
type Block []Line

// Line is one piece of a block: Para, Mark, Fact, Address, Code, Item, Field, Finding, Advice, Changes,
// Standing.
type Line interface{ line() }

// Weight says how a text is meant.
type Weight int

// The weights.
const (
	Body Weight = iota
	Quiet
	Strong
	Warning
)

// Sign is a state, drawn as a glyph with a word and said as a word.
type Sign string

// The signs beside those of a status.
const (
	SignNone   Sign = ""
	SignNote   Sign = "note"
	SignGood   Sign = Sign(setup.StatusOK)
	SignLook   Sign = Sign(setup.StatusWarn)
	SignBad    Sign = Sign(setup.StatusFail)
	SignUnsure Sign = Sign(setup.StatusUnknown)
	SignPast   Sign = Sign(setup.StatusSkipped) // left out, or ruled out
	SignNow    Sign = "now"
	SignUnseen Sign = "unseen" // nobody has looked yet
)

type (
	// Para is running text.
	Para struct {
		Weight Weight
		Text   string
		In     int // columns from the left
		Spare  int // the height below which a window goes without it
	}
	// Mark is a text behind a sign.
	Mark struct {
		Sign   Sign
		Word   string // said before the text, in the place of the sign's; "" for that
		Weight Weight
		Text   string
	}
	// Fact is a value behind its label; those of one block stand in one column.
	Fact struct {
		Sign   Sign // how it stands; "" for a value
		Label  string
		Text   string
		Low    string // in its place in a low window
		Weight Weight
	}
	// Sight is how something stands, behind its label as facts are: a sign in words.
	Sight struct {
		Label string
		Sign  Sign
		Word  string
	}
	// Address is one to be opened, or a path; it is shown whole.
	Address struct {
		URL  string
		Real bool // in practice: the page is no part of it
	}
	// Hand is a step as it is done by hand in a portal.
	Hand struct {
		Number, Title string
		Where         []string // outermost first
		Page          string   // its address, where it is another than that of the step before
		Do            []string
		Expect        string            // what shows that it worked
		Known         map[string]string // the values that the texts quote
		Values        []Value           // to be copied there
		Secret        bool              // the client secret is one of them
	}
	// Keyed is what a full screen has under a key, and what is said line by line.
	Keyed struct{ Text string }
	// Waiting is a wait for a person: for what, how long it usually takes, what is said
	// while nobody waits, and how it can be left.
	Waiting struct {
		For, Usual, Idle, Leave string
		Until                   time.Time     // when it ends by itself; zero: never
		Lasts                   string        // what lasts until then: "the code lasts"
		Late                    string        // stands before Leave once a sign-in would be over
		LateAfter               time.Duration // how long that takes
	}
	// Code is to be typed on another page, as its label says: it is found at once.
	Code struct{ Label, Text string }
	// Item is one of several things that were looked at: its state, its name, and what
	// was seen of it, cut at the end of the line but where it is to be Whole.
	Item struct {
		Sign   Sign
		Title  string
		Detail string
		Whole  bool
		Took   time.Duration // how long the look took; 0: not worth saying
		Most   time.Duration // of what goes on now: how long it takes at most
	}
	// Field is a value on its way into a field of that name on another page.
	Field struct {
		Name   string
		Text   string // whole; of a secret where it is kept; "" while there is none
		None   string // what is said then
		Key    string // copies it
		Secret bool   // the value itself is shown by the front alone, on demand
	}
	// Finding is what was noticed, and what to do.
	Finding struct{ setup.Finding }
	// Advice is an error in words.
	Advice struct{ advice.Advice }
	// Changes is a plan: object by object, or the requests as they will be sent.
	Changes struct {
		Plan     change.Plan
		Requests bool
	}
	// Progress is what has been done; of work under way the front adds what it hears.
	Progress struct {
		Title string
		Notes []change.Note
	}
	// Standing is how a phase stands after a write: its state and what was read back.
	Standing struct {
		Report judge.PhaseReport
		Took   time.Duration
	}
)

func (Para) line()     {}
func (Mark) line()     {}
func (Fact) line()     {}
func (Sight) line()    {}
func (Address) line()  {}
func (Hand) line()     {}
func (Keyed) line()    {}
func (Waiting) line()  {}
func (Code) line()     {}
func (Item) line()     {}
func (Field) line()    {}
func (Finding) line()  {}
func (Advice) line()   {}
func (Changes) line()  {}
func (Progress) line() {}
func (Standing) line() {}

// Waits tells whether a wait for a person stands below the page.
func (p Page) Waits() bool {
	return slices.ContainsFunc(p.Below, func(b Block) bool {
		return slices.ContainsFunc(b, func(l Line) bool { _, waits := l.(Waiting); return waits })
	})
}

// Paragraph is a block of one text.
func Paragraph(text string) Block { return Block{Para{Text: text}} }

// Marked is a block of one text behind a sign.
func Marked(s Sign, text string) Block { return Block{Mark{Sign: s, Text: text}} }

// Retitle gives a way of the phase words of its own.
func (p *Page) Retitle(w change.Way, title, detail string) {
	for i := range p.Choices {
		if p.Choices[i].Way == w {
			p.Choices[i].Title, p.Choices[i].Detail = title, detail
		}
	}
}
