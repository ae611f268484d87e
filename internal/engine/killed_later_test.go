package engine_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"ssowizard/internal/advice"
	"ssowizard/internal/change"
	"ssowizard/internal/must"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
	"ssowizard/internal/undo"
	"ssowizard/internal/vault"
)

// counted is a keychain that a test can list.
type counted struct {
	vault.Keychain
	mu   sync.Mutex
	keys map[string]string // values by key id
}

func countedKeychain() *counted { return &counted{Keychain: vault.Memory(), keys: map[string]string{}} }

func (k *counted) Put(ctx context.Context, key vault.Key, s secret.Value) error {
	k.mu.Lock()
	k.keys[key.KeyID] = s.Reveal()
	k.mu.Unlock()
	return k.Keychain.Put(ctx, key, s)
}

func (k *counted) Delete(ctx context.Context, key vault.Key) error {
	k.mu.Lock()
	delete(k.keys, key.KeyID)
	k.mu.Unlock()
	return k.Keychain.Delete(ctx, key)
}

func (k *counted) held() map[string]string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return maps.Clone(k.keys)
}

// stopAt ends a run at its n-th write, which was done or was not, and tells how
// many writes came. Without stop only the answer is lost.
func (w *walk) stopAt(n int, after bool, stop func()) *atomic.Int32 {
	var seen atomic.Int32
	w.srv.SetFault(func(r *http.Request) sim.Fault {
		if !isWrite(r) || int(seen.Add(1)) != n {
			return sim.Fault{}
		}
		stop()
		return sim.Fault{Drop: true, After: after}
	})
	return &seen
}

// back starts a new process and reads.
func (w *walk) back() {
	w.t.Helper()
	w.srv.SetFault(nil)
	w.comeBack()
}

// later is a job on a setup that exists, and what is right after it.
type later struct {
	*walk
	job   func(context.Context) error
	right func()
}

// interruptions counts the writes of a job, then stops it at each of them before
// and after it took effect, and loses the answer without stopping it.
func interruptions(t *testing.T, begin func(*testing.T) later) {
	whole := begin(t)
	writes := whole.stopAt(0, false, func() {})
	must.Do(t, whole.job(t.Context()))
	whole.right()
	if writes.Load() == 0 {
		t.Fatal("the job writes nothing")
	}
	for n := 1; n <= int(writes.Load()); n++ {
		for _, how := range []struct{ after, killed bool }{{false, true}, {true, true}, {true, false}} {
			t.Run(fmt.Sprintf("write %d, done %v, killed %v", n, how.after, how.killed), func(t *testing.T) {
				t.Parallel()
				interrupted(t, begin(t), n, how.after, how.killed)
			})
		}
	}
}

func interrupted(t *testing.T, l later, n int, after, killed bool) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	stop := cancel
	if !killed {
		stop = func() {}
	}
	seen := l.stopAt(n, after, stop)
	err := l.job(ctx)
	if int(seen.Load()) < n {
		t.Fatalf("there was no write %d to stop at", n)
	}
	if err != nil || killed {
		l.back()
		must.Do(t, l.job(t.Context()))
	}
	l.srv.SetFault(nil)
	l.right()
}

func (w *walk) try(ctx context.Context, plan change.Plan, err error) error {
	if errors.Is(err, advice.ErrNothingToDo) {
		return nil
	}
	if err == nil {
		_, err = w.r.Apply(ctx, plan, func(change.Note) {})
	}
	return err
}

// endRenewal notes what is said to stay on this computer.
func (w *walk) endRenewal(ctx context.Context) (err error) {
	left, err := w.r.EndRenewal(ctx)
	w.left += left
	return err
}

// renewing does a whole renewal, wherever it was left, and insists that the old
// secret lives until the new one works.
func (w *walk) renewing(old string) func(context.Context) error {
	return func(ctx context.Context) error {
		for ctx.Err() == nil {
			switch next := w.r.Renewal().Next; next {
			case "":
				return w.endRenewal(ctx)
			case "make":
				if p := w.r.Profile(); p.Secret.KeyID != old && p.Renewal == nil {
					return nil // it was over before
				}
				plan, err := w.r.PlanRenew()
				if err := w.try(ctx, plan, err); err != nil {
					return err
				}
			case "prove":
				p, err := w.r.Prove(ctx, func(setup.Proof) {})
				if err == nil && !p.Good {
					err = fmt.Errorf("not proven: %+v", p.Finding)
				}
				if err != nil {
					return err
				}
			case "remove":
				if len(w.srv.State().Secrets) != 2 {
					w.t.Errorf("%d secrets before the old one goes", len(w.srv.State().Secrets))
				}
				plan, err := w.r.PlanRemoveOld(old)
				if err := w.try(ctx, plan, err); errors.As(err, new(*advice.BlockedError)) {
					continue // a server refused the new secret once more; it is proven anew
				} else if err != nil {
					return err
				}
			default:
				if _, has := w.srv.State().Secrets[old]; !has {
					w.t.Errorf("the old secret is gone at %s", next)
				}
				if err := w.r.Confirm(map[string]string{"hand-over": "29", "pilot": "S1-S2"}[next], ""); err != nil {
					return err
				}
			}
		}
		return ctx.Err()
	}
}

