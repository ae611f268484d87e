package steps

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ssowizard/internal/graph"
	"ssowizard/internal/judge"
	"ssowizard/internal/setup"
)

// fingerprint sums up what plans are based on: the registration, its service
// principal and its grants as they were observed, or what the recycle bin holds.
func fingerprint(s setup.Snapshot) string {
	raw, err := json.Marshal([]any{s.Tenant.ID, s.App.Known, s.App.Value, s.Principal.Value, s.Grants.Value, s.Deleted.Value, s.DeletedPrincipal.Value})
	if err != nil {
		return "" // these types always encode
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:8])
}

func randomHex(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // crypto/rand never fails on the supported systems
	return hex.EncodeToString(b)
}

// Plan says what one stage would write, judged by the last snapshot. It is
// ErrNothingToDo where the stage holds already, and *BlockedError where another
// stage has to come first.
func (r *Runner) Plan(stageID string) (Plan, error) {
	st, ok := judge.StageByID(stageID)
	if !ok || ActionOf(stageID) == nil {
		return Plan{}, fmt.Errorf("step %s is done by a person", stageID)
	}
	s, p := r.both()
	if !s.SignedIn {
		return Plan{}, ErrNotSignedIn
	}
	if !p.Own {
		return Plan{}, ErrNotOwnTenant
	}
	return planStage(st, s, p)
}

// PlanWhole plans everything automatic as one change, for runs in which nobody
// is asked between the steps.
func (r *Runner) PlanWhole() (Plan, error) {
	s, p := r.both()
	switch {
	case !s.SignedIn:
		return Plan{}, ErrNotSignedIn
	case !p.Own:
		return Plan{}, ErrNotOwnTenant
	}
	if err := settledToPlan(s); err != nil {
		return Plan{}, err
	}
	p.Wanted.Whole = true
	var ops []operation
	var notes []setup.Finding
	for _, st := range judge.Catalogue() {
		action := ActionOf(st.ID)
		if action == nil {
			continue
		}
		one, err := action.Plan(s, p)
		if errors.Is(err, ErrNothingToDo) {
			continue
		}
		var forbidden *judge.ForbiddenError
		if errors.As(err, &forbidden) && !forbidden.Agreed {
			notes = append(notes, judge.PolicyFindings(s, p)...) // all but the secret is done, which somebody has to allow
			continue
		}
		if err != nil {
			return Plan{}, err
		}
		ops = append(ops, one.ops...)
		notes = append(notes, one.Notes...)
	}
	if len(ops) == 0 {
		return Plan{}, ErrNothingToDo
	}
	return newPlan("whole", "Everything that can be done from here", "3–28", s, ops, notes...), nil
}

// ApplyError says how far a plan got. What was written before the failure
// stays, is in the receipts, and is seen at the next observation.
type ApplyError struct {
	Written []string // what was written of this plan, in words
	Earlier []string // what this run wrote before it
	Open    string   // a sentence: what may have been written as well; "" where nothing is in doubt
	Failed  string   // what was being written
	Cause   error
}

func (e *ApplyError) Error() string { return e.Failed + ": " + e.Cause.Error() }

// Unwrap gives the refusal itself.
func (e *ApplyError) Unwrap() error { return e.Cause }

// Apply writes a plan and nothing else, records each write, and observes until
// what was written is visible. A plan whose basis has changed is refused.
func (r *Runner) Apply(ctx context.Context, plan Plan, note func(Note)) (setup.Snapshot, error) {
	if !r.applying.TryLock() {
		return r.Snapshot(), errors.New("something is being written already")
	}
	defer r.applying.Unlock()
	defer r.watch(note)()
	if r.SignedIn() && !r.May(plan) {
		return r.Snapshot(), ErrReadOnly
	}
	if fingerprint(r.Snapshot()) != plan.basis {
		return r.Snapshot(), ErrStalePlan
	}
	if err := r.Room(); err != nil {
		return r.Snapshot(), err
	}
	r.action, r.made = plan.Action, made{}
	defer r.begins()()
	var written []string
	for i, o := range plan.ops {
		if err := r.begin(o); err != nil {
			return r.Snapshot(), r.broken(written, "saving what is about to be written", err)
		}
		receipt, err := o.run(ctx, r, note)
		r.wrote()
		if err != nil {
			err = errors.Join(err, r.dropIfRefused(err))
			begun := r.Profile().Begun
			now := r.lookAfter(ctx)
			if errors.Is(err, graph.ErrSecretsForbidden) {
				now = r.lookUntil(ctx, plan, i, note) // a verdict that ends the run, which what was written before outlives
			}
			return now, r.broken(append(written, r.seenDone(begun)...), o.request().words(), r.remember(err))
		}
		written = append(written, receipt.Summary)
		if err := r.record(receipt); err != nil {
			return r.Snapshot(), r.broken(written, "saving the receipt", err)
		}
		note(Note{Text: receipt.Summary, Done: true})
	}
	r.doneNow(written)
	return r.observeUntil(ctx, plan, note)
}

// lookWithin bounds the look after a write that failed.
const lookWithin = 20 * time.Second

// lookAfter reads once more after a write that failed, so that the next plan is
// made from what is there now. It tells nobody of a failure of its own: the
// write's is the one that counts, and what stays unread is not planned from.
func (r *Runner) lookAfter(ctx context.Context) setup.Snapshot {
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
func (r *Runner) lookUntil(ctx context.Context, plan Plan, done int, note func(Note)) setup.Snapshot {
	plan.ops = plan.ops[:done]
	if s, err := r.observeUntil(ctx, plan, note); err == nil {
		return s
	}
	return r.Snapshot()
}

// begins marks that a plan is being applied, which goes by what was read before it.
func (r *Runner) begins() (ended func()) {
	set := func(on bool) {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.writing = on
	}
	set(true)
	return func() { set(false) }
}

// wrote marks that whatever was observed before is no longer read back.
func (r *Runner) wrote() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.writes++
}

// answered counts the writes of this run so far.
func (r *Runner) answered() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.writes
}

func (q Request) words() string { return q.Method + " " + q.Path }

// How often a write is looked for that is not visible yet.
const (
	lookEvery  = 2 * time.Second
	lookAtMost = 10 * time.Second
)

// observeUntil reads back until every operation of the plan is seen, or says
// that it was applied and is not visible yet.
func (r *Runner) observeUntil(ctx context.Context, plan Plan, note func(Note)) (setup.Snapshot, error) {
	waited := patience{at: r.Now()}
	pause := lookEvery
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
		if waited.upTo(r.Now()) > r.Patience() {
			return s, &NotVisibleError{Plan: plan.Title, Waited: waited.spent}
		}
		note(Note{Text: "Written. Entra is still copying it to all its servers" + r.longWait(waited.spent), Waiting: true, Usual: 30 * time.Second, Try: try})
		if err := r.Sleep(ctx, pause); err != nil {
			return s, err
		}
		pause = min(pause*3/2, lookAtMost)
	}
}

// NotVisibleError says that a write was accepted and cannot be read back yet.
type NotVisibleError struct {
	Plan   string
	Waited time.Duration
}

func (e *NotVisibleError) Error() string {
	return fmt.Sprintf("%s: applied, but not visible after %s", e.Plan, e.Waited.Round(time.Second))
}

// visible is what an operation can tell about itself from a snapshot.
type visible interface{ seen(setup.Snapshot) bool }

func planVisible(plan Plan, s setup.Snapshot) bool {
	for _, o := range plan.ops {
		if v, ok := o.(visible); ok && !v.seen(s) {
			return false
		}
	}
	return true
}
