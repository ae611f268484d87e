package engine_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	"ssowizard/internal/advice"
	"ssowizard/internal/campaign"
	"ssowizard/internal/must"
	"ssowizard/internal/setup"
	"ssowizard/internal/sim"
	"ssowizard/internal/testmetrics"
	"ssowizard/internal/vault"
)

// cell is one run on a keychain that misbehaves in one way from one call on.
type cell struct {
	*walk
	store *badStore
	had   map[string]string // Entra's secrets before the run
	adds  int               // addPassword requests before the run
	job   func(context.Context) error
}

// keyJobs are the runs that use the keychain: each is given a cell on which it
// can begin.
var keyJobs = map[string]func(*cell){
	"setup": func(c *cell) { c.job = c.whole },
	"renew": func(c *cell) {
		must.Do(c.t, c.whole(c.t.Context()))
		for _, id := range []string{"10-11", "29", "S1-S2"} {
			must.Do(c.t, c.r.Confirm(id, ""))
		}
		old := c.r.Profile().Secret.KeyID
		c.job = func(ctx context.Context) error {
			if !c.r.SignedIn() {
				if err := c.r.ProbeKeychain(ctx); err != nil {
					return err
				}
				if _, err := c.r.Resolve(ctx, "contoso.com"); err != nil {
					return err
				}
				c.signInAgain(c.sc.Admin)
				c.observe()
			}
			return c.renewing(old)(ctx)
		}
	},
}

func newCell(t *testing.T, job string) *cell {
	t.Helper()
	c := &cell{store: newBadStore()}
	c.walk = newWalkOn(t, sim.Options{Tenant: "new"}, nil)
	t.Cleanup(func() { close(c.store.stuck) })
	c.newKeychain(30 * time.Second)
	c.restart()
	keyJobs[job](c)
	c.restart()
	c.had, c.adds = maps.Clone(c.srv.State().Secrets), c.added()
	return c
}

// newKeychain is what a new process has: the same store behind a turn of its own.
func (c *cell) newKeychain(deadline time.Duration) {
	c.keychain = vault.OverStore(c.store, vault.Options{Deadline: deadline})
}

func (c *cell) added() int {
	n := 0
	for _, q := range c.srv.Writes() {
		if strings.HasSuffix(q.Path, "/addPassword") {
			n++
		}
	}
	return n
}

// said fails unless a failure says its cause and its remedy in words of its own.
func said(err error) error {
	a := advice.Advise(err)
	if a.What == "" || a.Do == "" || strings.HasPrefix(a.Means, "Nothing is known") {
		return fmt.Errorf("no cause or no remedy: %+v, from %w", a, err)
	}
	return nil
}

// after is what has to hold when the run has ended, however it did.
func (c *cell) after(first error) error {
	if err := c.store.touched(); err != nil {
		return err
	}
	if first != nil {
		if err := said(first); err != nil {
			return err
		}
	}
	s := c.r.Snapshot().Keychain
	switch made := c.added() - c.adds; {
	case first == nil:
		return nil
	case !s.Known && made != 0:
		return fmt.Errorf("no keychain answers, and %d secrets were asked for", made)
	case !s.Known && (s.Why.Text == "" || s.Why.Remedy == ""):
		return fmt.Errorf("no cause or no remedy is shown: %+v", s.Why)
	}
	kept := c.store.values()
	p := c.r.Profile()
	for id, v := range c.srv.State().Secrets {
		if _, was := c.had[id]; was {
			continue
		}
		named := p.Secret.KeyID == id || p.Pending != nil || strings.Contains(first.Error(), id)
		if kept[id] != v && !named {
			return fmt.Errorf("the secret %s is lost and nobody is told: %w", id, first)
		}
	}
	for id := range kept {
		if _, lives := c.srv.State().Secrets[id]; !lives && !strings.Contains(first.Error(), id) && p.Secret.KeyID != id && c.store.how != "garbles" {
			return fmt.Errorf("a value of no use stays in the keychain under %s and is not named: %w", id, first)
		}
	}
	return nil
}