func TestARenewalStoppedAtAnyWriteEndsRight(t *testing.T) {
	t.Parallel()
	interruptions(t, func(t *testing.T) later {
		w := newWalkAlone(t, "new")
		must.Do(t, w.whole(t.Context()))
		for _, id := range []string{"10-11", "29", "S1-S2"} {
			must.Do(t, w.r.Confirm(id, ""))
		}
		old := w.r.Profile().Secret.KeyID
		return later{w, w.renewing(old), func() {
			st, p := w.srv.State(), w.r.Profile()
			if _, has := st.Secrets[old]; has || len(st.Secrets) != 1 || p.Renewal != nil || p.Pending != nil {
				w.t.Errorf("%d secrets, the old among them %v, profile %+v %+v", len(st.Secrets), has, p.Renewal, p.Pending)
			}
			w.keychainIsEntra()
		}}
	})
}

// keychainIsEntra asserts that the keychain holds the values that Entra holds,
// and nothing else.
func (w *walk) keychainIsEntra() {
	w.t.Helper()
	if got, want := w.keychain.(*counted).held(), w.srv.State().Secrets; !maps.Equal(got, want) {
		w.t.Errorf("the keychain holds %d values, Entra %d: the ids are %v and %v", len(got), len(want), slices.Collect(maps.Keys(got)), slices.Collect(maps.Keys(want)))
	}
}

// newWalkAlone is newWalk with a keychain that can be listed, for tests that say
// themselves what runs beside them.
func newWalkAlone(t *testing.T, tenant string) *walk {
	t.Helper()
	return newWalkOn(t, sim.Options{Tenant: tenant}, countedKeychain())
}

// TestTakingBackStoppedAtAnyWriteEndsRight: everything is taken back, and the
// run that does it is stopped at each of its writes.
func TestTakingBackStoppedAtAnyWriteEndsRight(t *testing.T) {
	t.Parallel()
	interruptions(t, func(t *testing.T) later {
		w := newWalkAlone(t, "adopt")
		w.signIn(w.sc.Admin)
		must.Do(t, w.r.ChooseNew("Contoso Voice SSO"))
		w.do("3-8")
		w.pasteURIs()
		w.do("12-14", "15-20", "21-22", "23-27")
		return later{w, w.takeAllBack, func() {
			st := w.srv.State()
			if len(st.Applications) != len(w.sc.Applications) || len(st.ServicePrincipals) != len(w.sc.ServicePrincipals) || len(st.Grants) != len(w.sc.AppRoleAssignments) || len(st.Secrets) != len(w.sc.Secrets) {
				w.t.Errorf("left behind: %d registrations, %d service principals, %d grants, %d secrets", len(st.Applications)-len(w.sc.Applications),
					len(st.ServicePrincipals)-len(w.sc.ServicePrincipals), len(st.Grants)-len(w.sc.AppRoleAssignments), len(st.Secrets)-len(w.sc.Secrets))
			}
			if got := w.keychain.(*counted).held(); len(got) != 0 {
				w.t.Errorf("the keychain still holds %d values", len(got))
			}
		}}
	})
}

func (w *walk) takeAllBack(ctx context.Context) error {
	for range 12 {
		items := w.r.Undoable()
		i := slices.IndexFunc(items, func(x undo.Item) bool { return x.Can })
		if i < 0 {
			return nil
		}
		plan, err := w.r.PlanUndo(items[i].Index)
		if err := w.try(ctx, plan, err); err != nil {
			return err
		}
	}
	return fmt.Errorf("no end: %+v", w.r.Undoable())
}

// TestARepairStoppedAtAnyWriteEndsRight takes practice tenants that need, between
// them, every kind of write that a repair makes.
func TestARepairStoppedAtAnyWriteEndsRight(t *testing.T) {
	for _, c := range judgedCases {
		if !slices.Contains([]string{"two-faults", "deleted", "delegated-twin", "sp-disabled"}, c.tenant) {
			continue
		}
		t.Run(c.tenant, func(t *testing.T) {
			t.Parallel()
			interruptions(t, func(t *testing.T) later {
				w := newWalkAlone(t, c.tenant)
				w.judge()
				before := w.srv.State()
				return later{w, func(ctx context.Context) error { return w.repairing(ctx, c) }, func() { w.wantRepaired(c, before) }}
			})
		})
	}
}

func (w *walk) repairing(ctx context.Context, c judgedCase) error {
	if c.choose != nil {
		c.choose(w.r)
	}
	w.r.SetReplaceNear(true)
	for _, phase := range c.repairs {
		plan, err := w.r.Plan(phase)
		if err := w.try(ctx, plan, err); err != nil {
			return fmt.Errorf("%s: %w", phase, err)
		}
	}
	return nil
}

func (w *walk) wantRepaired(c judgedCase, before sim.State) {
	w.t.Helper()
	w.observe()
	if len(c.left) > 0 {
		w.wantFound("after", c.left)
	}
	w.wantKept(before, c.gone)
	made := maps.Clone(w.srv.State().Secrets)
	maps.DeleteFunc(made, func(id, _ string) bool { _, was := before.Secrets[id]; return was })
	if got := w.keychain.(*counted).held(); !maps.Equal(got, made) {
		w.t.Errorf("the keychain holds %d values, %d were made", len(got), len(made))
	}
	if slices.Contains(c.repairs, "23-27") != (len(made) == 1) {
		w.t.Errorf("%d secrets were made", len(made))
	}
}
