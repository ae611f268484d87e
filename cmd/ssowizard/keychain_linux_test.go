package main

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"ssowizard/internal/campaign"
	"ssowizard/internal/keyringtest"
	"ssowizard/internal/must"
	"ssowizard/internal/sim"
)

// secretService is a keyring program of the test's own on a private bus, for
// what a real one does only while a person sits before it.
type secretService struct {
	bus  *dbus.Conn
	done bool // its prompt is answered, by dismissing it
}

const promptPath = dbus.ObjectPath("/org/freedesktop/secrets/prompt/p1")

func (s *secretService) OpenSession(string, dbus.Variant) (dbus.Variant, dbus.ObjectPath, *dbus.Error) {
	return dbus.MakeVariant(""), "/org/freedesktop/secrets/session/s1", nil
}

func (s *secretService) Unlock([]dbus.ObjectPath) ([]dbus.ObjectPath, dbus.ObjectPath, *dbus.Error) {
	return nil, promptPath, nil
}

func (s *secretService) Close() *dbus.Error { return nil }

func (s *secretService) Prompt(string) *dbus.Error {
	if s.done {
		_ = s.bus.Emit(promptPath, "org.freedesktop.Secret.Prompt.Completed", true, dbus.MakeVariant(""))
	}
	return nil
}

// silence takes every call and answers none.
type silence struct{ till chan struct{} }

func (s silence) LookupObject(dbus.ObjectPath) (dbus.ServerObject, bool) {
	<-s.till
	return nil, false
}

// own takes the keyring's name on a bus of its own and returns the bus's address.
func own(t *testing.T, serve func(*dbus.Conn), opts ...dbus.ConnOption) string {
	t.Helper()
	address := keyringtest.NewAccount(t).Bus(t, "")
	bus, err := dbus.Connect(address, opts...)
	must.Do(t, err)
	t.Cleanup(func() { _ = bus.Close() })
	serve(bus)
	if got, err := bus.RequestName("org.freedesktop.secrets", dbus.NameFlagDoNotQueue); err != nil || got != dbus.RequestNameReplyPrimaryOwner {
		t.Fatalf("the name is taken: %v, %v", got, err)
	}
	return address
}

func prompting(t *testing.T, done bool) string {
	return own(t, func(bus *dbus.Conn) {
		s := &secretService{bus: bus, done: done}
		for path, face := range map[dbus.ObjectPath]string{"/org/freedesktop/secrets": "Service", "/org/freedesktop/secrets/session/s1": "Session", promptPath: "Prompt"} {
			must.Do(t, bus.Export(s, path, "org.freedesktop.Secret."+face))
		}
	})
}

func silent(t *testing.T) string {
	s := silence{make(chan struct{})}
	t.Cleanup(func() { close(s.till) })
	return own(t, func(*dbus.Conn) {}, dbus.WithHandler(s))
}

// TestAKeychainThatDoesNotAnswerStopsTheRunBeforeASecretExists runs the real
// program with real services that do not keep anything. It says the cause and
// what to do, in time, and has not asked Entra for anything.
func TestAKeychainThatDoesNotAnswerStopsTheRunBeforeASecretExists(t *testing.T) {
	keyringtest.Require(t)
	var all sync.WaitGroup // most of it is waiting
	for _, tc := range []struct {
		name   string
		bus    func(*testing.T) string
		causes string // one of them, parted by |
		waits  bool   // for half a minute, which a sample has no time for
	}{
		{"no service", func(t *testing.T) string { return "unix:path=" + t.TempDir() + "/none" }, "No desktop session is running here", false},
		{"locked", func(t *testing.T) string { return keyringtest.Locked(t) }, "The keychain is locked|The keychain did not answer in time", true},
		{"prompt dismissed", func(t *testing.T) string { return prompting(t, true) }, "The keychain is locked", false},
		{"prompt that nobody answers", func(t *testing.T) string { return prompting(t, false) }, "The keychain did not answer in time", true},
		{"never answers", silent, "The keychain did not answer in time", true},
	} {
		if tc.waits && !campaign.Whole {
			continue
		}
		bus := tc.bus(t)
		for _, job := range []string{"setup", "renew"} {
			v := newVictim(t, bus, map[string]string{"setup": "new", "renew": "secret-ending"}[job])
			args := v.setup()
			if job == "renew" {
				args = []string{"renew", "--plain", "--no-input", "--yes", "--tenant", "contoso.com", "--app-id", held(v.srv.Scenario()), "--redirect-uris", v.uris}
			}
			all.Go(func() { stopsInTime(v, tc.name+", "+job, strings.Split(tc.causes, "|"), args) })
		}
	}
	all.Wait()
}