// mended is what the next run has to come to, on a keychain that is well again.
func (c *cell) mended(first error) error {
	garbled := c.store.how == "garbles"
	c.store.turn("", 0, false)
	c.newKeychain(30 * time.Second)
	c.restart()
	ctx, cancel := context.WithTimeout(c.t.Context(), 2*time.Minute)
	defer cancel()
	err := c.job(ctx)
	if errors.Is(err, vault.ErrNotFound) || err == nil && c.status("28") == setup.StatusFail {
		err = c.another(ctx) // the keychain lost it, which is said; renewing mends that
	}
	if err != nil {
		return fmt.Errorf("the next run: %w", err)
	}
	kept := c.store.values()
	want := c.srv.State().Secrets
	for id, v := range want {
		if kept[id] != v {
			return fmt.Errorf("the secret %s of Entra is not in the keychain", id)
		}
	}
	for id := range kept {
		if _, ok := want[id]; !ok && !garbled && (first == nil || !strings.Contains(first.Error(), id)) && !strings.Contains(c.left, id) {
			return fmt.Errorf("the keychain holds a value of no use under %s, not named by: %w", id, first)
		}
	}
	if len(want) != 1 || c.r.Profile().Pending != nil {
		return fmt.Errorf("%d secrets, pending %+v", len(want), c.r.Profile().Pending)
	}
	return nil
}

// another makes one more secret and removes the others, as a person does whose
// keychain lost the value.
func (c *cell) another(ctx context.Context) error {
	if err := c.endRenewal(ctx); err != nil {
		return err
	}
	plan, err := c.r.PlanRenew()
	if err := c.try(ctx, plan, err); err != nil {
		return err
	}
	if _, err := c.r.Prove(ctx, func(setup.Proof) {}); err != nil {
		return err
	}
	if err := errors.Join(c.r.Confirm("29", ""), c.r.Confirm("S1-S2", "")); err != nil {
		return err
	}
	for _, o := range c.r.Renewal().Old {
		plan, err := c.r.PlanRemoveOld(o.Password.KeyID)
		if err := c.try(ctx, plan, err); err != nil {
			return err
		}
	}
	return c.endRenewal(ctx)
}

// TestAKeychainThatMisbehavesLosesNoSecret runs the setup and the renewal with
// each misbehaviour from each call to the keychain on, and at that call only.
// Each run stops before the secret exists, or loses none; and the next one, on a
// keychain that is well again, ends right.
func TestAKeychainThatMisbehavesLosesNoSecret(t *testing.T) {
	type try struct {
		job, how string
		from     int
		once     bool
	}
	var tries []try
	for job := range keyJobs {
		c := newCell(t, job)
		c.store.turn("", 0, false)
		must.Do(t, c.job(t.Context()))
		if c.store.probes != 5 {
			t.Errorf("%d calls before the sign-in", c.store.probes)
		}
		t.Logf("%s: %d calls to the keychain, %d of them before the sign-in", job, c.store.calls, c.store.probes)
		for _, how := range misbehaviours {
			every := 1
			if job == "renew" && (how == "none" || how == "locked" || how == "slow" || how == "small") {
				every = 3 // what can be seen of them differs little from call to call
			}
			for from := 1; from <= c.store.calls; from += every {
				tries = append(tries, try{job, how, from, false})
				if how == "none" || how == "hanging" || how == "forgets" {
					tries = append(tries, try{job, how, from, true})
				}
			}
		}
	}
	tries = campaign.Some(tries, 24)
	slots := make(chan struct{}, 80) // they mostly wait
	var all sync.WaitGroup
	var mu sync.Mutex
	stopped := 0
	const probes, putsAt = 4, 2 // calls before the sign-in, and which of them puts something in
	for _, x := range tries {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			c := newCell(t, x.job)
			c.store.turn(x.how, x.from, x.once)
			if x.how == "hanging" || x.how == "late" { // any other answers, on a busy computer too
				c.newKeychain(keyDeadline)
				c.restart()
			}
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
			defer cancel()
			first := c.job(ctx)
			err := c.after(first)
			silent := x.how == "none" || x.how == "locked" || x.how == "hanging" || x.how == "late"
			small := x.how == "small" && x.from <= putsAt // the probe is longer than a secret
			if (silent && x.from <= probes || small) && !x.once && (first == nil || c.r.Snapshot().Keychain.Known || c.added() != c.adds) {
				err = fmt.Errorf("it did not stop at the probe: %w", first)
			}
			if err == nil {
				err = c.mended(first)
			}
			if err != nil {
				t.Errorf("%s, %s from call %d, once %v: %v", x.job, x.how, x.from, x.once, err)
			}
			mu.Lock()
			if first != nil {
				stopped++
			}
			mu.Unlock()
		})
	}
	all.Wait()
	testmetrics.Record(t, "%d runs on a keychain that misbehaves, %d of them stopped, none lost a secret", len(tries), stopped)
}
