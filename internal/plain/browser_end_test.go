package plain_test

import (
	"errors"
	"testing"
	"time"

	"ssowizard/internal/engine"
	"ssowizard/internal/entra"
	"ssowizard/internal/outcome"
	"ssowizard/internal/testkit"
	"ssowizard/internal/wire"
)

// awaitNobody gives the room an engine whose waits for a sign-in take no time.
func (r *room) awaitNobody() {
	r.t.Helper()
	c, err := testkit.Config(r.srv, testkit.Link{Log: wire.NewLog(), Base: r.srv.Transport(), Now: r.kit.Clock.Now, Sleep: r.kit.Sleep, Poll: r.kit.Clock.Sleep})
	if err != nil {
		r.t.Fatal(err)
	}
	c.Store, c.Keychain, c.Dir = r.store, r.keychain, r.dir
	r.eng = engine.NewSession(c)
}

// TestABrowserSignInWithoutAPersonEndsARunThatNobodyWatches, with a refused sign-in and nothing written.
func TestABrowserSignInWithoutAPersonEndsARunThatNobodyWatches(t *testing.T) {
	r := newRoom(t, "new")
	r.awaitNobody()
	c := r.alone()
	c.SignIn, c.Practice.Browse = "browser", nil
	began := r.kit.Clock.Now()
	var no *outcome.NotSignedIn
	if err := r.run(c); !errors.As(err, &no) || !errors.Is(err, entra.ErrBrowserExpired) {
		t.Errorf("it ended with %v", err)
	}
	if took := r.kit.Clock.Now().Sub(began); took < 15*time.Minute || took > 16*time.Minute {
		t.Errorf("it ended after %v", took)
	}
	r.wantSaid("The address works for 15 minutes.", "Nobody came back from the browser in time.", "Start again; there is a new address then.")
	r.wantWrites(0)
}

// TestABrowserSignInWithoutAPersonIsOfferedAgain where somebody may come back later.
func TestABrowserSignInWithoutAPersonIsOfferedAgain(t *testing.T) {
	r := newRoom(t, "new")
	r.awaitNobody()
	c := r.config()
	c.Practice.Browse = nil
	err := r.play(c, enter("Your company's domain"), pick("Sign in with the browser"),
		pickAt("Nobody came back from the browser in time.", "Try again"), pickAt("Nobody came back from the browser in time.", "Leave"))
	if err != nil {
		t.Errorf("it ended with %v", err)
	}
	r.wantWrites(0)
}
