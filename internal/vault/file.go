package vault

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"filippo.io/age"

	"ssowizard/internal/ownfile"
	"ssowizard/internal/secret"
)

const (
	// workFactor is log2 of the scrypt cost. 17 takes 128 MiB for a moment and
	// is what the OWASP cheat sheet on password storage asks for at the least.
	workFactor = 17
	// maxWorkFactor bounds what a file made elsewhere may cost to open.
	maxWorkFactor = 20
	// fileLimit bounds what is read of the file, in bytes.
	fileLimit = 1 << 20
	// lockWait is how long another program's change is waited for, longer than
	// one takes even on a slow machine.
	lockWait = 30 * time.Second
	lockPoll = 20 * time.Millisecond
)

// ErrPassphrase means that the passphrase does not open the file, or that none
// was given. The file was not touched.
var ErrPassphrase = errors.New("this passphrase does not open the file of secrets; type it again")

// FileError means that the file of secrets cannot be read or written. It
// unwraps to the cause.
type FileError struct {
	Path   string
	Reason string // what is the matter, in words
	Remedy string
	Cause  error
}

func (e *FileError) Error() string {
	s := fmt.Sprintf("The file of secrets %s %s. %s", e.Path, e.Reason, e.Remedy)
	if e.Cause != nil {
		s += fmt.Sprintf(" (%v)", e.Cause)
	}
	return s
}

func (e *FileError) Unwrap() error { return e.Cause }

// File returns a keychain in one file, encrypted with a passphrase in the age
// format, so that the age program opens it as well. The file is readable by its
// owner only and is replaced as a whole, never half. With its last secret it
// goes away.
//
// Two programs may use the file at the same time: a change waits until the other
// one is done.
func File(path string, passphrase secret.Value) Keychain {
	return &file{path: path, pass: passphrase, work: workFactor}
}

type file struct {
	path string
	pass secret.Value
	work int
	mu   sync.Mutex
}

func (f *file) Name() string { return fileNamePrefix + f.path }

// fileNamePrefix precedes the path in the name of a file of secrets.
const fileNamePrefix = "encrypted file "

// FilePath returns the path from the name of a file of secrets, and false for the
// name of any other keychain.
func FilePath(name string) (string, bool) { return strings.CutPrefix(name, fileNamePrefix) }

func (f *file) Lasting() bool { return true }

func (f *file) Put(ctx context.Context, k Key, s secret.Value) error {
	if s.Empty() {
		return ErrEmpty
	}
	return f.change(ctx, "put", k, func(held map[string]string, account string) error {
		held[account] = s.Reveal()
		return nil
	})
}

func (f *file) Delete(ctx context.Context, k Key) error {
	return f.change(ctx, "delete", k, func(held map[string]string, account string) error {
		if _, ok := held[account]; !ok {
			return ErrNotFound
		}
		delete(held, account)
		return nil
	})
}

func (f *file) Get(ctx context.Context, k Key) (secret.Value, error) {
	var s secret.Value
	err := f.run(ctx, "get", k, func() error {
		held, err := f.read()
		if err != nil {
			return err
		}
		v, ok := held[k.Account()]
		if !ok {
			return ErrNotFound
		}
		s = secret.New(v)
		return nil
	})
	if err != nil {
		return secret.Value{}, err
	}
	return s, nil
}

// run works on a goroutine, because deriving a key from a passphrase is slow and
// cannot be cancelled.
func (f *file) run(ctx context.Context, op string, k Key, work func() error) error {
	if err := k.check(); err != nil {
		return err
	}
	if f.pass.Empty() {
		return ErrPassphrase
	}
	if ctx.Err() != nil {
		return contextError(ctx, op)
	}
	done := make(chan error, 1)
	go func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		done <- work()
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return contextError(ctx, op)
	}
}

// change reads, changes and replaces the file while it holds the lock.
func (f *file) change(ctx context.Context, op string, k Key, edit func(map[string]string,
	string) error) error {
	return f.run(ctx, op, k, func() error {
		unlock, err := f.lock(ctx, op)
		if err != nil {
			return err
		}
		defer unlock()
		f.removeTemporary()
		held, err := f.read()
		if err != nil {
			return err
		}
		if err := edit(held, k.Account()); err != nil {
			return err
		}
		data, err := f.seal(held)
		if err != nil {
			return err
		}
		if ctx.Err() != nil {
			return contextError(ctx, op)
		}
		return f.replace(data)
	})
}

