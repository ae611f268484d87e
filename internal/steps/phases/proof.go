package phases

import (
	"context"
	"sync"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
)

// PageProof is the proof of step 28: the chain from "tenant found" to "one user read with the secret".
// It runs by itself when its page opens. The first broken link is the cause; what lies
// above it was not tried.
var proving = []steps.Node{
	opening(Stepped{Phase: "28", Fresh: func() any { return &proof{} }, enter: proveAtFirst, bare: true,
		Facts: proofFacts, Own: proofChoices, More: proofMore, Ways: []steps.Way{
			steps.On("prove", steps.To(steps.Here, steps.PageUnlock), prove),
			steps.On(steps.Done, steps.To(steps.Here, steps.Next, steps.PageUnlock), proofEnded),
			steps.On(steps.Failed, steps.To(steps.Here), proofFailed),
			steps.On(steps.Stopped, steps.To(steps.Here), proofStopped),
			steps.On(steps.Returned, steps.To(steps.Here, steps.Next, steps.PageUnlock), backToProof),
			steps.On("wait", steps.To(steps.Here), func(*steps.Walk, any, steps.Event) steps.Move {
				return steps.Stay(steps.Notice{Text: "The proof goes on. It comes to its end by itself."})
			}),
			steps.On("whole", steps.To(steps.Here), func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
				local.(*proof).whole = !local.(*proof).whole
				return steps.Stay()
			}),
			steps.On("mend", steps.To(steps.PagePhase), toTheCause),
			steps.On("make", steps.To(steps.PagePhase), func(*steps.Walk, any, steps.Event) steps.Move {
				return steps.GoTo(steps.PagePhase, judge.SecretPhase)
			}),
			steps.On("value", steps.To(steps.PageValue, steps.PagePhase, steps.PagePreflight), giveValue),
			steps.On("take", steps.To(steps.Here, steps.PagePhase, steps.PagePreflight), takeValue),
			steps.On("code", steps.To(steps.PageCode), proveAfter(steps.PageCode)),
			steps.On("browser", steps.To(steps.PageBrowser), proveAfter(steps.PageBrowser)),
		}}.Node(), steps.PageUnlock),
	{ID: steps.PageValue, Fresh: func() any { return &valueMeant{} }, Page: valuePage, Ways: []steps.Way{
		steps.On("value", steps.To(steps.Here), keepValue),
		steps.On(steps.Done, steps.To(steps.Below), func(w *steps.Walk, _ any, _ steps.Event) steps.Move {
			return steps.Answer(true, steps.Notice{Text: "Kept in " + w.Known.Profile().Secret.Keeper + "."})
		}),
		steps.On(steps.Failed, steps.To(steps.Here), valueRefused),
	}},
}

// opening is a node that may open other pages as soon as it is in view.
func opening(n steps.Node, pages ...steps.PageID) steps.Node {
	n.First = pages
	return n
}

// proof is what the page remembers of its run.
type proof struct {
	run    *proofRun   // under way, or the last; nil: none yet
	last   setup.Proof // what it came to
	ended  bool        // the run came to its end, good or not
	err    error       // it could not be carried out
	whole  bool        // the evidence is unfolded
	wanted bool        // it is to run once the page above has closed
}

// proofRun is a run under way: the work fills it, and the page reads how far it is.
type proofRun struct {
	most time.Duration // how long it tries
	mu   sync.Mutex
	seen setup.Proof
}

func (r *proofRun) put(p setup.Proof) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen = p
}

func (r *proofRun) get() setup.Proof {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.seen
}

// seen is the proof as far as it is.
func (l *proof) seen() setup.Proof {
	if l.run != nil {
		return l.run.get()
	}
	return l.last
}

