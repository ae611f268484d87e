package tui

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"ssowizard/internal/judge"
	"ssowizard/internal/profile"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/walked"
	"ssowizard/internal/vault"
)

// A disk, a keychain and a service may each take long. These tests hold that no
// page waits for one: pages are given an engine that asks none of them, and keys
// are answered while one of them keeps silent.

// gate is a disk and a keychain that answer only once they are let.
type gate struct {
	profile.Store
	vault.Keychain
	shut atomic.Bool
	held atomic.Int32
	open chan struct{}
}

func newGate(s profile.Store, k vault.Keychain) *gate {
	return &gate{Store: s, Keychain: k, open: make(chan struct{})}
}

func (g *gate) wait() {
	if g.shut.Load() {
		g.held.Add(1)
		<-g.open
	}
}

func (g *gate) Save(p setup.Profile) error { g.wait(); return g.Store.Save(p) }

func (g *gate) Get(ctx context.Context, k vault.Key) (secret.Value, error) {
	g.wait()
	return g.Keychain.Get(ctx, k)
}

// gated begins a run on a gate.
func gated(t *testing.T) (*driver, *gate) {
	t.Helper()
	r := newRig(t, "new")
	g := newGate(r.store, r.keys)
	r.store, r.keys = g, g
	d := r.start(80, 24)
	t.Cleanup(g.letGo)
	return d, g
}

func (g *gate) letGo() {
	if g.shut.Swap(false) {
		close(g.open)
	}
}

// whileHeld presses a key and lets the program run until the gate holds
// something back.
func (d *driver) whileHeld(g *gate, key string) {
	d.t.Helper()
	g.shut.Store(true)
	d.pass(perKey)
	d.Tap(key)
	for late := time.After(driverLimit); g.held.Load() == 0; {
		select {
		case msg := <-d.msgs:
			d.receive(msg)
		case <-time.After(time.Millisecond):
		case <-late:
			d.t.Fatalf("nothing was held back; the screen is:\n%s", d.Screen())
		}
	}
}

// answersKeys presses keys that only look and fails where one waits.
func (d *driver) answersKeys() {
	d.t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, step := range []struct{ key, sees string }{{"?", "share-safe"}, {"esc", ""}, {"down", ""}, {"n", "still being saved"}} {
			d.pass(perKey)
			d.Tap(step.key)
			d.Sees(step.sees)
		}
	}()
	select {
	case <-done:
	case <-time.After(driverLimit):
		d.t.Fatal("a key waits for what is held back")
	}
	d.pass(noticeTime + time.Second)
	d.send(screen.TickMsg{})
	d.Sees("Saving your answer")
}

func TestKeysAreAnsweredWhileTheDiskIsSlow(t *testing.T) {
	t.Parallel()
	d, g := gated(t)
	d.signIn()
	d.whileHeld(g, "y") // "Yes, our own company" is kept first
	d.At("S01e")
	d.answersKeys()
	g.letGo()
	d.Idle()
	d.At("S01f")
}

func TestKeysAreAnsweredWhileTheKeychainIsSlow(t *testing.T) {
	t.Parallel()
	d, g := gated(t)
	d.register()
	p := d.m.deps.Session.Profile()
	p.Renewal = &setup.Renewing{Old: setup.ProfileSecret{KeyID: "7f0e4c1a-0000-4000-8000-5d2b1f6a9c33"}} // its secret is gone at Entra
	if err := errors.Join(g.Store.Save(p), d.m.works.UseProfile(p.Name)); err != nil {
		t.Fatal(err)
	}
	d.m.deps = d.m.deps.On(steps.NewTask(steps.TaskRenew))
	d.run(screen.Push(walked.New(d.m.deps, steps.PageRenew, nil)))
	d.Idle()
	g.shut.Store(true)
	d.run(d.m.page().s.(*walked.Page).Event(steps.Event{On: "end"})) // its value is looked for in the keychain, and goes
	d.whileHeld(g, "down")
	d.answersKeys()
	g.letGo()
	d.Idle()
}

func TestAnAnswerThatCannotBeKeptIsSaidAndChangesNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t, "new")
	full := &fullDisk{Store: r.store}
	r.store = full
	d := r.start(80, 24)
	d.signIn()
	full.full.Store(true)
	d.Press("y")
	d.Sees("no room")
	if d.m.deps.Session.Profile().Own {
		t.Error("it is taken for said although it could not be kept")
	}
	full.full.Store(false)
	d.Press("esc", "y")
	d.At("S01f")
}

type fullDisk struct {
	profile.Store
	full atomic.Bool
}

func (f *fullDisk) Save(p setup.Profile) error {
	if f.full.Load() {
		return &profile.Error{Path: "/x", Why: "there is no room for it", Do: "Make room.", Cause: errors.New("full")}
	}
	return f.Store.Save(p)
}

// countedIO counts what reaches a disk, a keychain or a service.
type countedIO struct {
	profile.Store
	vault.Keychain
	n    atomic.Int32
	base http.RoundTripper
}

