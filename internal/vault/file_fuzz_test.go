package vault

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"unicode"

	"filippo.io/age"

	"ssowizard/internal/secret"
)

// sealedBytes are the bytes of a file of secrets with a passphrase of this test
// and the cheapest key.
func sealedBytes(f *testing.F, plain string) []byte {
	f.Helper()
	to, err := age.NewScryptRecipient(fuzzPhrase)
	if err != nil {
		f.Fatal(err)
	}
	to.SetWorkFactor(1)
	var b bytes.Buffer
	w, err := age.Encrypt(&b, to)
	if err == nil {
		_, err = w.Write([]byte(plain))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		f.Fatal(err)
	}
	return b.Bytes()
}

const fuzzPhrase = "fuzz horse battery staple"

// FuzzSecretFile reads whatever stands where the file of secrets is looked for, and
// whatever an opened one holds. It is never overwritten for being unreadable, and
// no error quotes what stood in it.
func FuzzSecretFile(f *testing.F) {
	for _, plain := range []string{"{}", "null", "[]", `{"a":5}`, `{"t/a/k":"canary-in-the-file"}`, "{", `{"t/a/k":"\u001b[2J"}`} {
		f.Add(sealedBytes(f, plain))
	}
	good := sealedBytes(f, `{"t/a/k":"canary-in-the-file"}`)
	f.Add(good[:len(good)/2])
	f.Add([]byte(""))
	f.Add([]byte("age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\n\n--- \n"))
	f.Add([]byte("age-encryption.org/v1\n-> X25519 x\n\x1b]52;c;eA==\x07\n"))
	path := filepath.Join(f.TempDir(), "secrets.age")
	f.Fuzz(func(t *testing.T, raw []byte) {
		if costly(raw) {
			t.Skip("opening it costs seconds, as is meant")
		}
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		k := &file{path: path, pass: secret.New(fuzzPhrase), work: 1}
		held, err := k.read()
		var bad *FileError
		if err != nil && !errors.Is(err, ErrPassphrase) && !errors.As(err, &bad) {
			t.Errorf("an error of another kind: %v", err)
		}
		if err != nil && held != nil {
			t.Errorf("values beside an error: %d", len(held))
		}
		if err != nil {
			for _, r := range err.Error() {
				if r != '\n' && !unicode.IsPrint(r) && r != unicode.ReplacementChar {
					t.Errorf("%U in %q", r, err)
				}
			}
			if bytes.Contains([]byte(err.Error()), []byte("canary")) {
				t.Errorf("the error quotes the file: %v", err)
			}
		}
		if left, err := os.ReadFile(path); err != nil || !bytes.Equal(left, raw) {
			t.Errorf("reading changed the file: %v", err)
		}
	})
}

// costly tells a work factor of two digits, of which each more doubles the time.
func costly(raw []byte) bool {
	_, rest, _ := bytes.Cut(raw, []byte("-> scrypt "))
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	n := bytes.LastIndexByte(line, ' ')
	return n >= 0 && len(line)-n > 2
}