// lock keeps other programs from changing the file. It waits for them, at most until
// the context ends or lockWait is over.
func (f *file) lock(ctx context.Context, op string) (unlock func(), err error) {
	if err := ownfile.Folder(filepath.Dir(f.path)); err != nil {
		return nil, f.writeError(err)
	}
	for waited := time.Duration(0); ; waited += lockPoll {
		unlock, held, err := acquireLockFile(f.path)
		switch {
		case err != nil:
			return nil, f.writeError(err)
		case !held:
			return unlock, nil
		case waited >= lockWait:
			return nil, &FileError{Path: f.path,
				Reason: "is being changed by another program, or may not be changed",
				Remedy: "Close other wizards, check the folder, and try again."}
		}
		select {
		case <-time.After(lockPoll):
		case <-ctx.Done():
			return nil, contextError(ctx, op)
		}
	}
}

// read decrypts the file. A missing file is an empty one.
func (f *file) read() (map[string]string, error) {
	held := map[string]string{}
	raw, err := f.raw()
	if err != nil || raw == nil {
		return held, err
	}
	id, err := age.NewScryptIdentity(f.pass.Reveal())
	if err != nil {
		return nil, ErrPassphrase
	}
	id.SetMaxWorkFactor(maxWorkFactor)
	r, err := age.Decrypt(bytes.NewReader(raw), id)
	var noMatch *age.NoIdentityMatchError
	switch {
	case errors.As(err, &noMatch) && bytes.Contains(raw[:min(len(raw), 256)], []byte("-> scrypt ")):
		return nil, ErrPassphrase
	case err != nil:
		return nil, f.damaged(err)
	}
	plain, err := io.ReadAll(io.LimitReader(r, fileLimit))
	if err != nil {
		return nil, f.damaged(err)
	}
	// The decoder's own message could quote what it read.
	if json.Unmarshal(plain, &held) != nil || held == nil {
		return nil, f.damaged(nil)
	}
	return held, nil
}

func (f *file) damaged(cause error) error {
	return &FileError{Path: f.path, Reason: "is damaged, or another program made it",
		Remedy: "Put back a copy, or name another file. The wizard does not overwrite it.", Cause: cause}
}

// raw returns the file's bytes, or nil if there is no file. It follows no link,
// which could lead the secrets elsewhere.
func (f *file) raw() ([]byte, error) {
	raw, _, err := ownfile.Read(f.path, fileLimit)
	var other *ownfile.NotRegularError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case errors.As(err, &other):
		return nil, &FileError{Path: f.path, Reason: "is not a plain file", Remedy: "Name another file."}
	case errors.Is(err, ownfile.ErrTooLong):
		return nil, f.damaged(nil)
	case err != nil:
		return nil, &FileError{Path: f.path, Reason: "cannot be read",
			Remedy: "Check who may read it and whether another program has it open, or name another file.",
			Cause:  err}
	}
	return raw, nil
}

// seal encrypts what is to be in the file; nil for nothing.
func (f *file) seal(held map[string]string) ([]byte, error) {
	if len(held) == 0 {
		return nil, nil
	}
	to, err := age.NewScryptRecipient(f.pass.Reveal())
	if err != nil {
		return nil, ErrPassphrase
	}
	to.SetWorkFactor(f.work)
	plain, err := json.Marshal(held)
	if err != nil {
		return nil, fmt.Errorf("the secrets cannot be written down: %w", err)
	}
	var b bytes.Buffer
	w, err := age.Encrypt(&b, to)
	if err == nil {
		_, err = w.Write(plain)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("the secrets cannot be encrypted: %w", err)
	}
	if b.Len() > fileLimit {
		return nil, ErrTooBig
	}
	return b.Bytes(), nil
}

// replace writes the file atomically: a killed process leaves the old file or the
// new one.
func (f *file) replace(data []byte) error {
	var err error
	if data == nil {
		err = ownfile.Remove(f.path)
	} else {
		err = ownfile.Replace(f.path, temporaryPrefix+"*", data)
	}
	if err != nil {
		return f.writeError(err)
	}
	return nil
}

// temporaryPrefix starts the names of temporary files.
const temporaryPrefix = ".secrets-"

// removeTemporary deletes temporary files that a killed program left. The caller
// must hold the folder's lock.
func (f *file) removeTemporary() {
	dir := filepath.Dir(f.path)
	entries, _ := os.ReadDir(dir) // what cannot be read cannot be tidied
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), temporaryPrefix) {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

func (f *file) writeError(cause error) error {
	return &FileError{Path: f.path, Reason: "cannot be written",
		Remedy: "Check the folder, the space on the disk and whether another program has it open, " +
			"or name another file. Nothing was stored.",
		Cause: cause}
}