func stopsInTime(v *victim, name string, causes, args []string) {
	began := time.Now()
	code, _ := v.run(args...)
	took := time.Since(began)
	if code != exitProblems || took > 50*time.Second {
		v.t.Errorf("%s: ended with %d after %v", name, code, took)
	}
	said := func(word string) bool { return strings.Contains(v.talk, word) }
	if !slices.ContainsFunc(causes, said) || !said("a file with a passphrase") {
		v.t.Errorf("%s: not said: one of %q and the remedy, in\n%s", name, causes, v.talk)
	}
	if said("Enter ") {
		v.t.Errorf("%s: a sign-in was asked for before that:\n%s", name, v.talk)
	}
	if n := len(v.srv.Writes()); n != 0 {
		v.t.Errorf("%s: %d writes", name, n)
	}
	v.t.Logf("%s: stopped after %v, nothing was written", name, took.Round(time.Millisecond))
}

// TestAKeyringThatDiesUnderTheRunCostsNoSecret kills the real keyring at the
// moment when Entra makes the secret. The run takes the secret back and says so;
// the next one, with a keyring, ends right.
func TestAKeyringThatDiesUnderTheRunCostsNoSecret(t *testing.T) {
	t.Parallel()
	keyringtest.Require(t)
	p := keyringtest.NewAccount(t)
	v := newVictim(t, p.Bus(t, keyringtest.Unlock), "new")
	var once sync.Once
	v.srv.SetFault(func(r *http.Request) sim.Fault {
		if strings.HasSuffix(r.URL.Path, "/addPassword") {
			once.Do(p.EndDaemons)
		}
		return sim.Fault{}
	})
	code, _ := v.run(v.setup()...)
	if code == exitGood || !strings.Contains(v.talk, "he keychain") && !strings.Contains(v.talk, "desktop session") {
		t.Errorf("ended with %d:\n%s", code, v.talk)
	}
	if n := len(v.srv.State().Secrets); n != 0 {
		t.Errorf("%d secrets stay in Entra:\n%s", n, v.talk)
	}
	v.srv.SetFault(nil)
	v.bus = keyringtest.Unlocked(t)
	if code, _ := v.run(v.setup()...); code != exitGood {
		t.Fatalf("the next run ended with %d:\n%s", code, v.talk)
	}
	kept, n := entries(t, v.bus, false), 0
	for id, value := range v.srv.State().Secrets {
		for account, held := range kept {
			if strings.HasSuffix(account, "/"+id) && held == value {
				n++
			}
		}
	}
	if n != 1 || len(v.srv.State().Secrets) != 1 || len(kept) != 1 {
		t.Errorf("%d secrets in Entra, %d entries in the keyring, %d of them the same", len(v.srv.State().Secrets), len(kept), n)
	}
}

// putEntry stands for another program that writes into the keyring.
func putEntry(t *testing.T, address, account, value string) {
	t.Helper()
	bus, err := dbus.Connect(address)
	must.Do(t, err)
	defer func() { _ = bus.Close() }()
	const name, secrets = "org.freedesktop.secrets", "org.freedesktop.Secret."
	var nothing dbus.Variant
	var session, item, prompt dbus.ObjectPath
	must.Do(t, bus.Object(name, "/org/freedesktop/secrets").Call(secrets+"Service.OpenSession", 0, "plain", dbus.MakeVariant("")).Store(&nothing, &session))
	content := struct {
		Session             dbus.ObjectPath
		Parameters, Content []byte
		Type                string
	}{session, []byte{}, []byte(value), "text/plain"}
	properties := map[string]dbus.Variant{secrets + "Item.Label": dbus.MakeVariant("theirs"),
		secrets + "Item.Attributes": dbus.MakeVariant(map[string]string{"service": "ssowizard", "username": account})}
	must.Do(t, bus.Object(name, "/org/freedesktop/secrets/collection/login").Call(secrets+"Collection.CreateItem", 0, properties, content, true).Store(&item, &prompt))
}

// TestAnotherProgramsEntryIsLeftAlone: under the name of our next secret stands
// another program's entry in a real keyring. It is neither overwritten nor taken
// for ours, and no secret stays in Entra.
func TestAnotherProgramsEntryIsLeftAlone(t *testing.T) {
	t.Parallel()
	bus := keyringtest.Unlocked(t)
	first := newVictim(t, bus, "new")
	if code, _ := first.run(first.setup()...); code != exitGood {
		t.Fatalf("ended with %d:\n%s", code, first.talk)
	}
	const theirs = "another program's value"
	for account := range entries(t, bus, true) { // the simulated tenant gives out the same ids again
		putEntry(t, bus, account, theirs)
	}
	v := newVictim(t, bus, "new")
	code, _ := v.run(v.setup()...)
	if code == exitGood || !strings.Contains(v.talk, "something else under this secret's name") {
		t.Errorf("ended with %d:\n%s", code, v.talk)
	}
	kept := entries(t, bus, false)
	if len(v.srv.State().Secrets) != 0 || len(kept) != 1 {
		t.Errorf("%d secrets in Entra, %d entries", len(v.srv.State().Secrets), len(kept))
	}
	for account, value := range kept {
		if value != theirs {
			t.Errorf("%s was overwritten", account)
		}
	}
}
