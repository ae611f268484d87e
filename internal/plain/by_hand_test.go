package plain_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"ssowizard/internal/change"
	"ssowizard/internal/judge"
	"ssowizard/internal/outcome"
	"ssowizard/internal/profile"
	"ssowizard/internal/setup"
	"ssowizard/internal/vault"
)

// TestWithoutASignInEveryStepIsShownAndTakesAWord walks from step 1 to N2 without
// a sign-in: every step is shown once, its portal way is the first choice, and no
// step comes again once a person gave their word.
func TestWithoutASignInEveryStepIsShownAndTakesAWord(t *testing.T) {
	r := newRoom(t, "new")
	c := r.config()
	c.SignIn = "none"
	script := []act{enter("Your company's domain")}
	for _, st := range judge.Catalogue() {
		script = append(script, typed(st.Heading(), "1"), pickAt("Step "+st.Steps[0].Number, "I have done this"))
	}
	err := r.play(c, script...)
	if un := (*outcome.Unchecked)(nil); !errors.As(err, &un) || outcome.Left(r.eng.Verdict(judge.Walking), false) == nil {
		t.Errorf("it ends with %v; nothing was checked", err)
	}
	for _, st := range judge.Catalogue() {
		if n := strings.Count(r.talk.String(), st.Heading()+" (practice)\n") + strings.Count(r.talk.String(), st.Heading()+"\n"); n != 1 {
			t.Errorf("%q was shown %d times", st.Heading(), n)
		}
		if got := r.eng.Verdict(judge.Walking).Phase(st.ID).Status; got != setup.StatusConfirmed {
			t.Errorf("%s is %s", st.Heading(), got)
		}
	}
	if said := r.talk.String() + r.out.String(); !strings.Contains(said, "is confirmed by you. Nothing was checked.") || strings.Contains(said, "How will you sign in?") {
		t.Errorf("the end says:\n%s", tail(said, 1500))
	}
	r.wantWrites(0)
}

// TestAValueMadeByHandIsKeptAndProvenWithoutASignIn: the registration is there, as
// somebody made it in the portal; on this computer nothing is.
func TestAValueMadeByHandIsKeptAndProvenWithoutASignIn(t *testing.T) {
	r := newRoom(t, "new")
	if err := r.run(r.alone()); err != nil {
		t.Fatal(err)
	}
	app, value := r.eng.Profile().App.AppID, ""
	for _, v := range r.srv.State().Secrets {
		value = v
	}
	r.store, r.keychain = profile.MemoryStore(), vault.Memory()
	r.restart()
	c := r.config()
	c.SignIn = "none"
	const at = "Step 28 · Keep and prove the value"
	_ = r.play(c, enter("Your company's domain"), pickAt("Step 1 ·", "Go to another step"), pick("Step 9 ·"),
		pickAt("Step 9 ·", "Give the client ID"), typed("Application (client) ID", r.sc.Tenant.ID), typed("Directory (tenant) ID", app),
		pickAt("Steps 10–11", "Go to another step"), pick("Step 28 ·"),
		pickAt(at, "Paste the value here"), typed("Client Secret", app), typed("not \"Secret ID\"", value),
		pickAt("Step 29", "Leave"))
	p, v := r.eng.Profile(), r.eng.Verdict(judge.Walking)
	if !p.Secret.ByHand || p.Secret.Proven == nil || v.Phase("28").Status != setup.StatusOK {
		t.Errorf("28 is %s, %+v", v.Phase("28").Status, p.Secret)
	}
	if got := v.Standing().Seen; len(got) != 1 || got[0] != "28" {
		t.Errorf("checked: %v", got)
	}
	r.wantSaid("Kept in ", "Holds: A token with the secret", "Holds: One user read with it")
	if said := r.talk.String() + r.out.String(); strings.Count(said, value) > 1 { // once as it was typed here, where no terminal hides it
		t.Error("the value was printed")
	}
}

