package plain

import (
	"context"
	"errors"
	"io"
	"time"

	"ssowizard/internal/document"
	"ssowizard/internal/engine"
	"ssowizard/internal/outcome"
	"ssowizard/internal/paste"
	"ssowizard/internal/plain/aloud"
	"ssowizard/internal/plain/talk"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
)

// Config is what the plain front works with. Session, In, Out and Talk are
// needed; everything else may be zero.
type Config struct {
	Session  *engine.Session
	Practice *engine.Practice // nil wherever something real is touched
	Saved    []setup.Profile  // what this computer remembers, newest first
	Unusable []*profile.Error // what it remembers and cannot use

	In   io.Reader // answers of a person, or of a script
	Out  io.Writer // results: ids, states, what is left; with JSON one document
	Talk io.Writer // everything else

	Live    bool // In is a terminal: lines typed during a wait count
	Width   int  // columns of Talk's terminal, to break between words; 0: lines stay whole
	Wide    int  // columns of Out's terminal, as Width; 0: Out is none, and its lines stay whole
	NoInput bool // nobody can be asked
	Yes     bool // writes are agreed to beforehand
	JSON    bool // one Document on Out at the end

	Profile string       // name of the profile to go on with
	Domain  string       // the company's domain or tenant id
	AppID   string       // an existing registration to adopt
	Name    string       // name for a new registration
	URIs    []string     // the MTP portal's redirect URIs
	Pasted  paste.Parsed // how they were read from what was given; zero where nothing was
	SignIn  string       // "device", "browser", "none"; empty: asked, or device

	// AllowSecret lets a run that agrees to plans beforehand give the registration a
	// policy of its own that allows a client secret, where the tenant's forbids one.
	AllowSecret bool

	// OwnTenant says that the tenant is the own company's although something speaks
	// for a customer's, for a run that agrees to plans beforehand.
	OwnTenant bool

	// SaveReport writes a report for support into a new file and names it; nil leaves that
	// to the command line.
	SaveReport func(steps.Worker) (path string, err error)

	Open   func(url string) error                 // opens an address in the browser; nil: not possible
	Hidden func(context.Context) (string, error)  // reads a line without showing it; nil: read from In
	Unseen func() (back func())                   // hides lines typed until back; nil: they are shown
	Exit   func(error) (code int, verdict string) // the exit code a result leads to, for the document
	Beat   time.Duration                          // between two lines of a wait; 0 means 15 seconds

	Hint time.Duration // until the pages that stop a sign-in are named; 0 means a minute

	// Offered is told what a person is offered, as ids, before it is put into words;
	// nil: nobody listens.
	Offered func(Offer)

	// Forget takes away what was typed at the terminal and not read, until
	// nothing more came for the pause, and tells whether there was any. reading:
	// a read is under way, so whole lines are its business and the pause is none.
	// nil where In is no terminal: there, lines wait for their questions.
	Forget func(pause time.Duration, reading bool) bool
}

// Run walks through the setup and returns how it ended: nil, ErrInterrupted,
// ErrInputEnded, *Missing, *Refused, *Stopped, *Unchecked, or an error of the
// engine. Whatever it returns was already said on Talk.
func Run(ctx context.Context, c Config) error {
	f := newFront(c)
	f.sayServices()
	var err error
	if c.NoInput {
		err = f.unattended(ctx)
	} else {
		err = f.attended(ctx)
	}
	return f.finish(ctx, f.tellConsent(ctx, err, errors.Is(err, talk.ErrLeft)))
}

// Voice speaks where a run does, and asks nothing.
func (c Config) Voice() *talk.Voice { return c.voice(nil) }

func (c Config) voice(leaving func() string) *talk.Voice {
	return talk.New(talk.Terminal{In: c.In, Out: c.Out, Talk: c.Talk, Practice: c.Practice != nil,
		Live: c.Live, Width: c.Width, Wide: c.Wide, Beat: c.Beat, Hidden: c.Hidden, Forget: c.Forget,
		Leaving: leaving})
}

// front is one run of the plain face.
type front struct {
	cfg Config
	eng *engine.Session
	*talk.Voice
	lines aloud.Lines // pages in words

	byHand bool // nobody signs in: every step is done in the portal
	named  bool // the registration's name was given, not assumed
	quiet  bool // a check prints problems only

	why map[string]bool // why things matter, as far as this report said it

	unreminded bool // the calendar file that was asked for could not be written

	// written makes the document of a run with JSON; nil makes that of a setup.
	written func(document.Run) any
	began   document.Before              // of a run that changes a setup
	stays   string                       // what of an old secret's value stays on this computer, in sentences
	tasks   map[steps.TaskID]*steps.Task // as they were begun
	task    steps.TaskID                 // what the run is about; "" is the setup
	command string                       // that goes on where a run was left; empty: setup
	wants   func(Config) []outcome.Lack  // what a run without a person lacks; nil: as the setup does
	refused []document.Refusal           // of a run that takes back
	undoes  UndoChoice                   // what such a run takes back where nobody can be asked
	renewal RenewChoice                  // what a renewal was asked for beyond it
	// reported is the key id of the secret of which a check has said what is to be done.
	reported string
	over     bool  // the renewal came to its end
	noPlace  error // why there is no place for a secret, in a run that can ask for none
	proved   bool  // and such a run has tried its proof
	judging  bool  // a check came as far as its report
}

func newFront(c Config) *front {
	if c.Beat == 0 {
		c.Beat = 15 * time.Second
	}
	f := &front{eng: c.Session, named: c.Name != "", byHand: c.SignIn == "none",
		tasks: map[steps.TaskID]*steps.Task{}}
	if p := c.Practice; p != nil && c.NoInput {
		c = withPracticeValues(c, p)
	}
	f.cfg = c
	f.Voice = c.voice(f.afterLeaving)
	f.lines = aloud.Lines{Practice: c.Practice != nil, Said: map[setup.Finding]bool{}, Now: c.Session.Now}
	if (c.Yes || c.NoInput) && !c.AllowSecret {
		f.eng.SetAllowing(setup.AllowNever)
	}
	return f
}

// withPracticeValues lets a run without a person use the practice tenant's own
// values for whatever was not given.
func withPracticeValues(c Config, p *engine.Practice) Config {
	if c.Domain == "" {
		c.Domain = p.Domain
	}
	if c.Name == "" {
		c.Name = p.Name
	}
	if len(c.URIs) == 0 {
		c.URIs = p.URIs
	}
	return c
}

// taskOf is a task as it was begun: what its pages learned stays with it.
func (f *front) taskOf(id steps.TaskID) *steps.Task {
	if f.tasks[id] == nil {
		f.tasks[id] = steps.NewTask(id)
	}
	return f.tasks[id]
}