func (a *countedIO) Save(p setup.Profile) error              { a.n.Add(1); return a.Store.Save(p) }
func (a *countedIO) Load(name string) (setup.Profile, error) { a.n.Add(1); return a.Store.Load(name) }
func (a *countedIO) List() ([]setup.Profile, error)          { a.n.Add(1); return a.Store.List() }
func (a *countedIO) Delete(c context.Context, k vault.Key) error {
	a.n.Add(1)
	return a.Keychain.Delete(c, k)
}

func (a *countedIO) Put(c context.Context, k vault.Key, s secret.Value) error {
	a.n.Add(1)
	return a.Keychain.Put(c, k, s)
}

func (a *countedIO) Get(c context.Context, k vault.Key) (secret.Value, error) {
	a.n.Add(1)
	return a.Keychain.Get(c, k)
}

func (a *countedIO) RoundTrip(q *http.Request) (*http.Response, error) {
	a.n.Add(1)
	return a.base.RoundTrip(q)
}

// TestPagesAskOnlyWhatIsKnown calls everything that a page may ask, on a run
// with a setup behind it, and fails where a disk, a keychain or a service is
// asked. What pages may not ask they do not have: see TestPagesHaveNoWorker.
func TestPagesAskOnlyWhatIsKnown(t *testing.T) {
	t.Parallel()
	r := newRig(t, "new")
	a := &countedIO{Store: r.store, Keychain: r.keys, base: r.srv.Transport()}
	r.store, r.keys, r.base = a, a, a
	d := r.start(80, 24)
	d.register()
	had := a.n.Load()
	if had == 0 {
		t.Fatal("nothing was counted: the test sees no disk and no service")
	}
	e := reflect.ValueOf(&d.m.deps.Session.Session).Elem()
	called := 0
	for i := range e.Type().NumMethod() {
		m := e.Type().Method(i)
		for _, args := range arguments(m.Type, r.keys) {
			e.Method(i).Call(args)
			called++
			if n := a.n.Load(); n != had {
				t.Errorf("%s asks a disk, a keychain or a service, %d times", m.Name, n-had)
				had = n
			}
		}
	}
	if called < e.Type().NumMethod() {
		t.Errorf("%d calls of %d methods", called, e.Type().NumMethod())
	}
}

// arguments are plausible ones for a method, several sets where a text decides.
func arguments(m reflect.Type, k vault.Keychain) [][]reflect.Value {
	var sets [][]reflect.Value
	for _, text := range []string{"3-8", "12-14", "23-27", "contoso.com"} {
		var in []reflect.Value
		for i := range m.NumIn() {
			switch p := m.In(i); p.Kind() {
			case reflect.String:
				in = append(in, reflect.ValueOf(text).Convert(p))
			case reflect.Interface:
				value := reflect.ValueOf(&k)
				if p == reflect.TypeFor[error]() {
					err := errors.New(text)
					value = reflect.ValueOf(&err)
				}
				in = append(in, value.Elem())
			default:
				in = append(in, reflect.Zero(p))
			}
		}
		if sets = append(sets, in); m.NumIn() == 0 {
			break
		}
	}
	return sets
}

// TestPagesHaveNoWorker holds that what a page is given leads to no worker: only
// jobs and what is being kept are handed one.
func TestPagesHaveNoWorker(t *testing.T) {
	t.Parallel()
	w := reflect.TypeFor[screen.Worker]()
	d := newRig(t, "new").start(80, 24)
	v := reflect.ValueOf(*d.m.deps)
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Type.Implements(w) {
			t.Errorf("deps.%s is a worker", f.Name)
		}
	}
	for _, f := range reflect.VisibleFields(v.FieldByName("Config").Type()) {
		if x := v.FieldByName("Config").FieldByIndex(f.Index); f.Type.Implements(w) && !x.IsNil() {
			t.Errorf("deps.Config.%s is a worker", f.Name)
		}
	}
}

// TestDrawingCallsNoEngine draws the pages of the walk with an engine whose every method
// panics: a frame shows what was known when the message was answered. The driver draws
// every frame of every other story like that.
func TestDrawingCallsNoEngine(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(120, 36)
	d.register()
	drawn := map[string]bool{}
	look := func() {
		k := d.m.deps.Session
		e := k.Session
		k.Session = nil // a call of what is embedded panics
		defer func() { k.Session = e }()
		for _, l := range slices.Concat(d.m.pages, d.m.boxes) {
			_, _, _ = l.s.Heading(), l.s.Keys(), l.s.Body(d.m.frame(&l, 80, 20))
			drawn[l.s.ID()] = true
		}
		_ = d.m.View()
	}
	for _, st := range judge.Catalogue() {
		d.goTo(st.Steps[0].Number)
		look()
	}
	for _, key := range []string{"?", "esc", "l", "esc", "g"} {
		d.Press(key)
		look()
	}
	if len(drawn) < len(judge.Catalogue()) {
		t.Errorf("only %v were drawn", drawn)
	}
	defer func() {
		if recover() == nil {
			t.Error("a call of the engine while drawing would not be seen")
		}
	}()
	d.m.deps.Session.Session = nil
	_, _ = d.m.deps.Session.PlanWhole()
}