// newlines is a person, or a program, that presses Enter and nothing else.
type newlines struct{ n int }

func (e *newlines) Read(b []byte) (int, error) {
	if e.n++; e.n > 2000 {
		return 0, io.EOF
	}
	b[0] = '\n'
	return 1, nil
}

// TestEnterAloneNeitherCirclesNorSaysAnything: whoever presses nothing but Enter
// comes to a question that Enter does not answer, confirms and writes nothing, and
// the program ends.
func TestEnterAloneNeitherCirclesNorSaysAnything(t *testing.T) {
	for _, way := range []string{"none", "device", ""} {
		t.Run("sign-in "+way, func(t *testing.T) {
			r := newRoom(t, "new")
			c := r.config()
			in := &newlines{}
			c.SignIn, c.In = way, in
			err := r.run(c)
			if in.n > 200 || errors.Is(err, outcome.ErrInputEnded) {
				t.Errorf("%d times Enter, then %v", in.n, err)
			}
			p := r.eng.Profile()
			if p.Own || len(p.Confirmed)+len(p.Skipped) > 0 {
				t.Errorf("Enter said: own %v, %v, %v", p.Own, p.Confirmed, p.Skipped)
			}
			r.wantWrites(0)
			r.wantSaid("Nothing was typed 20 times, so this ends here.")
		})
	}
}

// TestEnterAtAPlanIsANoAndSaysSo, and the step that comes again preselects nothing.
func TestEnterAtAPlanIsANoAndSaysSo(t *testing.T) {
	r := newRoom(t, "new")
	if err := r.play(r.config(), append(toThePhases(), pickAt("Step 2 ·", "Make a new registration"), enter("Name of the registration"),
		enter("Steps 3–8"), enter("This is what will change"), enter("Nothing was written."), typed("Enter alone takes none of them.", "?"),
		pickAt("Enter alone takes none of them.", "Leave"))...); err != nil {
		t.Fatal(err)
	}
	r.wantWrites(0)
}

// TestThePortalWayCanBePracticed: the hand that works in the portal is played, so
// that a walk without a sign-in ends with a secret that is proven.
func TestThePortalWayCanBePracticed(t *testing.T) {
	r := newRoom(t, "new")
	c := r.config()
	c.SignIn = "none"
	script := []act{enter("Your company's domain")}
	for _, st := range judge.Catalogue() {
		at := "Step " + st.Steps[0].Number
		switch st.ID {
		case "28":
			script = append(script, pickAt(st.Heading(), "Take it from the simulated portal"))
			continue
		case "10-11":
			script = append(script, pickAt(st.Heading(), "Paste the 12 redirect URIs"), pick("Use the practice tenant's example"), pickAt("12 of 12 addresses read", "Take the list"), pick("Yes, type and both ids are entered"))
			continue
		case "9":
			script = append(script, pickAt(st.Heading(), "Take it from the simulated portal"), enter("Application (client) ID"),
				pickAt("Both ids are known here now", "Go on"))
			continue
		}
		script = append(script, typed(st.Heading(), "1"))
		if change.ActionOf(st.ID) != nil {
			script = append(script, pickAt("a real page, no part of practice", "Do it there for me"))
			at = "Done in the simulated portal"
		}
		script = append(script, pickAt(at, "I have done this"))
	}
	_ = r.play(c, script...)
	if got := r.eng.Verdict(judge.Walking).Standing(); len(got.Seen) != 1 || len(got.Open) > 0 {
		t.Errorf("%+v", got)
	}
	app := r.srv.State().Application(r.eng.Profile().App.AppID)
	if app == nil || len(r.registered(r.eng.Profile().App.AppID, "spa")) != 12 || len(r.srv.State().Grants) != 1 {
		t.Errorf("the simulated portal holds %v", app)
	}
	if !strings.Contains(r.out.String(), "partly by your word alone: 1 part checked, 13 parts by your word.") {
		t.Errorf("the answer begins %q", tail(r.out.String(), 900))
	}
}
