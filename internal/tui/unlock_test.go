package tui

import (
	"context"
	"testing"

	"ssowizard/internal/secret"
	"ssowizard/internal/steps"
	"ssowizard/internal/tui/screen"
	"ssowizard/internal/vault"
)

// phrased is an encrypted file: it has a file's name, and opens with one
// passphrase.
type phrased struct {
	vault.Keychain
	name  string
	given secret.Value
}

const (
	agePath   = "/home/ada/ssowizard/secrets/contoso.age"
	agePhrase = "four words of a person"
)

func (p phrased) Name() string { return p.name }

func (p phrased) Get(ctx context.Context, k vault.Key) (secret.Value, error) {
	if !p.given.Equal(secret.New(agePhrase)) {
		return secret.Value{}, vault.ErrPassphrase
	}
	return p.Keychain.Get(ctx, k)
}

const passphrasePage steps.PageID = "01g"

// paths is an engine whose files for a secret lie elsewhere.
type paths struct {
	screen.Session
	file, locked string
}

func (p paths) FilePath() string           { return p.file }
func (p paths) LockedFile() (string, bool) { return p.locked, p.locked != "" }

// filesAt lets an engine's files for a secret lie elsewhere.
func (d *driver) filesAt(p paths) {
	p.Session = d.m.deps.Session.Session
	d.m.deps.Session.Session = p
	d.m.deps.Session.Take()
}

// locked is a computer whose secret lies in an encrypted file while its keychain
// answers again.
func locked(t *testing.T, start string) (*driver, *rig) {
	t.Helper()
	file := phrased{vault.Memory(), vault.File(agePath, secret.Value{}).Name(), secret.New(agePhrase)}
	g := newRig(t, "new")
	g.keys = file
	list := g.finish()
	g.keys = vault.Memory()
	d := newDriver(t, Config{Session: g.runner(), Practice: g.practice(), Profiles: list, Start: start, Domain: "contoso.com"}, 100, 36)
	d.m.deps.File = func(path string, p secret.Value) vault.Keychain {
		if path != agePath {
			t.Errorf("%s is opened instead of the profile's file", path)
		}
		return phrased{file.Keychain, file.name, p}
	}
	return d, g
}

func TestTheFilesPassphraseIsAskedForWhereTheSecretIsNeeded(t *testing.T) {
	t.Parallel()
	d, _ := locked(t, "")
	d.choose("Go on with")
	d.At("S01a")
	d.Sees("the present secret lies in the encrypted file "+agePath, "asked for where it is needed")
	d.Press("enter", "a")
	d.Await("Before the first write")
	d.goTo("29")
	d.Press("c")
	d.At("S01h")
	d.Sees("only its passphrase opens it", agePath)
	d.Press("enter")
	d.Sees("Type the passphrase first")
	d.Type("not the one")
	d.Press("enter")
	d.Sees("does not open the file", "type it again")
	d.Press("esc")
	d.At("S29")
	d.Press("c")
	d.Type(agePhrase)
	d.Press("enter")
	d.At("S29")
	if len(d.copied) != 1 {
		t.Errorf("%d copied", len(d.copied))
	}
	d.Press("v")
	d.At("S29") // open now, so nothing is asked
	d.Sees("hides it")
}

func TestACheckSaysThatTheFileIsLockedAndOpensIt(t *testing.T) {
	t.Parallel()
	d, _ := locked(t, "validate")
	d.Press("enter", "enter", "a")
	d.Await("report")
	d.At("V04")
	d.Sees("u unlock the file", "? A token with the secret", "The secret is kept in encrypted file "+agePath)
	d.Press("p")
	d.At("V01h") // the proof needs it as well
	d.Press("esc", "esc")
	d.At("V04")
	d.Press("u")
	d.Type(agePhrase)
	d.Press("enter")
	d.At("V04")
	d.Sees("the secret was tried", "✓ A token with the secret")
	d.SeesNot("u unlock the file")
	d.Press("p")
	d.Await("Proven at")
}
