package tui

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"ssowizard/internal/judge"
	"ssowizard/internal/profile"
	"ssowizard/internal/secret"
	"ssowizard/internal/setup"
	"ssowizard/internal/steps"
	"ssowizard/internal/steps/phases"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/tui/ui"
	"ssowizard/internal/tui/walked"
	"ssowizard/internal/vault"
)

// said is everything that is kept as a person's word.
func (d *driver) said() int {
	p := d.m.deps.Session.Profile()
	n := len(p.Confirmed) + len(p.Skipped)
	if p.Own {
		n++
	}
	return n
}

// TestEnterIsNobodysWord presses Enter twice on every page of the walk, signed in
// and not: no word and no write comes of it.
func TestEnterIsNobodysWord(t *testing.T) {
	t.Parallel()
	for name, arrive := range map[string]func(*testing.T) (*rig, *driver){
		"by hand":   func(t *testing.T) (*rig, *driver) { return walkingByHand(t, 100, 40) },
		"signed in": func(t *testing.T) (*rig, *driver) { return atAccount(t, "new", 100, 40) },
		"with a secret": func(t *testing.T) (*rig, *driver) {
			return atHandOver(t, "new", 100, 40)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g, d := arrive(t)
			before, writes := d.said(), len(g.srv.Writes())
			for _, st := range judge.Catalogue() {
				d.send(screen.PhaseMsg{ID: st.ID})
				d.Idle()
				d.Press("enter", "enter")
				if n := d.said(); n != before {
					t.Fatalf("steps %s: Enter recorded a word; the screen is:\n%s", st.Span(), d.Screen())
				}
			}
			g.wroteNothing(writes, "went out")
		})
	}
}

// walkingByHand begins a walk without a sign-in, as --sign-in none asks for.
func walkingByHand(t *testing.T, width, height int) (*rig, *driver) {
	t.Helper()
	g := newRig(t, "new")
	d := newDriver(t, Config{Session: g.runner(), Practice: g.practice(), SignIn: "none", Start: "setup"}, width, height)
	d.At("S01")
	d.Press("enter")
	d.At("S01p")
	return g, d
}

// TestWithoutASignInEveryStepIsShown walks from step 1 to N2 by the portal cards:
// each step is shown, 28 and 29 too, the portal way is the first choice, and what
// needs a sign-in the last. The end says that nothing was checked.
func TestWithoutASignInEveryStepIsShown(t *testing.T) {
	t.Parallel()
	g, d := walkingByHand(t, 80, 24)
	shown := map[string]bool{}
	for _, st := range judge.Catalogue() {
		if st.ID != "1" { // it begins on the card itself
			d.At(st.Screen())
			list := choicesOf(d.m.page().s)
			if list[0].Letter != "p" {
				t.Errorf("%s: the first choice is %q", st.Screen(), list[0].Title)
			}
			for i, c := range list {
				if c.SignIn && i < len(list)-1 && !list[i+1].SignIn {
					t.Errorf("%s: %q needs a sign-in and stands before %q", st.Screen(), c.Title, list[i+1].Title)
				}
			}
			d.Press("enter")
		}
		d.At(st.Screen() + "p")
		for i := range st.Steps {
			shown[st.Steps[i].Number] = strings.Contains(d.flat(), st.Steps[i].Title)
			d.Press("enter")
		}
		d.Press("y")
	}
	d.At("S99")
	d.Sees("! Every step for", "is confirmed by you. Nothing was checked.")
	d.SeesNot("✓ Microsoft 365", "is set up for")
	for _, st := range judge.Catalogue() {
		for _, s := range st.Steps {
			if !shown[s.Number] {
				t.Errorf("step %s was not shown", s.Number)
			}
		}
	}
	g.wroteNothing(0, "went out")
}

