package profile

import (
	"errors"
	"os"
	"path/filepath"
	"sync"

	"ssowizard/internal/ownfile"
)

// ErrProfileBusy says that another program works with the profile. Two that
// each remember half of a walk would make everything twice.
var ErrProfileBusy = errors.New("another ssowizard is working with this profile")

// Holder is a store that can keep other programs away from a profile.
type Holder interface {
	// Hold keeps other programs from the profile until release is called or the
	// process ends. ErrProfileBusy, inside a *ProfileError, says that one of them
	// has it.
	Hold(name string) (release func(), err error)
}

// held counts who holds what within one store, because a system's lock would
// keep this process from its own profiles as well.
type held struct {
	mu    sync.Mutex
	files map[string]*heldFile
}

type heldFile struct {
	f     *os.File
	users int
}

// Hold locks a file beside the profile. Where no lock can be had, as on a file
// system that knows none, the walk goes on without: saving says what is wrong
// with the folder.
func (d diskStore) Hold(name string) (release func(), err error) {
	path, err := d.path(name)
	if err != nil {
		return nil, err
	}
	d.held.mu.Lock()
	defer d.held.mu.Unlock()
	h := d.held.files[name]
	if h == nil {
		h = &heldFile{}
		if err := ownfile.Folder(d.dir); err == nil {
			f, busy, lerr := lockFile(filepath.Join(d.dir, "."+name+".lock"))
			if busy {
				return nil, &Error{Path: path, Why: "another ssowizard is working with it",
					Do:    "Finish or leave that one, then start this again.",
					Cause: errors.Join(ErrProfileBusy, lerr)}
			}
			if h.f = f; f != nil {
				d.sweep(name)
			}
		}
		d.held.files[name] = h
	}
	h.users++
	return sync.OnceFunc(func() { d.let(name, h) }), nil
}

func (d diskStore) let(name string, h *heldFile) {
	d.held.mu.Lock()
	defer d.held.mu.Unlock()
	if h.users--; h.users > 0 {
		return
	}
	delete(d.held.files, name)
	if h.f != nil {
		_ = h.f.Close() // lets go of the lock
	}
}
