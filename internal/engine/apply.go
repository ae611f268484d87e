package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// Plan says what one phase would write, judged by the last snapshot. It is
// ErrNothingToDo where the phase holds already, and *BlockedError where another
// phase has to come first.
func (r *Session) Plan(phaseID string) (change.Plan, error) {
	st, ok := judge.PhaseByID(phaseID)
	if !ok || change.ActionOf(phaseID) == nil {
		return change.Plan{}, fmt.Errorf("step %s is done by a person", phaseID)
	}
	s, p := r.Both()
	if err := mayPlan(s, p); err != nil {
		return change.Plan{}, err
	}
	return change.PlanPhase(st, s, p, r.Options())
}

// mayPlan refuses a setup's plan where nobody is signed in, or nobody has said that
// the tenant is their own.
func mayPlan(s setup.Snapshot, p setup.Profile) error {
	switch {
	case !s.SignedIn:
		return advice.ErrNotSignedIn
	case !p.Own:
		return advice.ErrNotOwnTenant
	}
	return nil
}

// PlanWhole plans everything automatic as one change, for runs in which nobody
// is asked between the steps.
func (r *Session) PlanWhole() (change.Plan, error) {
	s, p := r.Both()
	if err := mayPlan(s, p); err != nil {
		return change.Plan{}, err
	}
	if err := change.SettledToPlan(s); err != nil {
		return change.Plan{}, err
	}
	opts := r.Options()
	opts.Whole = true
	var ops []change.Operation
	var notes []setup.Finding
	for _, st := range judge.Catalogue() {
		action := change.ActionOf(st.ID)
		if action == nil {
			continue
		}
		one, err := action.Plan(s, p, opts)
		if errors.Is(err, advice.ErrNothingToDo) {
			continue
		}
		if forbidden, ok := errors.AsType[*judge.ForbiddenError](err); ok && !forbidden.Agreed {
			// All but the secret is done, which somebody has to allow.
			notes = append(notes, judge.PolicyFindings(s, p, opts.As(judge.Walking))...)
			continue
		}
		if err != nil {
			return change.Plan{}, err
		}
		ops = append(ops, one.Ops...)
		notes = append(notes, one.Notes...)
	}
	if len(ops) == 0 {
		return change.Plan{}, advice.ErrNothingToDo
	}
	return change.NewPlan("whole", "Everything that can be done from here", s, ops, notes...), nil
}

// Apply writes a plan and nothing else, records each write, and observes until
// what was written is visible. A plan whose basis has changed is refused.
func (r *Session) Apply(ctx context.Context, plan change.Plan,
	note func(change.Note)) (setup.Snapshot, error) {
	if !r.applying.TryLock() {
		return r.Snapshot(), errors.New("something is being written already")
	}
	defer r.applying.Unlock()
	defer r.watch(note)()
	if r.SignedIn() && !r.May(plan) {
		return r.Snapshot(), advice.ErrReadOnly
	}
	if change.Fingerprint(r.Snapshot()) != plan.Basis {
		return r.Snapshot(), advice.ErrStalePlan
	}
	if err := r.Room(); err != nil {
		return r.Snapshot(), err
	}
	client, err := r.GraphClient()
	if err != nil {
		return r.Snapshot(), err
	}
	r.action, r.made = plan.Action, made{}
	defer r.begins()()
	var written []string
	for i, o := range plan.Ops {
		if err := r.begin(o); err != nil {
			return r.Snapshot(), r.broken(written, "saving what is about to be written", err)
		}
		receipt, err := o.Run(ctx, r, client, note)
		if !errors.Is(err, graph.ErrSecretsForbidden) { // that made nothing: the last look still holds
			r.wrote()
		}
		if err != nil {
			err = errors.Join(err, r.dropIfRefused(err))
			begun := r.Profile().Begun
			now := r.lookAfter(ctx)
			if errors.Is(err, graph.ErrSecretsForbidden) {
				// A verdict that ends the run, which what was written before outlives.
				now = r.lookUntil(ctx, plan, i, note)
			}
			return now, r.broken(append(written, r.seenDone(begun)...), o.Request().Words(), r.remember(err))
		}
		written = append(written, receipt.Summary)
		if err := r.record(receipt); err != nil {
			return r.Snapshot(), r.broken(written, "saving the receipt", err)
		}
		note(change.Note{Text: receipt.Summary, Done: true})
	}
	r.doneNow(written)
	return r.observeUntil(ctx, plan, note)
}

// lookWithin bounds the look after a write that failed.
const lookWithin = 20 * time.Second

// lookAfter reads once more after a write that failed, so that the next plan is
// made from what is there now. It tells nobody of a failure of its own: the
// write's is the one that counts, and what stays unread is not planned from.
func (r *Session) lookAfter(ctx context.Context) setup.Snapshot {
	ctx, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	if ctx.Err() == nil {
		if s, err := r.look(ctx); err == nil {
			return s
		}
	}
	s, _ := r.judged()
	return s
}

// lookUntil reads until the first writes of a plan are visible, or the wait for them
// ends.
func (r *Session) lookUntil(ctx context.Context, plan change.Plan, done int,
	note func(change.Note)) setup.Snapshot {
	plan.Ops = plan.Ops[:done]
	if s, err := r.observeUntil(ctx, plan, note); err == nil {
		return s
	}
	return r.Snapshot()
}

// begins marks that a plan is being applied, which goes by what was read before it.
func (r *Session) begins() (ended func()) {
	set := func(on bool) {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.writing = on
	}
	set(true)
	return func() { set(false) }
}

// wrote marks that whatever was observed before is no longer read back.
func (r *Session) wrote() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.writes++
}

// answered counts the writes of this run so far.
func (r *Session) answered() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.writes
}

// observeUntil reads back until every operation of the plan is seen, or says
// that it was applied and is not visible yet.
func (r *Session) observeUntil(ctx context.Context, plan change.Plan,
	note func(change.Note)) (setup.Snapshot, error) {
	waited := setup.Patience{At: r.Now()}
	pause := setup.LookEvery
	for try := 1; ; try++ {
		s, err := r.look(ctx)
		if err != nil {
			s, _ = r.judged()
			return s, err
		}
		if s.Behind == "" && planVisible(plan, s) {
			return s, nil
		}
		if s.Behind == "" {
			if gone := r.goneFrom(s.App, s.Deleted); gone != nil {
				return s, gone
			}
		}
		if waited.UpTo(r.Now()) > r.Patience() {
			return s, &advice.NotVisibleError{Plan: plan.Title, Waited: waited.Spent}
		}
		note(change.Note{Text: "Written. Entra is still copying it to all its servers" +
			change.LongWait(r, waited.Spent), Waiting: true, Usual: 30 * time.Second, Try: try})
		if err := r.Sleep(ctx, pause); err != nil {
			return s, err
		}
		pause = min(pause*3/2, setup.LookAtMost)
	}
}

// planVisible asks every operation whether a look shows what it wrote.
func planVisible(plan change.Plan, s setup.Snapshot) bool {
	return !slices.ContainsFunc(plan.Ops, func(o change.Operation) bool { return !o.Seen(s) })
}