// TestAValueMadeByHandIsKeptAndProven: the registration is there, as somebody made
// it in the portal; this computer knows nothing of it.
func TestAValueMadeByHandIsKeptAndProven(t *testing.T) {
	t.Parallel()
	g, list := finished(t)
	value := ""
	for _, v := range g.srv.State().Secrets {
		value = v
	}
	app, tenant := list[0].App, list[0].Tenant.ID
	g.store, g.keys = profile.MemoryStore(), vault.Memory()
	d := newDriver(t, Config{Session: g.runner(), Practice: g.practice(), SignIn: "none", Start: "setup"}, 100, 36)
	d.Press("enter")
	d.goTo("28")
	d.Press("v") // both ids come first
	d.At("S09")
	d.Press("i")
	d.Paste(tenant)
	d.Press("enter")
	d.Sees("This is the \"Directory (tenant) ID\"")
	d.Clear()
	d.Paste("Object ID : " + app.ObjectID)
	d.Press("enter")
	d.Sees("This is the \"Object ID\"")
	d.Clear()
	d.Paste("Application (client) ID\n" + app.AppID + "\nObject ID\n" + app.ObjectID + "\nDirectory (tenant) ID\n" + tenant)
	d.Press("enter")
	d.Sees("Both ids are known here now")
	d.goTo("28")
	d.Press("v")
	d.At("S28v")
	d.Paste(app.AppID)
	d.Press("enter")
	d.Sees("This is an id, not the value of a client secret", "It was not kept")
	d.Paste(value)
	d.SeesNot(value)
	d.Press("enter")
	d.Await("Proven at")
	d.At("S28")
	d.SeesNot(value)
	p, r := d.m.deps.Session.Profile(), d.m.state.Verdict.Phase(proofPhase)
	if !p.Secret.ByHand || p.Secret.Proven == nil || r.Status != setup.StatusOK {
		t.Errorf("28 is %s, %+v", r.Status, p.Secret)
	}
	d.goTo("29")
	d.Press("c")
	if len(d.copied) != 1 || d.copied[0] != value {
		t.Error("the value that was kept is not what is copied")
	}
	d.Sees("Not the \"Secret ID\"")
	d.SeesNot("by-hand-")
}

// TestWhereNoBrowserOpensTheAddressIsCopiedAndShownWhole tries every page that
// opens something, in a narrow and in a wide window: what is copied is the address,
// never what the page's own key copies.
func TestWhereNoBrowserOpensTheAddressIsCopiedAndShownWhole(t *testing.T) {
	t.Parallel()
	g, d := atHandOver(t, "new", 80, 24)
	secret := secretValue(t, d)
	d.m.deps.Config.Open = func(string) error { return errors.New("no browser") }
	opened := 0
	for _, st := range judge.Catalogue() {
		for _, card := range []bool{false, true} {
			d.send(screen.PhaseMsg{ID: st.ID})
			d.Idle()
			if card {
				d.send(screen.PushMsg{Screen: walked.New(d.m.deps, steps.PagePortal, phases.InPortal(st.ID))})
				d.Idle()
			}
			if !owns(d.m.page().s, keyNamed("o")) || st.ID == "1" && !card {
				continue
			}
			d.copied = nil
			d.Press("o")
			if d.m.front().s.ID() == "H" { // practice asks first whether the real page is meant
				d.Press("o")
			}
			d.At("A")
			url := d.m.front().s.(*addressBox).url
			d.Press("c")
			for _, got := range d.copied {
				if got != url || strings.Contains(got, secret) {
					t.Errorf("steps %s: copied %q, want the address", st.Span(), got)
				}
			}
			if len(d.copied) != 2 {
				t.Errorf("steps %s: copied %d times, want at once and on c", st.Span(), len(d.copied))
			}
			for _, w := range []int{80, 200} {
				d.Resize(w, 24)
				width, height := d.m.boxRoom(d.m.geometry())
				rows := ui.Split(ansi.Strip(d.m.front().s.Body(d.m.frame(d.m.front(), width, height)).Text))
				if whole := strings.Join(rows, ""); !strings.HasPrefix(whole, url) {
					t.Errorf("steps %s, %d columns: the address is not whole: %q", st.Span(), w, whole)
				}
				d.Sees(rows[0], rows[1])
			}
			d.Resize(80, 24)
			d.Press("esc")
			opened++
		}
	}
	if opened < 15 {
		t.Errorf("%d pages opened something", opened)
	}
	if n := len(g.srv.State().Secrets); n != 1 {
		t.Errorf("%d secrets", n)
	}
}

// TestANoticeNamesOnlyKeysThatDoIt: on the page whose c copies the secret, no notice
// of what cannot be opened or was copied names c.
func TestANoticeNamesOnlyKeysThatDoIt(t *testing.T) {
	t.Parallel()
	_, d := atHandOver(t, "new", 80, 24)
	d.Resize(100, 24)
	d.Press("1")
	d.Sees("Application (client) ID: copied if your terminal allows it. x print values")
	d.m.say("An address was copied.", keyCopyURL, keyPlain, keyQuit)
	d.Sees("An address was copied. x print values q leave")
	d.SeesNot("c copy the address")
}