// proveAtFirst proves, unless this run has proven it already or there is no secret.
func proveAtFirst(w *steps.Walk, local any) steps.Move {
	w.Trying()
	if p := w.Known.Snapshot().Proof; p.Known && p.Value.Good && len(p.Value.Links) > 0 {
		l := local.(*proof)
		l.last, l.ended = p.Value, true
		return steps.Stay()
	}
	return prove(w, local, steps.Event{})
}

func prove(w *steps.Walk, local any, _ steps.Event) steps.Move {
	w.Trying()
	l := local.(*proof)
	if w.Known.Profile().Secret.KeyID == "" {
		return steps.Stay()
	}
	if _, locked := w.Known.LockedFile(); locked {
		l.wanted = true
		return steps.GoTo(steps.PageUnlock, nil)
	}
	run := &proofRun{most: w.Known.Patience()}
	*l = proof{run: run, whole: l.whole}
	return steps.Stay(steps.Run{Work: steps.Work{What: "Proving the secret", Usual: time.Minute, Quiet: true,
		Live: true,
		Do: func(ctx context.Context, k steps.Worker, say func(change.Note)) (any, error) {
			return k.Prove(ctx, func(p setup.Proof) {
				run.put(p)
				say(change.Note{})
			})
		}}})
}

func proofEnded(w *steps.Walk, local any, e steps.Event) steps.Move {
	switch p := e.Result.(type) {
	case setup.Proof:
		local.(*proof).end(p, nil)
		return steps.Stay()
	case valueKept:
		return prove(w, local, e)
	}
	return PhaseDone(w, local, e)
}

func proofFailed(w *steps.Walk, local any, e steps.Event) steps.Move {
	switch p := e.Result.(type) {
	case setup.Proof:
		local.(*proof).end(p, e.Err)
		return steps.Stay(steps.Fail{Err: e.Err})
	case valueKept:
		return steps.Stay(steps.Fail{Err: e.Err})
	}
	return phaseFailed(w, local, e)
}

func (l *proof) end(p setup.Proof, err error) { l.last, l.run, l.ended, l.err = p, nil, true, err }

func proofStopped(_ *steps.Walk, local any, _ steps.Event) steps.Move {
	l := local.(*proof)
	l.last, l.run = l.seen(), nil
	return steps.Stay()
}

// backToProof goes on with a proof for which something had to come first, and proves a
// value that was given.
func backToProof(w *steps.Walk, local any, e steps.Event) steps.Move {
	if e.From == steps.PageNote {
		return backToPhase(w, "28", e)
	}
	l := local.(*proof)
	wanted := l.wanted || e.From == steps.PageValue && e.Value == true
	l.wanted = false
	_, locked := w.Known.LockedFile()
	if !wanted || locked || endedSignIn(l.err) && !w.Known.SignedIn() {
		return steps.Stay()
	}
	return prove(w, local, e)
}

// proveAfter signs in again and proves then.
func proveAfter(p steps.PageID) func(*steps.Walk, any, steps.Event) steps.Move {
	return func(_ *steps.Walk, local any, _ steps.Event) steps.Move {
		local.(*proof).wanted = true
		return steps.GoTo(p, &steps.Errand{Why: steps.ResumeWhy, Then: steps.Close()})
	}
}

func endedSignIn(err error) bool { return err != nil && advice.Advise(err).SignInAgain }

// cause is the first link that does not hold.
func cause(p setup.Proof) (setup.Link, bool) {
	for _, r := range p.Links {
		if r.State == setup.LinkFail {
			return r, true
		}
	}
	return setup.Link{}, false
}

// mendedBy tells which phase mends a link.
var mendedBy = map[string]string{
	"tenant": "1", "registration": "3-8", "service-principal": "3-8", "uris": "12-14",
	"permission": "15-20", "consent": "21-22", "token": judge.SecretPhase, "role": "21-22", "read": "21-22",
}

func toTheCause(_ *steps.Walk, local any, _ steps.Event) steps.Move {
	r, _ := cause(local.(*proof).last)
	return steps.GoTo(steps.PagePhase, mendedBy[r.ID])
}
