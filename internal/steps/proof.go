package steps

import (
	"context"
	"sync"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// PageProof is the proof of step 28: the chain from "tenant found" to "one user read with the secret".
// It runs by itself when its page opens. The first broken link is the cause; what lies
// above it was not tried.
var proving = []node{
	opening(stepped{phase: "28", fresh: func() any { return &proof{} }, enter: proveAtFirst, bare: true,
		facts: proofFacts, own: proofChoices, more: proofMore, ways: []way{
			{"prove", []PageID{Here, PageUnlock}, prove},
			{Done, []PageID{Here, Next, PageUnlock}, proofEnded},
			{Failed, []PageID{Here}, proofFailed},
			{Stopped, []PageID{Here}, proofStopped},
			{Returned, []PageID{Here, Next, PageUnlock}, backToProof},
			{"wait", []PageID{Here}, func(*Walk, any, Event) Move {
				return stay(Notice{"The proof goes on. It comes to its end by itself."})
			}},
			{"whole", []PageID{Here}, func(_ *Walk, local any, _ Event) Move {
				local.(*proof).whole = !local.(*proof).whole
				return stay()
			}},
			{"mend", []PageID{PagePhase}, toTheCause},
			{"make", []PageID{PagePhase}, func(*Walk, any, Event) Move {
				return open(PagePhase, judge.SecretPhase)
			}},
			{"value", []PageID{PageValue, PagePhase, PagePreflight}, giveValue},
			{"take", []PageID{Here, PagePhase, PagePreflight}, takeValue},
			{"code", []PageID{PageCode}, proveAfter(PageCode)},
			{"browser", []PageID{PageBrowser}, proveAfter(PageBrowser)},
		}}.node(), PageUnlock),
	{id: PageValue, fresh: func() any { return &valueMeant{} }, page: valuePage, ways: []way{
		{"value", []PageID{Here}, keepValue},
		{Done, []PageID{Below}, func(w *Walk, _ any, _ Event) Move {
			return answer(true, Notice{"Kept in " + w.known.Profile().Secret.Keeper + "."})
		}},
		{Failed, []PageID{Here}, valueRefused},
	}},
}

// opening is a node that may open other pages as soon as it is in view.
func opening(n node, pages ...PageID) node {
	n.first = pages
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
func proveAtFirst(w *Walk, local any) Move {
	if p := w.known.Snapshot().Proof; p.Known && p.Value.Good && len(p.Value.Links) > 0 {
		l := local.(*proof)
		l.last, l.ended = p.Value, true
		return stay()
	}
	return prove(w, local, Event{})
}

func prove(w *Walk, local any, _ Event) Move {
	l := local.(*proof)
	if w.known.Profile().Secret.KeyID == "" {
		return stay()
	}
	if _, locked := w.known.LockedFile(); locked {
		l.wanted = true
		return open(PageUnlock, nil)
	}
	run := &proofRun{most: w.known.Patience()}
	*l = proof{run: run, whole: l.whole}
	return stay(Run{Work{What: "Proving the secret", Usual: time.Minute, Quiet: true, Live: true,
		Do: func(ctx context.Context, k Worker, say func(change.Note)) (any, error) {
			return k.Prove(ctx, func(p setup.Proof) {
				run.put(p)
				say(change.Note{})
			})
		}}})
}

func proofEnded(w *Walk, local any, e Event) Move {
	switch p := e.Result.(type) {
	case setup.Proof:
		local.(*proof).end(p, nil)
		return stay()
	case valueKept:
		return prove(w, local, e)
	}
	return phaseDone(w, local, e)
}

func proofFailed(w *Walk, local any, e Event) Move {
	switch p := e.Result.(type) {
	case setup.Proof:
		local.(*proof).end(p, e.Err)
		return stay(Fail{Err: e.Err})
	case valueKept:
		return stay(Fail{Err: e.Err})
	}
	return phaseFailed(w, local, e)
}

func (l *proof) end(p setup.Proof, err error) { l.last, l.run, l.ended, l.err = p, nil, true, err }

func proofStopped(_ *Walk, local any, _ Event) Move {
	l := local.(*proof)
	l.last, l.run = l.seen(), nil
	return stay()
}

// backToProof goes on with a proof for which something had to come first, and proves a
// value that was given.
func backToProof(w *Walk, local any, e Event) Move {
	if e.From == PageNote {
		return backToPhase(w, "28", e)
	}
	l := local.(*proof)
	wanted := l.wanted || e.From == PageValue && e.Value == true
	l.wanted = false
	_, locked := w.known.LockedFile()
	if !wanted || locked || endedSignIn(l.err) && !w.known.SignedIn() {
		return stay()
	}
	return prove(w, local, e)
}

// proveAfter signs in again and proves then.
func proveAfter(p PageID) func(*Walk, any, Event) Move {
	return func(_ *Walk, local any, _ Event) Move {
		local.(*proof).wanted = true
		return open(p, &Errand{Why: resumeWhy, Then: below()})
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

func toTheCause(_ *Walk, local any, _ Event) Move {
	r, _ := cause(local.(*proof).last)
	return open(PagePhase, mendedBy[r.ID])
}