// TestEscLeadsBackPageByPage from the first step, from a renewal and from taking
// back, to the welcome page.
func TestEscLeadsBackPageByPage(t *testing.T) {
	t.Parallel()
	d := newRig(t, "new").start(80, 24)
	d.signIn()
	d.Press("esc")
	d.At("S01a")
	d.Press("enter")
	d.At("S01e")
	d.Press("esc") // the same way a second time
	d.At("S01a")
	d.Press("enter", "y")
	d.At("S01f")
	d.Press("enter")
	for _, before := range []string{"S02", "S01f", "S01a", "S01", "S00"} {
		d.At(before)
		d.Press("esc")
	}
	g, list := finished(t)
	for title, home := range map[string]string{"Renew the client secret": "five parts", "Take back what the wizard wrote": "newest first"} {
		d := g.again(list)
		d.choose(title)
		d.Press("enter", "a")
		d.Await(home)
		d.backToWelcome()
	}
}

// TestAQuestionThatWasSettledCloses: what asks whether to leave in the middle of a
// write goes once the write is done.
func TestAQuestionThatWasSettledCloses(t *testing.T) {
	t.Parallel()
	_, d, release := writing(t)
	d.Tap("esc")
	d.Sees("A write is on its way")
	release()
	d.Idle()
	d.SeesNot("A write is on its way")
	d.Sees("written and read back")
}

// TestLeavingSaysWhatWasKnownLast, also where nobody signed in this time.
func TestLeavingSaysWhatWasKnownLast(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	g.real = true
	d := g.start(80, 24)
	d.register()
	d.Press("enter", "q", "q")
	list, err := g.store.List()
	if err != nil {
		t.Fatal(err)
	}
	d = newDriver(t, Config{Session: g.runner(), Practice: g.practice(), Profiles: list}, 80, 24)
	d.Press("enter")
	d.At("S01a")
	d.Press("q", "q")
	d.Sees("4 of 14 parts done when last looked at")
	d.SeesNot("0 of 14", "Next: Step 1")
}

// TestWhereNoKeychainCanAnswerTheFileIsFirst, and what was chosen leads on.
func TestWhereNoKeychainCanAnswerTheFileIsFirst(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	g.keys, g.dir = noBus{}, t.TempDir()
	d := g.start(80, 24)
	d.signIn()
	d.Press("y")
	d.Sees("▸ f An encrypted file")
	d.Press("enter")
	d.At("S01g")
	d.Paste("shorter than four words")
	d.Press("enter")
	d.Paste("shorter than four words")
	d.Press("enter")
	d.At("S01f")
	d.Sees("▸ Go on")
}

// noBus is a session without any keychain.
type noBus struct{ absent }

func (noBus) Put(context.Context, vault.Key, secret.Value) error {
	return &vault.Unavailable{Kind: vault.NoSessionBus, Reason: "No desktop session is running here.", Remedy: "Choose a file."}
}

// TestPracticeNeverOpensTheRealPortalUnmarked, and the portal way can be practiced:
// the hand that works there is played, and what it did is found.
func TestPracticeNeverOpensTheRealPortalUnmarked(t *testing.T) {
	t.Parallel()
	g := newRig(t, "new")
	d := g.start(80, 24)
	d.signIn()
	d.Press("y", "enter", "m", "enter")
	d.At("S03")
	d.Press("p")
	d.Sees("! a real page, not the simulated company's", "a do it there for me (practice)")
	d.Press("o")
	d.Sees("This page is no part of practice", "▸ b Back to practice")
	d.Press("enter")
	if len(d.opened) != 0 {
		t.Fatalf("opened %q", d.opened)
	}
	d.Press("o", "o")
	if len(d.opened) != 1 || !strings.HasPrefix(d.opened[0], "https://entra.microsoft.com/") {
		t.Errorf("opened %q", d.opened)
	}
	d.Press("a")
	d.Sees("Registered in the simulated portal")
	for range walked.PhaseOf("3-8").Steps {
		d.Press("enter")
	}
	d.At("S02") // found by its address; adopted by a person only
	d.Sees("There is a registration now")
	d.choose("Use \"Contoso Voice SSO\"")
	if got := d.m.deps.Session.Profile().App; !got.Adopted || g.srv.State().Application(got.AppID) == nil {
		t.Errorf("adopted %+v", got)
	}
	for _, step := range []string{"15", "21"} {
		d.goTo(step)
		d.Press("p", "a")
		d.Sees("Done in the simulated portal")
		for d.m.page().s.ID() == walked.PhaseOf(map[string]string{"15": "15-20", "21": consentPhase}[step]).Screen()+"p" {
			d.Press("enter")
		}
	}
	for _, id := range []string{"3-8", "15-20", consentPhase} {
		if st := d.m.state.Verdict.Phase(id).Status; st != setup.StatusOK {
			t.Errorf("steps %s: %s", id, st)
		}
	}
}
